import { fileURLToPath } from "node:url";
import { PAD_VALUE } from "#domain/vision/fit.ts";
import { openNetwork } from "./network.ts";

/**
 * The networks that come with Lintel, by the size of the picture they look at: the same weights, and each with its own
 * ranges. What the small one saves and what it misses stands in docs/speed.md, "On a weak machine".
 */
const FILES = { large: "person-416x256.int8.onnx", small: "person-320x256.int8.onnx" } as const;

export type OwnNetwork = keyof typeof FILES;
export const OWN_NETWORKS = Object.keys(FILES) as readonly OwnNetwork[];

/**
 * Where a look of the large network takes more of the processor than this, the machine is weak: five looks a second would
 * be more than a fifth of a core for a camera. An N4020 or a J4105, as small recorders have them, takes 150 to 800 ms for
 * a network of this kind (blakeblackshear/frigate, pull request 4746), a Raspberry Pi 4 some 330 ms for NanoDet in floats
 * (openvinotoolkit/openvino_contrib, issue 203); the machine that we measure on takes 6, or 12 where it is busy.
 */
export const LOOK_MS_MAX = 40;
/** The quickest of so many looks counts: what else the machine does can only slow one down. */
const LOOKS = 5;

/** Where the file of a network lies. */
export function ownNetworkPath(network: OwnNetwork): string {
  return fileURLToPath(new URL(`../../../models/${FILES[network]}`, import.meta.url));
}

/**
 * The network that suits this machine: the large one, unless a look with it costs too much. `measureLookMs` says what it
 * costs, in milliseconds of the processor. Two answers of one machine may differ where it stands at the limit, so ask once.
 */
export async function suitableNetwork({ measureLookMs = lookMsOfLarge } = {}): Promise<OwnNetwork> {
  return (await measureLookMs()) > LOOK_MS_MAX ? "small" : "large";
}

/**
 * Milliseconds of the processor and not of the clock, or every busy machine would look weak; on an empty picture, which
 * costs what any other does. Opening the network has warmed it up.
 * LIMIT: the processor's time on Windows advances in steps of 1/64 s, so that there a look of up to 55 ms may pass.
 */
async function lookMsOfLarge(): Promise<number> {
  using network = await openNetwork(ownNetworkPath("large"), { threads: 1 });
  const empty = new Uint8Array(network.model.width * network.model.height * 3).fill(PAD_VALUE);
  let quickestMs = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look++) {
    const before = process.cpuUsage();
    await network.run(empty);
    const { user, system } = process.cpuUsage(before);
    quickestMs = Math.min(quickestMs, (user + system) / 1000);
  }
  return quickestMs;
}
