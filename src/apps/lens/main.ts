import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { type Camera, openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { Counter } from "#domain/counting/counter.ts";
import { LineProposer } from "#domain/counting/line-proposal.ts";
import { Fault } from "#domain/fault/fault.ts";
import { cutDetail, type LensMessage } from "#domain/wire/lens-message.ts";
import { LensOrder, type WatchOrder } from "#domain/wire/lens-order.ts";
import { walk } from "./walk.ts";

// The lens: the only process that sees pixels. It runs without the right to write files, start programs or open
// sockets (see `apps/agent/lens-process.ts`), and its one way out is this pipe.
// LIMIT: Node's permissions bind script, not the native code of the decoder and the network.
const MESSAGE_PIPE = 3;
/** How often counts and progress go out; a crash loses no more than this. */
const FLUSH_MS = 500;

function say(message: LensMessage): void {
  writeSync(MESSAGE_PIPE, `${JSON.stringify(message)}\n`);
}

/** Reads orders until the agent says stop or goes away. */
function followOrders(): { first: Promise<WatchOrder>; hasToStop: () => boolean } {
  const { promise: first, resolve } = Promise.withResolvers<WatchOrder>();
  let hasToStop = false;
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const order = LensOrder.parse(JSON.parse(line));
    if (order.kind === "watch") resolve(order);
    else hasToStop = true;
  });
  lines.on("close", () => {
    hasToStop = true;
  });
  return { first, hasToStop: () => hasToStop };
}

async function watch(order: WatchOrder, hasToStop: () => boolean): Promise<void> {
  using detector = await openPersonDetector({ modelPath: order.model });
  await using camera = await openCamera({ ...order, model: detector.model });
  const { picture, durationMs, isLive } = camera;
  say({ kind: "opened", width: picture.width, height: picture.height, durationMs, isLive });

  const counter = new Counter(order, picture);
  const proposer = order.task === "propose" ? new LineProposer(picture) : null;
  const spent = { detectMs: 0, atMs: order.fromMs ?? 0 };
  const flush = () => {
    for (const bucket of counter.flush()) say({ kind: "bucket", bucket });
    sayProgress(camera, spent);
  };
  let flushedAtMs = performance.now();
  try {
    for await (const { atMs, tracks, detectMs } of walk(camera, detector)) {
      spent.atMs = atMs;
      spent.detectMs += detectMs;
      counter.update(tracks, atMs);
      proposer?.update(tracks);
      if (hasToStop() || proposer?.hasEnough) break;
      if (performance.now() - flushedAtMs < FLUSH_MS) continue;
      flush();
      flushedAtMs = performance.now();
    }
  } finally {
    counter.close();
    flush();
  }
  const proposal = proposer?.propose();
  if (proposal) {
    const { line, paths, crossing } = proposal;
    say({ kind: "proposed", from: line.from, to: line.to, paths, crossing });
  }
}

function sayProgress(camera: Camera, { detectMs, atMs }: { detectMs: number; atMs: number }): void {
  const { decoded, analysed, dropped, damaged } = camera.counts;
  say({ kind: "progress", atMs, decoded, analysed, dropped, damaged, detectMs: Math.round(detectMs) });
}

process.on("SIGINT", () => {}); // Ctrl-C reaches the whole terminal; the agent decides when a lens stops
const { first, hasToStop } = followOrders();
try {
  await watch(await first, hasToStop);
  say({ kind: "ended" });
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say({ kind: "fault", code: error.code, detail: cutDetail(error.detail) });
}
process.exit(0);
