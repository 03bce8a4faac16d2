import assert from "node:assert/strict";
import type { OnnxGraph, OnnxNode, Tensor } from "./onnx-model.ts";
import { numbersOf, type TfjsConstant, type TfjsGraph, type TfjsNode, wordOf } from "./tfjs-graph.ts";

/** What the network was trained with, in the order R, G, B. It saw its pictures as B, G, R. */
const MEAN_RGB = [123.675, 116.28, 103.53] as const;
const STD_RGB = [58.395, 57.12, 57.375] as const;

/** The side of the square that the TFJS graph was frozen at, in pixels. Only the sizes of its resizings still tell it. */
const FROZEN_SIDE = 416;

/** COCO has 80 classes of which the first is the person; then come 4 sides of 11 bins. */
const PERSON_CLASS = 0;
const CLASSES = 80;
const BOX_CHANNELS = 44;
const ALL_CHANNELS = Array.from({ length: CLASSES + BOX_CHANNELS }, (_, index) => index);
const HEAD_CHANNELS = {
  people: ALL_CHANNELS.filter((channel) => channel === PERSON_CLASS || channel >= CLASSES),
  everything: ALL_CHANNELS,
} as const;

/** In ONNX all our tensors are NCHW. A transposing TFJS node moves nothing: it only changes how the same value is read. */
type Layout = "NCHW" | "NHWC";
const TO_NHWC = "0,2,3,1";
const TO_NCHW = "0,3,1,2";

/** A value of the TFJS graph: the ONNX output that holds it, how it is read, and what is still to be done to it. */
type Value = {
  readonly name: string;
  readonly layout: Layout;
  /** Pixels of the input per cell, 1 to 32. */
  readonly stride: number;
  /** Padding (top, left, bottom, right) that its user must add: convolution and pooling do so themselves. */
  readonly padding: readonly number[];
};

const NO_PADDING = [0, 0, 0, 0];

/**
 * NanoDet as a person detector for pictures of any size in multiples of 32.
 *
 *     frame  float32 [1, height, width, 3]   R, G, B from 0 to 255
 *     out    float32 [1, 45, anchors]        channel 0: logit of "person"
 *                                            channels 1..44: left, top, right, bottom, each of 11 bins
 *     anchors: the grids of stride 8, 16 and 32 one after the other, each by rows
 *
 * Transposes are gone, pads and biases stand in the convolutions, the deviation stands in the first one. The mean is
 * still subtracted, because the first convolution pads with what is 0 after it. With `finds: "everything"` all 80 logits
 * stand before the bins.
 */
export function personGraph(
  source: TfjsGraph,
  { finds = "people" }: { finds?: keyof typeof HEAD_CHANNELS } = {},
): OnnxGraph {
  const translation = new Translation(source);
  const heads = [...source.nodes.values()]
    .filter((node) => node.op === "SplitV")
    .map((node) => translation.valueOf(inputOf(node, 0)))
    .toSorted((a, b) => a.stride - b.stride);
  const channels = HEAD_CHANNELS[finds];
  return {
    ...translation.finish(
      heads.map((head) => head.name),
      channels,
    ),
    inputs: [{ name: "frame", type: "float32", dims: [1, "height", "width", 3] }],
    outputs: [{ name: "out", type: "float32", dims: [1, channels.length, "anchors"] }],
  };
}

/** Follows the TFJS graph from what is asked for back to the picture, and writes ONNX nodes on the way home. */
class Translation {
  readonly #source: TfjsGraph;
  readonly #values = new Map<string, Value>();
  readonly #nodes: OnnxNode[] = [];
  readonly #constants = new Map<string, Tensor>();
  readonly #named = new Map<string, number>();

  constructor(source: TfjsGraph) {
    this.#source = source;
  }

  valueOf(name: string): Value {
    const known = this.#values.get(name);
    if (known) return known;
    const node = this.#source.nodes.get(name);
    assert(node, `the graph has no node ${name}`);
    const value = this.#translate(node);
    this.#values.set(name, value);
    return value;
  }

  /** Cuts the heads down to some channels, and lays them end to end as the one output. */
  finish(heads: readonly string[], channels: readonly number[]): Pick<OnnxGraph, "nodes" | "constants"> {
    this.#constants.set("headShape", { dims: [3], values: BigInt64Array.of(1n, BigInt(channels.length), -1n) });
    const flat = heads.map((head) => {
      const convolution = this.#nodes.find((node) => node.output === head);
      assert(convolution?.op === "Conv", `${head} is a convolution`);
      for (const input of convolution.inputs.slice(1)) this.#keepChannels(input, channels);
      return this.#emit("Reshape", [head, "headShape"]);
    });
    this.#nodes.push({ op: "Concat", inputs: flat, output: "out", attributes: { axis: { int: 2 } } });
    return { nodes: this.#nodes, constants: this.#constants };
  }

  #translate(node: TfjsNode): Value {
    switch (node.op) {
      case "Placeholder":
        return this.#picture();
      case "Transpose":
        return this.#transpose(node);
      case "Pad":
      case "PadV2":
        return this.#pad(node);
      case "Conv2D":
        return this.#convolution(node);
      case "Add":
        return this.#add(node);
      case "LeakyRelu": {
        const input = this.#unpadded(inputOf(node, 0));
        const alpha = { float: node.attributes.alpha?.f ?? Number.NaN };
        return { ...input, name: this.#emit("LeakyRelu", [input.name], { alpha }) };
      }
      case "MaxPool":
        return this.#maxPool(node);
      case "ConcatV2": {
        const inputs = node.inputs.slice(0, -1).map((input) => this.#unpadded(input));
        assert(inputs.every(({ layout, stride }) => layout === "NCHW" && stride === inputs[0]!.stride));
        assert(this.#constant(inputOf(node, node.inputs.length - 1)).values[0] === 1, "only channels are joined");
        const name = this.#emit(
          "Concat",
          inputs.map((input) => input.name),
          { axis: { int: 1 } },
        );
        return { ...inputs[0]!, name };
      }
      case "ResizeBilinear":
        return this.#resize(node);
      default:
        throw new Error(`no translation for ${node.op} of ${node.name}`);
    }
  }

  /** The picture as the network reads it: planes, less the mean. Its order of colours is put right in the first weights. */
  #picture(): Value {
    this.#constants.set("mean", { dims: [1, 3, 1, 1], values: Float32Array.from(MEAN_RGB) });
    this.#nodes.push(
      { op: "Transpose", inputs: ["frame"], output: "planes", attributes: { perm: { ints: [0, 3, 1, 2] } } },
      { op: "Sub", inputs: ["planes", "mean"], output: "centred" },
    );
    return { name: "centred", layout: "NCHW", stride: 1, padding: NO_PADDING };
  }

  #transpose(node: TfjsNode): Value {
    const input = this.valueOf(inputOf(node, 0));
    const order = this.#constant(inputOf(node, 1)).values.join();
    assert(order === (input.layout === "NCHW" ? TO_NHWC : TO_NCHW), `${node.name} turns between the two layouts`);
    return { ...input, layout: input.layout === "NCHW" ? "NHWC" : "NCHW" };
  }

  #pad(node: TfjsNode): Value {
    const input = this.#unpadded(inputOf(node, 0));
    // Convolution pads with 0 and pooling with less than anything, which is what the graph asks for here.
    const fill = node.op === "PadV2" ? this.#constant(inputOf(node, 2)).values[0]! : 0;
    assert(fill === 0 || fill < -1e30, `${node.name} pads with 0 or with the lowest number`);
    const pads = this.#constant(inputOf(node, 1)).values;
    const [row, column] = input.layout === "NCHW" ? [2, 3] : [1, 2];
    const padding = [pads[2 * row]!, pads[2 * column]!, pads[2 * row + 1]!, pads[2 * column + 1]!];
    return { ...input, padding };
  }

  #convolution(node: TfjsNode): Value {
    const input = this.valueOf(inputOf(node, 0));
    assert(input.layout === "NHWC" && wordOf(node, "padding") === "VALID", `${node.name} pads nothing by itself`);
    assert(numbersOf(node, "dilations").every((step) => step === 1));
    const [, stride = 0] = numbersOf(node, "strides");
    let weights = outputFirst(this.#constant(inputOf(node, 1)));
    if (input.name === "centred") weights = forRgb(weights);
    const [side = 0] = weights.dims.slice(2);
    const name = this.#name("conv");
    this.#constants.set(`${name}.weights`, weights);
    this.#nodes.push({
      op: "Conv",
      inputs: [input.name, `${name}.weights`],
      output: name,
      attributes: {
        kernel_shape: { ints: [side, side] },
        strides: { ints: [stride, stride] },
        pads: { ints: input.padding },
      },
    });
    return { name, layout: "NHWC", stride: input.stride * stride, padding: NO_PADDING };
  }

  #add(node: TfjsNode): Value {
    const [first, second] = [inputOf(node, 0), inputOf(node, 1)];
    if (this.#source.nodes.get(second)?.op === "Const") return this.#bias(this.valueOf(first), this.#constant(second));
    const [a, b] = [this.#unpadded(first), this.#unpadded(second)];
    assert(a.layout === b.layout && a.stride === b.stride, `${node.name} adds like to like`);
    return { ...a, name: this.#emit("Add", [a.name, b.name]) };
  }

  #bias(value: Value, { dims, values }: TfjsConstant): Value {
    const at = this.#nodes.findIndex((node) => node.output === value.name);
    const convolution = this.#nodes[at];
    assert(convolution?.op === "Conv" && convolution.inputs.length === 2, `${value.name} has no bias yet`);
    this.#constants.set(`${value.name}.bias`, { dims, values: Float32Array.from(values) });
    this.#nodes[at] = { ...convolution, inputs: [...convolution.inputs, `${value.name}.bias`] };
    return value;
  }

  #maxPool(node: TfjsNode): Value {
    const input = this.valueOf(inputOf(node, 0));
    assert(input.layout === "NHWC" && wordOf(node, "padding") === "VALID");
    const [, side = 0] = numbersOf(node, "ksize");
    const [, stride = 0] = numbersOf(node, "strides");
    const name = this.#emit("MaxPool", [input.name], {
      kernel_shape: { ints: [side, side] },
      strides: { ints: [stride, stride] },
      pads: { ints: input.padding },
    });
    return { name, layout: "NHWC", stride: input.stride * stride, padding: NO_PADDING };
  }

  #resize(node: TfjsNode): Value {
    const input = this.#unpadded(inputOf(node, 0));
    assert(node.attributes.half_pixel_centers?.b && !node.attributes.align_corners?.b);
    const stride = FROZEN_SIDE / this.#constant(inputOf(node, 1)).values[0]!;
    const factor = input.stride / stride;
    const scales = `scales.${factor}`;
    this.#constants.set(scales, { dims: [4], values: Float32Array.of(1, 1, factor, factor) });
    const name = this.#emit("Resize", [input.name, "", scales], {
      mode: { text: "linear" },
      coordinate_transformation_mode: { text: "half_pixel" },
    });
    return { ...input, name, stride };
  }

  #unpadded(name: string): Value {
    const value = this.valueOf(name);
    assert(value.padding === NO_PADDING, `${name} is padded, and only convolution and pooling pad`);
    return value;
  }

  #constant(name: string): TfjsConstant {
    const constant = this.#source.constants.get(name);
    assert(constant, `${name} is not a constant`);
    return constant;
  }

  #keepChannels(name: string, channels: readonly number[]): void {
    const { dims, values } = this.#constants.get(name)!;
    const each = values.length / dims[0]!;
    const kept = new Float32Array(channels.length * each);
    for (const [to, from] of channels.entries())
      for (let index = 0; index < each; index++) kept[to * each + index] = Number(values[from * each + index]);
    this.#constants.set(name, { dims: [channels.length, ...dims.slice(1)], values: kept });
  }

  #emit(op: string, inputs: readonly string[], attributes: OnnxNode["attributes"] = {}): string {
    const output = this.#name(op.toLowerCase());
    this.#nodes.push({ op, inputs, output, attributes });
    return output;
  }

  #name(kind: string): string {
    const count = this.#named.get(kind) ?? 0;
    this.#named.set(kind, count + 1);
    return `${kind}${count}`;
  }
}

function inputOf(node: TfjsNode, index: number): string {
  const input = node.inputs[index];
  assert(input, `${node.name} has an input ${index}`);
  return input;
}

/** Weights of TFJS [height, width, in, out] as ONNX wants them: [out, in, height, width]. */
export function outputFirst({ dims, values }: TfjsConstant): Tensor {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = dims;
  const cells = height * width;
  const turned = new Float32Array(values.length);
  for (let cell = 0; cell < cells; cell++)
    for (let input = 0; input < inputs; input++)
      for (let output = 0; output < outputs; output++)
        turned[(output * inputs + input) * cells + cell] = values[(cell * inputs + input) * outputs + output]!;
  return { dims: [outputs, inputs, height, width], values: turned };
}

/** The first weights, trained on B, G, R in standard deviations, for R, G, B in steps of 0..255. */
function forRgb({ dims, values }: Tensor): Tensor {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = dims;
  const cells = height * width;
  const turned = new Float32Array(values.length);
  for (let output = 0; output < outputs; output++)
    for (const [colour, deviation] of STD_RGB.entries())
      for (let cell = 0; cell < cells; cell++) {
        const from = (output * inputs + (inputs - 1 - colour)) * cells + cell;
        turned[(output * inputs + colour) * cells + cell] = Number(values[from]) / deviation;
      }
  return { dims, values: turned };
}
