import { ProtobufMessage } from "./protobuf.ts";

/** A constant of a graph, laid out by rows; its element type is that of its array. Whole numbers of 16 bits are halves by their bits. */
export type Tensor = {
  readonly dims: readonly number[];
  readonly values: Float32Array | Uint16Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;
};

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** One step of a graph. Every operator that we use has exactly one output, and so the output names the node. */
export type OnnxNode = {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
};

/** What goes in or comes out. A dimension without a number is not told. */
export type OnnxPort = {
  readonly name: string;
  readonly type: "float32" | "uint8" | "int64" | "float16";
  readonly dims: ReadonlyArray<number | string>;
};

/** A network: nodes in an order in which they can run, the constants they name, and its ports. */
export type OnnxGraph = {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
};

const IR_VERSION = 9;
const OPSET = 17;
const ELEMENT_TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
const ATTRIBUTE_TYPE = { float: 1, int: 2, text: 3, ints: 7 } as const;

/** The graph as the bytes of an `.onnx` file. Field numbers are those of onnx.proto3. Same graph, same bytes. */
export function encodeOnnx(graph: OnnxGraph, about: string, { name: graphName = "person" } = {}): Uint8Array {
  const body = new ProtobufMessage();
  for (const node of graph.nodes) body.message(1, encodeNode(node));
  body.text(2, graphName);
  for (const [name, tensor] of graph.constants) body.message(5, encodeTensor(name, tensor));
  for (const port of graph.inputs) body.message(11, encodePort(port));
  for (const port of graph.outputs) body.message(12, encodePort(port));
  return new ProtobufMessage()
    .integer(1, IR_VERSION)
    .text(2, "lintel")
    .text(6, about)
    .message(7, body)
    .message(8, new ProtobufMessage().text(1, "").integer(2, OPSET))
    .encode();
}

function encodeNode({ op, inputs, output, attributes = {} }: OnnxNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const input of inputs) message.text(1, input);
  message.text(2, output).text(3, output).text(4, op);
  for (const [name, attribute] of Object.entries(attributes)) message.message(5, encodeAttribute(name, attribute));
  return message;
}

function encodeAttribute(name: string, attribute: OnnxAttribute): ProtobufMessage {
  const message = new ProtobufMessage().text(1, name);
  if ("float" in attribute) return message.float(2, attribute.float).integer(20, ATTRIBUTE_TYPE.float);
  if ("int" in attribute) return message.integer(3, attribute.int).integer(20, ATTRIBUTE_TYPE.int);
  if ("text" in attribute) return message.text(4, attribute.text).integer(20, ATTRIBUTE_TYPE.text);
  for (const value of attribute.ints) message.integer(8, value);
  return message.integer(20, ATTRIBUTE_TYPE.ints);
}

function encodeTensor(name: string, { dims, values }: Tensor): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const dim of dims) message.integer(1, dim);
  // LIMIT: the bytes are taken as they lie in memory, which is little-endian on every machine that Node runs on.
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message.integer(2, elementType(values)).text(8, name).bytes(9, bytes);
}

function elementType(values: Tensor["values"]): number {
  if (values instanceof Float32Array) return ELEMENT_TYPE.float32;
  if (values instanceof Uint16Array) return ELEMENT_TYPE.float16;
  if (values instanceof Uint8Array) return ELEMENT_TYPE.uint8;
  if (values instanceof Int8Array) return ELEMENT_TYPE.int8;
  return values instanceof Int32Array ? ELEMENT_TYPE.int32 : ELEMENT_TYPE.int64;
}

function encodePort({ name, type, dims }: OnnxPort): ProtobufMessage {
  const shape = new ProtobufMessage();
  for (const dim of dims)
    shape.message(
      1,
      typeof dim === "number" ? new ProtobufMessage().integer(1, dim) : new ProtobufMessage().text(2, dim),
    );
  const tensorType = new ProtobufMessage().integer(1, ELEMENT_TYPE[type]).message(2, shape);
  return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensorType));
}
