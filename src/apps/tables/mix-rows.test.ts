import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { backupStore, restoreStore } from "#adapters/store/backup.ts";
import { openStore, openStoreReader, type Store } from "#adapters/store/store.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { csvRow } from "#domain/export/csv.ts";
import { releasedWeek } from "#domain/figures/visitor-mix.ts";
import { grantOf } from "#domain/policy/grant.ts";
import type { AgeBand } from "#domain/wire/welcome.ts";
import { mixRows } from "./mix-rows.ts";

const NOW_MS = Date.parse("2026-11-24T12:00Z");
const DAY_MS = 86_400_000;
const WEEK = "2026-11-23";
const SHOP = Deployment.parse({
  ...{ lintel: 1, name: "Example chain" },
  stores: [
    {
      ...{ id: "here", time_zone: "UTC", site: { jurisdiction: "US-IL" } },
      sensors: [{ id: "welcome", class: "tablet", does: ["tablet-answer"] }],
    },
  ],
}).stores[0]!;
const RULING = { capability: "tablet-answer", verdict: "permit", reasons: [], warnings: [] } as const;
const GRANT = grantOf("tablet-answer", RULING, { store: "here", sensor: "welcome", until: null })!;

async function giveAnswer({ consents }: Store, ageBand: AgeBand): Promise<string> {
  const about = { storeId: "here", purpose: "tablet-answer", controller: "Example chain", contact: null } as const;
  const read = { jurisdiction: "US-IL", noticeHash: "0".repeat(64), noticeVersion: 1, language: "en" } as const;
  const until = { isByAdult: false, givenMs: NOW_MS, untilMs: NOW_MS + 30 * DAY_MS, rightsPath: "/rights/here" };
  const kept = await consents.give({ ...about, ...read, ...until }, GRANT, "the notice");
  assert.ok(kept !== "too-many");
  const told = { storeId: "here", receiptId: kept.receiptId, ageBand, sex: "female" } as const;
  assert.equal(await consents.answer(told, "told", NOW_MS, () => true), "kept");
  return kept.code;
}

/** Counts the week as the server does, and says what the reader and the table tell of it. */
async function countedIn(folder: string): Promise<string[]> {
  {
    using store = await openStore(folder);
    const answers = await store.consents.unreleased(["here"]);
    const span = { storeId: "here", fromMs: NOW_MS - 2 * DAY_MS, toMs: NOW_MS + 5 * DAY_MS };
    if (answers.length > 0) await store.consents.release("", releasedWeek(WEEK, ["here"], answers), [span], NOW_MS);
  }
  using reader = openStoreReader(folder);
  const asked = { stores: [SHOP], from: WEEK, to: WEEK, nowMs: NOW_MS + 20 * DAY_MS };
  const { stores, total } = await reader.visitorMix(asked);
  assert.deepEqual(total.weeks, []);
  assert.equal(stores[0]!.together.told?.answers, stores[0]!.weeks[0]?.sources.told?.answers);
  return mixRows(stores[0]!)
    .slice(1, 3)
    .map((cells) => csvRow(cells).trim());
}

test("an answer that was withdrawn is in no question, table, later backup or restored backup of its week", async (context) => {
  const place = () => {
    const folder = mkdtempSync(join(tmpdir(), "lintel-mix-"));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };
  const [folder, other] = [place(), place()];
  const [before, after, counted] = ["before", "after", "counted"].map((name) => join(folder, `${name}.sqlite`)) as [
    string,
    string,
    string,
  ];
  {
    using store = await openStore(folder);
    for (let people = 0; people < 12; people += 1) await giveAnswer(store, people < 11 ? "18-29" : "60-plus");
    const code = await giveAnswer(store, "60-plus");
    await backupStore(folder, before);
    await store.consents.withdraw("here", code, NOW_MS);
    await backupStore(folder, after);
  }
  const row = "here,2026-11-23,2026-11-29,told,all,,shown,12,,,,0,";
  // A backup of before the withdrawal, put in place, knows of thirteen: one is gone before anybody can ask.
  await restoreStore(before, folder, { mayReplace: true, nowMs: NOW_MS });
  assert.equal((await countedIn(folder))[0], row);
  await backupStore(folder, counted);
  for (const backup of [before, after, counted]) {
    await restoreStore(backup, folder, { mayReplace: true, nowMs: NOW_MS });
    assert.equal((await countedIn(folder))[0], row, "counted once and for ever");
  }
  // Elsewhere there are no keys: what was not counted cannot be.
  for (const [backup, rows] of [
    [before, []],
    [after, []],
    [counted, [row]],
  ] as const) {
    await restoreStore(backup, other, { mayReplace: true, nowMs: NOW_MS });
    assert.deepEqual((await countedIn(other)).slice(0, 1), rows);
    rmSync(other, { recursive: true, force: true });
  }
});
