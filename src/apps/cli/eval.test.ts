import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { FOOTAGE, medianF1, REAL_FILMS, realCase, sceneCase, TWELVE_LINES } from "./eval-all.ts";
import { evaluateFilm, type FilmReport } from "./eval-film.ts";
import { evaluateMot } from "./eval-mot.ts";
import { sceneNames } from "./source.ts";
import { percentText, shareText } from "./table.ts";

// The whole pipeline against the truth, with limits. The figures are printed, so that they can be read in any run.

const leftOut = existsSync(FOOTAGE) ? false : "left out: the real footage is not here";

/** The most that the count of a scene may be wrong, summed over lines and directions; `empty` must count nobody. */
const SCENE_ERROR_MAX: Readonly<Record<string, number>> = {
  entrance: 0.03,
  empty: 0,
  doorway: 0.05,
  queue: 0.08,
  crowd: 0.03,
  showroom: 0.09,
  dusk: 0.05,
  staff: 0.05,
};

function tell(context: TestContext, name: string, report: FilmReport): void {
  const lines = report.lines.map((line) => `${line.name} ${line.in}/${line.trueIn} in ${line.out}/${line.trueOut} out`);
  context.diagnostic(`${name}: ${lines.join(", ")}; count error ${shareText(report.pooled.error)}`);
  context.diagnostic(`${name}: IDF1 ${percentText(report.IDF1)}, HOTA ${percentText(report.HOTA)}`);
}

for (const name of sceneNames())
  test(`the scene \`${name}\` is counted as it truly is`, async (context) => {
    const report = await evaluateFilm(sceneCase(name));
    tell(context, name, report);
    const errorMax = SCENE_ERROR_MAX[name];
    assert.ok(errorMax !== undefined, `say in this test how wrong the count of \`${name}\` may be`);
    assert.ok(report.pooled.error <= errorMax, `${shareText(report.pooled.error)} wrong`);
  });

for (const film of REAL_FILMS)
  test(`${film.sequence} at ${film.analysedPerSecond} frames a second is counted right from pixels`, {
    skip: leftOut,
  }, async (context) => {
    const report = await evaluateFilm(realCase(film));
    tell(context, film.sequence, report);
    for (const line of report.lines)
      if (film.sequence.startsWith("TUD")) {
        assert.ok(Math.abs(line.in - line.trueIn) <= 1 && Math.abs(line.out - line.trueOut) <= 1);
      }
    if (film.sequence.startsWith("PETS"))
      assert.ok(report.IDF1 >= 80 && report.HOTA >= 57 && report.pooled.f1 >= 0.95, JSON.stringify(report));
  });

for (const film of REAL_FILMS.filter(({ sequence }) => sequence === "PETS09-S2L1"))
  test(`a line may lie anywhere in PETS09-S2L1, at ${film.analysedPerSecond} frames a second`, {
    skip: leftOut,
  }, async (context) => {
    const { lines, pooled } = await evaluateFilm({ ...realCase(film), lines: TWELVE_LINES });
    const median = medianF1(lines);
    context.diagnostic(`twelve lines: median F1 ${median.toFixed(3)}, of all ${pooled.f1.toFixed(3)}`);
    assert.ok(median >= 0.97 && pooled.f1 >= 0.965, JSON.stringify(lines));
  });

test("the tracker keeps people apart on detections that are not ours", { skip: leftOut }, (context) => {
  const directories = readdirSync(join(FOOTAGE, "mot")).map((name) => join(FOOTAGE, "mot", name));
  const { pooled } = evaluateMot(directories, { framesPerSecond: 5 });
  context.diagnostic(`IDF1 ${pooled.IDF1}, HOTA ${pooled.HOTA}, MOTA ${pooled.MOTA}`);
  assert.ok(pooled.IDF1 >= 58 && pooled.HOTA >= 42, JSON.stringify(pooled));
});
