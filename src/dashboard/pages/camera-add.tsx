import { Alert, Button, Group, PasswordInput, Radio, SimpleGrid, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import type { FoundCamera, TestAnswer, TestedStream } from "#dashboard/api/camera-questions.ts";
import { sensorsQuestion } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { BackToCameras, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { addWords } from "./camera-add-words.ts";
import { CameraInspection } from "./camera-inspection.tsx";
import { cameraWords } from "./camera-words.ts";
import { idOf } from "./free-id.ts";

const HTTP_PORT = 80;
const SECURE_PORT = 443;

type Login = { readonly address: string; readonly user: string; readonly password: string };

/** Adds a camera: found in the network or by its address, tested, and named. */
export function AddCameraPage() {
  const { store } = useParams({ from: "/app/$store/add-camera" });
  const words = useWords(addWords);
  const backWords = useWords(cameraWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: sensors = [] } = useQuery(sensorsQuestion(store));
  const [login, setLogin] = useState<Login>({ address: "", user: "", password: "" });
  const [stream, setStream] = useState<TestedStream | null>(null);
  const [name, setName] = useState("");

  const testing = useMutation<TestAnswer, Refusal, Login>({
    mutationFn: (body) => ask(`/stores/${store}/cameras/test`, { method: "POST", body }),
    onSuccess: ({ streams }) => setStream(streams.find((one) => one.isSuitable) ?? streams[0] ?? null),
  });
  const adding = useMutation<string, Refusal, string>({
    mutationFn: async (address) => {
      const id = idOf(
        name,
        sensors.map(({ sensor }) => sensor),
        "camera",
      );
      const body = {
        name: name.trim(),
        source: sourceOf({ ...login, address }),
        does: ["count", "zones", "scene-picture", "setup-view"],
      };
      await ask(`/stores/${store}/sensors/${id}`, { method: "PUT", body });
      return id;
    },
    onSuccess: async (sensor) => {
      await client.invalidateQueries();
      await navigate({ to: "/app/$store/cameras/$sensor", params: { store, sensor } });
    },
  });
  /** What was tested is no longer what stands there. */
  const change = (next: Partial<Login>) => {
    setLogin(partsOf({ ...login, ...next }));
    setStream(null);
    testing.reset();
  };
  const isRtsp = /^rtsps?:\/\//i.test(login.address.trim());
  const address = stream?.address ?? (isRtsp ? login.address.trim() : null);
  const mayAdd = address !== null && !address.includes("***") && name.trim() !== "";

  return (
    <>
      <BackToCameras store={store}>{backWords.back}</BackToCameras>
      <PageHead title={words.title} note={words.note} />
      <Stack maw={760}>
        <Panel title={words.where}>
          <Stack>
            <Finder
              store={store}
              take={({ host, port, isSecure }) => {
                const plain = host.includes(":") ? `[${host}]` : host;
                const usual = port === (isSecure ? SECURE_PORT : HTTP_PORT);
                change({ address: `${isSecure ? "https://" : ""}${plain}${usual ? "" : `:${port}`}` });
              }}
            />
            <form
              onSubmit={(event) => {
                event.preventDefault();
                testing.mutate({ ...login, address: login.address.trim() });
              }}
            >
              <Stack gap="sm">
                <TextInput
                  label={words.address}
                  description={words.addressWhy}
                  value={login.address}
                  onChange={(event) => change({ address: event.currentTarget.value })}
                  autoComplete="off"
                  spellCheck={false}
                  required
                  name="address"
                />
                <SimpleGrid cols={{ base: 1, xs: 2 }}>
                  <TextInput
                    label={words.user}
                    value={login.user}
                    onChange={(event) => change({ user: event.currentTarget.value })}
                    autoComplete="off"
                    name="camera-user"
                  />
                  <PasswordInput
                    label={words.password}
                    description={words.passwordWhy}
                    inputWrapperOrder={["label", "input", "description"]}
                    value={login.password}
                    onChange={(event) => change({ password: event.currentTarget.value })}
                    autoComplete="new-password"
                    name="camera-password"
                  />
                </SimpleGrid>
                <Group>
                  <Button type="submit" loading={testing.isPending} disabled={login.address.trim() === ""}>
                    {words.test}
                  </Button>
                </Group>
              </Stack>
            </form>
            {testing.error && <FaultNote error={testing.error} />}
            {testing.data && <Outcome told={testing.data} />}
            <CameraInspection
              key={`${login.address} ${login.user} ${login.password}`}
              store={store}
              login={{ ...login, address: login.address.trim() }}
            />
          </Stack>
        </Panel>
        {testing.data && testing.data.streams.length > 1 && (
          <Panel title={words.chooseStream}>
            <Radio.Group
              value={stream?.name ?? ""}
              onChange={(next) => setStream(testing.data.streams.find((one) => one.name === next) ?? null)}
              aria-label={words.chooseStream}
            >
              <Stack gap="xs">
                {testing.data.streams.map((one) => (
                  <Radio
                    key={`${one.name} ${one.address}`}
                    value={one.name}
                    label={one.name}
                    description={<StreamFacts stream={one} />}
                  />
                ))}
              </Stack>
            </Radio.Group>
          </Panel>
        )}
        {address !== null && (
          <Panel title={words.nameIt}>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (mayAdd) adding.mutate(address);
              }}
            >
              <Stack gap="sm">
                {address.includes("***") && <Alert color="orange">{words.secretInPath}</Alert>}
                <TextInput
                  label={words.name}
                  description={words.nameWhy}
                  placeholder={words.front}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                  maxLength={100}
                  name="camera-name"
                />
                <Group>
                  <Button
                    type="submit"
                    disabled={!mayAdd}
                    loading={adding.isPending}
                    variant={stream ? "filled" : "default"}
                  >
                    {stream ? words.add : words.addAnyway}
                  </Button>
                </Group>
                {adding.error && <FaultNote error={adding.error} />}
              </Stack>
            </form>
          </Panel>
        )}
      </Stack>
    </>
  );
}

function Finder({ store, take }: { readonly store: string; readonly take: (camera: FoundCamera) => void }) {
  const words = useWords(addWords);
  const finding = useMutation<{ readonly cameras: readonly FoundCamera[] }, Refusal>({
    mutationFn: () => ask(`/stores/${store}/cameras/find`, { method: "POST", body: {} }),
  });
  const cameras = finding.data?.cameras;
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="default"
          leftSection={<IconSearch size={18} aria-hidden />}
          loading={finding.isPending}
          onClick={() => finding.mutate()}
        >
          {words.find}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {finding.isPending ? words.finding : cameras && cameras.length > 0 ? words.found(cameras.length) : ""}
        </Text>
      </Group>
      {finding.error && <FaultNote error={finding.error} />}
      {cameras?.length === 0 && (
        <Alert color="gray" title={words.foundNone}>
          {words.foundNoneWhy}
        </Alert>
      )}
      {cameras && cameras.length > 0 && (
        <Table>
          <Table.Tbody>
            {cameras.map((camera) => (
              <Table.Tr key={`${camera.host}:${camera.port}`}>
                <Table.Td>
                  {camera.model || camera.name || camera.host}
                  <Text size="xs" c="dimmed">
                    {camera.host}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Button size="xs" variant="default" onClick={() => take(camera)}>
                    {words.take}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

/** What came back, in words, and what to do where it was not what was hoped for. */
function Outcome({ told: { outcome, detail, model, streams } }: { readonly told: TestAnswer }) {
  const words = useWords(addWords);
  const isReached = outcome === "reached";
  const [only] = streams;
  return (
    <Alert
      color={isReached ? "teal" : "orange"}
      icon={isReached ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={`${words.outcomes[outcome] ?? outcome}${model === "" ? "" : `: ${model}`}`}
      role="status"
      styles={{ title: { color: "inherit" } }}
    >
      {only && streams.length === 1 && <StreamFacts stream={only} isOnly />}
      {only && streams.length === 1 && !only.isSuitable && <Text size="sm">{words.unsuitable}</Text>}
      {!isReached && <Text size="sm">{words.outcomeRemedies[outcome] ?? detail}</Text>}
    </Alert>
  );
}

const CODECS: Readonly<Record<string, string>> = { H264: "H.264", H265: "H.265", JPEG: "Motion JPEG", MPEG4: "MPEG-4" };

function StreamFacts({ stream, isOnly = false }: { readonly stream: TestedStream; readonly isOnly?: boolean }) {
  const words = useWords(addWords);
  const format = useFormat();
  const { codec, width, height, framesPerSecond, isSuitable, address } = stream;
  const facts = [
    width !== null && height !== null ? words.size(width, height) : null,
    CODECS[codec] ?? codec,
    framesPerSecond === null ? null : words.perSecond(format.tenth(framesPerSecond)),
    isSuitable && !isOnly ? words.suitable : null,
  ].filter((fact) => fact !== null && fact !== "");
  return (
    <Text span size="sm">
      {facts.join(" · ")}
      <Text span size="xs" c="dimmed" display="block" style={{ overflowWrap: "anywhere" }}>
        {address}
      </Text>
    </Text>
  );
}

/** A name and a password that were written into the address belong into their own fields. */
function partsOf(login: Login): Login {
  const [, scheme = "", user, password, rest = ""] =
    /^(rtsps?:\/\/)([^:@/?#\s]+)(?::([^@\s]*))?@(.+)$/i.exec(login.address.trim()) ?? [];
  if (user === undefined) return login;
  return { address: `${scheme}${rest}`, user: decoded(user), password: decoded(password ?? "") || login.password };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The source as it is sent once; the server takes the password out of it and keeps it encrypted. */
function sourceOf({ address, user, password }: Login): string {
  // `$` would be read as the name of a variable, `*` as what was masked; what is left of these signs is written in numbers.
  const coded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const plain = address.replaceAll("$", "%24");
  if (user === "") return plain;
  return plain.replace("://", () => `://${coded(user)}${password === "" ? "" : `:${coded(password)}`}@`);
}
