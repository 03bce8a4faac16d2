import "./telemetry-off.ts";

import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { Fault } from "#domain/fault/fault.ts";
import type { Size } from "#domain/space/box.ts";
import { coloursOf, doubtAbout } from "#domain/vision/family-reading.ts";
import { PAD_VALUE } from "#domain/vision/fit.ts";
import { type Outputs, type Port, portsText, type Refusal } from "#domain/vision/network-port.ts";
import { type OutputFamily, outputFamilyOf } from "#domain/vision/output-family.ts";
import { type PictureInput, pictureInputOf } from "#domain/vision/picture-input.ts";
import { type Colours, pictureValues } from "#domain/vision/picture-values.ts";
import { RT_DETR_PICTURE_SIZE } from "#domain/vision/rt-detr-output.ts";

/** A network that answers where people are, in the way of its family. */
export type Network = {
  readonly family: OutputFamily;
  /** The one size of picture that it is given; null where it looks at any, in multiples of 32. */
  readonly fixedModel: Size | null;
  /** Its answer to packed RGB of the size `model`, which must rest until then. */
  run(rgb: Uint8Array, model: Size): Promise<Outputs>;
  [Symbol.dispose](): void;
};

/** Colours for the first answer, of which only the shapes are looked at. */
const ANY_COLOURS: Colours = { order: "RGB", mean: [0, 0, 0], deviation: [255, 255, 255] };

/** The runtime prints what it also throws; once is enough. */
const ONLY_WHAT_KILLS = 4;

/**
 * Opens a file that holds a network, and finds out by an answer to an empty picture how it speaks.
 * LIMIT: one file. A network whose weights lie in a second one beside it cannot be read, because the lens may read no other.
 */
export async function openNetwork(modelPath: string, { threads }: { threads: number }): Promise<Network> {
  // Read by Node and not by the runtime, whose native code the permission model does not bind.
  const bytes = await readFile(modelPath).catch((cause: unknown) => {
    throw new Fault("detector/not-found", `there is no model that may be read at \`${modelPath}\``, { cause });
  });
  const options: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: ONLY_WHAT_KILLS,
  };
  const session = await InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw new Fault("detector/unreadable", `\`${modelPath}\` is not a model`, { cause });
  });
  const understood = await understand(session);
  if (understood.kind === "understood") return openFamily(session, understood);
  void session.release();
  const [takes, gives] = [session.inputMetadata, session.outputMetadata].map((metadata) =>
    portsText(portsOf(metadata)),
  );
  throw new Fault(
    "detector/not-understood",
    `\`${modelPath}\` cannot be used, because ${understood.why}; it takes ${takes} and gives ${gives}`,
    { cause: understood.cause },
  );
}

type Understood = {
  readonly kind: "understood";
  readonly input: PictureInput;
  readonly model: Size;
  readonly family: OutputFamily;
};

/** Runs the network on an empty picture, at the first size at which it runs, and recognises its answer. */
async function understand(session: InferenceSession): Promise<Understood | (Refusal & { readonly cause?: unknown })> {
  const inputs = portsOf(session.inputMetadata);
  const input = pictureInputOf(inputs);
  if (input.kind === "refused") return input;
  let cause: unknown;
  for (const model of input.sizes) {
    const empty = new Uint8Array(model.width * model.height * 3).fill(PAD_VALUE);
    const answer = await runOnce(session, { input, model, colours: ANY_COLOURS }, empty).catch((error: unknown) => {
      cause = error;
    });
    if (!answer) continue;
    const settled = inputs.map((port) => (port.name === input.name ? settledPort(port, input, model) : port));
    const outputs = Object.entries(answer).map(([name, { type, dims }]) => ({ name, type, dims }));
    const family = outputFamilyOf(settled, outputs);
    if (family.kind === "refused") return family;
    const doubt = doubtAbout(family, outputsOf(answer));
    return doubt === null ? { kind: "understood", input, model, family } : { kind: "refused", why: doubt };
  }
  return { kind: "refused", why: "it cannot be run on a picture", cause };
}

function openFamily(session: InferenceSession, { input, model, family }: Understood): Network {
  const colours = coloursOf(family);
  return {
    family,
    // Of other networks that take any size by their own account, some do not, and most see best at the one they learnt at.
    fixedModel: family.kind === "lintel" && input.sizes.length > 1 ? null : model,
    run: async (rgb, model) => outputsOf(await runOnce(session, { input, model, colours }, rgb)),
    [Symbol.dispose]() {
      void session.release();
    },
  };
}

async function runOnce(
  session: InferenceSession,
  { input, model, colours }: { input: PictureInput; model: Size; colours: Colours },
  rgb: Uint8Array,
): Promise<InferenceSession.OnnxValueMapType> {
  const { width, height } = model;
  const dims = input.layout === "NCHW" ? [1, 3, height, width] : [1, height, width, 3];
  const feeds: Record<string, Tensor> = {
    [input.name]: new Tensor(input.type, pictureValues(rgb, input, colours), dims),
  };
  if (input.pictureSizeName !== null)
    feeds[input.pictureSizeName] = new Tensor("int64", BigInt64Array.from(RT_DETR_PICTURE_SIZE), [1, 2]);
  return session.run(feeds, { logSeverityLevel: ONLY_WHAT_KILLS });
}

function portsOf(metadata: readonly InferenceSession.ValueMetadata[]): Port[] {
  return metadata.map((port) =>
    port.isTensor
      ? { name: port.name, type: port.type, dims: port.shape }
      : { name: port.name, type: "no tensor", dims: [] },
  );
}

/** The port of the picture, with the size that it is given. */
function settledPort(port: Port, { layout }: PictureInput, { width, height }: Size): Port {
  return { ...port, dims: layout === "NCHW" ? [1, 3, height, width] : [1, height, width, 3] };
}

function outputsOf(answer: InferenceSession.OnnxValueMapType): Outputs {
  return new Map(Object.entries(answer).map(([name, { data }]) => [name, data as Float32Array | BigInt64Array]));
}
