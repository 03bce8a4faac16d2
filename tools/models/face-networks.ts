import assert from "node:assert/strict";
import { inHalves } from "./half.ts";
import { outputFirst } from "./nanodet.ts";
import type { OnnxGraph, OnnxNode, Tensor } from "./onnx-model.ts";
import { numbersOf, type TfjsConstant, type TfjsGraph, type TfjsNode, wordOf, wordsOf } from "./tfjs-graph.ts";

/** What a picture of 0..255 is divided by, before 1 is taken off, for BlazeFace. */
const FACE_SCALE = 127.5;
/** The grids of BlazeFace: 16 x 16 cells of two faces each, then 8 x 8 of six. */
const FACE_GRIDS = [
  { scores: "Identity", places: "Identity_2", faces: 512 },
  { scores: "Identity_1", places: "Identity_3", faces: 384 },
] as const;
/** Centre, size and six points. */
const PLACE_VALUES = 16;
const FACE_SIDE = 256;
const AGE_SIDE = 224;
const AGES = 100;

/**
 * BlazeFace (the model for faces that are near and far) as a detector of faces.
 *
 *     picture  float32 [1, 256, 256, 3]   R, G, B from 0 to 255
 *     faces    float32 [1, 896, 17]       logit, centre x and y from the cell's centre, width, height, six points from it:
 *                                         right eye, left eye, nose, mouth, right ear, left ear; in pixels of the input
 */
export function faceGraph(source: TfjsGraph): OnnxGraph {
  const translation = new Translation(source);
  translation.constant("scale", [1], [1 / FACE_SCALE]);
  translation.constant("one", [1], [1]);
  translation.node("Mul", ["picture", "scale"], "scaled");
  translation.node("Sub", ["scaled", "one"], "centred");
  translation.node("Transpose", ["centred"], "planes", { perm: { ints: [0, 3, 1, 2] } });
  const grids = FACE_GRIDS.map(({ scores, places, faces }) => {
    const columns = [translation.rowsOf(scores, [faces, 1]), translation.rowsOf(places, [faces, PLACE_VALUES])];
    return translation.emit("Concat", columns, { axis: { int: 2 } });
  });
  translation.node("Concat", grids, "faces", { axis: { int: 1 } });
  return {
    ...translation.graph(),
    inputs: [{ name: "picture", type: "float32", dims: [1, FACE_SIDE, FACE_SIDE, 3] }],
    outputs: [{ name: "faces", type: "float32", dims: [1, 896, 1 + PLACE_VALUES] }],
  };
}

/**
 * FaceRes as an estimate of age and sex, and of nothing else.
 *
 *     face   float32 [1, 224, 224, 3]   R, G, B from 0 to 255
 *     ages   float32 [1, 100]           how likely each year of age is, 0..99; they sum to 1
 *     male   float32 [1, 1]             how likely the face is a man's, 0..1
 *
 * INVARIANT: the network's third output, 1024 numbers that tell one face from another, is none of ours: nothing computes it for
 * output. LIMIT: the layers before it stand in the file, and who has the file could ask them.
 */
export function ageGraph(source: TfjsGraph): OnnxGraph {
  const translation = new Translation(source, { swapsColours: true });
  translation.node("Transpose", ["face"], "planes", { perm: { ints: [0, 3, 1, 2] } });
  translation.node("Softmax", [translation.valueOf("age_pred/BiasAdd")], "ages", { axis: { int: 1 } });
  translation.node("Sigmoid", [translation.valueOf("gender_pred/BiasAdd")], "male");
  return {
    ...inHalves({ ...translation.graph(), inputs: [], outputs: [] }),
    inputs: [{ name: "face", type: "float32", dims: [1, AGE_SIDE, AGE_SIDE, 3] }],
    outputs: [
      { name: "ages", type: "float32", dims: [1, AGES] },
      { name: "male", type: "float32", dims: [1, 1] },
    ],
  };
}

/** Follows a TFJS graph whose values lie channel by pixel (NHWC) back to its picture, and writes ONNX nodes plane by plane (NCHW). */
class Translation {
  readonly #source: TfjsGraph;
  readonly #swapsColours: boolean;
  readonly #values = new Map<string, string>();
  readonly #nodes: OnnxNode[] = [];
  readonly #constants = new Map<string, Tensor>();

  constructor(source: TfjsGraph, { swapsColours = false } = {}) {
    this.#source = source;
    this.#swapsColours = swapsColours;
  }

  valueOf(name: string): string {
    const known = this.#values.get(name);
    if (known) return known;
    const node = this.#source.nodes.get(name);
    assert(node, `the graph has no node ${name}`);
    const value = this.#translate(node);
    this.#values.set(name, value);
    return value;
  }

  /** What a grid told, face by face. */
  rowsOf(name: string, [faces, values]: readonly [number, number]): string {
    const rows = this.emit("Transpose", [this.valueOf(name)], { perm: { ints: [0, 2, 3, 1] } });
    const shape = `shape.${name}`;
    this.#constants.set(shape, { dims: [3], values: BigInt64Array.of(1n, BigInt(faces), BigInt(values)) });
    return this.emit("Reshape", [rows, shape]);
  }

  constant(name: string, dims: readonly number[], values: Iterable<number>): string {
    this.#constants.set(name, { dims, values: Float32Array.from(values) });
    return name;
  }

  node(op: string, inputs: readonly string[], output: string, attributes: OnnxNode["attributes"] = {}): void {
    this.#nodes.push({ op, inputs, output, attributes });
  }

  emit(op: string, inputs: readonly string[], attributes: OnnxNode["attributes"] = {}): string {
    const output = `${op.toLowerCase()}${this.#nodes.length}`;
    this.node(op, inputs, output, attributes);
    return output;
  }

  graph(): Pick<OnnxGraph, "nodes" | "constants"> {
    return { nodes: this.#nodes, constants: this.#constants };
  }

  #translate(node: TfjsNode): string {
    const input = (index: number) => this.valueOf(node.inputs[index]!);
    switch (node.op) {
      case "Placeholder":
        return "planes";
      case "Identity":
      case "Reshape":
        // Reshaped once, by `rowsOf`, when the planes have become rows.
        return input(0);
      case "Conv2D":
      case "_FusedConv2D":
      case "DepthwiseConv2dNative":
        return this.#fused(node, this.#convolution(node));
      case "_FusedMatMul":
        return this.#fused(node, this.#multiplied(node));
      case "Relu":
        return this.emit("Relu", [input(0)]);
      case "Minimum": {
        const [ceiling] = this.#tensor(node.inputs[1]!).values;
        const name = this.constant(`ceiling.${ceiling}`, [], [ceiling!]);
        return this.emit("Clip", [input(0), "", name]);
      }
      case "Maximum":
        assert(this.#tensor(node.inputs[1]!).values[0] === 0, "what was rectified is not below 0 any more");
        return input(0);
      case "Add":
      case "AddV2":
      case "Mul": {
        const [op, second] = [node.op === "Mul" ? "Mul" : "Add", node.inputs[1]!];
        const isConstant = this.#source.constants.has(second);
        return this.emit(op, [input(0), isConstant ? this.#perChannel(second) : input(1)]);
      }
      case "MaxPool": {
        const [, side = 0] = numbersOf(node, "ksize");
        const [, stride = 0] = numbersOf(node, "strides");
        const shape = { kernel_shape: { ints: [side, side] }, strides: { ints: [stride, stride] } };
        return this.emit("MaxPool", [input(0)], { ...shape, auto_pad: { text: paddingOf(node) } });
      }
      case "Pad":
        return this.#moreChannels(node);
      case "Mean":
        assert(this.#tensor(node.inputs[1]!).values.join() === "1,2", "the mean is that of all pixels");
        return this.emit("Flatten", [this.emit("GlobalAveragePool", [input(0)])], { axis: { int: 1 } });
      default:
        throw new Error(`no translation for ${node.op} of ${node.name}`);
    }
  }

  #convolution(node: TfjsNode): string {
    const weights = this.#tensor(node.inputs[1]!);
    const [height = 0, width = 0, channels = 0, outputs = 0] = weights.dims;
    const [, stride = 0] = numbersOf(node, "strides");
    assert(numbersOf(node, "dilations").every((step) => step === 1));
    const input = this.valueOf(node.inputs[0]!);
    const isDeep = node.op === "DepthwiseConv2dNative";
    assert(!isDeep || outputs === 1, "each channel is looked at by itself, once");
    // [height, width, channels, 1] of a deep convolution reads as [height, width, 1, channels]: its values lie the same.
    const turned = outputFirst(isDeep ? { ...weights, dims: [height, width, 1, channels] } : weights);
    const ordered = this.#swapsColours && input === "planes" ? swapColours(turned) : turned;
    const name = this.constant(`${node.name}.weights`, ordered.dims, ordered.values as Float32Array);
    const fused = wordsOf(node, "fused_ops").includes("BiasAdd") ? [this.#bias(node)] : [];
    return this.emit("Conv", [input, name, ...fused], {
      kernel_shape: { ints: [height, width] },
      strides: { ints: [stride, stride] },
      group: { int: isDeep ? channels : 1 },
      auto_pad: { text: paddingOf(node) },
    });
  }

  #multiplied(node: TfjsNode): string {
    const { dims, values } = this.#tensor(node.inputs[1]!);
    const weights = this.constant(`${node.name}.weights`, dims, values);
    return this.emit("Gemm", [this.valueOf(node.inputs[0]!), weights, this.#bias(node)]);
  }

  #bias(node: TfjsNode): string {
    const { dims, values } = this.#tensor(node.inputs[2]!);
    return this.constant(`${node.name}.bias`, dims, values);
  }

  #fused(node: TfjsNode, value: string): string {
    const others = wordsOf(node, "fused_ops").filter((word) => word !== "BiasAdd");
    assert(others.every((word) => word === "Relu"));
    return others.length > 0 ? this.emit("Relu", [value]) : value;
  }

  #perChannel(name: string): string {
    const { values } = this.#tensor(name);
    return this.constant(name, [1, values.length, 1, 1], values);
  }

  /** Padding of this graph adds empty channels after those that are there. */
  #moreChannels(node: TfjsNode): string {
    const pads = [...this.#tensor(node.inputs[1]!).values];
    const more = pads.pop()!;
    assert(
      pads.every((pad) => pad === 0),
      `${node.name} adds channels, and only after the others`,
    );
    const name = `pads.${more}`;
    this.#constants.set(name, { dims: [8], values: BigInt64Array.of(0n, 0n, 0n, 0n, 0n, BigInt(more), 0n, 0n) });
    return this.emit("Pad", [this.valueOf(node.inputs[0]!), name]);
  }

  #tensor(name: string): TfjsConstant {
    const constant = this.#source.constants.get(name);
    assert(constant, `${name} is not a constant`);
    return constant;
  }
}

/** TensorFlow's SAME puts an odd pixel after the picture, which ONNX calls SAME_UPPER. */
function paddingOf(node: TfjsNode): string {
  return wordOf(node, "padding") === "SAME" ? "SAME_UPPER" : "VALID";
}

/** First weights that were trained on B, G, R, for R, G, B. */
function swapColours({ dims, values }: Tensor): Tensor {
  const [outputs = 0, colours = 0, height = 0, width = 0] = dims;
  assert(colours === 3);
  const cells = height * width;
  const swapped = new Float32Array(values.length);
  for (let output = 0; output < outputs; output++)
    for (let colour = 0; colour < colours; colour++)
      for (let cell = 0; cell < cells; cell++)
        swapped[(output * 3 + colour) * cells + cell] = Number(values[(output * 3 + 2 - colour) * cells + cell]);
  return { dims, values: swapped };
}
