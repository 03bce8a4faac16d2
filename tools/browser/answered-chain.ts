import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulateAnswers } from "#adapters/sim/simulate-answers.ts";
import { simulate } from "#apps/cli/simulate.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { releasedWeek } from "#domain/figures/visitor-mix.ts";
import { openServedShop, type ServedShop } from "#tools/shop/served-shop.ts";

/** A Monday. */
const FIRST_DAY = "2026-08-31";
const DAYS = 35;
/** Three weeks after the last day, when all weeks have been counted. */
const NOW_MS = Date.UTC(2026, 9, 26, 12);
const SEED = 5;
const TABLET = `      - id: welcome
        class: tablet
        does: [tablet-answer]
        practice:
          proc: { mode: user_started, demog_source: self_told }
          out: { published: false }
`;
/** Answers that were told by week and store: store-03 has no tablet, and in the third week hardly anybody answered. */
const ANSWERS = [
  [310, 140],
  [280, 120],
  [4, 130],
  [330, 45],
  [300, 150],
] as const;

/** A chain of three stores with five weeks of visitors, two of which have a tablet, and their answers. Nothing of it exists. */
export async function openAnsweredChain(): Promise<ServedShop> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-answered-"));
  const chain = { stores: "3", cameras: "6", tablets: "0", days: String(DAYS), from: FIRST_DAY, seed: String(SEED) };
  await simulate({ ...chain, data: folder });
  const file = join(folder, "shop.yaml");
  let tablets = 0;
  const yaml = readFileSync(file, "utf8")
    .replaceAll(/jurisdiction: .*/g, "jurisdiction: US-IL")
    .replaceAll("    sensors:\n", (found) => (tablets++ < ANSWERS[0].length ? `${found}${TABLET}` : found));
  writeFileSync(file, yaml);
  const shop = await openServedShop({ folder, nowMs: () => NOW_MS });
  const storeIds = ["store-01", "store-02", "store-03"];
  let week = FIRST_DAY;
  for (const people of ANSWERS) {
    const told = people.flatMap((count, index) =>
      simulateAnswers(count, { storeId: storeIds[index]!, week, seed: SEED, source: "told" }),
    );
    // Every third at the first store was estimated.
    const answers = told.map((answer, index) =>
      answer.storeId === "store-01" && index % 3 === 0 ? { ...answer, source: "estimated" as const } : answer,
    );
    await shop.server.parts.store.consents.release("", releasedWeek(week, storeIds, answers), [], NOW_MS);
    week = dayAfter(week, 7);
  }
  return {
    ...shop,
    get url() {
      return shop.url;
    },
    async [Symbol.asyncDispose]() {
      await shop[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
