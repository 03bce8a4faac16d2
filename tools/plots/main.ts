// `npm run plots`: measures how well is counted and found, and draws it into `docs/pictures`. The same code draws the same.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { FOOTAGE } from "#apps/cli/eval-all.ts";
import { ratesChart, recallChart, scenesChart, twelveLinesChart } from "./charts.ts";
import { measureRates, measureRecall, measureScenes, measureTwelveLines } from "./measured.ts";

const PICTURES = "docs/pictures";

using detector = await openPersonDetector();
mkdirSync(PICTURES, { recursive: true });

draw("count-by-scene", scenesChart(await measureScenes(detector)));
draw("count-by-rate", ratesChart(await measureRates(detector)));
if (existsSync(FOOTAGE)) {
  draw("count-by-line", twelveLinesChart(await measureTwelveLines(detector)));
  const [scenes, films] = [await measureRecall(detector, "scenes"), await measureRecall(detector, "films")];
  draw(
    "found-by-height",
    recallChart([
      { name: "scenes", bins: scenes },
      { name: "real films", bins: films },
    ]),
  );
} else console.error("left out: what needs the real footage; put it at `../shared/eval`");

function draw(name: string, svg: string): void {
  writeFileSync(join(PICTURES, `${name}.svg`), svg);
  console.log(`${PICTURES}/${name}.svg`);
}
