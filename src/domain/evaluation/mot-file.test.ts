import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { Fault } from "#domain/fault/fault.ts";
import { parseDetections, parseSequence, parseTracks, parseTruth, writeTracks } from "./mot-file.ts";

const FOOTAGE = "../shared/eval/mot";

function faultOf(read: () => unknown): Fault {
  try {
    read();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return assert.fail("was read without a fault");
}

test("the truth leaves out the people that are not to be judged", () => {
  const text = "1,9,499,158,31.03,75.17,1,-4.1,-7.3,0\n1,15,258,219,32,88,0,-1,-1,-1\r\n\n";
  assert.deepEqual(parseTruth(text, "gt.txt"), [
    { frame: 1, id: 9, box: { left: 499, top: 158, width: 31.03, height: 75.17 } },
  ]);
});

test("a detection keeps its score", () => {
  assert.deepEqual(parseDetections("2,-1,10,20,30,40,0.75,-1,-1,-1\n2,-1,11,20,30,40,0.5\n", "det.txt"), [
    { frame: 2, box: { left: 10, top: 20, width: 30, height: 40 }, score: 0.75 },
    { frame: 2, box: { left: 11, top: 20, width: 30, height: 40 }, score: 0.5 },
  ]);
});

test("tracks that were written are read back to a hundredth of a pixel", () => {
  const side = fc.integer({ min: 0, max: 200_000 }).map((hundredths) => hundredths / 100);
  const tracks = fc.uniqueArray(
    fc.record({
      frame: fc.integer({ min: 1, max: 1000 }),
      id: fc.integer({ min: -5, max: 1000 }),
      box: fc.record({ left: side.map((x) => x - 1000), top: side, width: side, height: side }),
    }),
    { selector: ({ frame, id }) => `${frame},${id}` },
  );
  fc.assert(
    fc.property(tracks, (boxes) => {
      const read = parseTracks(writeTracks(boxes), "result.txt");
      assert.equal(read.length, boxes.length);
      for (const [at, { frame, id, box }] of boxes.entries()) {
        assert.deepEqual([read[at]?.frame, read[at]?.id], [frame, id]);
        for (const key of ["left", "top", "width", "height"] as const)
          assert.ok(Math.abs(read[at]!.box[key] - box[key]) < 0.006);
      }
    }),
  );
});

test("a line that is not understood is named with its number", () => {
  const good = "1,1,0,0,5,5,1\n";
  for (const bad of ["1,2,3", "1,2,0,0,,5,1", "1,x,0,0,5,5,1", "0,2,0,0,5,5,1", "1.5,2,0,0,5,5,1", "1,2,0,0,-5,5,1"]) {
    const fault = faultOf(() => parseTruth(`${good}\n${bad}\n`, "gt.txt"));
    assert.equal(fault.code, "evaluation/unreadable");
    assert.match(fault.detail, /^line 3 of `gt\.txt` /);
    assert.ok(fault.detail.endsWith(`\`${bad}\``), fault.detail);
  }
});

test("nobody is in one frame twice", () => {
  assert.match(faultOf(() => parseTracks("1,1,0,0,5,5\n1,1,9,9,5,5\n", "r.txt")).detail, /^line 2 of `r\.txt`/);
});

test("a sequence says how long, how large and how fast it is, or a fault says what is missing", () => {
  const text =
    "[Sequence]\nname=Shop\nimDir=img1\nframeRate = 7\r\nseqLength=795\nimWidth=768\nimHeight=576\nimExt=.jpg\n";
  const sequence = { name: "Shop", framesPerSecond: 7, frames: 795, picture: { width: 768, height: 576 } };
  assert.deepEqual(parseSequence(text, "seqinfo.ini"), sequence);
  const without = faultOf(() => parseSequence(text.replace("seqLength=795\n", ""), "seqinfo.ini"));
  assert.equal(without.detail, "`seqinfo.ini` does not say `seqLength`");
  const stopped = faultOf(() => parseSequence(text.replace("7", "0"), "seqinfo.ini"));
  assert.equal(stopped.detail, "`frameRate` in `seqinfo.ini` is `0`, not a number above 0");
});

test("the real sequences are read whole", (context) => {
  if (!existsSync(FOOTAGE)) return context.skip("left out: ../shared/eval is not here");
  const read = (path: string): string => readFileSync(`${FOOTAGE}/${path}`, "utf8");
  assert.equal(parseTruth(read("PETS09-S2L1/gt/gt.txt"), "gt.txt").length, 4476);
  assert.ok(parseDetections(read("PETS09-S2L1/det/det.txt"), "det.txt").every(({ score }) => score >= 0.5));
  assert.deepEqual(parseSequence(read("PETS09-S2L1/seqinfo.ini"), "seqinfo.ini"), {
    name: "PETS09-S2L1",
    framesPerSecond: 7,
    frames: 795,
    picture: { width: 768, height: 576 },
  });
});
