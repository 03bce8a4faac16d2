import { type CameraStream, cameraStreams } from "#adapters/onvif/camera-streams.ts";
import { discoverCameras } from "#adapters/onvif/discover-cameras.ts";
import { withLogin } from "#adapters/onvif/stream-address.ts";
import { Fault } from "#domain/fault/fault.ts";
import { hostKind } from "#domain/reach/host-kind.ts";
import { readSecret } from "./hidden-answer.ts";
import { readDuration } from "./option-text.ts";
import { plainTable } from "./table.ts";

const WAIT_MS_MAX = 60_000;
const PORT_MAX = 65_535;
const VARIABLE = "CAMERA_PASSWORD";
/** A clock that is off by more is worth a word. */
const CLOCK_NOTED_MS = 60_000;

export type FindOptions = { readonly wait: string; readonly from: string[]; readonly json?: boolean };
export type StreamsOptions = {
  readonly user: string;
  readonly passwordEnv?: string;
  readonly https?: boolean;
  readonly json?: boolean;
};

/** `lintel cameras find`: a table of the cameras that answered. */
export async function findCameras({ wait, from, json }: FindOptions): Promise<string> {
  const waitMs = readDuration(wait);
  if (waitMs > WAIT_MS_MAX) throw new Fault("onvif/option", `\`--wait ${wait}\` is longer than a minute`);
  const found = await discoverCameras({ waitMs, ...(from.length > 0 && { addresses: from }) });
  if (json) return JSON.stringify(found, null, 2);
  const { cameras, askedAt, failedAt, ignored } = found;
  const asked = `asked from ${askedAt.join(", ")}${failedAt.length > 0 ? `; could not ask from ${failedAt.join(", ")}` : ""}`;
  const noise = ignored > 0 ? `; ${ignored} datagrams were no answer` : "";
  if (cameras.length === 0)
    return [
      `no camera answered (${asked}${noise})`,
      "Cameras answer where ONVIF is switched on, in the same network and not behind a router. Where you know the address:",
      "  lintel cameras streams ADDRESS --user NAME",
    ].join("\n");
  const rows = cameras.map(({ host, port, isSecure, name, model }) => [
    `${host}${port === 80 && !isSecure ? "" : `:${port}`}${isSecure ? " (https)" : ""}`,
    name || "–",
    model || "–",
  ]);
  const first = rows[0]?.[0]?.replace(" (https)", " --https");
  return [
    plainTable(["address", "name", "model"], rows),
    `${cameras.length} answered (${asked}${noise}). The streams of one:`,
    `  lintel cameras streams ${first} --user NAME`,
  ].join("\n");
}

/** `lintel cameras streams`: what a camera offers, and which stream goes into the deployment; never the password. */
export async function showStreams(where: string, { user, passwordEnv, https, json }: StreamsOptions): Promise<string> {
  const { host, port } = readCameraHost(where);
  const variable = passwordEnv ?? VARIABLE;
  const password = await readCameraPassword(host, { user, passwordEnv });
  const told = await cameraStreams({ host, port, username: user, password, isSecure: https });
  const source = ({ address }: CameraStream) => withLogin(address, { username: user, variable });
  const { suitable, streams, clockOffsetMs, leftOut } = told;
  const take = suitable && {
    name: suitable.offer.name,
    source: source(suitable.offer),
    why: suitable.why,
    advice: suitable.advice,
  };
  if (json) {
    const shown = streams.map((stream) => ({ ...stream, address: source(stream) }));
    return JSON.stringify({ ...told, streams: shown, suitable: undefined, take }, null, 2);
  }
  const rows = streams.map((stream) => [
    `${stream === suitable?.offer ? "→ " : "  "}${stream.name}`,
    `${stream.width} × ${stream.height}`,
    stream.framesPerSecond ?? "–",
    stream.codec,
    source(stream),
  ]);
  const notes = [
    ...streams.flatMap(({ name, hostInstead }) =>
      hostInstead === null
        ? []
        : [`\`${name}\` was given at \`${hostInstead}\`; it stands at the address that you gave`],
    ),
    ...(streams.some(({ hasSecretInPath }) => hasSecretInPath)
      ? ["this camera puts a password into the path; write it where `***` stands, as the name of a variable"]
      : []),
    ...leftOut.map(({ name, why }) => `\`${name}\` was left out: ${why}`),
    ...(clockOffsetMs !== null && Math.abs(clockOffsetMs) > CLOCK_NOTED_MS
      ? [`the camera's clock is off by ${Math.round(clockOffsetMs / 60_000)} minutes; Lintel counts by its own`]
      : []),
  ];
  return [
    `${told.model || "a camera"} at ${host}:${told.port}`,
    plainTable(["  stream", "size", "a second", "codec", "address"], rows),
    ...(take
      ? [
          `Take \`${take.name}\`: ${take.why}.`,
          ...(take.advice === null ? [] : [`It could be better: ${take.advice}.`]),
          "In the deployment file, with the password in the environment and not in the file:",
          `  source: ${take.source}`,
        ]
      : ["None of them can be counted from: switch a stream with H.264 on in the camera's own pages."]),
    ...notes.map((note) => `Note: ${note}.`),
  ].join("\n");
}

/** The password of a camera's user: from a variable of the environment, typed, or from standard input. */
export async function readCameraPassword(
  host: string,
  { user, passwordEnv }: { readonly user: string; readonly passwordEnv?: string | undefined },
): Promise<string> {
  if (passwordEnv !== undefined && !/^[A-Z_][A-Z0-9_]*$/.test(passwordEnv))
    throw new Fault("onvif/option", `\`--password-env ${passwordEnv}\` is no name such as \`DOOR_PASSWORD\``);
  return await readSecret({ question: `Password of \`${user}\` at ${host}: `, environmentName: passwordEnv });
}

/** Reads `192.0.2.7`, `192.0.2.7:8000` or `[2001:db8::7]:8000`. */
export function readCameraHost(text: string): { readonly host: string; readonly port: number | undefined } {
  const isBare = text.includes(":") && !text.startsWith("[") && hostKind(text) !== "none";
  const [, host = "", port] = isBare ? [text, text] : (/^(\[[^\]]+\]|[^:[\]@/]+)(?::(\d{1,5}))?$/.exec(text) ?? []);
  if (
    hostKind(host) === "none" ||
    hostKind(host) === "any" ||
    (port !== undefined && !(+port >= 1 && +port <= PORT_MAX))
  )
    throw new Fault(
      "onvif/option",
      "the camera is named by its address alone, `192.0.2.7`, or with a port, `192.0.2.7:8000`",
    );
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: port === undefined ? undefined : Number(port) };
}
