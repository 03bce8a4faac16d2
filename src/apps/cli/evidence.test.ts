import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { ledgerKey } from "#apps/cli/ledger.ts";
import { digestDays } from "#apps/server/ledger-digests.ts";
import { tellState } from "#apps/server/ledger-state.ts";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { evidence } from "./evidence.ts";
import { auditText, packAuditOf } from "./verify.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12, 0);
const DAY_MS = 86_400_000;
const [FIRST, SECOND] = ["2026-11-24", "2026-11-25"] as const;
const SPAN = { from: FIRST, to: SECOND } as const;

let folder: string;
let shop: ServedShop;
let key: string;
const clock = { nowMs: NOON_MS };

const inFolder = (name: string) => join(folder, name);

function partAt(storeId: string, atMs: number, seq: number) {
  const unit = { storeId, version: 1, agentId: "agent", watchedMs: 60_000, method: "body-1" } as const;
  const minute = Math.floor(atMs / 60_000) + seq;
  const counted = { in: 3 + seq, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
  return { kind: "line", ...unit, lineId: "cam.door", minute, seq: seq + minute, ...counted } as const;
}

/** Two stores of one chain, with two days of figures each that are over and digested. */
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-evidence-"));
  shop = await openServedShop({
    yaml: chainYaml(storeYaml("here"), storeYaml("there")),
    nowMs: () => clock.nowMs,
  });
  const { parts } = shop.server;
  await tellState(parts, { inForce: null, day: "" });
  parts.ledger.flush();
  for (const storeId of ["here", "there"])
    await parts.store.ingest(
      [
        { kind: "store", storeId, timeZone: "Europe/Zurich" },
        { kind: "line-version", storeId, lineId: "cam.door", version: 1, role: "entrance" },
        ...[0, DAY_MS].flatMap((laterMs) => [0, 1, 2].map((seq) => partAt(storeId, NOON_MS + laterMs, seq))),
      ],
      NOON_MS + DAY_MS,
    );
  // On the second day one word of this store is changed, and one of the other, which is nothing to an inspector of this.
  clock.nowMs = NOON_MS + DAY_MS;
  const rename = (from: string, to: string) =>
    parts.keeper.edit("owner", (text) => text!.replace(`name: ${from}`, `name: ${to}`));
  await rename("The shop here", "The new shop");
  await rename("The shop there", "Another shop");
  clock.nowMs = NOON_MS + 2 * DAY_MS;
  await rename("Example chain", "After those days");
  await digestDays(parts, undefined, 0);
  parts.ledger.append({
    kind: "retention-run",
    atMs: clock.nowMs,
    storeId: null,
    what: "run",
    removed: 0,
    beforeDay: FIRST,
  });
  parts.ledger.flush();
  key = ledgerKey({ data: shop.folder });
  assert.equal(await evidence("here", { ...SPAN, data: shop.folder, out: inFolder("pack.zip") }), 0);
});

after(async () => {
  await shop?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the pack in which somebody changed something, and what the check says of it, a line each. */
function doctored(change: (files: Record<string, Uint8Array>) => void, pack = "pack.zip"): string {
  const files = unzipSync(readFileSync(inFolder(pack)));
  change(files);
  writeFileSync(inFolder("doctored.zip"), zipSync(files));
  return auditText(packAuditOf(inFolder("doctored.zip"), { key: [key], checkpoint: [] }));
}

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");

/** Changes the text of a file. */
function edit(files: Record<string, Uint8Array>, name: string, change: (text: string) => string): void {
  const text = Buffer.from(files[name]!).toString();
  const changed = change(text);
  assert.notEqual(changed, text, `${name} was to be changed`);
  files[name] = Buffer.from(changed);
}

test("a stranger verifies a pack with the public key alone, and the same data make the same bytes", async () => {
  const verified = spawnSync(process.execPath, ["bin/lintel.mjs", "verify", inFolder("pack.zip"), "--key", key], {
    encoding: "utf8",
  });
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  assert.match(verified.stdout, /evidence of here, 2026-11-24 to 2026-11-25/);
  assert.match(verified.stdout, /2 times a day of a line or zone was compared/);
  assert.match(verified.stdout, /Nothing was altered/);
  await evidence("here", { ...SPAN, data: shop.folder, out: inFolder("again.zip") });
  assert.ok(readFileSync(inFolder("again.zip")).equals(readFileSync(inFolder("pack.zip"))));
});

test("a pack holds what an inspector asks for, and an index that runs no script", () => {
  const files = unzipSync(readFileSync(inFolder("pack.zip")));
  const text = (name: string) => Buffer.from(files[name]!).toString();
  const { decisions } = JSON.parse(text("decisions.json"));
  const count = decisions.find(({ capability }: { capability: string }) => capability === "count");
  assert.ok(count.laws.length > 0);
  assert.match(count.laws[0].sha256, /^[0-9a-f]{64}$/);
  assert.ok(files[`laws/${count.laws[0].file}`], "the law file of which the hash is told");
  const { deployments } = JSON.parse(text("evidence.json"));
  assert.deepEqual(
    deployments.map(({ versions, said }: { versions: { version: number }[]; said: { store: { name: string } } }) => [
      versions.map(({ version }) => version),
      said.store.name,
    ]),
    [
      [[1], "The shop here"],
      [[2, 3], "The new shop"],
    ],
  );
  assert.equal(deployments[0].versions[0].sha256, sha256Of(chainYaml(storeYaml("here"), storeYaml("there"))));
  assert.ok(deployments.every(({ said }: { said: { sensors: unknown[] } }) => said.sensors.length > 0));
  assert.ok(!text("evidence.json").includes("rtsp://"), "no address of a camera");
  assert.match(text("figures.csv"), /^2026-11-24,line,"cam\.door",1,3,180000,12,3,0,0,$/m);
  assert.ok(JSON.parse(text("proofs.json")).consistency.length > 0);
  assert.match(text("log/retention-run.ndjson"), /"what":"run"/);
  assert.ok(!Object.keys(files).some((name) => name.includes("there")), "no figures of another store");
  for (const said of ["How to check it", "如何核验", key.split("+")[0]!, "from elsewhere"])
    assert.ok(text("index.html").includes(said), said);
  assert.doesNotMatch(text("index.html"), /<script|src=|href=/);
});

test("what was altered in a copy is named: a figure, a day, a leaf, two days, a decision, the index", () => {
  const day = (name: string) => `buckets/here/${name}.ndjson`;
  const one = doctored((files) => edit(files, day(SECOND), (text) => text.replace('"in":4', '"in":9')));
  assert.match(one, /here, 2026-11-25, line cam\.door version 1: its minutes were altered/);
  assert.match(one, /The ledger, and the figures of all other days, are as they were signed\.\n$/);
  assert.doesNotMatch(one, /2026-11-24, line/);
  const sums = doctored((files) =>
    edit(files, "figures.csv", (text) => text.replace(/(2026-11-24.*),12,3,/, "$1,15,3,")),
  );
  assert.match(sums, /here, 2026-11-24, line cam\.door version 1: line 2 of figures\.csv is not the sum/);
  const dropped = doctored((files) => delete files[day(FIRST)]);
  assert.match(dropped, /here, 2026-11-24: its buckets are missing/);
  const digest = doctored((files) => {
    delete files[day(FIRST)];
    edit(files, "ledger.ndjson", (text) => text.replace(/^\d+ .*"day":"2026-11-24".*"storeId":"here".*\n/m, ""));
  });
  assert.match(digest, /entry \d+: it is missing/);
  const leaf = doctored((files) => edit(files, "leaves.txt", (text) => text.replace(/\n[0-9a-f]{64}\n$/, "\n")));
  assert.match(leaf, /leaves\.txt, line \d+: the hash of entry \d+ is missing/);
  const swapped = doctored((files) => {
    [files[day(FIRST)], files[day(SECOND)]] = [files[day(SECOND)]!, files[day(FIRST)]!];
  });
  for (const name of [FIRST, SECOND])
    assert.match(swapped, new RegExp(`here, ${name}, line cam.door version 1: its minutes`));
  const decision = doctored((files) =>
    edit(files, "decisions.json", (text) => text.replace(/"verdict": "(\w+)"/, '"verdict": "other"')),
  );
  assert.match(decision, /decisions\.json, decision 1: .*it is not what entry \d+ of the ledger says/);
  const logged = doctored((files) =>
    edit(files, "log/law.ndjson", (text) => text.replace(/"sha256":"./, '"sha256":"x')),
  );
  assert.match(logged, /log\/law\.ndjson, line 1: it is not what entry \d+/);
  const law = doctored((files) => {
    const name = Object.keys(files).find((path) => path.startsWith("laws/"))!;
    edit(files, name, (text) => `${text}# more\n`);
  });
  assert.match(law, /laws\/[\w.-]+: it is no law file of which the ledger holds the hash/);
  const index = doctored((files) => edit(files, "index.html", (text) => text.replace("2026-11-24", "2026-11-23")));
  assert.match(index, /several\n {2}index\.html: it was altered after the pack was made\n$/);
  const proof = doctored((files) =>
    edit(files, "proofs.json", (text) => text.replace(/"[0-9a-f]{64}"/, `"${"0".repeat(64)}"`)),
  );
  assert.match(proof, /proofs\.json, entry \d+: this proof/);
});

test("who signs another list with another key, or adds a file, is found", () => {
  const list = doctored((files) =>
    edit(files, "pack.json", (text) => text.replace('"to":"2026-11-25"', '"to":"2026-11-24"')),
  );
  assert.match(list, /pack\.json: it is another list than was signed/);
  assert.match(
    doctored((files) => delete files["pack.note"]),
    /pack\.note: it is missing/,
  );
  assert.match(
    doctored((files) => delete files["pack.json"]),
    /pack\.json: it is missing/,
  );
  const added = doctored((files) => {
    files["../../etc/\u001b[2Jpasswd"] = Buffer.from("x");
  });
  assert.match(added, /\.\.\/\.\.\/etc\/\?\[2Jpasswd: it is not on the list/);
  const other = "lintel-ledger/other+00000000+AQ==";
  assert.throws(() => packAuditOf(inFolder("pack.zip"), { key: [other], checkpoint: [] }), { code: "ledger/key" });
});

test("a pack of the store's own entries holds of others the hashes only, and says so", async () => {
  await evidence("here", { ...SPAN, data: shop.folder, out: inFolder("own.zip"), ownEntries: true });
  const files = unzipSync(readFileSync(inFolder("own.zip")));
  assert.ok(!Buffer.from(files["ledger.ndjson"]!).includes('"there"'));
  assert.match(Buffer.from(files["index.html"]!).toString(), /cannot be noticed/);
  const audit = packAuditOf(inFolder("own.zip"), { key: [key], checkpoint: [] });
  assert.deepEqual([audit.findings, audit.scope?.isPart], [[], true]);
  assert.match(
    doctored((files) => delete files["buckets/here/2026-11-24.ndjson"], "own.zip"),
    /here, 2026-11-24: its buckets are missing/,
  );
});

test("what cannot be a pack, and days of which none can be made, are faults", async () => {
  const made = (store: string, from: string, to: string) =>
    evidence(store, { from, to, data: shop.folder, out: inFolder("none.zip") });
  for (const [from, to] of [
    ["2026-11-25", "2026-11-24"],
    ["2026-01-01", "2026-01-31"],
    ["2020-01-01", "2026-11-25"],
    ["2026-11-24", "2026-02-30"],
  ] as const)
    await assert.rejects(made("here", from, to), { code: "evidence/span" }, `${from} ${to}`);
  await assert.rejects(made("nowhere", FIRST, SECOND), { code: "store/unknown" });
  const pack = readFileSync(inFolder("pack.zip"));
  const bomb = zipSync({ "ledger.ndjson": new Uint8Array(1000) });
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  const directory = bomb.length - 22 - 46 - "ledger.ndjson".length;
  assert.equal(view.getUint32(directory, true), 0x02014b50);
  view.setUint32(directory + 24, 0x7fff_ffff, true);
  const twice = zipSync({ a: new Uint8Array(0), b: new Uint8Array(0) });
  twice[twice.lastIndexOf(0x62)] = 0x61;
  for (const [bytes, why] of [
    [twice, /holds a file twice/],
    [Buffer.from("no zip at all"), /no ZIP/],
    [Buffer.alloc(0), /no ZIP/],
    [pack.subarray(0, pack.length - 30), /no ZIP/],
    [pack.subarray(0, pack.length / 2), /no ZIP/],
    [bomb, /unpacked it would be larger/],
  ] as const) {
    writeFileSync(inFolder("broken.zip"), bytes);
    const broken = { code: "evidence/not-a-pack", detail: why };
    assert.throws(() => packAuditOf(inFolder("broken.zip"), { key: [key], checkpoint: [] }), broken);
  }
});

test("whatever is in its files, the check of a pack ends with findings and not with a crash", () => {
  const values = [
    '0 {"atMs":9e15}\n',
    "",
    '{"decisions":[null,1],"inclusion":[null],"consistency":[3],"files":[null]}',
    "\u0000\n1 {}\n",
  ];
  for (const name of Object.keys(unzipSync(readFileSync(inFolder("pack.zip")))))
    for (const value of values)
      assert.match(
        doctored((files) => {
          files[name] = Buffer.from(value);
        }),
        /NOT as it was signed/,
        `${name}: ${value}`,
      );
});
