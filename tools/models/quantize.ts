import assert from "node:assert/strict";
import type { OnnxGraph, OnnxNode, Tensor } from "./onnx-model.ts";

/** The lowest and the highest that a value reaches, by the value's name. Each range holds 0. */
export type Ranges = Readonly<Record<string, readonly [lowest: number, highest: number]>>;

/**
 * Weights go to 7 bits, -63..63, and not to 8: two products of an 8-bit weight and an activation can overflow the 16 bits
 * in which AVX2 adds them, so that machines without VNNI would see other people than machines with it.
 */
const WEIGHT_MAX = 63;

const ACTIVATION_STEPS = 255;

/** The grey that the first convolution pads with. Nothing (0) must be a whole colour, and this one is near the mean. */
const EDGE_GREY = 114;

/** These move numbers about or choose among them; with one scale on both sides they do so without computing. */
const SAME_SCALE = new Set(["MaxPool", "Concat", "Resize"]);

const MEASURED = new Set(["Conv", "LeakyRelu", "Add", ...SAME_SCALE]);

/** The values that `quantize` needs the range of: all but what follows the backbone, which stays in floats. */
export function measuredValues(graph: OnnxGraph): string[] {
  const floats = new Set([...headsOf(graph), ...graph.outputs.map(({ name }) => name)]);
  return graph.nodes.filter(({ op, output }) => MEASURED.has(op) && !floats.has(output)).map(({ output }) => output);
}

/**
 * The same network in whole numbers: between any two steps stand a QuantizeLinear and a DequantizeLinear, which the
 * runtime melts into the steps. Input `frame` becomes uint8, a packed RGB picture as it comes; the heads compute in
 * floats, because their logits are what thresholds and boxes are read from. Arithmetic alone: the same graph and ranges
 * give the same network on any machine.
 */
export function quantize(graph: OnnxGraph, measured: Ranges): OnnxGraph {
  const heads = headsOf(graph);
  const ranges = shareRanges(graph, measured);
  const constants = new Map<string, Tensor>();
  const nodes: OnnxNode[] = [];
  /** Where to read a value now, and the size of its step. */
  const steps = new Map<string, number>();
  const read = (name: string) => (steps.has(name) ? `${name}.read` : name);

  for (const node of graph.nodes) {
    if (node.op === "Sub") continue;
    if (node.inputs[0] === "frame") {
      nodes.push(node);
      steps.set("centred", 1);
      addDequantize("centred", node.output, { step: 1, zero: EDGE_GREY });
      continue;
    }
    let inputs = node.inputs.map(read);
    if (node.op === "Conv") {
      let bias = constantOf(graph, node, 2);
      const weights = constantOf(graph, node, 1);
      if (node.inputs[0] === "centred") bias = withMean(graph, weights, bias);
      if (heads.has(node.output)) {
        constants.set(node.inputs[1]!, weights).set(node.inputs[2]!, bias);
        inputs = [inputs[0]!, ...node.inputs.slice(1)];
      } else inputs = [inputs[0]!, ...addWeights(node.output, weights, bias, steps.get(node.inputs[0]!)!)];
    } else for (const input of node.inputs) copyConstant(input);
    nodes.push({ ...node, inputs });
    const range = ranges.get(node.output);
    if (range) addQuantize(node.output, range);
  }
  return { nodes, constants, inputs: graph.inputs.map((port) => ({ ...port, type: "uint8" })), outputs: graph.outputs };

  function copyConstant(name: string): void {
    const tensor = graph.constants.get(name);
    if (tensor) constants.set(name, tensor);
  }

  function addQuantize(name: string, [lowest, highest]: readonly [number, number]): void {
    const step = Math.fround((highest - lowest) / ACTIVATION_STEPS);
    steps.set(name, step);
    addDequantize(name, `${name}.whole`, { step, zero: Math.round(-lowest / step) });
    const at = nodes.length - 1;
    const scale = nodes[at]!.inputs.slice(1);
    nodes.splice(at, 0, { op: "QuantizeLinear", inputs: [name, ...scale], output: `${name}.whole` });
  }

  function addDequantize(name: string, from: string, { step, zero }: { step: number; zero: number }): void {
    constants.set(`${name}.step`, { dims: [], values: Float32Array.of(step) });
    constants.set(`${name}.zero`, { dims: [], values: Uint8Array.of(zero) });
    nodes.push({ op: "DequantizeLinear", inputs: [from, `${name}.step`, `${name}.zero`], output: `${name}.read` });
  }

  /** Weights with a step for each output channel; biases in steps of weight times input, as the sum has them. */
  function addWeights(name: string, weights: Tensor, bias: Tensor, inputStep: number): string[] {
    const [channels = 0] = weights.dims;
    const each = weights.values.length / channels;
    const weightSteps = new Float32Array(channels);
    const whole = new Int8Array(weights.values.length);
    for (let channel = 0; channel < channels; channel++) {
      const values = (weights.values as Float32Array).subarray(channel * each, (channel + 1) * each);
      const step = Math.fround(
        Math.max(
          1e-8,
          values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
        ) / WEIGHT_MAX,
      );
      weightSteps[channel] = step;
      for (const [index, value] of values.entries())
        whole[channel * each + index] = Math.max(-WEIGHT_MAX, Math.min(WEIGHT_MAX, Math.round(value / step)));
    }
    const biasSteps = weightSteps.map((step) => step * inputStep);
    const wholeBias = Int32Array.from(biasSteps, (step, channel) => Math.round(Number(bias.values[channel]) / step));
    constants.set(`${name}.weights`, { dims: weights.dims, values: whole });
    constants.set(`${name}.weights.step`, { dims: [channels], values: weightSteps });
    constants.set(`${name}.weights.zero`, { dims: [channels], values: new Int8Array(channels) });
    constants.set(`${name}.bias`, { dims: [channels], values: wholeBias });
    constants.set(`${name}.bias.step`, { dims: [channels], values: biasSteps });
    constants.set(`${name}.bias.zero`, { dims: [channels], values: new Int32Array(channels) });
    return ["weights", "bias"].map((part) => {
      const whole = `${name}.${part}`;
      const inputs = [whole, `${whole}.step`, `${whole}.zero`];
      nodes.push({ op: "DequantizeLinear", inputs, output: `${whole}.read`, attributes: { axis: { int: 0 } } });
      return `${whole}.read`;
    });
  }
}

/** Moves the mean out of the picture into the bias: there the picture lies `EDGE_GREY` too low, not a mean too low. */
function withMean(graph: OnnxGraph, weights: Tensor, bias: Tensor): Tensor {
  const mean = graph.constants.get("mean");
  assert(mean, "the graph subtracts a mean");
  const [outputs = 0, inputs = 0, height = 0, width = 0] = weights.dims;
  const cells = height * width;
  const values = Float32Array.from(bias.values as Float32Array);
  for (let output = 0; output < outputs; output++) {
    let shift = 0;
    for (let input = 0; input < inputs; input++)
      for (let cell = 0; cell < cells; cell++)
        shift +=
          Number(weights.values[(output * inputs + input) * cells + cell]) * (EDGE_GREY - Number(mean.values[input]));
    values[output] = values[output]! + shift;
  }
  return { dims: bias.dims, values };
}

/** The convolutions that the output is put together from. */
function headsOf(graph: OnnxGraph): ReadonlySet<string> {
  return new Set(graph.nodes.filter(({ op }) => op === "Reshape").map(({ inputs }) => inputs[0]!));
}

/** Gives every step of `SAME_SCALE` one range for what goes in and comes out, wide enough for all. */
function shareRanges(graph: OnnxGraph, measured: Ranges): ReadonlyMap<string, readonly [number, number]> {
  const ranges = new Map(
    measuredValues(graph).map((name) => {
      const range = measured[name];
      assert(range, `no range was measured for ${name}`);
      return [name, range] as const;
    }),
  );
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const node of graph.nodes) {
      const names = [...node.inputs, node.output].filter((name) => ranges.has(name));
      if (!SAME_SCALE.has(node.op) || !ranges.has(node.output)) continue;
      const shared = hull(names.map((name) => ranges.get(name)!));
      for (const name of names) {
        if (ranges.get(name)!.join() === shared.join()) continue;
        ranges.set(name, shared);
        isSettled = false;
      }
    }
  }
  return ranges;
}

function hull(ranges: ReadonlyArray<readonly [number, number]>): readonly [number, number] {
  return [Math.min(...ranges.map(([lowest]) => lowest)), Math.max(...ranges.map(([, highest]) => highest))];
}

function constantOf(graph: OnnxGraph, node: OnnxNode, index: number): Tensor {
  const tensor = graph.constants.get(node.inputs[index] ?? "");
  assert(tensor, `${node.output} has a constant input ${index}`);
  return tensor;
}
