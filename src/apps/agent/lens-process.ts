import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  LENS_MESSAGE_BYTES_MAX,
  LENS_SCENE_MESSAGE_BYTES_MAX,
  LensMessage,
  LIVE_PER_TEN_SECONDS_MAX,
  MESSAGES_PER_SECOND_MAX,
  type Said as SaidOrEnd,
} from "#domain/wire/lens-message.ts";
import type { LensOrder, WatchOrder } from "#domain/wire/lens-order.ts";
import { SCENE_MS_MIN } from "#domain/wire/scene-picture.ts";
import { DOTS_PER_TEN_SECONDS_MAX } from "#domain/wire/setup-dots.ts";

/** What every lens may read: the program with its network and scenes. */
export const PACKAGE_ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const LENS = fileURLToPath(new URL("../lens/main.ts", import.meta.url));
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
};

/**
 * What the lens's process may do: read the program, its film and its network, load the decoder and the runtime. In script
 * it may not write a file, start a program or a worker, or open a socket, and it inherits no secret from the environment.
 */
function lensArguments({ film, model, entry = LENS }: LensOptions): string[] {
  const readable = film === undefined ? [PACKAGE_ROOT] : [PACKAGE_ROOT, film];
  // Only a file: leave to read a folder would be leave to read all that lies in it.
  if (model !== undefined && statSync(model, { throwIfNoEntry: false })?.isFile()) readable.push(resolve(model));
  const mayRead = readable.map((path) => `--allow-fs-read=${path}`);
  return ["--permission", "--allow-addons", ...mayRead, "--no-warnings", entry];
}

type Camera = {
  readonly onSaid: (said: Said) => void;
  readonly settle: (end: CameraEnd) => void;
  /** Kills the lens when nothing was heard of this camera for too long. */
  readonly silence: NodeJS.Timeout;
  readonly isTooMuch: () => boolean;
  readonly isLiveTooOften: () => boolean;
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
  const threads = options.camerasMax + availableParallelism() + SPARE_THREADS;
  const child = spawn(process.execPath, lensArguments(options), {
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    env: { UV_THREADPOOL_SIZE: String(threads), ORT_DISABLE_TELEMETRY: "1" },
  });
  const orders = child.stdin as NodeJS.WritableStream;
  const messages = child.stdio[MESSAGE_PIPE] as NodeJS.ReadableStream;
  const cameras = new Map<number, Camera>();
  const holds = new Set<symbol>();
  let isOpen = true;
  let verdict: CameraEnd | null = null;

  const give = (order: LensOrder) => orders.write(`${JSON.stringify(order)}\n`);
  const kill = (reason: CameraEnd) => {
    isOpen = false;
    verdict ??= reason;
    child.kill("SIGKILL");
  };
  const endIfIdle = () => {
    if (!isOpen || holds.size > 0 || [...cameras.values()].some(({ isGivenUp }) => !isGivenUp)) return;
    isOpen = false;
    orders.end();
    const grace = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    child.once("close", () => clearTimeout(grace));
  };
  const remove = (number: number, end: CameraEnd) => {
    const camera = cameras.get(number);
    clearTimeout(camera?.silence);
    cameras.delete(number);
    camera?.settle(end);
  };

  /** Why what a camera said of its scene or its people's places may not be said; null where it may. */
  const excess = (camera: Camera, said: SaidOrEnd, bytes: number): string | null => {
    if (said.kind !== "scene" && bytes > LENS_MESSAGE_BYTES_MAX) return `a message of ${bytes} bytes`;
    if (said.kind === "scene") {
      if (!camera.isSceneAwaited) return "a picture that nobody asked for";
      if (performance.now() - camera.sceneAtMs < SCENE_MS_MIN) return `two pictures within ${SCENE_MS_MIN} ms`;
      camera.isSceneAwaited = false;
      camera.sceneAtMs = performance.now();
    }
    if (said.kind === "dots") {
      if (performance.now() > camera.dotsUntilMs + DOTS_LATE_MS_MAX) return "dots that nobody asked for";
      if (camera.areDotsTooOften()) return `dots more than ${DOTS_PER_TEN_SECONDS_MAX} times in ten seconds`;
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
      if (!camera) return kill({ kind: "forbidden", why: "a message about a camera that it was not given" });
      if (camera.isTooMuch())
        return kill({ kind: "forbidden", why: `more than ${MESSAGES_PER_SECOND_MAX} messages in a second` });
      if (said.kind === "live" && camera.isLiveTooOften())
        return kill({ kind: "forbidden", why: `how it is more than ${LIVE_PER_TEN_SECONDS_MAX} times in ten seconds` });
      const why = excess(camera, said, bytes);
      if (why !== null) return kill({ kind: "forbidden", why });
      camera.silence.refresh();
      if (said.kind === "ended" || said.kind === "fault") {
        remove(number, said);
        endIfIdle();
      } else if (!camera.isGivenUp) camera.onSaid(said);
    },
    onForbidden: (why) => kill({ kind: "forbidden", why }),
  });
  child.on("error", (error) => kill({ kind: "crashed", how: error.message, suspects: cameras.size }));
  child.on("exit", () => {
    isOpen = false;
  });
  child.on("close", (status, signal) => {
    const how = signal ? `killed by ${signal}` : `exit status ${status}`;
    const end = verdict ?? { kind: "crashed", how, suspects: cameras.size };
    for (const number of cameras.keys()) remove(number, end);
  });
  orders.on("error", () => {}); // a lens that died cannot be told anything; its end is reported by `close`

  const watch = (order: WatchOrder, onSaid: (said: Said) => void): WatchedCamera => {
    const number = firstFree(cameras);
    const { promise: end, resolve: settle } = Promise.withResolvers<CameraEnd>();
    const camera: Camera = {
      onSaid,
      settle,
      silence: setTimeout(() => kill({ kind: "silent", suspects: cameras.size }), SILENT_MS_MAX),
      isTooMuch: openRateLimit(MESSAGES_PER_SECOND_MAX, { perMs: 1000 }),
      isLiveTooOften: openRateLimit(LIVE_PER_TEN_SECONDS_MAX, { perMs: 10_000 }),
      areDotsTooOften: openRateLimit(DOTS_PER_TEN_SECONDS_MAX, { perMs: 10_000 }),
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
    onForbidden,
  }: {
    /** How long a message may be now. */
    bytesMax: () => number;
    onMessage: (message: LensMessage, bytes: number) => void;
    onForbidden: (why: string) => void;
  },
): void {
  let rest = Buffer.alloc(0);
  let isShut = false;
  const refuse = (why: string) => {
    isShut = true;
    rest = Buffer.alloc(0);
    onForbidden(why);
  };
  const take = (line: Buffer) => {
    const message = line.length <= bytesMax() ? parsed(line) : null;
    if (message) onMessage(message, line.length);
    else refuse(`a message of ${line.length} bytes that is not of the agreed form`);
  };
  pipe.on("data", (bytes: Buffer) => {
    if (isShut) return;
    rest = Buffer.concat([rest, bytes]);
    for (let cut = rest.indexOf(10); cut >= 0 && !isShut; cut = rest.indexOf(10)) {
      const line = rest.subarray(0, cut);
      rest = rest.subarray(cut + 1);
      take(line);
    }
    if (rest.length > bytesMax()) refuse(`a message of more than ${bytesMax()} bytes`);
  });
}

function parsed(line: Buffer): LensMessage | null {
  try {
    return LensMessage.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
