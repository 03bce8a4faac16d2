import assert from "node:assert/strict";
import test from "node:test";
import { copyTurned, type Turn, turnedSize, turnOf, UPRIGHT } from "./picture-turn.ts";

/** The numbers of a 3×2 picture, `012 345`, after a turn. */
const TURNED: ReadonlyArray<readonly [name: string, turn: Turn, rows: readonly string[]]> = [
  ["upright", UPRIGHT, ["012", "345"]],
  ["a quarter clockwise", { a: 0, b: 1, c: -1, d: 0 }, ["30", "41", "52"]],
  ["upside down", { a: -1, b: 0, c: 0, d: -1 }, ["543", "210"]],
  ["a quarter counter-clockwise", { a: 0, b: -1, c: 1, d: 0 }, ["25", "14", "03"]],
  ["in a mirror", { a: -1, b: 0, c: 0, d: 1 }, ["210", "543"]],
  ["head over in a mirror", { a: 1, b: 0, c: 0, d: -1 }, ["345", "012"]],
  ["along a diagonal", { a: 0, b: 1, c: 1, d: 0 }, ["03", "14", "25"]],
];

test("a picture is turned pixel by pixel, and nothing around it is touched", () => {
  const size = { width: 3, height: 2 };
  const stride = 11;
  const from = new Uint8Array(stride * size.height).fill(99);
  for (let pixel = 0; pixel < 6; pixel++)
    from
      .fill(pixel, Math.floor(pixel / 3) * stride + (pixel % 3) * 3)
      .fill(99, Math.floor(pixel / 3) * stride + (pixel % 3) * 3 + 3);
  for (const [name, turn, rows] of TURNED) {
    const into = new Uint8Array(4 * 4 * 3).fill(7);
    copyTurned(from, into, { size, stride, turn, rowPixels: 4 });
    const expected = Array.from({ length: 4 }, (_, y) =>
      Array.from({ length: 4 }, (_, x) => rows[y]?.[x] ?? "7").join(""),
    ).join(" ");
    for (const channel of [0, 1, 2]) {
      const seen = Array.from({ length: 4 }, (_, y) =>
        Array.from({ length: 4 }, (_, x) => into[(y * 4 + x) * 3 + channel]).join(""),
      ).join(" ");
      assert.equal(seen, expected, name);
    }
    assert.deepEqual(turnedSize(size, turn), { width: rows[0]?.length, height: rows.length });
  }
});

test("a display matrix that is no quarter turn leaves the picture as it is", () => {
  const matrix = (...[a, b, c, d]: [number, number, number, number]) =>
    new Uint8Array(new Int32Array([a, b, 0, c, d, 0, 0, 0, 1 << 30]).buffer);
  assert.deepEqual(turnOf(matrix(0, 65536, -65536, 0)), { a: 0, b: 1, c: -1, d: 0 });
  assert.deepEqual(turnOf(matrix(65536, 0, 0, 65536)), UPRIGHT);
  for (const strange of [
    matrix(46341, 46341, -46341, 46341),
    matrix(0, 0, 0, 0),
    matrix(65536, 0, 65536, 65536),
    new Uint8Array(8),
    null,
  ])
    assert.deepEqual(turnOf(strange), UPRIGHT);
});
