import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fromHalf } from "./half.ts";

/** A constant of a TFJS graph, laid out by rows. */
export type TfjsConstant = { readonly dims: readonly number[]; readonly values: Float32Array | Int32Array };

/** One step of a TFJS graph. An input is `node` or, for a later output of a node with several, `node:1`. */
export type TfjsNode = {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, TfjsAttribute>>;
};

type TfjsAttribute = {
  readonly f?: number;
  readonly b?: boolean;
  readonly s?: string;
  readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] };
};

export type TfjsGraph = {
  readonly nodes: ReadonlyMap<string, TfjsNode>;
  readonly constants: ReadonlyMap<string, TfjsConstant>;
  /** The files in the graph's folder that it was read from: the description first, then its weights. */
  readonly fileNames: readonly string[];
};

type TfjsWeight = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
  readonly quantization?: { readonly dtype: "float16" };
};

type TfjsFile = {
  readonly modelTopology: {
    readonly node: ReadonlyArray<{
      readonly name: string;
      readonly op: string;
      readonly input?: readonly string[];
      readonly attr?: TfjsNode["attributes"];
    }>;
  };
  readonly weightsManifest: ReadonlyArray<{ readonly paths: readonly string[]; readonly weights: TfjsWeight[] }>;
};

/** Reads a TFJS graph model and the weights beside it. Weights stored in half precision come back in full precision. */
export function readTfjsGraph(path: string): TfjsGraph {
  const file: TfjsFile = JSON.parse(readFileSync(path, "utf8"));
  const fileNames = [basename(path)];
  const constants = new Map<string, TfjsConstant>();
  for (const group of file.weightsManifest) {
    fileNames.push(...group.paths);
    const bytes = Buffer.concat(group.paths.map((name) => readFileSync(join(dirname(path), name))));
    let offset = 0;
    for (const weight of group.weights) {
      const length = weight.shape.reduce((product, dim) => product * dim, 1);
      const isHalf = weight.quantization?.dtype === "float16";
      const end = offset + length * (isHalf ? 2 : 4);
      constants.set(weight.name, { dims: weight.shape, values: parseWeight(bytes.subarray(offset, end), weight) });
      offset = end;
    }
    assert(offset === bytes.length, "the weights fill their file to the last byte");
  }
  const nodes = file.modelTopology.node.map(({ name, op, input = [], attr = {} }): [string, TfjsNode] => [
    name,
    { name, op, inputs: input, attributes: attr },
  ]);
  return { nodes: new Map(nodes), constants, fileNames };
}

/** The numbers of an attribute that is a list, such as `strides`. */
export function numbersOf(node: TfjsNode, attribute: string): number[] {
  return (node.attributes[attribute]?.list?.i ?? []).map(Number);
}

/** The words of an attribute that is a list, such as `fused_ops`. */
export function wordsOf(node: TfjsNode, attribute: string): string[] {
  return (node.attributes[attribute]?.list?.s ?? []).map((word) => Buffer.from(word, "base64").toString());
}

/** The word of an attribute such as `padding`; the file holds it in base64. */
export function wordOf(node: TfjsNode, attribute: string): string {
  return Buffer.from(node.attributes[attribute]?.s ?? "", "base64").toString();
}

function parseWeight(bytes: Buffer, { dtype, quantization }: TfjsWeight): TfjsConstant["values"] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === "int32") return Int32Array.from({ length: bytes.length / 4 }, (_, at) => view.getInt32(at * 4, true));
  if (quantization)
    return Float32Array.from({ length: bytes.length / 2 }, (_, at) => fromHalf(view.getUint16(at * 2, true)));
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
