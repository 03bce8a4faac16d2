import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { MISS_CAUSES } from "#domain/evaluation/line-story.ts";
import { judgeLooks } from "#domain/evaluation/look.ts";
import { Fault } from "#domain/fault/fault.ts";
import { FOOTAGE, REAL_FILMS, realCase, sceneCase } from "./eval-all.ts";
import { evaluateFilm } from "./eval-film.ts";
import { openFolder, writeStrips } from "./miss-strip.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47];

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-misses-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every miss of a real film has a cause, and a strip that shows it", async (context) => {
  if (!existsSync(FOOTAGE)) return context.skip("left out: the real footage is not here");
  const film = REAL_FILMS.find(({ analysedPerSecond }) => analysedPerSecond === 3.5);
  assert.ok(film);
  await withFolder(async (folder) => {
    const strips = join(folder, "made here");
    const { misses, pooled } = await evaluateFilm(realCase(film), { strips });
    const missed = misses.filter(({ kind }) => kind === "missed").length;
    assert.equal(missed, Math.round((1 - pooled.recall) * (pooled.trueIn + pooled.trueOut)));
    for (const { kind, cause, detail, strip } of misses) {
      context.diagnostic(`${kind}: ${cause}: ${detail}`);
      assert.ok(MISS_CAUSES.includes(cause) && detail.length > 0);
      assert.ok(strip);
      assert.deepEqual([...readFileSync(strip).subarray(0, 4)], PNG);
    }
    assert.equal(readdirSync(strips).length, misses.length);
  });
});

test("a strip can be made at the edge of the picture and at the beginning of the film", () =>
  withFolder(async (folder) => {
    const { film, lines, truth, analysedPerSecond } = sceneCase("entrance");
    const first = truth[0]!;
    const frames = Array.from({ length: 15 }, (_, at) => 1 + 3 * at); // the scene has 15 frames a second
    const looks = judgeLooks(
      frames.map((frame, at) => ({ frame, atMs: at * 200, detections: [], tracks: [] })),
      truth,
    );
    const miss = {
      line: lines[0]!.name,
      direction: "in",
      atMs: 200,
      place: { x: 0, y: 0 },
      kind: "missed",
      cause: "not detected",
      detail: "found in 0 of 5 looks",
      tracks: [],
      person: first.id,
    } as const;
    const picture = { width: 640, height: 360 };
    const [strip] = await writeStrips(folder, { film, lines, analysedPerSecond, picture, looks, misses: [miss] });
    assert.deepEqual(readdirSync(folder), [`001-missed-${miss.line}-in.png`]);
    assert.deepEqual([...readFileSync(strip!).subarray(0, 4)], PNG);
  }));

test("a folder that cannot be written is said before anything is looked at", (context) =>
  withFolder(async (folder) => {
    const file = join(folder, "taken");
    writeFileSync(file, "");
    const refused = (path: string) =>
      assert.throws(
        () => openFolder(path),
        (error) => error instanceof Fault && error.code === "film/unwritable" && error.detail.includes(path),
      );
    refused(file);
    refused(join(file, "below"));
    refused(join(folder, "missing", "below"));
    if (process.getuid?.() === 0) return context.diagnostic("root may write everywhere");
    chmodSync(folder, 0o500);
    refused(folder);
    chmodSync(folder, 0o700);
  }));

test("a camera is not evaluated, and no picture of it is written", () =>
  withFolder(async (folder) => {
    const film = { ...sceneCase("entrance"), film: "rtsp://user:secret@192.0.2.7/stream" };
    await assert.rejects(
      evaluateFilm(film, { strips: join(folder, "strips") }),
      (error) => error instanceof Fault && error.code === "evaluation/live" && !error.message.includes("secret"),
    );
    assert.deepEqual(readdirSync(folder), []);
  }));
