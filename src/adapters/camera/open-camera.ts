import assert from "node:assert/strict";
import { Fault } from "#domain/fault/fault.ts";
import type { Size } from "#domain/space/box.ts";
import { fitInto } from "#domain/vision/fit.ts";
import type { TimedFrame } from "#domain/vision/frame.ts";
import { isLiveAddress, loopedFilm, maskAddress } from "./address.ts";
import { openCountingClock, openFilmClock } from "./film-clock.ts";
import { openFilmInput } from "./film-input.ts";
import { openHaltWatch } from "./halted-stamps.ts";
import { type HandOver, openHandOver } from "./hand-over.ts";
import { openLiveClock } from "./live-clock.ts";
import { CONNECT_MS_MAX, openLiveInput, STALL_MS_MAX } from "./live-input.ts";
import { openLoopInput } from "./loop-input.ts";
import { openPictureScaler, type PictureScaler } from "./picture-scaler.ts";
import { openSampler } from "./sampling.ts";
import { openSteadyClock } from "./steady-clock.ts";
import type { StampedPicture, VideoInput } from "./video-input.ts";

/** How many analysed frames a film is read ahead, so that decoding overlaps the analysis; about 320 KB each. */
const FILM_AHEAD_MAX = 4;

/**
 * A live frame that is later than this is dropped and counted instead of being analysed. Where the machine is too slow,
 * frames wait unread in the network: without this rule none would be dropped and all would be counted seconds late.
 */
const LATE_MS_MAX = 1000;

/** Who has read no late picture for this long waits for the network and not for us. */
const BEHIND_MS_MAX = 1000;

/** Where a camera's stamps have stood for this long its pictures bear the time of their arrival. */
const HALTED_MS_MAX = 1000;

/** The rate that a film without a rate is taken to have, for frames without time stamps. */
const FILM_RATE_UNKNOWN = 25;

export type CameraOptions = {
  /** A film's path, an `rtsp://` or `rtsps://` address, which may hold a name and password, `loop:` and a film's path, or `usb:` and a device. */
  readonly source: string;
  /** How an RTSP camera's pictures travel. */
  readonly transport?: "tcp" | "udp" | undefined;
  /** The detector's input size, or what tells it by the size of the camera's pictures. */
  readonly model: Size | ((picture: Size) => Size);
  /** How many frames a second are analysed, as nearly as the camera's own rate allows. */
  readonly analysedPerSecond: number;
  /** Films: the first frame delivered is the first at or after this time. */
  readonly fromMs?: number | undefined;
  /** Films: the first frame at or after this time is not delivered, and ends the film. */
  readonly untilMs?: number | undefined;
  /** Films whose time stamps lie about the rate: frame k is at k / this rate. */
  readonly trueFramesPerSecond?: number | undefined;
  /**
   * Whether the pixels of a frame may be overwritten as soon as the next one is asked for. Fresh ones for every frame make
   * V8 go through its whole heap after every fifty: 9% of what a camera costs.
   */
  readonly reusesPixels?: boolean;
  /** Asked of each frame to be analysed, by its time: the size at which it is wanted besides; null for none. */
  readonly detail?: (atMs: number) => Size | null;
  /** Live: what the wall clock says, in milliseconds since the epoch. It is read anew only when it was set. */
  readonly wallMs?: () => number;
  readonly connectMsMax?: number;
  readonly stallMsMax?: number;
};

/**
 * Running counts since the opening: frames decoded, handed over to be analysed, due but let go for a newer one, and
 * packets or pictures that were damaged and read over.
 */
export type CameraHealth = {
  readonly decoded: number;
  readonly analysed: number;
  readonly dropped: number;
  readonly damaged: number;
};

export type Camera = AsyncDisposable & {
  /** The size of its pictures as they are seen: turned upright. */
  readonly picture: Size;
  readonly durationMs: number | null;
  readonly isLive: boolean;
  readonly framesPerSecond: number | null;
  readonly counts: CameraHealth;
  /** Live: whether the newest picture that was due had come too late, so that more wait to be read. */
  readonly isBehind: boolean;
  /** Live: by how much our clock was set when the present timeline began, in whole ms; 0 before the first time. */
  readonly steppedMs: number;
  /**
   * The frames to be analysed, in order; to be walked once. A film's walk ends with the film, and gives every frame that
   * is due; a live camera's walk ends only with a fault or `close`, and gives the newest frame that is due.
   * @throws Fault `camera/truncated`, `camera/damaged`, `camera/size-changed`, `camera/stalled`, `camera/ended`, after all
   * that could be read was given.
   */
  frames(): AsyncIterable<TimedFrame>;
  /** Ends a walk that is under way, and frees all. A second call does nothing. */
  close(): Promise<void>;
};

/**
 * Opens a film or connects to a camera; the first picture has been decoded when it resolves.
 * @throws Fault `camera/not-found`, `camera/not-a-film`, `camera/truncated`, `camera/damaged`; live: `camera/refused`,
 * `camera/password`, `camera/not-there`, `camera/stalled`, `camera/ended`, `camera/no-device`
 */
export async function openCamera(options: CameraOptions): Promise<Camera> {
  const looped = loopedFilm(options.source);
  if (looped !== null) return runCamera(options, await openLoop(looped, options));
  return runCamera(options, isLiveAddress(options.source) ? await openLive(options) : await openFilm(options));
}

type PictureTime = { readonly atMs: number; readonly timeline: number; readonly haltedMs: number };

/** What a film and a live camera do each in their own way. */
type Source = {
  readonly input: VideoInput;
  readonly isLive: boolean;
  readonly handOver: (onReplaced: (frame: TimedFrame) => void) => HandOver<TimedFrame>;
  /** The time of the picture just decoded. */
  timeOf(stampMs: number | null): PictureTime;
  /** How late a picture of that time is by now. */
  lateMs(time: PictureTime): number;
  readonly steppedMs: number;
  /** After the last picture, or after reading failed with `cause`: throws what it means, or nothing is wrong. */
  checkEnd(cause?: Error): void;
  /** Makes a read that waits give up. */
  interrupt(): void;
};

async function openFilm(options: CameraOptions): Promise<Source> {
  const { source, fromMs = 0, trueFramesPerSecond } = options;
  const input = await openFilmInput(source);
  // A frame's number is only known when every frame before it was counted, so such a film is read from its start.
  if (fromMs > 0 && trueFramesPerSecond === undefined) await input.seek(fromMs);
  const clock = trueFramesPerSecond
    ? openCountingClock({ framesPerSecond: trueFramesPerSecond })
    : openFilmClock({ intervalMs: 1000 / (input.framesPerSecond ?? FILM_RATE_UNKNOWN) });
  return {
    input,
    isLive: false,
    handOver: () => openHandOver({ lengthMax: FILM_AHEAD_MAX, whenFull: "wait" }),
    timeOf: (stampMs) => ({ atMs: clock(stampMs), timeline: 0, haltedMs: 0 }),
    lateMs: () => 0,
    steppedMs: 0,
    checkEnd: input.checkEnd,
    interrupt() {},
  };
}

async function openLive(options: CameraOptions): Promise<Source> {
  const { connectMsMax = CONNECT_MS_MAX, stallMsMax = STALL_MS_MAX, wallMs = Date.now } = options;
  const { source: address, transport = "tcp" } = options;
  const input = await openLiveInput({ address, transport, connectMsMax, stallMsMax });
  const steady = openSteadyClock({ wallMs, monotonicMs: () => performance.now() });
  const haltedMsOf = openHaltWatch();
  let clock = openLiveClock();
  let now = steady();
  return {
    input,
    isLive: true,
    handOver: (onReplaced) => openHandOver({ lengthMax: 1, whenFull: "replace", onReplaced }),
    timeOf(stampMs) {
      const { timeline } = now;
      now = steady();
      if (now.timeline !== timeline) clock = openLiveClock();
      const haltedMs = haltedMsOf(stampMs, now.atMs);
      return {
        atMs: clock(haltedMs > HALTED_MS_MAX ? null : stampMs, now.atMs),
        timeline: now.timeline,
        haltedMs: Math.round(haltedMs),
      };
    },
    lateMs: ({ atMs, timeline }) => {
      const late = steady();
      return late.timeline === timeline ? late.atMs - atMs : 0;
    },
    get steppedMs() {
      return now.steppedMs;
    },
    checkEnd(cause) {
      throw cause ?? input.endFault();
    },
    interrupt: input.interrupt,
  };
}

/** A film that is shown as if it were a camera. Each turn of it is a timeline: nobody walks from its end to its beginning. */
async function openLoop(path: string, { wallMs = Date.now }: CameraOptions): Promise<Source> {
  const input = await openLoopInput(path);
  const steady = openSteadyClock({ wallMs, monotonicMs: () => performance.now() });
  let now = steady();
  return {
    input,
    isLive: true,
    handOver: (onReplaced) => openHandOver({ lengthMax: 1, whenFull: "replace", onReplaced }),
    timeOf() {
      now = steady();
      return { atMs: Math.round(now.atMs), timeline: now.timeline + input.turns, haltedMs: 0 };
    },
    lateMs: () => 0,
    get steppedMs() {
      return now.steppedMs;
    },
    checkEnd(cause) {
      if (cause) throw cause;
    },
    interrupt: input.interrupt,
  };
}

function runCamera(options: CameraOptions, source: Source): Camera {
  const { model, analysedPerSecond, trueFramesPerSecond, fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = options;
  const { reusesPixels = false, detail = () => null } = options;
  const { input, isLive } = source;
  const framesPerSecond = trueFramesPerSecond ?? input.framesPerSecond;
  const fit = fitInto(input.size, typeof model === "function" ? model(input.size) : model);
  const scaler = openPictureScaler(fit, input.turn);
  let detailScaler: { readonly size: Size; readonly scaler: PictureScaler } | null = null;
  const newSampler = () => openSampler({ nativePerSecond: framesPerSecond, analysedPerSecond });
  let isDue = newSampler();
  let sampledTimeline = 0;
  let analysed = 0;
  let dropped = 0;
  let lateAtMs = Number.NEGATIVE_INFINITY;
  let isWalked = false;
  let closing: Promise<void> | undefined;
  /** Pixels that nobody looks at any more; no more than are under way at once. */
  const spare: Uint8Array[] = [];
  const handOver = source.handOver(({ rgb }) => {
    dropped++;
    spare.push(rgb);
  });

  async function nextPicture(): Promise<StampedPicture | null> {
    try {
      const stamped = await input.next();
      if (stamped) return stamped;
    } catch (error) {
      if (error instanceof Fault) source.checkEnd(error);
      throw error;
    }
    source.checkEnd();
    return null;
  }

  async function readAll(): Promise<void> {
    while (!closing) {
      const stamped = await nextPicture();
      if (!stamped) return;
      const time = source.timeOf(stamped.stampMs);
      const { atMs, timeline, haltedMs } = time;
      if (timeline !== sampledTimeline) isDue = newSampler();
      sampledTimeline = timeline;
      if (atMs >= untilMs && !isLive) return;
      if ((atMs < fromMs && !isLive) || !isDue(atMs)) continue;
      if (source.lateMs(time) > LATE_MS_MAX) {
        lateAtMs = performance.now();
        dropped++;
        continue;
      }
      lateAtMs = Number.NEGATIVE_INFINITY;
      const rgb = await scaler.scale(stamped.picture, spare.pop());
      if (!rgb) throw new Fault("camera/damaged", `a picture of \`${maskAddress(options.source)}\` cannot be scaled`);
      const frame = { atMs, timeline, haltedMs, picture: fit.picture, fit, rgb };
      const larger = await detailOf(stamped.picture, atMs);
      if (!(await handOver.put(larger ? { ...frame, detail: larger } : frame))) return;
    }
  }

  /** Always in fresh pixels: who asked for it keeps it for longer than the frame. */
  async function detailOf(picture: StampedPicture["picture"], atMs: number): Promise<TimedFrame["detail"] | null> {
    const size = detail(atMs);
    if (!size) return null;
    if (detailScaler?.size.width !== size.width || detailScaler.size.height !== size.height) {
      detailScaler?.scaler.close();
      detailScaler = { size, scaler: openPictureScaler(fitInto(input.size, size), input.turn) };
    }
    const rgb = await detailScaler.scaler.scale(picture);
    return rgb && { size, rgb };
  }

  async function read(): Promise<void> {
    try {
      await readAll();
      handOver.end();
    } catch (error) {
      handOver.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async function* walk(): AsyncGenerator<TimedFrame> {
    for (;;) {
      const frame = await handOver.take();
      if (!frame) return;
      analysed++;
      yield frame;
      if (reusesPixels) spare.push(frame.rgb);
    }
  }

  const reading = read();
  const close = () => {
    closing ??= (async () => {
      handOver.close();
      source.interrupt();
      await reading;
      scaler.close();
      detailScaler?.scaler.close();
      await input.close();
    })();
    return closing;
  };

  return {
    picture: fit.picture,
    durationMs: isLive ? null : durationMsOf(input, trueFramesPerSecond),
    isLive,
    framesPerSecond,
    get counts() {
      return { ...input.counts, analysed, dropped };
    },
    get isBehind() {
      return performance.now() - lateAtMs < BEHIND_MS_MAX;
    },
    get steppedMs() {
      return source.steppedMs;
    },
    frames() {
      assert.ok(!isWalked, "the frames of a camera are walked once");
      isWalked = true;
      return walk();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** How long a film lasts; one whose rate is a lie lasts as its number of frames says. */
function durationMsOf(input: VideoInput, trueFramesPerSecond: number | undefined): number | null {
  const { durationMs, framesPerSecond } = input;
  if (trueFramesPerSecond === undefined || durationMs === null || framesPerSecond === null) return durationMs;
  return Math.round((durationMs * framesPerSecond) / trueFramesPerSecond);
}
