import { ActionIcon, Alert, Button, Card, Grid, Group, SegmentedControl, Stack, Text, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconRefresh,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useEffectEvent, useReducer, useState } from "react";
import type { StoreDetail } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { recentQuestion, type SensorFile } from "#dashboard/api/camera-questions.ts";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { Fault } from "#domain/fault/fault.ts";
import { checkLine } from "#domain/space/line.ts";
import { checkZone } from "#domain/space/zone.ts";
import { NAME_LENGTH_MAX, NAME_LETTERS } from "#domain/wire/unit-name.ts";
import { CameraCanvas, type Tool, type View, WHOLE, zoomed } from "./camera-canvas.tsx";
import {
  beginSteps,
  CORNERS_MIN,
  type Drawing,
  drawingOf,
  flipped,
  freeName,
  isRedrawn,
  nextKey,
  type Shape,
  type Spot,
  takeStep,
  withDrawing,
} from "./camera-drawing.ts";
import { useScene, useSetUpView } from "./camera-scene.ts";
import { ShapeCard } from "./camera-shape-card.tsx";
import { cameraWords } from "./camera-words.ts";

const ZOOM_STEP = 1.5;

/** Lines and zones on the picture without people, and beside it what each of them counts. */
export function CameraEditor({
  store,
  sensor,
  file,
  detail,
}: {
  readonly store: string;
  readonly sensor: string;
  readonly file: SensorFile;
  readonly detail: StoreDetail;
}) {
  const words = useWords(cameraWords);
  const client = useQueryClient();
  const saved = drawingOf(file);
  const [steps, step] = useReducer(takeStep, saved, beginSteps);
  const [chosen, choose] = useState<number | null>(saved[0]?.key ?? null);
  const [tool, setTool] = useState<Tool>("move");
  const [view, setView] = useState<View>(WHOLE);
  const [corners, setCorners] = useState<readonly Spot[]>([]);
  const { scene, isAsked, askFresh } = useScene(store, sensor);
  const setUp = useSetUpView(store, sensor);
  const { data: recent } = useQuery(recentQuestion(store, sensor));
  const drawing = steps.now;
  const isChanged = JSON.stringify(withDrawing(file, drawing)) !== JSON.stringify(withDrawing(file, saved));
  const change = (next: Drawing, gesture?: string) =>
    step({ kind: "change", drawing: next, ...(gesture !== undefined && { gesture }) });

  // What somebody else saved meanwhile is shown where nothing is unsaved here.
  const savedText = JSON.stringify([file.lines, file.zones]);
  const [seenText, setSeenText] = useState(savedText);
  useEffect(() => {
    if (savedText === seenText) return;
    setSeenText(savedText);
    step({ kind: "begin", drawing: drawingOf(file) });
  }, [savedText, seenText, file]);

  const saving = useMutation<unknown, Refusal, SensorFile>({
    mutationFn: (body) => ask(`/stores/${store}/sensors/${sensor}`, { method: "PUT", body }),
    onSuccess: () => client.invalidateQueries(),
  });
  const refusedAt = saving.error ? refusedShape(saving.error.message, drawing) : null;
  const faults = new Map(drawing.map((shape) => [shape.key, shapeFault(shape, drawing, words)] as const));
  const hasFault = [...faults.values()].some((fault) => fault !== null);

  const add = (shape: (key: number) => Shape) => {
    const made = shape(nextKey([...drawing, ...steps.past.flat(), ...steps.future.flat()], saved.length));
    change([...drawing, made]);
    choose(made.key);
    setTool("move");
  };
  const addLine = (from: Spot, to: Spot) =>
    add((key) => ({
      kind: "line",
      key,
      name: freeName(drawing, words.line),
      savedName: null,
      role: "entrance",
      anchor: undefined,
      points: [from, to],
    }));
  const addZone = (points: readonly Spot[]) => {
    setCorners([]);
    add((key) => ({
      kind: "zone",
      key,
      name: freeName(drawing, words.zone),
      savedName: null,
      cue: undefined,
      points,
    }));
  };
  const remove = (key: number) => {
    change(drawing.filter((shape) => shape.key !== key));
    choose(null);
  };
  // Keys are heard wherever the focus is: it is nowhere when the point that had it was removed.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const letter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (letter === "z" || letter === "y") {
      event.preventDefault();
      step({ kind: letter === "y" || event.shiftKey ? "redo" : "undo" });
    }
    if (event.key === "Escape") {
      setCorners([]);
      setTool("move");
    }
    if (event.key === "Enter" && tool === "zone" && corners.length >= CORNERS_MIN) {
      event.preventDefault();
      addZone(corners);
    }
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  const onView = useCallback((next: View) => setView(next), []);

  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="xs">
          <Group justify="space-between" gap="xs">
            <SegmentedControl
              value={tool}
              onChange={(next) => {
                setTool(next as Tool);
                setCorners([]);
              }}
              data={[
                { value: "move", label: words.select },
                { value: "line", label: words.newLine },
                { value: "zone", label: words.newZone },
              ]}
            />
            <Group gap={4}>
              <Sign label={words.undo} isOff={steps.past.length === 0} act={() => step({ kind: "undo" })}>
                <IconArrowBackUp size={20} aria-hidden />
              </Sign>
              <Sign label={words.redo} isOff={steps.future.length === 0} act={() => step({ kind: "redo" })}>
                <IconArrowForwardUp size={20} aria-hidden />
              </Sign>
              <Sign label={words.zoomOut} isOff={view.zoom <= 1} act={() => setView(zoomed(view, 1 / ZOOM_STEP))}>
                <IconZoomOut size={20} aria-hidden />
              </Sign>
              <Sign label={words.zoomIn} act={() => setView(zoomed(view, ZOOM_STEP))}>
                <IconZoomIn size={20} aria-hidden />
              </Sign>
              <Sign label={words.whole} isOff={view.zoom <= 1} act={() => setView(WHOLE)}>
                <IconArrowsMaximize size={20} aria-hidden />
              </Sign>
            </Group>
          </Group>
          <CameraCanvas
            scene={scene}
            drawing={drawing}
            dots={setUp.dots}
            tool={tool}
            chosen={chosen}
            view={view}
            corners={corners}
            label={words.picture}
            onView={onView}
            onChoose={choose}
            onChange={change}
            onLine={addLine}
            onCorners={(next, isDone) => (isDone ? addZone(next) : setCorners(next))}
          />
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" role="status" flex="1 1 260px">
              {tool === "line" ? words.howLine : tool === "zone" ? words.howZone : words.howSelect}
            </Text>
            {tool === "zone" && corners.length > 0 && (
              <Group gap="xs">
                <Button size="xs" disabled={corners.length < CORNERS_MIN} onClick={() => addZone(corners)}>
                  {words.finish}
                </Button>
                <Button size="xs" variant="default" onClick={() => setCorners([])}>
                  {words.cancel}
                </Button>
              </Group>
            )}
          </Group>
          <SceneNote known={scene?.knownShare ?? null} isThere={scene !== null} isAsked={isAsked} askFresh={askFresh} />
          <SetUpPanel setUp={setUp} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack>
          {drawing.length === 0 && (
            <Card withBorder>
              <Text fw={600}>{words.nothingDrawn}</Text>
              <Text size="sm" c="dimmed" mb="sm">
                {words.nothingDrawnWhy}
              </Text>
              <Button onClick={() => setTool("line")} style={{ alignSelf: "flex-start" }}>
                {words.newLine}
              </Button>
            </Card>
          )}
          {drawing.map((shape) => (
            <ShapeCard
              key={shape.key}
              shape={shape}
              fault={faults.get(shape.key) ?? (refusedAt === shape.key ? plain(saving.error!.message) : null)}
              version={versionOf(detail, sensor, shape.savedName)}
              note={versionNote(shape, { saved, detail, sensor, words })}
              minutes={recent?.minutes ?? []}
              isChosen={shape.key === chosen}
              choose={() => choose(shape.key)}
              change={(next, gesture) =>
                change(
                  drawing.map((one) => (one.key === shape.key ? next : one)),
                  gesture,
                )
              }
              flip={() => change(flipped(drawing, shape.key))}
              remove={() => remove(shape.key)}
            />
          ))}
          {saving.error && refusedAt === null && (
            <Alert color="red" title={words.refused} role="alert">
              {saving.error.message}
              {saving.error.remedy !== "" && <Text size="sm">{saving.error.remedy}</Text>}
            </Alert>
          )}
          {(isChanged || saving.isPending) && (
            <Card withBorder padding="sm" pos="sticky" bottom={70} style={{ zIndex: 2 }} shadow="md">
              <Text size="sm" fw={600} mb="xs">
                {words.unsaved}
              </Text>
              <Group gap="xs">
                <Button
                  disabled={hasFault}
                  loading={saving.isPending}
                  onClick={() => saving.mutate(withDrawing(file, drawing))}
                >
                  {words.save}
                </Button>
                <Button
                  variant="default"
                  onClick={() => {
                    saving.reset();
                    step({ kind: "begin", drawing: saved });
                  }}
                >
                  {words.discard}
                </Button>
              </Group>
            </Card>
          )}
          {!isChanged && saving.isSuccess && (
            <Text size="sm" role="status">
              {words.saved}
            </Text>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Sign({
  label,
  act,
  isOff = false,
  children,
}: {
  readonly label: string;
  readonly act: () => void;
  readonly isOff?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} disabled={isOff} onClick={act}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function SceneNote({
  known,
  isThere,
  isAsked,
  askFresh,
}: {
  readonly known: number | null;
  readonly isThere: boolean;
  readonly isAsked: boolean;
  readonly askFresh: () => Promise<void>;
}) {
  const words = useWords(cameraWords);
  const format = useFormat();
  return (
    <Group justify="space-between" gap="xs" wrap="wrap">
      <div style={{ flex: "1 1 260px" }}>
        {!isThere && (
          <Text size="sm" fw={600}>
            {words.noScene}
          </Text>
        )}
        <Text size="sm" c="dimmed" role="status">
          {isAsked
            ? words.asked
            : !isThere
              ? words.noSceneWhy
              : known !== null && known < 0.995
                ? words.partScene(format.share(known))
                : ""}
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => void askFresh()}
      >
        {isThere ? words.fresh : words.askScene}
      </Button>
    </Group>
  );
}

function SetUpPanel({ setUp }: { readonly setUp: ReturnType<typeof useSetUpView> }) {
  const words = useWords(cameraWords);
  const format = useFormat();
  const isOn = setUp.state === "on";
  return (
    <Panel
      title={words.setUp}
      note={setUp.state === "none" ? words.setUpNone : words.setUpWhy}
      action={
        <Button variant={isOn ? "filled" : "default"} onClick={() => void (isOn ? setUp.end() : setUp.start())}>
          {isOn ? words.setUpEnd : words.setUpStart}
        </Button>
      }
    >
      {isOn && (
        <Text size="sm" role="timer">
          {words.people(setUp.dots.length)} · {words.setUpLeft(format.duration(setUp.leftMs))}
        </Text>
      )}
    </Panel>
  );
}

type EditorText = (typeof cameraWords)["en"];

/** What the server would refuse, said before it is asked and in the reader's language. */
function shapeFault(shape: Shape, drawing: Drawing, words: EditorText): string | null {
  const { name, points } = shape;
  if (!NAME_LETTERS.test(name) || name.length > NAME_LENGTH_MAX || name.trim() === "") return words.nameWrong;
  if (drawing.some((one) => one.key !== shape.key && one.name === name)) return words.nameTwice;
  try {
    if (shape.kind === "line") checkLine({ name, from: points[0]!, to: points[1]! });
    else checkZone({ name, corners: points });
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.code === "zone/crosses-itself" ? words.crossed : words.tooShort;
  }
}

function versionOf({ units }: StoreDetail, sensor: string, name: string | null): number {
  return units.find((unit) => unit.sensor === sensor && unit.name === name)?.version ?? 0;
}

function versionNote(
  shape: Shape,
  {
    saved,
    detail,
    sensor,
    words,
  }: { readonly saved: Drawing; readonly detail: StoreDetail; readonly sensor: string; readonly words: EditorText },
): string {
  const version = versionOf(detail, sensor, shape.name);
  if (shape.savedName !== null && shape.savedName !== shape.name) return words.renamed(shape.savedName);
  return isRedrawn(shape, saved) ? words.makes(shape.name, version + 1) : words.unchanged(version);
}

/** Without the place in the file, which is nothing to whoever draws. */
function plain(message: string): string {
  return message.replace(/^\S+\.ya?ml(:\d+)*:\s*/, "");
}

/** The shape that a refusal of the server is about; null where it does not say. */
function refusedShape(message: string, drawing: Drawing): number | null {
  const [, kind, index] = /\b(lines|zones)[.[](\d+)/.exec(message) ?? [];
  if (kind !== undefined) return drawing.filter((shape) => `${shape.kind}s` === kind)[Number(index)]?.key ?? null;
  return drawing.find(({ name }) => message.includes(`\`${name}\``))?.key ?? null;
}
