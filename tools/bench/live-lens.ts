// A lens of the bench's own: it watches several cameras in one process with one network. The product's lens watches one.
// The walks, the camera and the counter are the product's; only the pipe is not (it reports delays, which a lens may not).
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { walk } from "#apps/lens/walk.ts";
import { Counter } from "#domain/counting/counter.ts";
import type { LiveLensOrder, LiveLensReport } from "./live-report.ts";
import { oneLookAtATime } from "./one-look-at-a-time.ts";

type Watched = { analysed: number; dropped: number; looked: number; crossings: number; delaysMs: number[] };

function tell(report: LiveLensReport): void {
  process.send?.(report);
}

async function watchAll({ addresses, analysedPerSecond, lines }: Extract<LiveLensOrder, { kind: "watch" }>) {
  const detector = oneLookAtATime(await openPersonDetector());
  return addresses.map((source) => {
    const watched: Watched = { analysed: 0, dropped: 0, looked: 0, crossings: 0, delaysMs: [] };
    let droppedBefore = 0;
    const follow = async () => {
      await using camera = await openCamera({ source, model: detector.model, analysedPerSecond });
      const counter = new Counter({ lines, zones: [] }, camera.picture);
      for await (const { atMs, tracks, detectMs } of walk(camera, detector)) {
        watched.crossings += counter.update(tracks, atMs).length;
        watched.delaysMs.push(performance.timeOrigin + performance.now() - atMs);
        watched.analysed += 1;
        if (detectMs > 0) watched.looked += 1;
        watched.dropped += camera.counts.dropped - droppedBefore;
        droppedBefore = camera.counts.dropped;
      }
    };
    follow().catch((error: unknown) => {
      throw error; // a camera that fails ends the bench, rather than count as one that costs nothing
    });
    return watched;
  });
}

let cameras: Watched[] = [];
let beganMs = 0;
process.on("disconnect", () => process.exit(0));
process.on("message", async (order: LiveLensOrder) => {
  if (order.kind === "watch") {
    cameras = await watchAll(order);
    const opened = setInterval(() => {
      if (!cameras.every(({ analysed }) => analysed > 0)) return;
      clearInterval(opened);
      tell({ kind: "watching" });
    }, 100);
  } else if (order.kind === "begin") {
    beganMs = performance.now();
    for (const camera of cameras) Object.assign(camera, { analysed: 0, dropped: 0, looked: 0, delaysMs: [] });
  } else {
    tell({ kind: "measured", elapsedMs: performance.now() - beganMs, cameras });
    process.disconnect?.();
  }
});
