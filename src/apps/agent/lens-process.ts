import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isLiveAddress } from "#adapters/camera/address.ts";
import type { RefusalKind } from "#domain/wire/attestation.ts";
import {
  BUCKETS_OF_UNIT_PER_TEN_SECONDS_MAX,
  LENS_MESSAGE_BYTES_MAX,
  LENS_SCENE_MESSAGE_BYTES_MAX,
  LensMessage,
  LIVE_PER_TEN_SECONDS_MAX,
  MESSAGES_PER_SECOND_MAX,
  OTHERS_OF_LIVE_PER_TEN_SECONDS_MAX,
  type Said as SaidOrEnd,
} from "#domain/wire/lens-message.ts";
import type { LensOrder, WatchOrder } from "#domain/wire/lens-order.ts";
import { SCENE_MS_MIN } from "#domain/wire/scene-picture.ts";
import { DOTS_PER_TEN_SECONDS_MAX } from "#domain/wire/setup-dots.ts";
import { type Attesting, type CameraAccount, openLensAccount } from "./lens-account.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What every lens may read below it: the program, its network and its scenes; no data that somebody keeps there. */
const READABLE = ["package.json", "src", "node_modules", "models", "scenes"];
const LENS = fileURLToPath(new URL("../lens/main.ts", import.meta.url));
/** Run before whatever is run as the lens. */
const SHUT_DOORS = new URL("../lens/shut-doors.ts", import.meta.url).href;
const MESSAGE_PIPE = 3;
/** A lens speaks twice a second of each camera; one that is silent of one for this long hangs. Opening may take a while. */
const SILENT_MS_MAX = 60_000;
/** A lens that was told to stop or to end may finish its frame; then it is waited for no longer. */
const STOP_MS_MAX = 3000;
/** Threads of a lens beyond the one that each camera may wait on, and one a core to decode. */
const SPARE_THREADS = 4;
/** Dots that were told before their end may arrive so much later. */
const DOTS_LATE_MS_MAX = 2000;

type End = Extract<SaidOrEnd, { kind: "ended" | "fault" }>;
export type Said = Exclude<SaidOrEnd, End>;

/** How the watching of a camera came to its end. Only after `crashed` and `silent` is another try worth it. */
export type CameraEnd =
  | End
  | { readonly kind: "forbidden"; readonly why: string }
  /** `suspects`: how many cameras the lens watched, of which any may have been why. */
  | { readonly kind: "crashed"; readonly how: string; readonly suspects: number }
  | { readonly kind: "silent"; readonly suspects: number };

/** A camera or film that a lens watches. */
export type WatchedCamera = {
  /** Of the lens's process; none where it could not be started. */
  readonly pid: number | undefined;
  /** Settles when the lens has said so, or is gone with all its cameras; never rejects. */
  readonly end: Promise<CameraEnd>;
  /** Asks the lens to finish with it: what was counted still arrives. */
  stop(): void;
  /** Asks for a picture of its scene with nobody in it. Nothing happens where there is no grant for it in its order. */
  askScene(): void;
  /** Asks for dots for so long from now on; 0 ends them. Nothing happens where there is no grant for it in its order. */
  showDots(forMs: number): void;
};

/** A running lens. It ends by itself after its last camera, and takes no more from then on. */
export type Lens = {
  readonly isOpen: boolean;
  /** How many cameras it watches. */
  readonly load: number;
  /** Settles when its process is gone, and what came out of it was attested. */
  readonly gone: Promise<void>;
  /** Keeps it running without a camera, until the function that this returns is called. */
  hold(): () => void;
  watch(order: WatchOrder, onSaid: (said: Said) => void): WatchedCamera;
};

export type LensOptions = {
  /** The film that it may read; none where it watches cameras. */
  readonly film?: string;
  /** The network that it may read, where it is not the one that comes with Lintel. */
  readonly model: string | undefined;
  readonly camerasMax: number;
  /** Another program in the lens's place, for the test that tries to break out. */
  readonly entry?: string | undefined;
  /** Hears what came out of it; nobody where it tells no server. */
  readonly attesting?: Attesting | undefined;
};

/**
 * What the lens's process may do: read the program, its film and its network, load the decoder and the runtime. In script
 * it may not write a file, start a program or a worker, or open a socket, and it inherits no secret from the environment.
 * Doors of Node are shut besides that its permissions leave open: `node:sqlite`, which writes files, V8's flags, some of which do, and
 * what `shut-doors.ts` takes away.
 */
function lensArguments(entry: string, { film, model }: LensOptions): string[] {
  const readable = READABLE.map((name) => join(PACKAGE_ROOT, name));
  if (film !== undefined) readable.push(film);
  // Only a file: leave to read a folder would be leave to read all that lies in it.
  if (model !== undefined && statSync(model, { throwIfNoEntry: false })?.isFile()) readable.push(resolve(model));
  const mayRead = readable.map((path) => `--allow-fs-read=${path}`);
  const shut = ["--no-experimental-sqlite", "--freeze-flags-after-init", "--disable-sigusr1", "--import", SHUT_DOORS];
  return ["--permission", "--allow-addons", ...mayRead, ...shut, "--no-warnings", entry];
}

/** Where the system has limits, no file grows by a byte, whoever of the lens writes: its decoder and network are bound by that too. */
function spawnBound(words: readonly string[], options: SpawnOptions): ChildProcess {
  if (process.platform === "win32") return spawn(process.execPath, words, options);
  return spawn("/bin/sh", ["-c", 'ulimit -f 0 && exec "$0" "$@"', process.execPath, ...words], options);
}

/** A message that may not be, and why. */
type Refused = { readonly kind: RefusalKind; readonly why: string };

/** Whether every lens may read what lies at this path. */
export function isReadableByAll(path: string): boolean {
  return READABLE.some((name) => resolve(path).startsWith(join(PACKAGE_ROOT, name, sep)));
}

type Camera = {
  readonly account: CameraAccount | undefined;
  readonly onSaid: (said: Said) => void;
  readonly settle: (end: CameraEnd) => void;
  /** Kills the lens when nothing was heard of this camera for too long. */
  readonly silence: NodeJS.Timeout;
  readonly isTooMuch: () => boolean;
  /** Of a live camera; null where it is a film, which is gone through as fast as can be. */
  readonly isTooOften: { readonly bucket: () => boolean; readonly other: () => boolean } | null;
  /** Its lines and zones: `line door`. No message may name another. */
  readonly units: ReadonlySet<string>;
  readonly isLiveTooOften: () => boolean;
  readonly isHealthTooOften: () => boolean;
  readonly areDotsTooOften: () => boolean;
  /** Somebody asked for a picture, by a grant, and it has not come yet. */
  isSceneAwaited: boolean;
  sceneAtMs: number;
  /** Until when it may tell dots. */
  dotsUntilMs: number;
  /** It was told to stop long ago: nobody waits for it, but its number is not free before the lens says so. */
  isGivenUp: boolean;
};

/**
 * Starts a lens and listens to it. Whatever it says must be a message of the whitelist about a camera that it was given,
 * within the limits of size and rate; at the first that is not, it is killed by signal, and the message is dropped unread.
 */
export function openLens(options: LensOptions): Lens {
  const { entry = LENS, model, attesting } = options;
  const account = attesting && openLensAccount({ entry, model }, attesting);
  const threads = options.camerasMax + availableParallelism() + SPARE_THREADS;
  const child = spawnBound(lensArguments(entry, options), {
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    env: { UV_THREADPOOL_SIZE: String(threads), ORT_DISABLE_TELEMETRY: "1" },
  });
  const orders = child.stdin as NodeJS.WritableStream;
  const messages = child.stdio[MESSAGE_PIPE] as NodeJS.ReadableStream;
  const cameras = new Map<number, Camera>();
  const holds = new Set<symbol>();
  let isOpen = true;
  let verdict: Extract<CameraEnd, { kind: "forbidden" | "silent" | "crashed" }> | null = null;
  let wasToldToEnd = false;
  const { promise: gone, resolve: settleGone } = Promise.withResolvers<void>();

  const give = (order: LensOrder) => orders.write(`${JSON.stringify(order)}\n`);
  const kill = (reason: NonNullable<typeof verdict>) => {
    isOpen = false;
    verdict ??= reason;
    child.kill("SIGKILL");
  };
  const refuse = ({ kind, why }: Refused) => {
    account?.refuse(kind);
    kill({ kind: "forbidden", why });
  };
  const endIfIdle = () => {
    if (!isOpen || holds.size > 0 || [...cameras.values()].some(({ isGivenUp }) => !isGivenUp)) return;
    isOpen = false;
    wasToldToEnd = true;
    orders.end();
    const grace = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    child.once("close", () => clearTimeout(grace));
  };
  const remove = (number: number, end: CameraEnd) => {
    const camera = cameras.get(number);
    clearTimeout(camera?.silence);
    camera?.account?.close();
    cameras.delete(number);
    camera?.settle(end);
  };

  /** Why what was said of a camera may not be said; null where it may. */
  const excess = (camera: Camera, said: SaidOrEnd, bytes: number): Refused | null => {
    if (camera.isTooMuch()) return { kind: "rate", why: `more than ${MESSAGES_PER_SECOND_MAX} messages in a second` };
    if (camera.isTooOften?.[said.kind === "bucket" ? "bucket" : "other"]())
      return { kind: "rate", why: "more in ten seconds than a live camera gives reason for" };
    if (unitsIn(said).some((unit) => !camera.units.has(unit)))
      return { kind: "stranger", why: "a message about a line or zone that it was not given" };
    if (said.kind !== "scene" && bytes > LENS_MESSAGE_BYTES_MAX)
      return { kind: "size", why: `a message of ${bytes} bytes` };
    if ((said.kind === "live" && camera.isLiveTooOften()) || (said.kind === "health" && camera.isHealthTooOften()))
      return { kind: "rate", why: `how it is more than ${LIVE_PER_TEN_SECONDS_MAX} times in ten seconds` };
    if (said.kind === "scene") {
      if (!camera.isSceneAwaited) return { kind: "unasked", why: "a picture that nobody asked for" };
      if (performance.now() - camera.sceneAtMs < SCENE_MS_MIN)
        return { kind: "rate", why: `two pictures within ${SCENE_MS_MIN} ms` };
      camera.isSceneAwaited = false;
      camera.sceneAtMs = performance.now();
    }
    if (said.kind === "dots") {
      if (performance.now() > camera.dotsUntilMs + DOTS_LATE_MS_MAX)
        return { kind: "unasked", why: "dots that nobody asked for" };
      if (camera.areDotsTooOften())
        return { kind: "rate", why: `dots more than ${DOTS_PER_TEN_SECONDS_MAX} times in ten seconds` };
    }
    return null;
  };

  listen(messages, {
    bytesMax: () =>
      [...cameras.values()].some(({ isSceneAwaited }) => isSceneAwaited)
        ? LENS_SCENE_MESSAGE_BYTES_MAX
        : LENS_MESSAGE_BYTES_MAX,
    onMessage: ({ camera: number, said }, bytes) => {
      const camera = cameras.get(number);
      if (verdict) return;
      if (!camera) return refuse({ kind: "stranger", why: "a message about a camera that it was not given" });
      const refused = excess(camera, said, bytes);
      if (refused) return refuse(refused);
      camera.account?.take(said, bytes);
      camera.silence.refresh();
      if (said.kind === "ended" || said.kind === "fault") {
        remove(number, said);
        endIfIdle();
      } else if (!camera.isGivenUp) camera.onSaid(said);
    },
    onBytes: (bytes) => account?.read(bytes),
    onRefused: refuse,
  });
  child.on("error", (error) => kill({ kind: "crashed", how: error.message, suspects: cameras.size }));
  child.on("exit", () => {
    isOpen = false;
  });
  child.on("close", (status, signal) => {
    const how = signal ? `killed by ${signal}` : `exit status ${status}`;
    const end = verdict ?? { kind: "crashed", how, suspects: cameras.size };
    for (const number of cameras.keys()) remove(number, end);
    const isGood = verdict === null && wasToldToEnd && status === 0;
    account?.end(isGood ? "ended" : end.kind, signal ?? String(status));
    settleGone();
  });
  orders.on("error", () => {}); // a lens that died cannot be told anything; its end is reported by `close`

  const watch = (order: WatchOrder, onSaid: (said: Said) => void): WatchedCamera => {
    const number = firstFree(cameras);
    const { promise: end, resolve: settle } = Promise.withResolvers<CameraEnd>();
    const units = [...order.lines.map(({ name }) => `line ${name}`), ...order.zones.map(({ name }) => `zone ${name}`)];
    const perTenSeconds = (max: number) => openRateLimit(max, { perMs: 10_000 });
    const camera: Camera = {
      account: account?.open(order.grants),
      onSaid,
      settle,
      silence: setTimeout(() => kill({ kind: "silent", suspects: cameras.size }), SILENT_MS_MAX),
      isTooMuch: openRateLimit(MESSAGES_PER_SECOND_MAX, { perMs: 1000 }),
      isTooOften: isLiveAddress(order.source)
        ? {
            bucket: perTenSeconds(units.length * BUCKETS_OF_UNIT_PER_TEN_SECONDS_MAX),
            other: perTenSeconds(OTHERS_OF_LIVE_PER_TEN_SECONDS_MAX),
          }
        : null,
      units: new Set(units),
      isLiveTooOften: perTenSeconds(LIVE_PER_TEN_SECONDS_MAX),
      isHealthTooOften: perTenSeconds(LIVE_PER_TEN_SECONDS_MAX),
      areDotsTooOften: perTenSeconds(DOTS_PER_TEN_SECONDS_MAX),
      isSceneAwaited: false,
      sceneAtMs: Number.NEGATIVE_INFINITY,
      dotsUntilMs: Number.NEGATIVE_INFINITY,
      isGivenUp: false,
    };
    cameras.set(number, camera);
    give({ camera: number, order });
    return {
      pid: child.pid,
      end,
      stop: () => {
        if (cameras.get(number) !== camera) return;
        give({ camera: number, order: { kind: "stop" } });
        const patience = setTimeout(() => {
          camera.isGivenUp = true;
          settle({ kind: "ended" });
          endIfIdle();
        }, STOP_MS_MAX);
        void end.then(() => clearTimeout(patience));
      },
      askScene: () => {
        if (cameras.get(number) !== camera || !order.grants["scene-picture"]) return;
        camera.isSceneAwaited = true;
        give({ camera: number, order: { kind: "scene" } });
      },
      showDots: (forMs) => {
        if (cameras.get(number) !== camera || !order.grants["setup-view"]) return;
        camera.dotsUntilMs = performance.now() + forMs;
        give({ camera: number, order: { kind: "dots", forMs } });
      },
    };
  };
  return {
    get isOpen() {
      return isOpen;
    },
    get load() {
      return cameras.size;
    },
    gone,
    hold() {
      const hold = Symbol();
      holds.add(hold);
      return () => {
        if (holds.delete(hold)) endIfIdle();
      };
    },
    watch,
  };
}

/** The lines and zones that a message names. */
function unitsIn(said: SaidOrEnd): string[] {
  if (said.kind === "live") return said.zones.map(({ zone }) => `zone ${zone}`);
  if (said.kind !== "bucket") return [];
  return [said.bucket.kind === "line" ? `line ${said.bucket.line}` : `zone ${said.bucket.zone}`];
}

function firstFree(taken: ReadonlyMap<number, unknown>): number {
  let number = 0;
  while (taken.has(number)) number += 1;
  return number;
}

/** Says of each event whether it is one too many in its second, or what else time is divided into. */
function openRateLimit(max: number, { perMs }: { readonly perMs: number }): () => boolean {
  let span = 0;
  let count = 0;
  return () => {
    const now = Math.floor(performance.now() / perMs);
    count = now === span ? count + 1 : 1;
    span = now;
    return count > max;
  };
}

/** Cuts the pipe's bytes into lines and lets only whitelisted messages through. */
function listen(
  pipe: NodeJS.ReadableStream,
  {
    bytesMax,
    onMessage,
    onBytes,
    onRefused,
  }: {
    /** How long a message may be now. */
    bytesMax: () => number;
    onMessage: (message: LensMessage, bytes: number) => void;
    onBytes: (bytes: number) => void;
    onRefused: (refused: Refused) => void;
  },
): void {
  let rest = Buffer.alloc(0);
  let isShut = false;
  const refuse = (kind: RefusalKind, why: string) => {
    isShut = true;
    rest = Buffer.alloc(0);
    onRefused({ kind, why });
  };
  const take = (line: Buffer) => {
    if (line.length > bytesMax()) return refuse("size", `a message of ${line.length} bytes`);
    const message = parsed(line);
    if (message) onMessage(message, line.length);
    else refuse("form", `a message of ${line.length} bytes that is not of the agreed form`);
  };
  pipe.on("data", (bytes: Buffer) => {
    onBytes(bytes.length);
    if (isShut) return;
    rest = Buffer.concat([rest, bytes]);
    for (let cut = rest.indexOf(10); cut >= 0 && !isShut; cut = rest.indexOf(10)) {
      const line = rest.subarray(0, cut);
      rest = rest.subarray(cut + 1);
      take(line);
    }
    if (rest.length > bytesMax()) refuse("size", `a message of more than ${bytesMax()} bytes`);
  });
}

function parsed(line: Buffer): LensMessage | null {
  try {
    return LensMessage.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
