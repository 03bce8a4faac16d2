import type { OnnxGraph, OnnxNode, Tensor } from "./onnx-model.ts";

/** Fewer values are not worth a node of their own. */
const VALUES_MIN = 256;
const FLOAT32 = 1;

/** An IEEE 754 half (1 sign bit, 5 of exponent, 10 of fraction) as a number. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The graph with every large constant kept in half precision that loses nothing by it: half the size, and the same numbers. */
export function inHalves(graph: OnnxGraph): OnnxGraph {
  const constants = new Map<string, Tensor>();
  const casts: OnnxNode[] = [];
  for (const [name, tensor] of graph.constants) {
    const values = halvesOf(tensor);
    if (values === null) constants.set(name, tensor);
    else {
      constants.set(`${name}.half`, { dims: tensor.dims, values });
      casts.push({ op: "Cast", inputs: [`${name}.half`], output: name, attributes: { to: { int: FLOAT32 } } });
    }
  }
  return { ...graph, nodes: [...casts, ...graph.nodes], constants };
}

function halvesOf({ values }: Tensor): Uint16Array | null {
  if (!(values instanceof Float32Array) || values.length < VALUES_MIN) return null;
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = Uint16Array.from(bits, cutToHalf);
  return halves.every((half, at) => fromHalf(half) === values[at]) ? halves : null;
}

/** The bits of a half for those of a float, without its last 13 bits of fraction. Too large becomes whatever; the caller compares. */
function cutToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent >= -14) return sign | (((exponent + 15) & 0x1f) << 10) | (fraction >>> 13);
  const shift = 13 - 14 - exponent;
  return sign | (shift < 24 ? (fraction | 0x800000) >>> shift : 0);
}
