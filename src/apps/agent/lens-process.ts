import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LENS_MESSAGE_BYTES_MAX, LENS_MESSAGES_PER_SECOND_MAX, LensMessage } from "#domain/wire/lens-message.ts";
import type { LensOrder, WatchOrder } from "#domain/wire/lens-order.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const LENS = fileURLToPath(new URL("../lens/main.ts", import.meta.url));
const MESSAGE_PIPE = 3;
/** A lens speaks twice a second; one that is silent for this long hangs. Opening a camera may take a while. */
const SILENT_MS_MAX = 60_000;
/** A lens that was told to stop may finish its frame; then it is killed. */
const STOP_MS_MAX = 3000;

/** How a lens came to its end. Only `crashed` and `silent` are worth another try. */
export type LensEnd =
  | { readonly kind: "ended" }
  | { readonly kind: "fault"; readonly code: Extract<LensMessage, { kind: "fault" }>["code"]; readonly detail: string }
  | { readonly kind: "forbidden"; readonly why: string }
  | { readonly kind: "crashed"; readonly how: string }
  | { readonly kind: "silent" };

type Said = Exclude<LensMessage, { kind: "ended" | "fault" }>;

/** A running lens. */
export type Lens = {
  readonly pid: number | undefined;
  /** Settles when the lens's process is gone; never rejects. */
  readonly end: Promise<LensEnd>;
  /** Asks the lens to finish: what it has counted still arrives. */
  stop(): void;
};

/**
 * What the lens's process may do: read the program, its film and its network, load the decoder and the runtime. In script
 * it may not write a file, start a program or a worker, or open a socket, and it inherits no secret from the environment.
 */
function lensArguments({ source, model }: WatchOrder, entry: string): string[] {
  const readable = isAddress(source) ? [PACKAGE_ROOT] : [PACKAGE_ROOT, source];
  // Only a file: leave to read a folder would be leave to read all that lies in it.
  if (model !== undefined && statSync(model, { throwIfNoEntry: false })?.isFile()) readable.push(resolve(model));
  const mayRead = readable.map((path) => `--allow-fs-read=${path}`);
  return ["--permission", "--allow-addons", ...mayRead, "--no-warnings", entry];
}

/** An address may hold a password, and everybody on the machine can read a program's arguments. */
function isAddress(source: string): boolean {
  return /^[a-z]+:\/\//i.test(source);
}

/**
 * Starts a lens and listens to it. Whatever it says must be a message of the whitelist, within the limits of size and
 * rate; at the first that is not, it is killed by signal, and the message is dropped unread.
 * `entry` is another program in the lens's place, for the test that tries to break out.
 */
export function openLens(order: WatchOrder, onSaid: (said: Said) => void, entry = LENS): Lens {
  const child = spawn(process.execPath, lensArguments(order, entry), {
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    env: { UV_THREADPOOL_SIZE: String(availableParallelism() + 4), ORT_DISABLE_TELEMETRY: "1" },
  });
  const { promise: end, resolve: settle } = Promise.withResolvers<LensEnd>();
  let verdict: LensEnd | null = null;
  const endAs = (reason: LensEnd) => {
    verdict ??= reason;
    if (reason.kind !== "ended" && reason.kind !== "fault") child.kill("SIGKILL");
  };
  const silence = setTimeout(() => endAs({ kind: "silent" }), SILENT_MS_MAX);

  listen(child, {
    onMessage: (message) => {
      silence.refresh();
      if (verdict) return;
      if (message.kind === "ended" || message.kind === "fault") endAs(message);
      else onSaid(message);
    },
    onForbidden: (why) => endAs({ kind: "forbidden", why }),
  });
  child.on("error", (error) => endAs({ kind: "crashed", how: error.message }));
  child.on("close", (status, signal) => {
    clearTimeout(silence);
    settle(verdict ?? { kind: "crashed", how: signal ? `killed by ${signal}` : `exit status ${status}` });
  });
  child.stdin?.on("error", () => {}); // a lens that died cannot be told anything; its end is reported by `close`
  give(child, order);
  return {
    pid: child.pid,
    end,
    stop: () => {
      give(child, { kind: "stop" });
      const grace = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
      child.once("close", () => clearTimeout(grace));
    },
  };
}

function give(child: ChildProcess, order: LensOrder): void {
  child.stdin?.write(`${JSON.stringify(order)}\n`);
}

/** Cuts the pipe's bytes into lines and lets only whitelisted messages through. */
function listen(
  child: ChildProcess,
  { onMessage, onForbidden }: { onMessage: (message: LensMessage) => void; onForbidden: (why: string) => void },
): void {
  const pipe = child.stdio[MESSAGE_PIPE] as NodeJS.ReadableStream;
  let rest = Buffer.alloc(0);
  let second = 0;
  let saidThisSecond = 0;
  let isShut = false;
  const refuse = (why: string) => {
    isShut = true;
    rest = Buffer.alloc(0);
    onForbidden(why);
  };
  const take = (line: Buffer) => {
    const now = Math.floor(performance.now() / 1000);
    saidThisSecond = now === second ? saidThisSecond + 1 : 1;
    second = now;
    if (saidThisSecond > LENS_MESSAGES_PER_SECOND_MAX)
      return refuse(`more than ${LENS_MESSAGES_PER_SECOND_MAX} messages in a second`);
    const message = parsed(line);
    if (message) onMessage(message);
    else refuse(`a message of ${line.length} bytes that is not of the agreed form`);
  };
  pipe.on("data", (bytes: Buffer) => {
    if (isShut) return;
    rest = Buffer.concat([rest, bytes]);
    for (let cut = rest.indexOf(10); cut >= 0 && !isShut; cut = rest.indexOf(10)) {
      const line = rest.subarray(0, cut);
      rest = rest.subarray(cut + 1);
      if (line.length > LENS_MESSAGE_BYTES_MAX) return refuse(`a message of ${line.length} bytes`);
      take(line);
    }
    if (rest.length > LENS_MESSAGE_BYTES_MAX) refuse(`a message of more than ${LENS_MESSAGE_BYTES_MAX} bytes`);
  });
}

function parsed(line: Buffer): LensMessage | null {
  try {
    return LensMessage.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
