import assert from "node:assert/strict";
import test from "node:test";
import { type StreamOffer, suitableStream } from "./suitable-stream.ts";

function offer(text: string): StreamOffer {
  const [codec = "", size = "", rate = ""] = text.split(" ");
  const [width = 0, height = 0] = size.split("x").map(Number);
  return { name: text, codec, width, height, framesPerSecond: rate === "?" ? null : Number(rate) };
}

const CASES: readonly (readonly [best: string, ...others: string[]])[] = [
  ["H264 640x360 15", "H264 2560x1440 25", "H264 1280x720 15"],
  ["H264 640x480 15", "H264 1920x1080 15", "H264 352x288 15"],
  ["H264 640x360 12", "H265 640x360 12"],
  ["H264 704x576 15", "H265 640x360 15"],
  ["H265 640x360 15", "H264 1920x1080 25"],
  ["H264 640x360 15", "H264 640x360 25"],
  ["H264 640x360 25", "H264 640x360 5"],
  ["H264 1280x720 15", "H264 640x360 3"],
  ["H264 640x360 10", "JPEG 640x360 10"],
  ["H264 640x360 ?", "H264 1920x1080 ?"],
  ["H264 640x360 15", "VP9 640x360 15", "H264 0x0 15"],
];

for (const [best, ...others] of CASES)
  test(`a camera with ${[best, ...others].join(", ")} is counted from ${best}`, () => {
    for (const offers of [
      [best, ...others],
      [...others, best],
    ])
      assert.equal(suitableStream(offers.map(offer))?.offer.name, best);
  });

test("it is said why a stream is taken, and what would be better", () => {
  const fine = suitableStream([offer("H264 640x360 15"), offer("H264 1920x1080 25")]);
  assert.equal(fine?.why, "about as large as Lintel looks at, H.264, 15 frames a second");
  assert.equal(fine?.advice, null);
  const large = suitableStream([offer("H265 3840x2160 5")]);
  assert.match(large?.why ?? "", /the only one.*larger.*H\.265/);
  assert.match(large?.advice ?? "", /decoding.*H\.265 costs more.*walk fast.*640 × 360/);
  assert.match(suitableStream([offer("H264 320x180 15")])?.advice ?? "", /too small/);
});

test("where nothing can be counted from there is none to take", () => {
  assert.equal(suitableStream([]), null);
  assert.equal(suitableStream([offer("VP9 640x360 15"), offer("H264 0x360 15")]), null);
});
