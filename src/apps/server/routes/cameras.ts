import { z } from "zod";
import { cameraStreams } from "#adapters/onvif/camera-streams.ts";
import { discoverCameras } from "#adapters/onvif/discover-cameras.ts";
import { type NearAddress, nearAddress } from "#adapters/onvif/near-address.ts";
import { describeStream, type RtspAddress, readRtspAddress } from "#adapters/onvif/stream-description.ts";
import { InspectionAnswer, inspectCamera, notInspected } from "#apps/server/camera-inspection.ts";
import { OUTCOMES, type Outcome, outcomeOfFault } from "#apps/server/camera-outcome.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
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

const CameraBody = z.strictObject({
  address: z.string().min(1).max(ADDRESS_LENGTH_MAX),
  user: z.string().max(USER_LENGTH_MAX).default(""),
  password: z.string().max(SECRET_LENGTH_MAX).default(""),
});

const SensorParams = StoreParams.extend({ sensor: Id });

/**
 * What is needed while a camera is put up. No picture is asked for and none is decoded here: a camera is asked what its streams
 * are, and that is all. Only this machine and private networks are asked, and hosts that the store's deployment names.
 */
export function addCameraRoutes({ parts, add }: Router): void {
  let finding: ReturnType<typeof discoverCameras> | null = null;
  let running = 0;
  let begunMs: number[] = [];
  /** Does the work for one who asks, where not too many are at it already. */
  const admitted = async <T>(work: () => Promise<T>): Promise<T> => {
    const nowMs = parts.nowMs();
    begunMs = begunMs.filter((atMs) => nowMs - atMs < MINUTE_MS);
    if (running >= TESTS_AT_A_TIME_MAX || begunMs.length >= TESTS_PER_MINUTE_MAX)
      throw new Fault("request/too-many", "so many cameras are being tested already");
    begunMs.push(nowMs);
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };

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
      body: CameraBody,
      answer: TestAnswer,
    },
    async ({ asker, params: { store }, body: { address, user, password } }) => {
      const shop = ownStore(parts, asker, store);
      const login = { user, password, named: hostsOf(shop) };
      return await admitted(() => testCamera(address.trim(), login));
    },
  );

  add(
    "POST /api/v1/stores/:store/cameras/inspect",
    {
      summary:
        "Ask a camera by ONVIF what it runs and sends beside its streams, and which of it the law of the place forbids. Nothing is kept",
      tag: "cameras",
      params: StoreParams,
      body: CameraBody,
      answer: InspectionAnswer,
    },
    async ({ asker, params: { store }, body: { address, user, password } }) => {
      const shop = ownStore(parts, asker, store);
      const loaded = parts.keeper.current?.loaded;
      if (!loaded) throw nothingThere();
      const today = storeDay(parts.nowMs(), shop.time_zone);
      return await admitted(async () => {
        const found = await locate(hostAddress(address.trim()), hostsOf(shop));
        if (found.kind === "refused") return notInspected(found.outcome, found.detail);
        const camera = { ...found, username: user, password };
        return await inspectCamera(camera, { book: loaded.book, site: shop.site, today });
      });
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
  const found = await locate(address, login.named);
  if (found.kind === "refused") return nothing(found.outcome, found.detail);
  try {
    const told = await cameraStreams({ ...found, username: login.user, password: login.password });
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
    const { outcome, detail } = outcomeOfFault(error);
    return nothing(outcome, detail);
  }
}

type Located =
  | { readonly kind: "near"; readonly host: string; readonly port: number | undefined; readonly isSecure: boolean }
  | { readonly kind: "refused"; readonly outcome: Outcome; readonly detail: string };

/** Where a camera of ONVIF is asked: a host, perhaps with a port and a scheme, that lies near or that the deployment names. */
async function locate(address: string, named: ReadonlySet<string>): Promise<Located> {
  const [, host, port] = /^(?:https?:\/\/)?(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?\/?$/i.exec(address) ?? [];
  if (host === undefined || (port !== undefined && !(+port >= 1 && +port <= PORT_MAX))) {
    const detail = "write `rtsp://` and the camera's address, or its address alone";
    return { kind: "refused", outcome: "unreadable", detail };
  }
  const found = await nearAddress(host, { isFarAllowed: named.has(host.toLowerCase()) });
  if (found.kind !== "near") return { kind: "refused", ...notNear(found, host) };
  return {
    kind: "near",
    host: found.address,
    port: port === undefined ? undefined : Number(port),
    isSecure: /^https:/i.test(address),
  };
}

/** Of a stream's address the host: ONVIF has a port of its own. */
function hostAddress(address: string): string {
  const rtsp = readRtspAddress(address);
  if (!rtsp) return address;
  return rtsp.host.includes(":") ? `[${rtsp.host}]` : rtsp.host;
}

async function testStream(rtsp: RtspAddress, { user, password, named }: Login): Promise<TestAnswer> {
  const found = await nearAddress(rtsp.host, { isFarAllowed: named.has(rtsp.host.toLowerCase()) });
  if (found.kind !== "near") {
    const { outcome, detail } = notNear(found, rtsp.host);
    return nothing(outcome, detail);
  }
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

function notNear(found: Exclude<NearAddress, { kind: "near" }>, host: string) {
  return found.kind === "unknown"
    ? ({ outcome: "unknown-host", detail: `no machine is called \`${host}\`` } as const)
    : ({ outcome: "not-near", detail: `\`${host}\` lies outside of this machine's private networks` } as const);
}

function nothing(outcome: Outcome, detail: string): TestAnswer {
  return { outcome, detail, model: "", streams: [] };
}

/** The hosts from which the store's cameras are counted already. */
function hostsOf({ sensors }: Shop): Set<string> {
  return new Set(sensors.flatMap(({ source = "" }) => readRtspAddress(source)?.host.toLowerCase() ?? []));
}
