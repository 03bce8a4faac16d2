import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";

const CLI = "src/apps/cli/main.ts";
const NOON = Date.parse("2026-10-25T12:00Z") / 60_000;
const KILLS = 20;
const SEED = 20_261_128;

type Ran = { readonly status: number | null; readonly out: string; readonly err: string };

function lintel(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8", maxBuffer: 1e9 });
  return { status, out: stdout, err: stderr };
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of declarations and then of parts: each in and out of a door, a minute after the other. */
function toldFile(folder: string, parts: number): { readonly path: string; readonly declared: number } {
  const declared: AgentRecord[] = [
    { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
    { kind: "line-version", storeId: "zurich", lineId: "door", version: 1, role: "entrance" },
  ];
  const told = Array.from(
    { length: parts },
    (_, seq): AgentRecord => ({
      kind: "line",
      storeId: "zurich",
      lineId: "door",
      version: 1,
      minute: NOON + (seq >> 1),
      agentId: "agent-1",
      seq,
      in: 1,
      out: 0,
      staffIn: 0,
      staffOut: 0,
      groupsIn: 0,
      uncertain: 0,
      watchedMs: 30_000,
      method: "body-1",
    }),
  );
  const path = join(folder, "told.ndjson");
  writeFileSync(path, `${[...declared, ...told].map((record) => JSON.stringify(record)).join("\n")}\n`);
  return { path, declared: declared.length };
}

function seqsIn(data: string): number[] {
  using sqlite = new DatabaseSync(join(data, "store.sqlite"), { readOnly: true });
  assert.equal(sqlite.prepare("pragma integrity_check").get()?.integrity_check, "ok");
  return sqlite
    .prepare("select seq from part order by seq")
    .all()
    .map(({ seq }) => Number(seq));
}

function ingesting(path: string, data: string, ...words: string[]): ChildProcess {
  return spawn(process.execPath, [CLI, "store", "ingest", path, "--data", data, "--json", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test(`killed ${KILLS} times at any moment, the store keeps every batch that it acknowledged, once (seed ${SEED})`, async (context) => {
  const folder = folderOf(context);
  const data = join(folder, "data");
  const parts = 20_000;
  const { path, declared } = toldFile(folder, parts);
  const chance = chanceOf(SEED);
  let most = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const child = ingesting(path, data, "--batch", "20");
    // Not while the program is still being loaded: a part of the kills falls before the first batch, the rest between and into others.
    const afterBatches = Math.floor(chance() * 40);
    const afterMs = chance() * 20;
    let [batches, acknowledged] = [0, 0];
    const kill9 = () => setTimeout(() => child.kill("SIGKILL"), afterMs);
    if (afterBatches === 0) kill9();
    for await (const line of createInterface({ input: child.stdout! })) {
      // The last line may have been cut off by the kill; then it acknowledges nothing.
      if (!line.endsWith("}")) break;
      acknowledged = JSON.parse(line).records - declared;
      batches += 1;
      if (batches === afterBatches) kill9();
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    assert.equal(child.signalCode, "SIGKILL", "it ended before it was killed; the file is too short");
    most = Math.max(most, acknowledged);
    if (most === 0) continue;
    const seqs = seqsIn(data);
    assert.ok(seqs.length >= most, `${seqs.length} parts are there, ${most} were acknowledged`);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => index),
      "a part is missing among those before it, or doubled",
    );
    assert.deepEqual((await rebuildTotals(data)).first, null);
  }
  assert.ok(most > 0, "no batch was ever acknowledged");
  assert.equal(lintel("store", "ingest", path, "--data", data).status, 0);
  assert.equal(seqsIn(data).length, parts);
  const { totals } = JSON.parse(lintel("store", "days", "zurich", "--data", data, "--json").out);
  const sum = totals.reduce((all: number, { in: people }: { in: number }) => all + people, 0);
  assert.equal(sum, parts);
  assert.equal(lintel("rebuild", "--data", data).status, 0);
});

test("a backup that is made while another process writes is whole, and restores to a store that agrees with itself", async (context) => {
  const folder = folderOf(context);
  const [data, restored] = [join(folder, "data"), join(folder, "restored")];
  const { path, declared } = toldFile(folder, 240_000);
  const child = ingesting(path, data, "--batch", "20");
  let acknowledged = 0;
  const enough = Promise.withResolvers<void>();
  createInterface({ input: child.stdout! }).on("line", (line) => {
    acknowledged = JSON.parse(line).records - declared;
    if (acknowledged > 2000) enough.resolve();
  });
  await enough.promise;
  const before = acknowledged;
  const file = join(folder, "backup.sqlite");
  const making = spawn(process.execPath, [CLI, "backup", file, "--data", data], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [status] = await once(making, "exit");
  assert.equal(status, 0);
  assert.equal(child.exitCode, null, "the writer ended before the backup did; the file is too short");
  const second = lintel("store", "ingest", path, "--data", data);
  assert.equal(second.status, 2);
  assert.match(second.err, /store\/second-writer/);
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(lintel("restore", file, "--data", restored).status, 0);
  const seqs = seqsIn(restored);
  assert.ok(seqs.length >= before, `${seqs.length} parts in the backup, ${before} were acknowledged before it began`);
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index),
  );
  assert.equal(lintel("rebuild", "--data", restored).status, 0);
  assert.match(lintel("backup", file, "--data", data).err, /store\/backup-exists/);
  const refused = lintel("restore", file, "--data", data);
  assert.equal(refused.status, 2);
  assert.match(refused.err, /store\/not-empty/);
  assert.equal(lintel("restore", file, "--data", data, "--force").status, 0);
  assert.deepEqual(seqsIn(data), seqs);
});

test("a damaged backup is refused and nothing is touched; a damaged store is replaced by a good one", (context) => {
  const folder = folderOf(context);
  const data = join(folder, "data");
  const { path } = toldFile(folder, 3000);
  lintel("store", "ingest", path, "--data", data);
  const file = join(folder, "backup.sqlite");
  assert.equal(lintel("backup", file, "--data", data).status, 0);
  const bytes = readFileSync(file);
  const damaged = join(folder, "damaged.sqlite");
  // The header stands, the pages behind it do not.
  writeFileSync(damaged, bytes.fill(0xa5, 8192, bytes.length - 4096));
  const refused = lintel("restore", damaged, "--data", data, "--force");
  assert.equal(refused.status, 2);
  assert.match(refused.err, /store\/no-backup/);
  assert.equal(seqsIn(data).length, 3000);
  writeFileSync(join(data, "store.sqlite"), "this was a store");
  assert.match(lintel("store", "days", "zurich", "--data", data).err, /store\/damaged/);
  assert.equal(lintel("restore", file, "--data", data, "--force").status, 0);
  assert.equal(seqsIn(data).length, 3000);
});

test("a full disk is a fault, and what was acknowledged before is all there", (context) => {
  const folder = folderOf(context);
  const disk = join(folder, "disk");
  const { path, declared } = toldFile(folder, 60_000);
  // A disk of its own, of four megabytes, in a name space that ends with the shell.
  const script = `
    set -e; mkdir -p "$1"; mount -t tmpfs -o size=4m lintel-test "$1"
    "$2" ${CLI} store ingest "$3" --data "$1/data" --batch 100 --json && exit 99 || status=$?
    test $status = 2; rm -f "$1"/data/*.lock; cp -r "$1/data" "$4"`;
  const kept = join(folder, "kept");
  const words = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk, process.execPath, path, kept];
  if (spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"]).status !== 0)
    return context.skip("this machine lets nobody make a disk to fill");
  const { status, stdout, stderr } = spawnSync("unshare", words, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /store\/full/);
  const acknowledged = JSON.parse(stdout.trimEnd().split("\n").at(-1)!).records - declared;
  assert.ok(acknowledged > 1000);
  const seqs = seqsIn(kept);
  assert.ok(seqs.length >= acknowledged);
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index),
  );
  assert.equal(lintel("rebuild", "--data", kept).status, 0);
  assert.ok(statSync(path).size > 4 * 1024 * 1024, "it would have fitted");
});

test("a file may not grow further: a fault, and what was acknowledged before is all there", (context) => {
  const folder = folderOf(context);
  const data = join(folder, "data");
  const { path, declared } = toldFile(folder, 60_000);
  const script = `ulimit -f 4096; exec "$1" ${CLI} store ingest "$2" --data "$3" --batch 100 --json`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", process.execPath, path, data], {
    encoding: "utf8",
  });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /store\/(full|disk)/);
  const acknowledged = JSON.parse(stdout.trimEnd().split("\n").at(-1)!).records - declared;
  assert.ok(acknowledged > 1000);
  assert.ok(seqsIn(data).length >= acknowledged);
  assert.equal(lintel("rebuild", "--data", data).status, 0);
});

test("what cannot be ingested is named by its line, and what came before it stays", (context) => {
  const folder = folderOf(context);
  const data = join(folder, "data");
  const { path } = toldFile(folder, 10);
  const text = readFileSync(path, "utf8");
  for (const [line, why] of [
    ["no json", /no JSON/],
    ['{"kind":"person"}', /kind/],
    [text.split("\n")[2]!.replace('"in":1', '"in":-1'), /in:/],
    [`"${"x".repeat(9000)}"`, /longer than/],
  ] as const) {
    writeFileSync(path, `${text}${line}\n`);
    const { status, err } = lintel("store", "ingest", path, "--data", data, "--batch", "4");
    assert.equal(status, 2);
    assert.match(err, /told\.ndjson:13: /);
    assert.match(err, why);
    assert.deepEqual(seqsIn(data), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
  assert.match(lintel("store", "ingest", join(folder, "nothing"), "--data", data).err, /store\/record-unreadable/);
});

test("a store is read by its days, as text, CSV and JSON; a total that does not agree ends with 1 and is named", (context) => {
  const folder = folderOf(context);
  const data = join(folder, "data");
  const { path } = toldFile(folder, 4000);
  lintel("store", "ingest", path, "--data", data);
  const words = ["zurich", "--data", data, "--from", "2026-10-25", "--to", "2026-10-25"];
  assert.match(lintel("store", "hours", ...words).out, /2026-10-25 13:00.*door \(entrance 1\).*120.*100\.0%/);
  const [head, row, ...more] = lintel("store", "days", ...words, "--csv")
    .out.trimEnd()
    .split("\r\n");
  assert.equal(more.length, 0);
  assert.equal(head!.split(",").length, row!.split(",").length);
  assert.match(row!, /^2026-10-24T22:00:00.000Z,2026-10-25,00:00,1500,line,door,1,entrance,1320,/);
  assert.equal(JSON.parse(lintel("store", "quarters", ...words, "--json").out).totals.length, 44);
  assert.equal(JSON.parse(lintel("store", "parts", ...words, "--json").out).parts.length, 1320);
  assert.equal(lintel("store", "days", "zurich", "--data", data, "--from", "2026-02-30").status, 2);
  assert.match(lintel("store", "days", "oslo", "--data", data).err, /store\/unknown/);
  {
    using sqlite = new DatabaseSync(join(data, "store.sqlite"));
    sqlite.exec(`update total set "in" = 7 where span = 'day' and fromMinute = (select min(fromMinute) from total)`);
  }
  const wrong = lintel("rebuild", "--data", data);
  assert.equal(wrong.status, 1);
  assert.match(
    wrong.err,
    /1 differ, first the day of `zurich`, line `door` version 1, from 2026-10-24T22:00.*in 7, by its parts 1320/,
  );
  assert.equal(lintel("rebuild", "--data", data, "--mend").status, 1);
  assert.equal(lintel("rebuild", "--data", data).status, 0);
});
