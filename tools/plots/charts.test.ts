import assert from "node:assert/strict";
import test from "node:test";
import type { FilmReport } from "#apps/cli/eval-film.ts";
import { crossingFigures } from "#domain/evaluation/crossing-match.ts";
import { ratesChart, recallChart, scenesChart, twelveLinesChart } from "./charts.ts";

const FIGURES = crossingFigures({ trueIn: 20, trueOut: 11, in: 18, out: 12, matched: 17, miscounted: 3 });
const SCENE = { name: "bake & <shop>", figures: FIGURES };
const RATES = [3, 15].map((rate) => ({ rate, phases: [FIGURES, { ...FIGURES, f1: 0.9, error: 0.26 }] }));
const BINS = [
  { from: 8, to: 16, people: 1234, found: 600, surelyFound: 0 },
  { from: 16, to: 24, people: 0, found: 0, surelyFound: 0 },
];
const LINES = ["x0.2", "x0.32"].map((name) => ({ name, ...FIGURES }));
const RUNS = [7, 3.5].map((rate) => ({ rate, report: { lines: LINES } as unknown as FilmReport }));

const CHARTS = {
  scenes: () => scenesChart([SCENE]),
  rates: () => ratesChart(RATES),
  recall: () => recallChart([{ name: "scenes", bins: BINS }]),
  lines: () => twelveLinesChart(RUNS),
};

test("a chart is the same each time, on white paper, and every place in it is a number", () => {
  for (const [name, draw] of Object.entries(CHARTS)) {
    const svg = draw();
    assert.equal(draw(), svg, name);
    assert.match(svg, /^<svg [^>]*viewBox="0 0 800 \d+".*<rect width="800" [^>]*fill="#ffffff"\/>.*<\/svg>\n$/s, name);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined|null/, name);
  }
});

test("a chart says how many crossings or people stand behind it", () => {
  assert.match(CHARTS.scenes(), />18 of 20<.*>12 of 11</s);
  assert.match(CHARTS.rates(), /31 true crossings in each run.*>×2</s);
  assert.match(CHARTS.recall(), />8–15<.*>1,234</s);
  assert.match(CHARTS.lines(), /62 true crossings.*>x0\.2<.*>31<.*>30</s);
});

test("a name with signs that mean something in SVG is written as it is", () => {
  assert.match(CHARTS.scenes(), />bake &amp; &lt;shop></);
});
