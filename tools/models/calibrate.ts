import "#adapters/detector/telemetry-off.ts";

import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Size } from "#domain/space/box.ts";
import { encodeOnnx, type OnnxGraph } from "./onnx-model.ts";
import { measuredValues, type Ranges } from "./quantize.ts";

/** Digits kept of a bound; the rest is rounded outward, so that another processor's noise gives the same bound. */
const DIGITS = 2;

/**
 * Runs the network over pictures and notes how far each of its inner values goes. A picture is packed RGB of the
 * size. `marginFraction` widens each range, for what the pictures do not show.
 */
export async function measureRanges(
  graph: OnnxGraph,
  pictures: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { size, marginFraction }: { size: Size; marginFraction: number },
): Promise<Ranges> {
  const names = measuredValues(graph);
  const outputs = names.map((name) => ({ name, type: "float32" as const, dims: ["n", "c", "h", "w"] }));
  const session = await InferenceSession.create(encodeOnnx({ ...graph, outputs }, ""), { intraOpNumThreads: 2 });
  const ranges = new Map(names.map((name) => [name, [0, 0] as [number, number]]));
  for await (const picture of pictures) {
    const frame = new Tensor("float32", Float32Array.from(picture), [1, size.height, size.width, 3]);
    for (const [name, { data }] of Object.entries(await session.run({ frame })))
      widen(ranges.get(name)!, data as Float32Array);
  }
  await session.release();
  return Object.fromEntries(
    [...ranges].map(([name, [lowest, highest]]) => [
      name,
      [-outward(-lowest * (1 + marginFraction)), outward(highest * (1 + marginFraction))] as const,
    ]),
  );
}

function widen(range: [number, number], values: Float32Array): void {
  for (const value of values) {
    if (value < range[0]) range[0] = value;
    if (value > range[1]) range[1] = value;
  }
}

/** A bound of at least 0, rounded up to a few digits. */
function outward(bound: number): number {
  if (bound === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(bound)) + 1 - DIGITS);
  return Number((Math.ceil(bound / unit) * unit).toPrecision(DIGITS));
}
