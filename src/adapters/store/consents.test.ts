import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import type { ConsentGiven } from "#domain/consent/consent-record.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { releasedWeek } from "#domain/figures/visitor-mix.ts";
import { type Grant, grantOf } from "#domain/policy/grant.ts";
import type { AgeBand, ConsentPurpose } from "#domain/wire/welcome.ts";
import { ANSWER_KEYS_FILE } from "./answer-keys.ts";
import { backupStore, restoreStore } from "./backup.ts";
import { ANSWER_MS_MAX } from "./consents.ts";
import { openStore, type Store } from "./store.ts";

const NOW_MS = Date.parse("2026-11-24T12:00Z");
const DAY_MS = 86_400_000;
const UNTIL_MS = NOW_MS + 30 * DAY_MS;
const RULING = { capability: "tablet-answer", verdict: "permit", reasons: [], warnings: [] } as const;
const GRANT = grantOf("tablet-answer", RULING, { store: "here", sensor: "welcome", until: null })!;
const GIVEN: ConsentGiven = {
  storeId: "here",
  purpose: "tablet-answer",
  controller: "Example chain",
  contact: null,
  jurisdiction: "US-IL",
  noticeHash: "0".repeat(64),
  noticeVersion: 1,
  language: "en",
  isByAdult: false,
  givenMs: NOW_MS,
  untilMs: UNTIL_MS,
  rightsPath: "/rights/here",
};
const SHOP = Deployment.parse({
  lintel: 1,
  name: "Example chain",
  stores: [
    {
      id: "here",
      time_zone: "UTC",
      site: { jurisdiction: "US-IL" },
      sensors: [{ id: "welcome", class: "tablet", does: ["tablet-answer"] }],
    },
  ],
}).stores[0]!;
const yes = () => true;

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-consents-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function give(store: Store, given: Partial<ConsentGiven> = {}) {
  const kept = await store.consents.give({ ...GIVEN, ...given }, GRANT, "the notice");
  assert.ok(kept !== "too-many");
  return kept;
}

async function giveAnswer(store: Store, ageBand: AgeBand = "60-plus", given: Partial<ConsentGiven> = {}) {
  const kept = await give(store, given);
  const told = { storeId: "here", receiptId: kept.receiptId, ageBand, sex: "female" } as const;
  assert.equal(await store.consents.answer(told, "told", given.givenMs ?? NOW_MS, yes), "kept");
  return kept;
}

/** How many answers each released week of the store shows. */
async function answersOf(reader: Pick<Store, "visitorMix">) {
  const asked = { stores: [SHOP], from: "2026-11-01", to: "2026-11-30", nowMs: NOW_MS };
  return (await reader.visitorMix(asked)).stores[0]!.weeks.map(({ sources }) => sources.told?.answers);
}

/** The key of a receipt, as whoever has the file reads it. */
function keyIn(folder: string, receiptId: string): Buffer | null {
  using sqlite = new DatabaseSync(join(folder, ANSWER_KEYS_FILE), { readOnly: true });
  const row = sqlite.prepare("select key from answerKey where receiptId = ?").get(receiptId);
  return row ? Buffer.from(row.key as Uint8Array) : null;
}

/** The files of a folder in which these bytes are found, whatever they are. */
function filesWith(folder: string, bytes: Buffer | string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes))
    .map(({ name }) => name)
    .toSorted();
}

test("an answer is nowhere on the disk as it was given, and neither is the code", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const { receiptId, code } = await giveAnswer(store);
  const [answer] = await store.consents.unreleased(["here"]);
  assert.deepEqual([answer?.ageBand, answer?.sex, answer?.source], ["60-plus", "female", "told"]);
  assert.deepEqual(filesWith(folder, "60-plus"), []);
  assert.deepEqual(filesWith(folder, "female"), []);
  assert.deepEqual(filesWith(folder, code), []);
  assert.deepEqual(filesWith(folder, keyIn(folder, receiptId)!), [ANSWER_KEYS_FILE]);
});

test("a receipt takes one answer, of its own source, for a quarter of an hour", async (context) => {
  using store = await openStore(folderFor(context));
  const { receiptId } = await give(store);
  const told = { storeId: "here", receiptId, ageBand: "18-29", sex: "male" } as const;
  const answer = (change: object, source: "told" | "estimated" = "told", atMs = NOW_MS) =>
    store.consents.answer({ ...told, ...change }, source, atMs, yes);
  assert.equal(await answer({}, "estimated"), "other-source");
  assert.equal(await answer({}, "told", NOW_MS + ANSWER_MS_MAX + 1), "unknown");
  assert.equal(await answer({ storeId: "there" }), "unknown");
  assert.equal(await answer({ receiptId: "A".repeat(22) }), "unknown");
  assert.equal(await store.consents.answer(told, "told", NOW_MS, () => false), "not-permitted");
  assert.equal(await answer({}), "kept");
  assert.equal(await answer({}), "kept", "told again, as the answer to it was lost");
  assert.equal(await answer({ sex: "female" }), "answered-already");
});

test("withdrawn means gone: no query, file, later backup or restored backup brings the answer back", async (context) => {
  const [folder, other] = [folderFor(context), folderFor(context)];
  const [before, after] = [join(folder, "before.sqlite"), join(folder, "after.sqlite")];
  let key: Buffer;
  let receipt: { receiptId: string; code: string };
  let stays: { receiptId: string };
  const withdrawnMs = NOW_MS + 5000;
  const assertGone = async (place: string, answers: number) => {
    using store = await openStore(place);
    const left = await store.consents.unreleased(["here"]);
    assert.equal(left.length, answers, place);
    assert.ok(!left.some(({ ageBand }) => ageBand === "60-plus"), place);
    assert.deepEqual(filesWith(place, key), [], "no file holds the key");
    assert.equal(keyIn(place, receipt.receiptId), null);
  };
  {
    using store = await openStore(folder);
    receipt = await giveAnswer(store);
    stays = await giveAnswer(store, "18-29");
    key = keyIn(folder, receipt.receiptId)!;
    await backupStore(folder, before);
    assert.deepEqual(filesWith(folder, key), [ANSWER_KEYS_FILE], "a backup holds no key");
    assert.equal(await store.consents.withdraw("there", receipt.code, withdrawnMs), null);
    assert.equal(await store.consents.withdraw("here", receipt.code, withdrawnMs), withdrawnMs);
    assert.equal(await store.consents.withdraw("here", receipt.code, withdrawnMs + 9), withdrawnMs, "once");
    assert.deepEqual(filesWith(folder, key), [], "at once, and with the server running");
    const told = { storeId: "here", receiptId: receipt.receiptId, ageBand: "60-plus", sex: "male" } as const;
    assert.equal(await store.consents.answer(told, "told", withdrawnMs, yes), "unknown");
    const { end, record } = (await store.consents.receipt("here", receipt.code))!;
    assert.deepEqual(end, { how: "withdrawn", atMs: withdrawnMs });
    assert.deepEqual(
      (record.events as { event_state: string }[]).map(({ event_state }) => event_state),
      ["given", "withdrawn"],
    );
    await backupStore(folder, after);
  }
  await assertGone(folder, 1);
  // Over the newer state: what was withdrawn since is withdrawn, what was not is there.
  await restoreStore(before, folder, { mayReplace: true, nowMs: NOW_MS + DAY_MS });
  await assertGone(folder, 1);
  assert.notEqual(keyIn(folder, stays.receiptId), null);
  {
    using store = await openStore(folder);
    assert.equal((await store.consents.receipt("here", receipt.code))?.end?.atMs, withdrawnMs);
  }
  // In another folder: no answer can be read at all.
  for (const path of [before, after]) {
    await restoreStore(path, other, { mayReplace: true, nowMs: NOW_MS + DAY_MS });
    await assertGone(other, 0);
  }
});

test("what was agreed after a backup does not come back by a third one, once that backup was restored", async (context) => {
  const folder = folderFor(context);
  const [older, newer] = [join(folder, "older.sqlite"), join(folder, "newer.sqlite")];
  let code: string;
  {
    using store = await openStore(folder);
    await backupStore(folder, older);
    ({ code } = await giveAnswer(store));
    await backupStore(folder, newer);
  }
  await restoreStore(older, folder, { mayReplace: true });
  {
    using store = await openStore(folder);
    // Whoever comes now to withdraw is told that there is nothing, and that has to stay true.
    assert.equal(await store.consents.withdraw("here", code, NOW_MS), null);
  }
  await restoreStore(newer, folder, { mayReplace: true });
  using store = await openStore(folder);
  assert.deepEqual(await store.consents.unreleased(["here"]), []);
});

test("a machine that stops between key and record leaves neither a record without its key nor a key without its record", async (context) => {
  const folder = folderFor(context);
  let [first, second] = ["", ""];
  {
    using store = await openStore(folder);
    first = (await giveAnswer(store)).receiptId;
    second = (await giveAnswer(store)).receiptId;
  }
  {
    using keys = new DatabaseSync(join(folder, ANSWER_KEYS_FILE));
    keys.prepare("delete from answerKey where receiptId = ?").run(first);
    using records = new DatabaseSync(join(folder, "store.sqlite"));
    records.exec("pragma foreign_keys = on");
    records.prepare("delete from consent where receiptId = ?").run(second);
  }
  {
    using store = await openStore(folder);
    assert.deepEqual(await store.consents.unreleased(["here"]), []);
  }
  assert.equal(keyIn(folder, second), null);
  using records = new DatabaseSync(join(folder, "store.sqlite"), { readOnly: true });
  for (const table of ["consent", "answer"])
    assert.equal(records.prepare(`select count(*) as rows from ${table}`).get()!.rows, 0, table);
});

test("of two hundred keys those that were destroyed leave no byte in the file, and the others work", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const receipts: { receiptId: string; code: string }[] = [];
  for (let count = 0; count < 200; count += 1) receipts.push(await giveAnswer(store));
  const destroyed = receipts.filter((_, index) => index % 20 === 0);
  const keys = destroyed.map(({ receiptId }) => keyIn(folder, receiptId)!);
  for (const { code } of destroyed) await store.consents.withdraw("here", code, NOW_MS);
  const file = readFileSync(join(folder, ANSWER_KEYS_FILE));
  assert.ok(keys.every((key) => !file.includes(key)));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith(`${ANSWER_KEYS_FILE}-`)),
    [],
  );
  assert.equal((await store.consents.unreleased(["here"])).length, 190);
});

test("answers end when their time is over, and when their week was counted, which is then counted no more", async (context) => {
  const folder = folderFor(context);
  const backup = join(folder, "backup.sqlite");
  const week = { week: "2026-11-23", storeIds: ["here"] };
  const spans = [{ storeId: "here", fromMs: NOW_MS - DAY_MS, toMs: NOW_MS + DAY_MS }];
  {
    using store = await openStore(folder);
    const { code } = await giveAnswer(store, "under-18", { givenMs: NOW_MS - 40 * DAY_MS, untilMs: NOW_MS });
    assert.equal(await store.consents.endDue(NOW_MS - 1), 0);
    assert.equal(await store.consents.endDue(NOW_MS), 1);
    assert.deepEqual((await store.consents.receipt("here", code))?.end, { how: "ended", atMs: NOW_MS });
    for (let count = 0; count < 12; count += 1) await giveAnswer(store);
    await backupStore(folder, backup);
    const counted = releasedWeek(week.week, week.storeIds, await store.consents.unreleased(["here"]));
    await store.consents.release("", counted, spans, NOW_MS + 9 * DAY_MS);
    assert.deepEqual(await store.consents.unreleased(["here"]), []);
    assert.deepEqual(await answersOf(store), [12]);
    // What turns up of it later changes nothing.
    await giveAnswer(store);
    await store.consents.release("", releasedWeek(week.week, week.storeIds, []), spans, NOW_MS);
    assert.deepEqual(await answersOf(store), [12]);
    assert.deepEqual(await store.consents.unreleased(["here"]), []);
  }
  // An older backup holds the answers and not the week: the answers are gone all the same, and the week is what it was.
  await restoreStore(backup, folder, { mayReplace: true });
  using store = await openStore(folder);
  assert.deepEqual(await store.consents.unreleased(["here"]), []);
  assert.deepEqual(await answersOf(store), [12]);
});

test("without a grant for its purpose nobody's consent is taken, and a store that is taken away takes its answers along", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const forged = { ...GRANT } as Grant<ConsentPurpose>;
  await assert.rejects(store.consents.give(GIVEN, forged, ""), /no stage/);
  await assert.rejects(store.consents.give({ ...GIVEN, purpose: "tablet-estimate" }, GRANT, ""), /no stage/);
  const { receiptId } = await giveAnswer(store);
  const copy = folderFor(context);
  cpSync(join(folder, ANSWER_KEYS_FILE), join(copy, ANSWER_KEYS_FILE));
  assert.notEqual(keyIn(copy, receiptId), null);
  await store.removeStore("here");
  assert.equal(keyIn(folder, receiptId), null);
});
