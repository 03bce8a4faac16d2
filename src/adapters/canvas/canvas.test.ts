import assert from "node:assert/strict";
import test from "node:test";
import { openCanvas } from "./canvas.ts";
import { lettering } from "./lettering.ts";

const SIZE = { width: 40, height: 30 };

test("a picture comes back from the canvas as it was put there", () => {
  const rgb = Uint8Array.from({ length: 3 * SIZE.width * SIZE.height }, (_, at) => (at * 37) % 256);
  assert.deepEqual(openCanvas(SIZE, rgb).rgb(), rgb);
  assert.ok(
    openCanvas(SIZE)
      .rgb()
      .every((value) => value === 0),
  );
  assert.deepEqual(
    [...openCanvas(SIZE).png().subarray(1, 4)],
    [..."PNG"].map((letter) => letter.charCodeAt(0)),
  );
});

test("a part of a picture fills the place it is drawn to", () => {
  const left = openCanvas(SIZE);
  left.pen.fillStyle = "#ff0000";
  left.pen.fillRect(0, 0, 20, 30);
  const view = openCanvas({ width: 10, height: 10 });
  left.drawOnto(view.pen, { left: 0, top: 0, width: 10, height: 10 }, { left: 0, top: 0, width: 20, height: 30 });
  const rgb = view.rgb();
  assert.ok(rgb.every((value, at) => value === (at % 3 === 0 ? 255 : 0)));
});

/** The pixels of a text in the middle of a small canvas. */
function drawn(text: string): string {
  const canvas = openCanvas({ width: 120, height: 40 });
  canvas.pen.fillStyle = "#fff";
  canvas.pen.font = `100 24px ${lettering(text)}`;
  canvas.pen.fontVariationSettings = '"wght" 600';
  canvas.pen.fillText(text, 4, 30);
  return Buffer.from(canvas.rgb()).toString("base64");
}

test("lines may be named in Latin, Chinese, Japanese, Korean and Cyrillic on a machine without fonts", () => {
  const missing = drawn("\u{10FFFD}");
  for (const letter of ["A", "é", "门", "銀", "ド", "입", "Ж", "7"]) {
    const seen = drawn(letter);
    assert.notEqual(seen, missing, `${letter} is drawn as an empty box`);
    assert.notEqual(seen, drawn(" "), `${letter} is not drawn`);
  }
});

test("a character that no font has does no harm", () => {
  assert.notEqual(drawn("A\u{10FFFD}"), drawn("A"));
});
