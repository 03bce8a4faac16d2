import assert from "node:assert/strict";
import test from "node:test";
import { bandOf, toEstimate } from "./age-and-sex.ts";
import { estimateFace, type FaceNetworks } from "./estimate-face.ts";
import { readFaces } from "./face-reading.ts";
import { look, type Pixels, toPicture, wholeView } from "./face-view.ts";
import { faceView, offeredFace } from "./offered-face.ts";

const FACES = 896;
const ROW = 17;

/** What the detector tells of faces, each in the cell of the coarse grid that holds its centre. Places in pixels of the input. */
function told(...faces: { x: number; y: number; side: number; tilt?: number; logit?: number }[]): Float32Array {
  const rows = new Float32Array(FACES * ROW).map((_, at) => (at % ROW === 0 ? -20 : 0));
  for (const { x, y, side, tilt = 0, logit = 4 } of faces) {
    const [column, row] = [Math.floor(x / 32), Math.floor(y / 32)];
    const [dx, dy] = [x - (column + 0.5) * 32, y - (row + 0.5) * 32];
    const eye = { x: (side / 4) * Math.cos(tilt), y: (side / 4) * Math.sin(tilt) };
    rows.set(
      [logit, dx, dy, side, side, dx - eye.x, dy - eye.y, dx + eye.x, dy + eye.y],
      (512 + (row * 8 + column) * 6) * ROW,
    );
  }
  return rows;
}

const picture: Pixels = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4).fill(90) };

function networks(faces: Float32Array, { years, male }: { years: number; male: number }) {
  const judged: Float32Array[] = [];
  const each: FaceNetworks = {
    findFaces: async () => faces,
    async judgeFace(face) {
      judged.push(face);
      return { ages: new Float32Array(100).fill(0).with(years, 1), male };
    },
  };
  return { each, judged };
}

test("one face is estimated, and only its band and sex are told", async () => {
  const { each, judged } = networks(told({ x: 128, y: 128, side: 60 }), { years: 37, male: 0.1 });
  assert.deepEqual(await estimateFace(picture, each), {
    kind: "estimated",
    estimate: { ageBand: "30-44", sex: "female" },
  });
  assert.equal(judged[0]?.length, 224 * 224 * 3);
});

for (const [name, faces, kind] of [
  ["nobody", [], "nobody"],
  ["a pattern that looks a little like a face", [{ x: 128, y: 128, side: 60, logit: 0.8 }], "nobody"],
  ["somebody far away", [{ x: 128, y: 128, side: 15 }], "too-small"],
  [
    "two who stand side by side",
    [
      { x: 70, y: 128, side: 60 },
      { x: 180, y: 128, side: 40 },
    ],
    "several",
  ],
] as const)
  test(`${name} is not estimated`, async () => {
    const { each, judged } = networks(told(...faces), { years: 37, male: 0.1 });
    assert.deepEqual(await estimateFace(picture, each), { kind });
    assert.equal(judged.length, 0, "no face was shown to the estimate");
  });

test("somebody who passes far behind does not stand in the way", () => {
  const faces = readFaces(told({ x: 70, y: 128, side: 60 }, { x: 180, y: 128, side: 20 }), wholeView(picture));
  assert.equal(faces.length, 2);
  assert.equal(offeredFace(faces).kind, "face");
});

test("a face lies on the picture where the detector saw it in its square", () => {
  const [face] = readFaces(told({ x: 128, y: 128, side: 60 }), wholeView(picture));
  // 640 x 480 lies in a square of 640, 2.5 pixels to each of the input.
  assert.deepEqual(face?.box, { left: 245, top: 165, width: 150, height: 150 });
});

test("a tilted head is levelled by its eyes", () => {
  const tilt = Math.PI / 6;
  const [face] = readFaces(told({ x: 128, y: 128, side: 60, tilt }), wholeView(picture));
  const view = faceView(face!);
  assert.ok(Math.abs(view.turn - tilt) < 1e-6);
  assert.equal(view.side, 240);
  const [right, left] = [face!.rightEye, face!.leftEye];
  // In the levelled square both eyes stand on one row.
  const eye = (from: number) => toPicture(view, { x: from, y: 112 }, 224);
  for (const [at, is] of [
    [112 - (37.5 / 240) * 224, right],
    [112 + (37.5 / 240) * 224, left],
  ] as const)
    assert.ok(Math.hypot(eye(at).x - is.x, eye(at).y - is.y) < 1e-3);
});

test("what is looked at keeps its colours, and beyond the picture it is black", () => {
  const data = Uint8ClampedArray.from([200, 100, 50, 255, 0, 0, 0, 255]);
  const seen = look({ width: 2, height: 1, data }, wholeView({ width: 2, height: 1 }), 2);
  // The picture lies across the middle of a square of 2 x 2: each row is half picture, half beyond.
  assert.deepEqual([...seen].map(Math.round), [100, 50, 25, 0, 0, 0, 100, 50, 25, 0, 0, 0]);
});

for (const [male, sex] of [
  [0, "female"],
  [0.4, "female"],
  [0.41, "unsure"],
  [0.69, "unsure"],
  [0.7, "male"],
  [1, "male"],
] as const)
  test(`${male} of 1 for a man's face is ${sex}`, () => {
    assert.equal(toEstimate({ ages: new Float32Array(100).fill(0.01), male }).sex, sex);
  });

test("every age has its band, and the mean of all years counts and not the likeliest", () => {
  assert.deepEqual([0, 17.9, 18, 29.9, 30, 45, 59, 60, 99].map(bandOf), [
    "under-18",
    "under-18",
    "18-29",
    "18-29",
    "30-44",
    "45-59",
    "45-59",
    "60-plus",
    "60-plus",
  ]);
  const ages = new Float32Array(100).fill(0).with(29, 0.4).with(35, 0.3).with(40, 0.3);
  assert.equal(toEstimate({ ages, male: 0 }).ageBand, "30-44");
});
