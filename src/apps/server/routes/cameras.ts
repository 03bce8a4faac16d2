import { z } from "zod";
import { cameraStreams } from "#adapters/onvif/camera-streams.ts";
import { discoverCameras } from "#adapters/onvif/discover-cameras.ts";
import { type NearAddress, nearAddress } from "#adapters/onvif/near-address.ts";
import { describeStream, type RtspAddress, readRtspAddress } from "#adapters/onvif/stream-description.ts";
import type { Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { DescribedStream } from "#domain/stream/session-description.ts";
import { suitableStream } from "#domain/stream/suitable-stream.ts";
import { SECRET_LENGTH_MAX } from "#domain/wire/agent-link.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import { StoreParams } from "./stores.ts";

/** Cameras answer within a second; those that are slow have two more. */
const FIND_MS = 3000;
/** Cameras that are tested at a time, for all who ask. */
export const TESTS_AT_A_TIME_MAX = 4;
const TESTS_PER_MINUTE_MAX = 30;
const ADDRESS_LENGTH_MAX = 512;
const USER_LENGTH_MAX = 64;
const FOUND_MAX = 200;
/** What a line counted while somebody walks through it. */
const RECENT_MINUTES = 10;
const PORT_MAX = 65_535;

/** What became of a test; the pages say it in the reader's language. */
const OUTCOMES = [
  "reached",
  "password",
  "refused",
  "not-there",
  "no-camera",
  "no-pictures",
  "not-near",
  "unknown-host",
  "unreadable",
  "clock",
] as const;

const Stream = z.object({
  name: z.string(),
  address: z.string().describe("without name and password; `***` stands for a password in the path"),
  codec: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  framesPerSecond: z.number().nullable(),
  isSuitable: z.boolean().describe("the one to count from"),
});

const TestAnswer = z.object({
  outcome: z.enum(OUTCOMES),
  detail: z.string(),
  model: z.string(),
  streams: z.array(Stream),
});
type TestAnswer = z.output<typeof TestAnswer>;

const SensorParams = StoreParams.extend({ sensor: Id });

const ONVIF_OUTCOMES: Readonly<Partial<Record<FaultCode, TestAnswer["outcome"]>>> = {
  "onvif/unreachable": "refused",
  "onvif/off": "no-camera",
  "onvif/password": "password",
  "onvif/clock": "clock",
  "onvif/unreadable": "no-camera",
  "onvif/no-stream": "no-pictures",
};

/**
 * What is needed while a camera is put up. No picture is asked for and none is decoded here: a camera is asked what its streams
 * are, and that is all. Only this machine and private networks are asked, and hosts that the store's deployment names.
 */
export function addCameraRoutes({ parts, add }: Router): void {
  let finding: ReturnType<typeof discoverCameras> | null = null;
  let running = 0;
  let begunMs: number[] = [];

  add(
    "POST /api/v1/stores/:store/cameras/find",
    {
      summary: "Cameras that answer by ONVIF in the networks of the machine that this server runs on",
      tag: "cameras",
      params: StoreParams,
      answer: z.object({
        cameras: z.array(
          z.object({ host: z.string(), port: z.int(), isSecure: z.boolean(), name: z.string(), model: z.string() }),
        ),
        askedAt: z
          .array(z.string())
          .describe("addresses of this machine from which was asked; none: it is in no network"),
      }),
    },
    async ({ asker, params: { store } }) => {
      ownStore(parts, asker, store);
      // Whoever asks meanwhile hears the same answer.
      finding ??= discoverCameras({ waitMs: FIND_MS }).finally(() => {
        finding = null;
      });
      try {
        const { cameras, askedAt } = await finding;
        return { cameras: cameras.slice(0, FOUND_MAX), askedAt };
      } catch (error) {
        if (error instanceof Fault && error.code === "onvif/network") return { cameras: [], askedAt: [] };
        throw error;
      }
    },
  );

  add(
    "POST /api/v1/stores/:store/cameras/test",
    {
      summary:
        "Ask a camera what its streams are: one by `rtsp://…`, or all by ONVIF where only its host is given. Nothing is kept",
      tag: "cameras",
      params: StoreParams,
      body: z.strictObject({
        address: z.string().min(1).max(ADDRESS_LENGTH_MAX),
        user: z.string().max(USER_LENGTH_MAX).default(""),
        password: z.string().max(SECRET_LENGTH_MAX).default(""),
      }),
      answer: TestAnswer,
    },
    async ({ asker, params: { store }, body: { address, user, password } }) => {
      const shop = ownStore(parts, asker, store);
      const nowMs = parts.nowMs();
      begunMs = begunMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
      if (running >= TESTS_AT_A_TIME_MAX || begunMs.length >= TESTS_PER_MINUTE_MAX)
        throw new Fault("request/too-many", "so many cameras are being tested already");
      begunMs.push(nowMs);
      running++;
      try {
        return await testCamera(address.trim(), { user, password, named: hostsOf(shop) });
      } finally {
        running--;
      }
    },
  );

  add(
    "GET /api/v1/stores/:store/sensors/:sensor/recent",
    {
      summary: `What a sensor's lines and zones counted in the last ${RECENT_MINUTES} minutes, for whoever sets it up`,
      tag: "cameras",
      params: SensorParams,
      answer: z.object({
        atMs: z.int(),
        minutes: z.array(
          z.object({
            name: z.string(),
            version: z.int(),
            atMs: z.int().describe("when the minute began"),
            watchedMs: z.int(),
            in: z.int(),
            out: z.int(),
            entered: z.int(),
          }),
        ),
      }),
    },
    async ({ asker, params: { store, sensor } }) => {
      ownStore(parts, asker, store);
      const nowMs = parts.nowMs();
      const toMinute = Math.floor(nowMs / MINUTE_MS) + 1;
      const span = { storeId: store, fromMinute: toMinute - RECENT_MINUTES, toMinute };
      const totals = (await parts.reader.stores()).includes(store) ? await parts.reader.totals("minute", span) : [];
      return {
        atMs: nowMs,
        minutes: totals.flatMap(({ unit: { unitId, version }, fromMinute, total }) => {
          const { sensor: of, name } = partsOfUnitId(unitId);
          if (of !== sensor) return [];
          const { watchedMs } = total;
          const [entered, left, inside] = total.kind === "line" ? [total.in, total.out, 0] : [0, 0, total.entered];
          return [{ name, version, atMs: fromMinute * MINUTE_MS, watchedMs, in: entered, out: left, entered: inside }];
        }),
      };
    },
  );
}

type Login = { readonly user: string; readonly password: string; readonly named: ReadonlySet<string> };

async function testCamera(address: string, login: Login): Promise<TestAnswer> {
  const rtsp = readRtspAddress(address);
  if (rtsp) return await testStream(rtsp, login);
  const [, host, port] = /^(?:https?:\/\/)?(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?\/?$/i.exec(address) ?? [];
  if (host === undefined || (port !== undefined && !(+port >= 1 && +port <= PORT_MAX)))
    return nothing("unreadable", "write `rtsp://` and the camera's address, or its address alone");
  const found = await nearAddress(host, { isFarAllowed: login.named.has(host.toLowerCase()) });
  if (found.kind !== "near") return notNear(found, host);
  try {
    const told = await cameraStreams({
      host: found.address,
      port: port === undefined ? undefined : Number(port),
      username: login.user,
      password: login.password,
      isSecure: /^https:/i.test(address),
    });
    const streams = told.streams.map((stream) => ({
      name: stream.name,
      address: stream.address,
      codec: stream.codec,
      width: stream.width || null,
      height: stream.height || null,
      framesPerSecond: stream.framesPerSecond,
      isSuitable: stream === told.suitable?.offer,
    }));
    return { outcome: "reached", detail: "", model: told.model, streams };
  } catch (error) {
    const outcome = error instanceof Fault ? ONVIF_OUTCOMES[error.code] : undefined;
    if (outcome === undefined) throw error;
    return nothing(outcome, (error as Fault).detail);
  }
}

async function testStream(rtsp: RtspAddress, { user, password, named }: Login): Promise<TestAnswer> {
  const found = await nearAddress(rtsp.host, { isFarAllowed: named.has(rtsp.host.toLowerCase()) });
  if (found.kind !== "near") return notNear(found, rtsp.host);
  const told = await describeStream(rtsp, {
    address: found.address,
    credentials: user === "" ? null : { username: user, password },
  });
  if (told.kind === "foreign") return nothing("no-camera", told.why);
  if (told.kind === "refused") return nothing("refused", told.why);
  if (told.kind !== "described") return nothing(told.kind, "");
  return { outcome: "reached", detail: "", model: "", streams: [offered(rtsp, told.stream)] };
}

function offered({ isSecure, host, port, path }: RtspAddress, stream: DescribedStream): TestAnswer["streams"][number] {
  const { codec, width, height, framesPerSecond } = stream;
  const shown = host.includes(":") ? `[${host}]` : host;
  // A size that is not said does not speak against it: the first picture will say it.
  const offer = { name: path, codec, width: width ?? 1, height: height ?? 1, framesPerSecond };
  return {
    name: path,
    address: `${isSecure ? "rtsps" : "rtsp"}://${shown}:${port}${path}`,
    codec,
    width,
    height,
    framesPerSecond,
    isSuitable: suitableStream([offer]) !== null,
  };
}

function notNear(found: Exclude<NearAddress, { kind: "near" }>, host: string): TestAnswer {
  return found.kind === "unknown"
    ? nothing("unknown-host", `no machine is called \`${host}\``)
    : nothing("not-near", `\`${host}\` lies outside of this machine's private networks`);
}

function nothing(outcome: TestAnswer["outcome"], detail: string): TestAnswer {
  return { outcome, detail, model: "", streams: [] };
}

/** The hosts from which the store's cameras are counted already. */
function hostsOf({ sensors }: Shop): Set<string> {
  return new Set(sensors.flatMap(({ source = "" }) => readRtspAddress(source)?.host.toLowerCase() ?? []));
}
