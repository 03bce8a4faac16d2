import { constants } from "node:os";
import {
  AVERROR_HTTP_BAD_REQUEST,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_OTHER_4XX,
  AVERROR_HTTP_SERVER_ERROR,
  AVERROR_HTTP_UNAUTHORIZED,
  AVERROR_INVALIDDATA,
} from "node-av/constants";
import { FFmpegError, InputFormat } from "node-av/lib";
import { Fault } from "#domain/fault/fault.ts";
import { maskAddress, usbDevice } from "./address.ts";
import { openVideoInput, type VideoInput } from "./video-input.ts";

/** How long a camera may take from the first knock to the first picture. */
export const CONNECT_MS_MAX = 10_000;

/** How long a camera may be silent. */
export const STALL_MS_MAX = 10_000;

/** One thread: with many cameras there is no core to spare, and more threads only add delay. */
const DECODE_THREADS = 1;

/** A minute or so of packets without a picture; less may be a camera that sends whole pictures seldom. */
const DAMAGED_RUN_MAX = 1000;

/** For how long packets may come without one whole picture; a camera sends a key picture more often. */
const WHOLE_PICTURE_MS_MAX = 30_000;

/** What may wait unread of UDP; the system may allow less. */
const UDP_BUFFER_BYTES = 4 * 1024 * 1024;

/** How much FFmpeg may read to learn what the stream is, before the first picture. */
const PROBE_MS = 500;

/** A `VideoInput` that gives whole pictures only; those that are damaged are counted. */
export type LiveInput = VideoInput & {
  /** What the end of the stream means: it is never meant to end. */
  endFault(): Fault;
  /** Makes a read that waits give up; nothing can be read after. */
  interrupt(): void;
};

/**
 * Connects to a camera and waits for its first picture: over TCP, or over UDP for one that can do no other.
 * LIMIT: over UDP packets are lost, and pictures with them. Those that the decoder finds damaged are left out and counted;
 * where a whole picture is lost it finds nothing, and those after it are smeared up to the next key picture. `rtsps` is over
 * TCP always.
 * LIMIT: a USB camera (`usb:/dev/video0`) is watched on Linux only, and with the size and rate that it has of itself. This
 * is untested where no such device exists. One whose driver hangs cannot be interrupted: its lens is killed as silent.
 * LIMIT: each waiting camera holds one thread of Node's pool; `UV_THREADPOOL_SIZE` must be above the cameras of a process.
 * LIMIT: the certificate of an `rtsps` camera is not checked; cameras sign their own.
 * @throws Fault `camera/no-device`, `camera/refused`, `camera/password`, `camera/not-there`, `camera/stalled`, `camera/ended`
 */
export async function openLiveInput(options: {
  readonly address: string;
  readonly transport: "tcp" | "udp";
  readonly connectMsMax: number;
  readonly stallMsMax: number;
}): Promise<LiveInput> {
  const { address, transport, connectMsMax, stallMsMax } = options;
  const shown = maskAddress(address);
  const watch = openWatch();
  const silence = () => {
    const silentMs = watch.overAfterMs();
    return silentMs === null
      ? null
      : new Fault("camera/stalled", `\`${shown}\` sent no picture for ${(silentMs / 1000).toFixed(1)} s`);
  };
  const endFault = () => silence() ?? new Fault("camera/ended", `\`${shown}\` ended its stream`);

  let wholeAtMs = performance.now();
  const hearPacket = () => {
    watch.restart(stallMsMax);
    const withoutMs = performance.now() - wholeAtMs;
    if (withoutMs > WHOLE_PICTURE_MS_MAX)
      throw new Fault("camera/damaged", `\`${shown}\` sent no whole picture for ${(withoutMs / 1000).toFixed(1)} s`);
  };

  const device = usbDevice(address);
  const way =
    device === null
      ? {
          url: address,
          settings: {
            rtsp_transport: transport,
            allowed_media_types: "video",
            protocol_whitelist: "rtsp,rtsps,rtp,tcp,tls,udp",
            // A key picture comes over UDP in one burst.
            buffer_size: String(UDP_BUFFER_BYTES),
            // A second net under the watch: it holds where the event loop does not come round.
            timeout: String(2 * Math.max(connectMsMax, stallMsMax) * 1000),
            analyzeduration: String(PROBE_MS * 1000),
          },
        }
      : { url: device, settings: {}, format: deviceFormat(shown) };

  watch.restart(connectMsMax);
  try {
    const input = await openVideoInput({
      ...way,
      decodeThreads: DECODE_THREADS,
      damagedRunMax: DAMAGED_RUN_MAX,
      shown,
      onOpenError: (code) => silence() ?? (device === null ? openFault(code, shown) : deviceFault(code, shown)),
      onReadError: endFault,
      onPacket: hearPacket,
      signal: watch.signal,
    });
    if (!input) throw endFault();
    const { close, next } = input;
    return Object.assign(input, {
      async next() {
        // What a decoder makes of broken packets is a guess: mostly grey, and it was taken for a dark or covered shop.
        for (;;) {
          const { damaged } = input.counts;
          const stamped = await next();
          if (stamped && input.counts.damaged !== damaged) continue;
          wholeAtMs = performance.now();
          return stamped;
        }
      },
      endFault,
      interrupt: watch.stop,
      async close() {
        watch.stop();
        await close();
      },
    });
  } catch (error) {
    watch.stop();
    throw error;
  }
}

function openFault(code: number, shown: string): Fault {
  if (code === AVERROR_HTTP_UNAUTHORIZED || code === AVERROR_HTTP_FORBIDDEN)
    return new Fault("camera/password", `\`${shown}\` does not accept the name or the password`);
  if (code === AVERROR_HTTP_NOT_FOUND || code === AVERROR_HTTP_OTHER_4XX)
    return new Fault("camera/not-there", `\`${shown}\` has no such stream`);
  if (code === AVERROR_INVALIDDATA || code === AVERROR_HTTP_SERVER_ERROR || code === AVERROR_HTTP_BAD_REQUEST)
    return new Fault("camera/refused", `\`${shown}\` does not answer as a camera does`);
  // Unknown hosts come as an input/output error; what else there is differs by system and means the same here.
  return new Fault("camera/refused", `\`${shown}\` cannot be reached (${FFmpegError.strerror(code).toLowerCase()})`);
}

/** How the cameras of this machine are read. */
function deviceFormat(shown: string): InputFormat {
  const format = InputFormat.findInputFormat("video4linux2");
  if (!format) throw new Fault("camera/no-device", `\`${shown}\` can be watched on Linux only`);
  return format;
}

const DEVICE_TROUBLES: ReadonlyMap<number, string> = new Map([
  [-constants.errno.ENOENT, "is not there"],
  [-constants.errno.ENODEV, "is not there"],
  [-constants.errno.ENXIO, "is not there"],
  [-constants.errno.EACCES, "may not be opened by this account"],
  [-constants.errno.EPERM, "may not be opened by this account"],
  [-constants.errno.EBUSY, "is used by another program"],
]);

function deviceFault(code: number, shown: string): Fault {
  const trouble = DEVICE_TROUBLES.get(code) ?? `gives no pictures (${FFmpegError.strerror(code).toLowerCase()})`;
  return new Fault("camera/no-device", `\`${shown}\` ${trouble}`);
}

type Watch = {
  readonly signal: AbortSignal;
  /** The time that ran out; null while none has. */
  overAfterMs(): number | null;
  restart(ms: number): void;
  /** Ends the watch, and with it whatever listens to its signal. */
  stop(): void;
};

function openWatch(): Watch {
  const controller = new AbortController();
  let overAfterMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    overAfterMs: () => overAfterMs,
    restart(ms) {
      clearTimeout(timer);
      if (controller.signal.aborted) return;
      timer = setTimeout(() => {
        overAfterMs = ms;
        controller.abort();
      }, ms);
    },
    stop() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}
