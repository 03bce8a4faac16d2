import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { openServedShop } from "#tools/shop/served-shop.ts";

const FRANCE = readFileSync("examples/boutique-france.yaml", "utf8");

async function decisionsOf(yaml: string, day: string) {
  await using shop = await openServedShop({ yaml, nowMs: () => Date.parse(`${day}T12:00Z`) });
  const manager = await shop.person("manager", { storeIds: ["lyon"] });
  const { status, json, text } = await shop.ask("GET /api/v1/stores/lyon/decisions", { as: manager });
  assert.equal(status, 200, text);
  return json;
}

test("what runs is told with the day on which it ends, and the papers behind it with theirs", async () => {
  const { day, decisions, papers } = await decisionsOf(FRANCE, "2026-11-29");
  assert.equal(day, "2026-11-29");
  const count = decisions.find(({ capability }: { capability: string }) => capability === "count");
  assert.deepEqual(
    [count.sensor, count.verdict, count.isNamed, count.isBuilt, count.until, count.missing, count.gentler],
    ["door", "permit", true, true, "2027-12-31", [], null],
  );
  const sign = papers.find(({ paper }: { paper: string }) => paper === "notice.sign");
  const [owner, date] = ["shop manager", "2026-02-20"];
  assert.deepEqual(sign, {
    level: "store",
    sensor: null,
    paper: "notice.sign",
    owner,
    date,
    end: null,
    file: null,
    link: null,
    fault: null,
  });
  const lia = papers.find(({ paper }: { paper: string }) => paper === "lia");
  assert.deepEqual([lia.level, lia.end, lia.fault], ["chain", "2027-12-31", null]);
  assert.equal(
    papers.some(({ paper }: { paper: string }) => paper === "necessity"),
    false,
    "a statement is no paper",
  );
});

test("when the sign is taken away or a paper has ended, it is told why, by which article, and what to do", async () => {
  const unsigned = FRANCE.replace(
    "          on_file: true\n          owner: shop manager",
    "          owner: shop manager",
  );
  assert.notEqual(unsigned, FRANCE);
  const { decisions } = await decisionsOf(unsigned, "2026-11-29");
  const count = decisions.find(({ capability }: { capability: string }) => capability === "count");
  assert.notEqual(count.verdict, "permit");
  const [first] = count.missing;
  assert.ok(first.requirement.length > 0 && first.article.length > 0 && first.en.length > 0 && first.zh.length > 0);
  assert.match(JSON.stringify(count.missing), /state `notice\.sign\.on_file: true`/);

  const late = await decisionsOf(FRANCE, "2028-01-01");
  const lia = late.papers.find(({ paper }: { paper: string }) => paper === "lia");
  assert.deepEqual(lia.fault, { en: "its paper ended on 2027-12-31", zh: "该文件已于 2027-12-31 到期" });
  assert.notEqual(late.decisions[0].verdict, "permit");
});

test("a paper whose file is not there says so", async () => {
  const yaml = FRANCE.replace(
    "  ropa:\n    on_file: true\n",
    "  ropa:\n    on_file: true\n    file: papers/ropa.pdf\n",
  );
  assert.notEqual(yaml, FRANCE);
  const { papers } = await decisionsOf(yaml, "2026-11-29");
  const ropa = papers.find(({ paper }: { paper: string }) => paper === "ropa");
  assert.equal(ropa.file, "papers/ropa.pdf");
  assert.match(ropa.fault.en, /is not there/);
});
