import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { openLedgerReader } from "#adapters/ledger/read-ledger.ts";
import { exportLedgerTo, ledgerKey, newestCheckpoint } from "#apps/cli/ledger.ts";
import { cosign } from "#apps/cli/ledger-witness.ts";
import { filesIn, keysOf } from "#apps/cli/verify.ts";
import { verifyLedger } from "#domain/audit/verify-ledger.ts";
import { type AttestationRecord, LinkRecord } from "#domain/wire/agent-record.ts";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { takeAttestations } from "./ledger-attestations.ts";
import { digestDays } from "./ledger-digests.ts";
import { tellState } from "./ledger-state.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12, 0);
const DAY_MS = 86_400_000;

async function openShop() {
  const clock = { nowMs: NOON_MS };
  return { shop: await openServedShop({ yaml: chainYaml(storeYaml("here")), nowMs: () => clock.nowMs }), clock };
}

/** What the ledger holds, without times, and without that retention was run at the start. */
function told({ server }: ServedShop) {
  const { ledger } = server.parts;
  ledger.flush();
  return ledger
    .entries({ from: 0, to: 10_000 })
    .map(({ text }) => JSON.parse(text))
    .filter(({ what }) => what !== "run");
}

function partAt(minute: number, seq: number, entered = 3) {
  const unit = { storeId: "here", version: 1, agentId: "agent", watchedMs: 60_000, method: "body-1" } as const;
  return {
    kind: "line",
    ...unit,
    lineId: "cam.door",
    minute,
    seq,
    in: entered,
    out: 0,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 0,
    uncertain: 0,
  } as const;
}

function attestationAt(atMs: number, agentId: string) {
  const none = { health: 0, live: 0, scene: 0, dots: 0, proposed: 0, taught: 0, ended: 0, fault: 0 };
  return {
    kind: "attestation",
    ...{ storeId: "here", sensorId: "cam", agentId, seq: 7, atMs, sinceMs: atMs - 3_600_000 },
    ...{ lens: "0123456789abcdef", program: "0.1.0", build: "0".repeat(64), model: null, grants: ["count"] },
    messages: { ...none, opened: 1, progress: 8, bucket: 3 },
    ...{ bytes: 1500, lensBytes: 1512, refused: { form: 0, size: 0, rate: 0, unasked: 0, stranger: 0 } },
    saidByLens: { decoded: 100, analysed: 40 },
    end: null,
    exit: null,
  };
}

test("what is in force is told once, what changes is told again, and what ends is told to have ended", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const { parts } = shop.server;
  await tellState(parts, { inForce: null, day: "" });
  const first = told(shop);
  assert.equal(first[0].kind, "begun");
  for (const kind of ["configuration", "law", "decision"])
    assert.ok(
      first.some((entry) => entry.kind === kind),
      kind,
    );
  const count = first.find((entry) => entry.kind === "decision" && entry.capability === "count");
  assert.ok(Array.isArray(count.rules));
  assert.equal(count.grant, count.verdict === "permit" ? "begun" : null);
  clock.nowMs += DAY_MS;
  await tellState(parts, { inForce: null, day: "" });
  assert.equal(told(shop).length, first.length, "the same again is left out");
  await parts.keeper.edit("account-x", (text) => text!.replace(/sensors:[\s\S]*?(?=\n\S|$)/, "sensors: []"));
  await tellState(parts, { inForce: null, day: "" });
  const ended = told(shop).slice(first.length);
  assert.deepEqual([...new Set(ended.map(({ kind }) => kind))].toSorted(), ["configuration", "decision"]);
  assert.ok(ended.some((entry) => entry.kind === "decision" && entry.verdict === "not-asked"));
  assert.equal(ended.find((entry) => entry.kind === "configuration").by, "account-x");
});

test("accounts, exports and deletions are told without a name", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const made = await shop.ask("POST /api/v1/accounts", { as: owner, json: { login: "Jean Dupont", role: "analyst" } });
  await shop.ask(`PATCH /api/v1/accounts/${made.json.account}`, { as: owner, json: { role: "manager" } });
  await shop.ask(`DELETE /api/v1/accounts/${made.json.account}`, { as: owner });
  const entries = told(shop).filter(({ kind }) => kind === "account");
  assert.deepEqual(
    entries.map(({ change, role, accountId, by }) => [change, role, accountId, by]),
    [
      ["created", "analyst", made.json.account, owner.account],
      ["changed", "manager", made.json.account, owner.account],
      ["removed", "manager", made.json.account, owner.account],
    ],
  );
  assert.ok(!JSON.stringify(told(shop)).includes("Dupont"));
});

test("a day that is over is digested, late data supersedes it, and a stranger verifies the export with the key alone", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const { parts } = shop.server;
  const minute = NOON_MS / 60_000;
  await parts.store.ingest(
    [
      { kind: "store", storeId: "here", timeZone: "Europe/Zurich" },
      { kind: "line-version", storeId: "here", lineId: "cam.door", version: 1, role: "entrance" },
      ...[0, 1, 2].map((index) => partAt(minute + index, index)),
    ],
    clock.nowMs,
  );
  const digests = () => told(shop).filter(({ kind }) => kind === "day-digest");
  await digestDays(parts, undefined, 0);
  assert.equal(digests().length, 0, "the day goes on");
  clock.nowMs += DAY_MS;
  await digestDays(parts, undefined, 0);
  await digestDays(parts, undefined, 0);
  assert.deepEqual(
    digests().map(({ day, parts: count, supersedes }) => [day, count, supersedes]),
    [["2026-11-24", 3, null]],
  );
  await parts.store.ingest([partAt(minute + 5, 9)], clock.nowMs);
  assert.equal((await parts.reader.lateDays()).length, 1);
  await digestDays(parts, undefined, 0);
  assert.equal((await parts.reader.lateDays()).length, 0);
  const [, second] = digests();
  assert.equal(second.parts, 4);
  assert.equal(told(shop)[second.supersedes].kind, "day-digest");

  const folder = mkdtempSync(join(tmpdir(), "lintel-ledger-"));
  try {
    const out = join(folder, "export");
    assert.match(await exportLedgerTo(out, { data: shop.folder }), /1 days of buckets/);
    const key = ledgerKey({ data: shop.folder });
    const kept = join(folder, "kept.txt");
    writeFileSync(kept, `${newestCheckpoint({ data: shop.folder })}\n`);
    const good = lintel("verify", out, "--key", key, "--checkpoint", kept);
    assert.equal(good.status, 0, good.stdout + good.stderr);
    assert.match(good.stdout, /Nothing was altered/);
    const buckets = join(out, "buckets/here/2026-11-24.ndjson");
    writeFileSync(buckets, readFileSync(buckets, "utf8").replace('"in":3', '"in":8'));
    const bad = lintel("verify", out, "--key", key);
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /here, 2026-11-24, line cam\.door version 1: its minutes were altered/);
    const witnessed = lintel(
      "ledger",
      "witness",
      join(folder, "export"),
      "--key",
      key,
      "--name",
      "w.example",
      "--data",
      folder,
    );
    assert.equal(witnessed.status, 1, "what was altered is not signed");
    const again = join(folder, "again");
    await exportLedgerTo(again, { data: shop.folder });
    const signed = lintel("ledger", "witness", again, "--key", key, "--name", "w.example", "--data", folder);
    assert.equal(signed.status, 0, signed.stderr);
    writeFileSync(join(folder, "note.txt"), signed.stdout);
    const witnessKey = signed.stderr.trim().split(" ").at(-1)!;
    assert.match(cosign(join(folder, "note.txt"), { key: witnessKey, data: shop.folder }), /w\.example saw/);
    const cosigned = join(folder, "cosigned");
    await exportLedgerTo(cosigned, { data: shop.folder });
    const audit = verifyLedger({ files: filesIn(cosigned), keys: [key, witnessKey].flatMap(keysOf) });
    assert.deepEqual([audit.findings, audit.witnesses], [[], ["w.example"]]);
    const own = join(folder, "own");
    await exportLedgerTo(own, { data: shop.folder, store: "here", from: "2026-11-24" });
    const part = { files: filesIn(own), keys: [key, witnessKey].flatMap(keysOf) };
    assert.deepEqual(verifyLedger({ ...part, mayBePart: true }).findings, []);
    await assert.rejects(exportLedgerTo(own, { data: shop.folder }), { code: "ledger/export" });
    assert.throws(() => keysOf("nonsense"), { code: "ledger/key" });
    assert.throws(() => filesIn(folder), { code: "ledger/export" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what an agent attests of its lenses is in the ledger once, however often it is brought in", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const as = await shop.agent(["here"]);
  const attestation = attestationAt(clock.nowMs, as.agent);
  const bring = async (...records: object[]) => {
    const body = records.map((record) => JSON.stringify(record)).join("\n");
    const headers = { "content-type": "application/x-ndjson" };
    const { json } = await shop.ask("POST /api/v1/agent/records", { as, body, headers });
    return [json.added, json.repeated, json.contradicted, json.refused.map(({ code }: { code: string }) => code)];
  };
  const inLedger = () => told(shop).filter(({ kind }) => kind === "attestation");
  assert.deepEqual(await bring(attestation, attestation), [1, 1, 0, []]);
  const size = shop.server.parts.ledger.newestCheckpoint()?.size ?? 0;
  // What is acknowledged is on the disk, and read by whoever opens it.
  using reader = openLedgerReader(shop.folder);
  assert.ok(reader.newestOf(`attestation here ${as.agent} 7`));
  const [entry] = inLedger();
  assert.deepEqual(entry, attestation);
  assert.ok(shop.server.parts.ledger.newestCheckpoint()!.size > size);
  assert.deepEqual(await bring(attestation, { ...attestation, bytes: 1 }), [0, 1, 1, []]);
  const wrong = [
    { ...attestation, seq: 9, storeId: "there" },
    { ...attestation, seq: 10, picture: "AAAA" },
    { ...attestation, seq: 11, atMs: clock.nowMs + 2 * DAY_MS },
  ];
  assert.deepEqual(await bring(...wrong), [0, 0, 0, ["ingest/other-store", "ingest/unreadable", "ingest/future"]]);
  await shop.restart();
  const killed = { ...attestation, seq: 8, end: "forbidden", exit: "SIGKILL" };
  const again = [attestation, killed].map((record) => LinkRecord.parse(record) as AttestationRecord);
  const outcome = takeAttestations(shop.server.parts.ledger, again);
  assert.deepEqual(outcome, { added: 1, repeated: 1, contradicted: 0 });
  assert.deepEqual(
    inLedger().map(({ seq, end }) => [seq, end]),
    [
      [7, null],
      [8, "forbidden"],
    ],
  );
  const shown = lintel("ledger", "attestations", "--data", shop.folder, "--store", "here");
  assert.equal(shown.status, 0, shown.stderr);
  assert.match(shown.stdout, /here \/ cam {2}lens 0123456789abcdef .* 12 messages, 1,500 bytes {2}0 refused {2}runs\n/);
  assert.match(shown.stdout, /0 refused {2}killed for a message that it may not send \(SIGKILL\)\n/);
  const json = lintel("ledger", "attestations", "--data", shop.folder, "--store", "there", "--json");
  assert.deepEqual(JSON.parse(json.stdout), []);
});

test("a ledger goes on over a restart, and nothing in it can be changed or taken away", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  await tellState(shop.server.parts, { inForce: null, day: "" });
  const before = told(shop);
  const { note, size } = shop.server.parts.ledger.newestCheckpoint()!;
  await shop.restart();
  await tellState(shop.server.parts, { inForce: null, day: "" });
  assert.deepEqual(told(shop), before);
  const after = shop.server.parts.ledger.newestCheckpoint()!;
  assert.deepEqual([after.note, after.size], [note, size]);
});

function lintel(...words: string[]) {
  return spawnSync(process.execPath, ["bin/lintel.mjs", ...words], { encoding: "utf8" });
}
