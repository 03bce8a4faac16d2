import { Anchor, Button, Card, Checkbox, Code, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { StoreDetail } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { gateQuestion } from "#dashboard/api/camera-questions.ts";
import { useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { BackToCameras, Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { STAY_MINUTES_MAX } from "#domain/deployment/staff.ts";
import { UNIFORMS_MAX } from "#domain/staff/staff-signs.ts";
import { cameraWords } from "./camera-words.ts";
import { type ClothText, ColourChoice } from "./staff-colour.tsx";
import { StaffError } from "./staff-error.tsx";
import { RotaChoice, type Shift } from "./staff-rota.tsx";
import { staffWords } from "./staff-words.ts";

type Uniform = { readonly name: string; readonly upper?: ClothText; readonly lower?: ClothText };
type Staff = {
  readonly uniforms?: readonly Uniform[];
  readonly lanyard?: string;
  readonly lines?: readonly string[];
  readonly zones?: readonly string[];
  readonly stay_minutes?: number;
};
type Camera = { readonly sensor: string; readonly name: string; readonly looks: boolean };
type StaffAnswer = {
  readonly staff: Staff | null;
  readonly rota: readonly Shift[] | null;
  readonly cameras: readonly Camera[];
};

/** How a store's staff are told from its visitors, how often that is wrong, and what its rota expects. */
export function StaffPage() {
  const { store } = useParams({ from: "/app/$store/staff" });
  const words = useWords(staffWords);
  const back = useWords(cameraWords);
  const { data: detail } = useStore(store);
  const { data, error, refetch } = useQuery<StaffAnswer, Refusal>({
    queryKey: ["staff", store],
    queryFn: ({ signal }) => ask(`/stores/${store}/staff`, { signal }),
  });
  if (error && !data) return <FaultNote error={error} again={() => void refetch()} />;
  if (!data || !detail) return <Loading height={480} />;
  return (
    <>
      <BackToCameras store={store}>{back.back}</BackToCameras>
      <PageHead title={words.title} note={words.why} />
      <Stack>
        <StaffForm key={store} store={store} saved={data} detail={detail} />
        <StaffError store={store} />
        {data.cameras.length > 0 && (
          <Panel title={words.teach} note={words.teachWhy}>
            {data.cameras.map(({ sensor }) => (
              <Code key={sensor} block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {`lintel staff teach shop.yaml ${store} ${sensor} --name shirt`}
              </Code>
            ))}
          </Panel>
        )}
      </Stack>
    </>
  );
}

function StaffForm({
  store,
  saved,
  detail,
}: {
  readonly store: string;
  readonly saved: StaffAnswer;
  readonly detail: StoreDetail;
}) {
  const words = useWords(staffWords);
  const client = useQueryClient();
  const [staff, setStaff] = useState<Staff>(saved.staff ?? {});
  const [rota, setRota] = useState<readonly Shift[]>(saved.rota ?? []);
  const [cameras, setCameras] = useState(saved.cameras.filter(({ looks }) => looks).map(({ sensor }) => sensor));
  const written = asWritten(staff);
  const saving = useMutation<unknown, Refusal>({
    mutationFn: () =>
      ask(`/stores/${store}/staff`, {
        method: "PUT",
        body: { staff: written, rota: rota.length > 0 ? rota : null, cameras },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit} onChange={() => saving.isSuccess && saving.reset()}>
      <Stack>
        <Panel title={words.uniforms} note={words.uniformsWhy}>
          <Uniforms uniforms={staff.uniforms ?? []} onChange={(uniforms) => setStaff({ ...staff, uniforms })} />
        </Panel>
        <Panel>
          <ColourChoice
            label={words.lanyard}
            note={words.lanyardWhy}
            value={staff.lanyard}
            onChange={(lanyard) => setStaff({ ...staff, lanyard: lanyard as string })}
          />
        </Panel>
        <Panel title={words.places} note={words.placesWhy}>
          <Places store={store} detail={detail} staff={staff} onChange={setStaff} />
        </Panel>
        <Panel title={words.cameras} note={words.camerasWhy}>
          <Cameras store={store} cameras={saved.cameras} chosen={cameras} onChange={setCameras} />
          {written !== null && cameras.length === 0 && saved.cameras.length > 0 && (
            <Text size="sm" mt="xs" role="note">
              {words.noneLooks}
            </Text>
          )}
        </Panel>
        <Panel title={words.rota} note={words.rotaWhy}>
          <RotaChoice rota={rota} onChange={setRota} />
        </Panel>
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {words.save}
          </Button>
          <Text role="status">{saving.isSuccess ? words.saved : ""}</Text>
        </Group>
        {saving.error && <FaultNote error={saving.error} />}
      </Stack>
    </form>
  );
}

function Uniforms({
  uniforms,
  onChange,
}: {
  readonly uniforms: readonly Uniform[];
  readonly onChange: (uniforms: readonly Uniform[]) => void;
}) {
  const words = useWords(staffWords);
  return (
    <Stack gap="sm">
      {uniforms.map((uniform, index) => {
        const change = (next: Uniform) => onChange(uniforms.with(index, next));
        const label = `${words.uniform} ${index + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may be empty while it is being typed.
          <Card key={index} withBorder padding="sm" component="section" aria-label={label}>
            <Stack gap="sm">
              <Group justify="space-between" align="flex-end">
                <TextInput
                  label={words.name}
                  value={uniform.name}
                  maxLength={64}
                  onChange={({ currentTarget }) => change({ ...uniform, name: currentTarget.value })}
                  required
                />
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${words.remove}: ${label}`}
                  onClick={() => onChange(uniforms.toSpliced(index, 1))}
                >
                  {words.remove}
                </Button>
              </Group>
              {(["upper", "lower"] as const).map((part) => (
                <ColourChoice
                  key={part}
                  label={words[part]}
                  value={uniform[part]}
                  onChange={(cloth) => change(withPart(uniform, part, cloth))}
                />
              ))}
            </Stack>
          </Card>
        );
      })}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={uniforms.length >= UNIFORMS_MAX}
          onClick={() => onChange([...uniforms, { name: `${words.uniform} ${uniforms.length + 1}` }])}
        >
          {words.add}
        </Button>
      </div>
    </Stack>
  );
}

function Places({
  store,
  detail,
  staff,
  onChange,
}: {
  readonly store: string;
  readonly detail: StoreDetail;
  readonly staff: Staff;
  readonly onChange: (staff: Staff) => void;
}) {
  const words = useWords(staffWords);
  const groups = (["lines", "zones"] as const).flatMap((kind) => {
    const units = detail.units.filter((unit) => `${unit.kind}s` === kind).map(({ unit }) => unit);
    return units.length > 0 ? [{ kind, units }] : [];
  });
  return (
    <Stack gap="sm">
      {groups.length === 0 && <Text size="sm">{words.noPlaces}</Text>}
      {groups.map(({ kind, units }) => (
        <Checkbox.Group
          key={kind}
          label={words[kind]}
          value={[...(staff[kind] ?? [])]}
          onChange={(chosen) => onChange({ ...staff, [kind]: chosen })}
        >
          <Group gap="md" mt={4}>
            {units.map((unit) => (
              <Checkbox key={unit} value={unit} label={unit} />
            ))}
          </Group>
        </Checkbox.Group>
      ))}
      <Anchor size="sm" renderRoot={(props) => <Link to="/app/$store/cameras" params={{ store }} {...props} />}>
        {words.draw}
      </Anchor>
      <NumberInput
        label={words.stay}
        description={words.stayWhy}
        value={staff.stay_minutes ?? ""}
        min={1}
        max={STAY_MINUTES_MAX}
        onChange={(value) => {
          const { stay_minutes: _before, ...others } = staff;
          onChange(value === "" ? others : { ...others, stay_minutes: Number(value) });
        }}
        maw={420}
      />
    </Stack>
  );
}

function Cameras({
  store,
  cameras,
  chosen,
  onChange,
}: {
  readonly store: string;
  readonly cameras: readonly Camera[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}) {
  const words = useWords(staffWords);
  const { data: decisions } = useQuery(gateQuestion(store));
  if (cameras.length === 0) return <Text size="sm">{words.noCamera}</Text>;
  const isKeptOff = (camera: string) =>
    decisions?.some(
      ({ sensor, capability, verdict }) =>
        sensor === camera && capability === "staff-exclusion" && verdict !== "permit",
    ) ?? false;
  return (
    <Checkbox.Group aria-label={words.cameras} value={[...chosen]} onChange={onChange}>
      <Stack gap="xs">
        {cameras.map(({ sensor, name, looks }) => (
          <Group key={sensor} gap="xs">
            <Checkbox value={sensor} label={name} />
            {looks && isKeptOff(sensor) && (
              <Text size="sm" role="note">
                {words.notPermitted}{" "}
                <Anchor
                  size="sm"
                  td="underline"
                  renderRoot={(props) => <Link to="/app/$store/compliance" params={{ store }} {...props} />}
                >
                  {words.compliance}
                </Anchor>
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** A uniform with another cloth on a part of it, or with none there. */
function withPart(uniform: Uniform, part: "upper" | "lower", cloth: ClothText | undefined): Uniform {
  const { [part]: _before, ...others } = uniform;
  return cloth === undefined ? others : { ...others, [part]: cloth };
}

/** The signs as they are sent; null where nothing says how staff are told. */
function asWritten({ uniforms = [], lanyard, lines = [], zones = [], stay_minutes }: Staff): Staff | null {
  const isEmpty = uniforms.length + lines.length + zones.length === 0 && !lanyard && stay_minutes === undefined;
  if (isEmpty) return null;
  return {
    uniforms,
    lines,
    zones,
    ...(lanyard && { lanyard }),
    ...(stay_minutes !== undefined && { stay_minutes }),
  };
}
