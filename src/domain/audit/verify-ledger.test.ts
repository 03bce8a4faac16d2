import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { dayDigests } from "#domain/ledger/day-digest.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { entryLines, exportFiles } from "#domain/ledger/ledger-export.ts";
import { type Hash, leafHash, openCompactRange, treeHead } from "#domain/ledger/merkle-tree.ts";
import { checkpointText, type NoteSigner, signatureLine, signedNote, verifierKey } from "#domain/ledger/signed-note.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { readAuditKey } from "./checkpoint-note.ts";
import { type AuditOrder, type Finding, verifyLedger } from "./verify-ledger.ts";

const LOG: NoteSigner = { name: "shop.example/ledger", seed: new Uint8Array(32).fill(1), role: "log" };
const WITNESS: NoteSigner = { name: "witness.example", seed: new Uint8Array(32).fill(2), role: "witness" };
const KEYS = [LOG, WITNESS].map((signer) => readAuditKey(verifierKey(signer))!);
const AT_MS = Date.parse("2026-11-29T12:00:00Z");
const DAY = "2026-11-28";
const MINUTE = Date.parse(`${DAY}T10:00Z`) / 60_000;

const told = { storeId: "here", version: 1, agentId: "agent", watchedMs: 60_000, method: "body-1" } as const;
const PARTS: BucketPart[] = [0, 1].flatMap((minute): BucketPart[] => [
  {
    ...told,
    kind: "line",
    lineId: "cam.door",
    minute: MINUTE + minute,
    seq: 2 * minute,
    in: 3,
    out: 2,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 1,
    uncertain: 0,
  },
  {
    ...told,
    kind: "zone",
    zoneId: "cam.till",
    minute: MINUTE + minute,
    seq: 2 * minute + 1,
    entered: 1,
    dwellHistogram: { 3: 1 },
    occupancyMax: 1,
    personMs: 4000,
  },
]);
const EARLY = PARTS.slice(0, 3);

function digestsOf(parts: readonly BucketPart[], supersedes: number | null): LedgerEntry[] {
  return dayDigests(parts).map((digest, index) => ({
    kind: "day-digest",
    atMs: AT_MS,
    storeId: "here",
    day: DAY,
    ...digest,
    supersedes: supersedes === null ? null : supersedes + index,
  }));
}

const ENTRIES: LedgerEntry[] = [
  { kind: "begun", atMs: AT_MS, origin: LOG.name, program: "0.1.0" },
  {
    kind: "decision",
    atMs: AT_MS,
    storeId: "here",
    sensorId: "cam",
    capability: "count",
    day: DAY,
    verdict: "permit",
    grant: "begun",
    rules: ["CN-1"],
    until: null,
  },
  ...digestsOf(EARLY, null),
  { kind: "account", atMs: AT_MS, accountId: "account-x", change: "created", role: "analyst", by: "account-y" },
  ...digestsOf(PARTS, 2),
];

/** An export of entries with a checkpoint after some of them, and a witness on the last. */
function exported(
  entries: readonly LedgerEntry[] = ENTRIES,
  {
    sizes = [3, entries.length],
    signer = LOG,
    parts = PARTS,
    shown = () => true,
  }: {
    readonly sizes?: readonly number[];
    readonly signer?: NoteSigner;
    readonly parts?: readonly BucketPart[];
    readonly shown?: (number: number) => boolean;
  } = {},
): Map<string, Uint8Array> {
  const texts = entries.map((entry) => canonicalJson(LedgerEntry.parse(entry)));
  const leaves = texts.map((text) => leafHash(Buffer.from(text)));
  const nodes = new Map<string, Hash>();
  const nodeAt = (level: number, index: number) => nodes.get(`${level} ${index}`)!;
  const range = openCompactRange(0, nodeAt);
  for (const leaf of leaves)
    for (const { level, index, hash } of range.append(leaf)) nodes.set(`${level} ${index}`, hash);
  const notes = sizes.map((size, index) => {
    const text = checkpointText(signer.name, size, treeHead(size, nodeAt));
    return signedNote(signer, text, AT_MS) + (index === sizes.length - 1 ? signatureLine(WITNESS, text, AT_MS) : "");
  });
  const files = exportFiles({
    entries: entryLines(texts.map((text, number) => ({ number, text })).filter(({ number }) => shown(number))),
    leaves,
    notes,
    days: [{ storeId: "here", day: DAY, parts }],
    keys: ["a", "b"],
  });
  assert.equal(Buffer.from(files.get("keys.txt")!).toString(), "a\nb\n");
  files.delete("keys.txt");
  return files;
}

function findingsOf(files: ReadonlyMap<string, Uint8Array>, order: Partial<AuditOrder> = {}): readonly Finding[] {
  return verifyLedger({ files, keys: KEYS, isSigned, ...order }).findings;
}

/** Node's own, which takes a tenth of the time. */
function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, message, key, signature);
}

/** The export with one line of one file put otherwise. */
function doctored(file: string, change: (text: string) => string, files = exported()): Map<string, Uint8Array> {
  const before = Buffer.from(files.get(file)!).toString();
  assert.notEqual(change(before), before, "the change changes nothing");
  return new Map([...files, [file, Buffer.from(change(before))]]);
}

function placesIn(findings: readonly Finding[]): string[] {
  return findings.map(({ place }) => JSON.stringify(place));
}

test("a ledger as it was made holds, and it is said what was checked", () => {
  const audit = verifyLedger({ files: exported(), keys: KEYS });
  assert.deepEqual(audit, {
    findings: [],
    origin: LOG.name,
    entries: 7,
    shown: 7,
    fromMs: AT_MS,
    toMs: AT_MS,
    checkpoints: 2,
    witnesses: ["witness.example"],
    digests: 2,
  });
});

test("after any flipped byte of log, leaves, checkpoints or buckets it does not hold, and the place is named", (context) => {
  const files = exported();
  const seed = Math.floor(Math.random() * 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  let chance = seed;
  for (const [file, bytes] of files)
    for (let at = 0; at < bytes.length; at += 1) {
      chance = (chance * 48_271 + 11) % 2_147_483_647;
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 1 + (chance % 255);
      const findings = findingsOf(new Map([...files, [file, flipped]]));
      const line = Buffer.from(bytes.subarray(0, at)).toString("latin1").split("\n").length;
      const where = `byte ${at} of ${file}, line ${line}, ${bytes[at]} to ${flipped[at]}, seed ${seed}`;
      assert.ok(findings.length > 0, where);
      assert.ok(placesIn(findings).some(isOf(file, line)), `${where}: ${placesIn(findings)}`);
    }
});

/** Whether a place is that of a byte: the entry of its line, the checkpoint or the day that it is in. */
function isOf(file: string, line: number): (place: string) => boolean {
  const own = [`{"kind":"file","file":"${file}","line":${line}}`];
  if (file === "ledger.ndjson") own.push(`{"kind":"entry","number":${line - 1},`);
  if (file === "leaves.txt") own.push(`{"kind":"entry","number":${line - 1},`);
  // The first checkpoint has five lines, and an empty one behind it.
  if (file === "checkpoints.txt") own.push(`"checkpoint","file":"${file}","number":${line <= 6 ? 1 : 2},`);
  if (file.startsWith("buckets/")) own.push(`{"kind":"day","store":"here","day":"${DAY}","unit":`);
  return (place) => own.some((one) => place.includes(one));
}

test("an entry that was put otherwise together with its leaf is between two checkpoints, and the first that fails is named", () => {
  const other = exported(ENTRIES.with(4, { ...ENTRIES[4], role: "owner" } as LedgerEntry));
  const notes = exported().get("checkpoints.txt")!;
  assert.deepEqual(placesIn(findingsOf(new Map([...other, ["checkpoints.txt", notes]]))), [
    '{"kind":"checkpoint","file":"checkpoints.txt","number":2,"size":7}',
    '{"kind":"entries","from":3,"to":6}',
  ]);
});

test("a log that was written anew and signed with another key is not believed", () => {
  const findings = findingsOf(exported(ENTRIES, { signer: { ...LOG, seed: new Uint8Array(32).fill(3) } }));
  assert.match(findings[0]!.what, /no key that was given/);
});

test("a log that was written anew with its own key contradicts a checkpoint that somebody kept", () => {
  const kept = new Map([["kept.txt", exported().get("checkpoints.txt")!]]);
  assert.deepEqual(findingsOf(exported(), { kept }), []);
  const anew = exported(ENTRIES.with(1, { ...ENTRIES[1], verdict: "deny" } as LedgerEntry));
  assert.deepEqual(findingsOf(anew), [], "nothing in itself tells");
  assert.match(String(placesIn(findingsOf(anew, { kept }))), /"file":"kept.txt","number":1,"size":3/);
  const shorter = exported(ENTRIES.slice(0, 4));
  assert.match(String(findingsOf(shorter, { kept }).map(({ what }) => what)), /ends before it/);
});

test("an altered day names the day and the line, with the digest's entry", () => {
  const file = `buckets/here/${DAY}.ndjson`;
  const more = findingsOf(doctored(file, (text) => text.replace('"in":3', '"in":9')));
  assert.deepEqual(
    more.map(({ place }) => place),
    [{ kind: "day", store: "here", day: DAY, unit: "line cam.door version 1" }],
  );
  assert.match(more[0]!.what, /altered.*entry 5/);
  const less = findingsOf(doctored(file, (text) => text.split("\n").slice(1).join("\n")));
  assert.match(less[0]!.what, /1 buckets, and 2 by its digest/);
  const none = findingsOf(
    doctored(file, (text) =>
      text
        .split("\n")
        .filter((line) => !line.includes("zone"))
        .join("\n"),
    ),
  );
  assert.match(none[0]!.what, /its 2 buckets are missing/);
  const foreign = findingsOf(doctored(file, (text) => text.replaceAll("cam.till", "cam.bar")));
  assert.match(String(foreign.map(({ what }) => what)), /are missing.*holds no digest/);
  const older = findingsOf(exported(ENTRIES, { parts: EARLY }));
  assert.deepEqual(
    older.map(({ place }) => place.kind === "day" && place.unit),
    ["zone cam.till version 1"],
    "the newest digest counts",
  );
});

test("what is missing is told, but where a part is all that is asked for", () => {
  const part = exported(ENTRIES, { shown: (number) => number !== 1 });
  assert.deepEqual(placesIn(findingsOf(part)), ['{"kind":"entry","number":1,"what":null}']);
  assert.deepEqual(findingsOf(part, { mayBePart: true }), []);
  const file = `buckets/here/${DAY}.ndjson`;
  const dayless = new Map([...exported()].filter(([name]) => name !== file));
  assert.deepEqual(placesIn(findingsOf(dayless)), [`{"kind":"day","store":"here","day":"${DAY}","unit":null}`]);
  assert.deepEqual(findingsOf(dayless, { mayBePart: true }), []);
  for (const name of ["ledger.ndjson", "leaves.txt", "checkpoints.txt"]) {
    const lacking = new Map([...exported()].filter(([one]) => one !== name));
    assert.ok(placesIn(findingsOf(lacking)).includes(`{"kind":"file","file":"${name}","line":null}`), name);
  }
});

test("days whose buckets the ledger says are gone need not be there", () => {
  const gone = (entry: LedgerEntry) => {
    const files = exported([...ENTRIES, entry]);
    files.delete(`buckets/here/${DAY}.ndjson`);
    return findingsOf(files).length;
  };
  const run = {
    kind: "retention-run",
    atMs: AT_MS,
    storeId: null,
    what: "buckets",
    removed: 4,
    beforeDay: "2026-11-29",
  } as const;
  assert.equal(gone(run), 0);
  assert.equal(gone({ ...run, storeId: "here" }), 0);
  assert.equal(gone({ ...run, storeId: "there" }), 1);
  assert.equal(gone({ ...run, beforeDay: DAY }), 1);
  assert.equal(gone({ ...run, what: "events" }), 1);
  const deletion = {
    kind: "deletion",
    atMs: AT_MS,
    storeId: "here",
    what: "store",
    id: "here",
    by: "account-y",
  } as const;
  assert.equal(gone(deletion), 0);
  assert.equal(gone({ ...deletion, storeId: "there" }), 1);
  assert.equal(gone({ ...deletion, what: "check" }), 1);
  assert.equal(gone({ ...deletion, what: "check", id: "cam" }), 1, "a check is no sensor, whatever it is called");
  assert.equal(gone({ ...deletion, what: "sensor", id: "cam" }), 0);
  assert.equal(gone({ ...deletion, what: "sensor", id: "ca" }), 1, "the whole name of a sensor");
  const again = exported([...ENTRIES, deletion, ...digestsOf(PARTS, 5)]);
  again.delete(`buckets/here/${DAY}.ndjson`);
  assert.equal(findingsOf(again).length, 1, "what was counted anew is there again");
});

test("minutes that were changed between two digests are found, though the server signed both", () => {
  const [first, ...others] = PARTS;
  const raised = [{ ...first!, in: 999 } as BucketPart, ...others];
  const changed = (...between: LedgerEntry[]) => {
    const entries = [...ENTRIES, ...between];
    return findingsOf(exported([...entries, ...digestsOf(raised, 5)], { parts: raised }));
  };
  const number = ENTRIES.length;
  const findings = changed();
  assert.deepEqual(
    findings.map(({ place }) => place),
    [{ kind: "day", store: "here", day: DAY, unit: "line cam.door version 1" }],
  );
  assert.match(findings[0]!.what, new RegExp(`entry ${number} signed other minutes in place of those of entry 5`));
  // A backup that is restored takes minutes back; what was lost may have said so.
  assert.deepEqual(changed({ kind: "restore", atMs: AT_MS, version: 1001, by: "restore" }), []);
  assert.deepEqual(changed({ kind: "gap", atMs: AT_MS, lost: 3 }), []);
  assert.equal(changed({ kind: "begun", atMs: AT_MS, origin: LOG.name, program: "0.2.0" }).length, 1);
});

test("an attestation with a field too many, of another form, or with a number twice is named, though it is signed", () => {
  const zeros = (names: string) => Object.fromEntries(names.split(" ").map((name) => [name, 0]));
  const attestation = {
    kind: "attestation",
    atMs: AT_MS,
    storeId: "here",
    sensorId: "cam",
    agentId: "agent",
    seq: 7,
    lens: "0123456789abcdef",
    program: "0.1.0",
    build: "0".repeat(64),
    model: null,
    grants: ["count", "setup-view"],
    sinceMs: AT_MS,
    messages: zeros("opened progress health bucket live scene dots proposed taught ended fault"),
    bytes: 12,
    lensBytes: 13,
    refused: zeros("form size rate unasked stranger"),
    saidByLens: { decoded: 9, analysed: 3 },
    end: "forbidden",
    exit: "SIGKILL",
  };
  const findings = (...changes: object[]) => {
    const entries = changes.map((change) => ({ ...attestation, ...change }));
    // As a ledger would write it that is not ours.
    const texts = entries.map((entry) => JSON.stringify(entry));
    const leaves = texts.map((text) => leafHash(Buffer.from(text)));
    const nodes = new Map<string, Hash>();
    const nodeAt = (level: number, index: number) => nodes.get(`${level} ${index}`)!;
    const range = openCompactRange(0, nodeAt);
    for (const leaf of leaves)
      for (const { level, index, hash } of range.append(leaf)) nodes.set(`${level} ${index}`, hash);
    const note = signedNote(LOG, checkpointText(LOG.name, leaves.length, treeHead(leaves.length, nodeAt)), AT_MS);
    const shown = texts.map((text, number) => ({ number, text }));
    const files = exportFiles({ entries: entryLines(shown), leaves, notes: [note], days: [], keys: [] });
    return findingsOf(files);
  };
  const found = (...changes: object[]) => findings(...changes).map(({ what }) => what);
  assert.ok(LedgerEntry.safeParse(attestation).success, "what is written is what is checked");
  assert.deepEqual(found({}, { seq: 8 }, { end: null, exit: null, seq: 9 }, { exit: "139", seq: 10 }), []);
  assert.match(found({ picture: "AAAA" }).join(), /a field that no attestation has: `picture`/);
  assert.match(found({}, {}).join(), /the number of another attestation, entry 0/);
  assert.deepEqual(placesIn(findings({}, {})), ['{"kind":"entry","number":1,"what":"attestation"}']);
  for (const [name, values] of Object.entries({
    sensorId: ["Jean", 7],
    lens: ["0123456789ABCDEF", "a lens"],
    program: ["a program of somebody's"],
    build: [null, "0"],
    grants: [["face-recognition"], "count"],
    messages: [{ ...attestation.messages, picture: 1 }, {}, { ...attestation.messages, bucket: 0.5 }],
    refused: [{ ...attestation.refused, form: -1 }],
    saidByLens: [null],
    bytes: ["12", undefined],
    end: ["gone"],
    exit: ["by hand"],
  }))
    for (const value of values) {
      assert.match(found({ [name]: value }).join(), new RegExp(`its field \`${name}\``), `${name}: ${value}`);
      assert.ok(!LedgerEntry.safeParse({ ...attestation, [name]: value }).success, `${name}: ${value} is written`);
    }
});

test("entries behind the last checkpoint, and checkpoints out of order, are told", () => {
  assert.deepEqual(placesIn(findingsOf(exported(ENTRIES, { sizes: [3, 5] }))), ['{"kind":"entries","from":5,"to":6}']);
  assert.match(String(findingsOf(exported(ENTRIES, { sizes: [7, 3] })).map(({ what }) => what)), /does not follow/);
});

test("each thing that is wrong is told once, at its place", () => {
  const log = "ledger.ndjson";
  const at = (files: ReadonlyMap<string, Uint8Array>, order?: Partial<AuditOrder>) =>
    findingsOf(files, order).map(({ place }) => place);
  const entry = (number: number, what: string) => ({ kind: "entry", number, what });
  const line = (file: string, number: number) => ({ kind: "file", file, line: number });
  const missing = (number: number) => ({ kind: "entry", number, what: null });
  /** A file by its lines, without their ends. */
  const relined = (file: string, change: (lines: string[]) => string[]) =>
    doctored(file, (text) => `${change(text.split("\n").slice(0, -1)).join("\n")}\n`);
  const hash = "0".repeat(64);

  const altered = relined(log, (lines) => lines.with(4, lines[4]!.replace("analyst", "owner")));
  assert.deepEqual(at(altered), [entry(4, "account")]);
  for (const [number, value] of ["5", "null", "[]", "{"].entries())
    assert.deepEqual(
      at(relined(log, (lines) => lines.with(number, `${number} ${value}`))),
      [line(log, number + 1), missing(number)],
      `${value} is no entry`,
    );
  const twice = relined(log, (lines) => lines.toSpliced(3, 0, lines[2]!));
  assert.deepEqual(at(twice), [line(log, 4)]);
  const swapped = relined(log, (lines) => lines.with(2, lines[3]!).with(3, lines[2]!));
  assert.deepEqual(at(swapped), [line(log, 4), missing(2)]);
  const blank = relined(log, (lines) => ["", ...lines]);
  assert.deepEqual(at(blank), [line(log, 1)]);

  for (const number of [2, 3])
    assert.deepEqual(
      at(relined("leaves.txt", (lines) => lines.with(number, hash))),
      [line("leaves.txt", number + 1)],
      "a leaf before and one behind a checkpoint",
    );
  const short = relined("leaves.txt", (lines) => lines.slice(0, -1));
  assert.deepEqual(at(short), [line("leaves.txt", 7)]);
  const unread = findingsOf(relined("leaves.txt", (lines) => lines.with(0, "x")));
  assert.match(unread[0]!.what, /hash of entry 0 cannot be read/);
  // Neither the entries nor the leaves make the root: the entry is told, and whatever else is between.
  const both = relined("leaves.txt", (lines) => lines.with(5, hash));
  assert.deepEqual(at(new Map([...both, [log, altered.get(log)!]])), [
    entry(4, "account"),
    entry(5, "day-digest"),
    { kind: "checkpoint", file: "checkpoints.txt", number: 2, size: 7 },
    { kind: "entries", from: 3, to: 6 },
  ]);

  const foreign = relined(`buckets/here/${DAY}.ndjson`, (lines) => [
    ...lines,
    lines[0]!.replace('"storeId":"here"', '"storeId":"there"'),
  ]);
  assert.deepEqual(at(foreign), [line(`buckets/here/${DAY}.ndjson`, 5)]);
});

test("checkpoints are told at their place, and what none is over", () => {
  const at = (files: ReadonlyMap<string, Uint8Array>, order?: Partial<AuditOrder>) =>
    findingsOf(files, order).map(({ place }) => place);
  assert.deepEqual(at(exported(ENTRIES, { sizes: [7] })), [], "one is enough");
  const behind = exported(ENTRIES, { sizes: [3, 4], shown: (number) => number !== 4 });
  assert.deepEqual(at(behind), [{ kind: "entries", from: 4, to: 6 }], "what nobody signed may be missing");
  const twice = exported(ENTRIES, { sizes: [7, 7] });
  assert.deepEqual(at(twice), [{ kind: "checkpoint", file: "checkpoints.txt", number: 2, size: 7 }]);
  assert.deepEqual(verifyLedger({ files: twice, keys: KEYS, isSigned }).witnesses, ["witness.example"]);

  const other = exported(ENTRIES.with(0, { ...ENTRIES[0], program: "0.2.0" } as LedgerEntry));
  const notes = exported().get("checkpoints.txt")!;
  assert.deepEqual(at(new Map([...other, ["checkpoints.txt", notes]])), [
    { kind: "checkpoint", file: "checkpoints.txt", number: 1, size: 3 },
    { kind: "entries", from: 0, to: 2 },
  ]);
  const kept = new Map([["kept.txt", exported(ENTRIES, { sizes: [3] }).get("checkpoints.txt")!]]);
  assert.deepEqual(at(other, { kept }), [{ kind: "checkpoint", file: "kept.txt", number: 1, size: 3 }]);

  const bare = verifyLedger({ files: new Map([...exported(), ["checkpoints.txt", new Uint8Array()]]), keys: KEYS });
  assert.deepEqual(
    { ...bare, findings: bare.findings.map(({ place }) => place) },
    {
      findings: [
        { kind: "checkpoint", file: "checkpoints.txt", number: 1, size: null },
        { kind: "entries", from: 0, to: 6 },
      ],
      origin: null,
      entries: 0,
      shown: 7,
      fromMs: AT_MS,
      toMs: AT_MS,
      checkpoints: 0,
      witnesses: [],
      digests: 2,
    },
  );
});

test("the time that is shown is from the first entry to the last, and of none it is none", () => {
  const files = exported(ENTRIES.map((entry, index) => ({ ...entry, atMs: AT_MS + index })));
  const audit = verifyLedger({ files, keys: KEYS, isSigned });
  assert.deepEqual([audit.fromMs, audit.toMs], [AT_MS, AT_MS + 6]);
  const empty = verifyLedger({ files: new Map([...files, ["ledger.ndjson", new Uint8Array()]]), keys: KEYS, isSigned });
  assert.deepEqual([empty.fromMs, empty.toMs, empty.shown], [null, null, 0]);
  const gone = empty.findings.flatMap(({ place }) => (place.kind === "entry" ? [place.number] : []));
  assert.deepEqual(gone, [0, 1, 2, 3, 4, 5, 6]);
});

test("of a log with very much wrong the first thousand findings are told", () => {
  const files = new Map([...exported(), ["leaves.txt", Buffer.from("x\n".repeat(1200))]]);
  assert.equal(findingsOf(files).length, 1000);
});

test("nothing that is handed in as an export ends the check", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("ledger.ndjson", "leaves.txt", "checkpoints.txt", `buckets/here/${DAY}.ndjson`),
      fc.uint8Array({ maxLength: 200 }),
      (file, bytes) => {
        assert.ok(findingsOf(new Map([...exported(), [file, bytes]])).length > 0);
      },
    ),
    { numRuns: 40 },
  );
});
