import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

/** Runs on a small disk of its own, which it fills and empties again. */
const ON_A_FULL_DISK = `
  import assert from "node:assert/strict";
  import { closeSync, openSync, rmSync, writeSync } from "node:fs";
  import { openLedger } from "#adapters/ledger/open-ledger.ts";
  import { treeHead, openCompactRange } from "#domain/ledger/merkle-tree.ts";
  const disk = process.argv[1];
  const signer = { name: "shop.example/ledger", seed: new Uint8Array(32).fill(1), role: "log" };
  using ledger = openLedger(disk, { signer, nowMs: () => 0, batchMs: 3_600_000 });
  const tell = (id) => ledger.append({ kind: "account", atMs: 0, accountId: "account-" + id, change: "created", role: "owner", by: "host" });
  tell("first");
  ledger.flush();
  const file = openSync(disk + "/filler", "a");
  for (const size of [65536, 4096, 1]) try { for (;;) writeSync(file, Buffer.alloc(size)); } catch {}
  closeSync(file);
  let told = 1;
  let fault = null;
  while (fault === null && told < 20_000) {
    for (let more = 0; more < 100; more++) tell(told++);
    try { ledger.flush(); } catch (error) { fault = error; }
  }
  assert.equal(fault?.code, "ledger/disk");
  for (let again = 0; again < 3; again++) assert.throws(() => ledger.flush(), { code: "ledger/disk" });
  rmSync(disk + "/filler");
  tell("last");
  ledger.flush();
  const { size } = ledger.newestCheckpoint();
  const entries = ledger.entries({ from: 0, to: size });
  assert.deepEqual(entries.map(({ number }) => number), Array.from({ length: size }, (_, number) => number));
  assert.ok(size >= told, size + " of " + told);
  const nodes = new Map();
  const range = openCompactRange(0, (level, index) => nodes.get(level + " " + index));
  for (const leaf of ledger.leaves(size)) for (const { level, index, hash } of range.append(leaf)) nodes.set(level + " " + index, hash);
  assert.ok(ledger.newestCheckpoint().note.includes(Buffer.from(treeHead(size, (level, index) => nodes.get(level + " " + index))).toString("base64")));
  assert.ok(ledger.inclusion(size - 1, size).length > 0);
`;

test("a disk that was full for a moment costs no entry, and what waited is written in its place", (context) => {
  if (spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"]).status !== 0)
    return context.skip("this machine lets nobody make a disk to fill");
  const disk = mkdtempSync(join(tmpdir(), "lintel-ledger-"));
  context.after(() => rmSync(disk, { recursive: true, force: true }));
  const script = `mount -t tmpfs -o size=600k lintel-test "$1" && exec "$2" --input-type=module-typescript -e "$3" "$1"`;
  const words = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk];
  const { status, stderr } = spawnSync("unshare", [...words, process.execPath, ON_A_FULL_DISK], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
