import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCanvas, openFileCanvas } from "#adapters/canvas/canvas.ts";
import { Fault } from "#domain/fault/fault.ts";
import { evaluateFaceSet, facesText } from "./eval-faces.ts";

/** A wall of faces on a photograph that ships in a package: for a demonstration, and no accuracy. */
const PHOTOGRAPH = fileURLToPath(
  new URL("../../../node_modules/@vladmandic/human/assets/screenshot-facematch.jpg", import.meta.url),
);
const FACE = { left: 1607, top: 524, width: 120, height: 90 };

async function withSet(work: (folder: string, labels: (text: string) => string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-faces-"));
  try {
    const photograph = await openFileCanvas(readFileSync(PHOTOGRAPH));
    const size = { width: 640, height: 480 };
    const face = openCanvas(size);
    photograph.drawOnto(face.pen, { left: 0, top: 0, ...size }, FACE);
    mkdirSync(join(folder, "a"));
    writeFileSync(join(folder, "a", "face.png"), face.png());
    writeFileSync(join(folder, "empty.png"), openCanvas({ width: 320, height: 240 }).png());
    await work(folder, (text) => {
      const path = join(folder, "labels.csv");
      writeFileSync(path, text);
      return path;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a set of one's own is evaluated by sex, by age and by every group that it labels", () =>
  withSet(async (folder, labels) => {
    const path = labels(
      "file,age,sex,glasses\na/face.png,35,female,no\na/face.png,35,male,no\nempty.png,20,male,yes\n",
    );
    const report = await evaluateFaceSet(folder, path);
    assert.equal(report.pictures, 3);
    assert.deepEqual(report.withoutAnswer, { nobody: 1 });
    assert.deepEqual(
      report.groups.map(({ group, value, counts: { people, estimated } }) => [group, value, people, estimated]),
      [
        ["all", "", 3, 2],
        ["sex", "female", 1, 1],
        ["sex", "male", 2, 1],
        ["age", "30-44", 2, 2],
        ["age", "18-29", 1, 0],
        ["glasses", "no", 2, 2],
        ["glasses", "yes", 1, 0],
      ],
    );
    const [all] = report.groups;
    assert.equal(all!.counts.sexRight + all!.counts.sexWrong + all!.counts.sexUnsure, 2);
    assert.ok(all!.counts.sexRight <= 1, "the same face cannot be right as both");
    assert.equal(report.isDemonstration, true);
    assert.match(facesText(report), /ONLY A DEMONSTRATION: a group has fewer than 100 answers/);
    assert.match(facesText(report), /glasses yes.*\n[\s\S]*3 pictures; without an answer: nobody: 1/);
  }));

test("labels that cannot be read are refused, with the line", () =>
  withSet(async (folder, labels) => {
    for (const [text, why] of [
      ["file,age\n", /no column `sex`/],
      ["file,age,sex\n", /labels no picture/],
      ["file,age,sex\nempty.png,old,male\n", /line 2: `old` is no age/],
      ["file,age,sex\nempty.png,40,m\n", /neither `female` nor `male`/],
      ["file,age,sex\n../../etc/passwd,40,male\n", /no file below the folder/],
      ["file,age,sex\nlabels.csv,40,male\n", /is no picture/],
      ["file,age,sex\nmissing.png,40,male\n", /there is no picture/],
    ] as const)
      await assert.rejects(
        evaluateFaceSet(folder, labels(text)),
        (fault) => fault instanceof Fault && fault.code === "evaluation/labels" && why.test(fault.detail),
        text,
      );
  }));
