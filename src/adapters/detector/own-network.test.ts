import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { iou } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { LOOK_MS_MAX, OWN_NETWORKS, type OwnNetwork, ownNetworkPath, suitableNetwork } from "./own-network.ts";
import { openPersonDetector } from "./person-detector.ts";

const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
const SURE = 0.6;
/** Enough for one network to bear out what the other is sure of. */
const LIKELY = 0.3;

test("a weak machine gets the small network, and any other the large one", async () => {
  const table = [
    { lookMs: 6, model: { width: 416, height: 256 } },
    { lookMs: LOOK_MS_MAX, model: { width: 416, height: 256 } },
    { lookMs: LOOK_MS_MAX + 1, model: { width: 320, height: 256 } },
    { lookMs: 800, model: { width: 320, height: 256 } },
  ];
  for (const { lookMs, model } of table) {
    const network = await suitableNetwork({ measureLookMs: async () => lookMs });
    using detector = await openPersonDetector({ modelPath: ownNetworkPath(network) });
    assert.deepEqual(detector.model, model, `${lookMs} ms a look`);
  }
});

test("this very machine can be asked", async (context) => {
  const network = await suitableNetwork();
  context.diagnostic(`it suits the ${network} network`);
  assert.ok(OWN_NETWORKS.includes(network));
});

test("whom the small network finds, the large one finds in the same place", async (context) => {
  const [large, small] = [await seenBy("large", LIKELY), await seenBy("small", SURE)];
  assert.equal(large.length, small.length);
  assert.ok(small.flat().length > 20, "people are on the pictures");
  const alone = small.flatMap((people, frame) =>
    people.filter(({ box }) => !large[frame]?.some((other) => iou(box, other.box) > 0.5)),
  );
  context.diagnostic(`${alone.length} of ${small.flat().length} were found by the small one alone`);
  assert.ok(alone.length <= 0.05 * small.flat().length, `${alone.length} were found where nobody is`);
});

/** Who is seen at the entrance, once a second. */
async function seenBy(network: OwnNetwork, scoreMin: number): Promise<Detection[][]> {
  using detector = await openPersonDetector({ modelPath: ownNetworkPath(network), scoreMin });
  await using camera = await openCamera({ source: ENTRANCE, model: detector.model, analysedPerSecond: 1 });
  const seen: Detection[][] = [];
  for await (const frame of camera.frames()) seen.push(await detector.detect(frame));
  return seen;
}
