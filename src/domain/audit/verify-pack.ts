import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { checkSignatures, readCheckpoints, readPackNote } from "./checkpoint-note.ts";
import { isConsistent, isIncluded } from "./proofs.ts";
import {
  type Audit,
  type AuditOrder,
  BUCKETS_FILE,
  CHECKPOINTS_FILE,
  type Entry,
  entriesOf,
  FINDINGS_MAX,
  type Find,
  type Finding,
  LEAVES_FILE,
  LEDGER_FILE,
  linesOf,
  objectIn,
  verifyLedger,
} from "./verify-ledger.ts";

/**
 * Checks an evidence pack: the ledger in it, the figures against their digests, and everything that was made of these for people to read.
 * docs/evidence.md has the format of all of it.
 */

/** The list of a pack's files, and the note that signs it. */
export const PACK_FILE = "pack.json";
const NOTE_FILE = "pack.note";
const FIGURES_FILE = "figures.csv";
const DECISIONS_FILE = "decisions.json";
const PROOFS_FILE = "proofs.json";
const EXCERPT_FILE = /^log\/([a-z-]+)\.ndjson$/;
const LAW_FILE = /^laws\/([^/]+)$/;

/** What a pack says it is of. Whoever asked for it looks whether that is what they asked for. */
export type PackScope = {
  readonly store: string;
  readonly from: string;
  readonly to: string;
  /** Of entries that tell of other stores there are the hashes only: that one is left out cannot be noticed. */
  readonly isPart: boolean;
  /** Days that are left out because something of them had just come in. */
  readonly leftOut: readonly string[];
};

/** What was checked of a pack. It holds where there are no findings; `scope` is null where its list cannot be read. */
export type PackAudit = Audit & { readonly scope: PackScope | null };

type List = PackScope & { readonly files: ReadonlyMap<string, string> };
type Files = ReadonlyMap<string, Uint8Array>;

/** Checks everything in a pack, the day's figures first; each finding names its place. */
export function verifyPack(order: Pick<AuditOrder, "files" | "keys" | "kept" | "isSigned">): PackAudit {
  const { files } = order;
  const list = listIn(files.get(PACK_FILE) ?? new Uint8Array());
  const { store, from, to, isPart = false, leftOut = [] } = list ?? {};
  const audit = verifyLedger({
    ...order,
    mayBePart: isPart,
    isDayAsked: (of, day) => of === store && day >= from! && day <= to! && !leftOut.includes(day),
  });
  const findings: Finding[] = [...audit.findings];
  const find: Find = (place, what) => {
    if (findings.length < FINDINGS_MAX) findings.push({ place, what });
  };
  const entries = entriesOf(files.get(LEDGER_FILE) ?? new Uint8Array(), () => {});
  checkFigures(files, find);
  checkDecisions(files, entries, find);
  checkExcerpts(files, entries, list?.store ?? null, find);
  checkProofs(files, find);
  checkList(files, list, order, find);
  return { ...audit, findings, scope: list && { store: list.store, from: list.from, to: list.to, isPart, leftOut } };
}

function listIn(bytes: Uint8Array): List | null {
  const { lintel, store, from, to, entries, leftOut, files } = objectIn(bytes) ?? {};
  if (lintel !== "evidence-pack/1" || !Array.isArray(files) || !Array.isArray(leftOut)) return null;
  const days = [from, to].every((day) => typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day));
  if (!days || typeof store !== "string" || (entries !== "all" && entries !== "own")) return null;
  return {
    store,
    from: String(from),
    to: String(to),
    isPart: entries === "own",
    leftOut: leftOut.map(String),
    files: new Map(files.map((file) => [String(file?.path), String(file?.sha256)])),
  };
}

/** Each file must be on the list as it is, each on the list must be there, and the log must have signed the list. */
function checkList(
  files: Files,
  list: List | null,
  { keys, isSigned }: Pick<AuditOrder, "keys" | "isSigned">,
  find: Find,
) {
  const whole = (file: string) => ({ kind: "file", file, line: null }) as const;
  const written = files.get(PACK_FILE);
  if (!list || !written) {
    find(whole(PACK_FILE), "it is missing, or is no list of a pack's files");
    return;
  }
  const note = readPackNote(files.get(NOTE_FILE) ?? new Uint8Array());
  if (!note) find(whole(NOTE_FILE), "it is missing, or is not written as the note of a pack is");
  for (const complaint of note ? checkSignatures(note, keys, isSigned).complaints : [])
    find(whole(NOTE_FILE), complaint);
  if (note && note.sha256 !== bytesToHex(sha256(written))) find(whole(PACK_FILE), "it is another list than was signed");
  for (const [file, digest] of list.files) {
    const bytes = files.get(file);
    if (!bytes) find(whole(file), "it is on the list and is missing");
    else if (bytesToHex(sha256(bytes)) !== digest) find(whole(file), "it was altered after the pack was made");
  }
  for (const file of files.keys())
    if (file !== PACK_FILE && file !== NOTE_FILE && !list.files.has(file)) find(whole(file), "it is not on the list");
}

/** The sums that people read must be those of the buckets that lie beside them. */
function checkFigures(files: Files, find: Find): void {
  const sums = new Map<string, { readonly place: Extract<Finding["place"], { kind: "day" }>; readonly told: string }>();
  for (const [name, bytes] of files) {
    const [, store, day] = BUCKETS_FILE.exec(name) ?? [];
    if (store === undefined || day === undefined) continue;
    const rows = linesOf(bytes).flatMap(({ bytes: line }) => [objectIn(line) ?? {}]);
    for (const own of Map.groupBy(rows, unitOf).values()) {
      const { kind, lineId, zoneId, version } = own[0]!;
      const sum = (field: string) => own.reduce((total, row) => total + (Number(row[field]) || 0), 0);
      const id = String(kind === "line" ? lineId : zoneId);
      const figures =
        kind === "line"
          ? [sum("in"), sum("out"), sum("staffIn"), sum("staffOut"), ""]
          : ["", "", "", "", sum("entered")];
      const unit = `${kind} ${id} version ${version}`;
      const told = [day, kind, `"${id}"`, version, own.length, sum("watchedMs"), ...figures].join(",");
      sums.set(`${day},${kind},"${id}",${version},`, { place: { kind: "day", store, day, unit }, told });
    }
  }
  const text = linesOf(files.get(FIGURES_FILE) ?? new Uint8Array()).map(({ bytes }) => bytesToUtf8(bytes));
  const [, ...rows] = text;
  for (const [index, row] of rows.entries()) {
    const key = /^[^,]*,[^,]*,"[^"]*",[^,]*,/.exec(row)?.[0] ?? "";
    const sum = sums.get(key);
    sums.delete(key);
    if (!sum) find({ kind: "file", file: FIGURES_FILE, line: index + 2 }, "there are no buckets of this row");
    else if (sum.told !== row)
      find(sum.place, `line ${index + 2} of ${FIGURES_FILE} is not the sum of the day's buckets beside it`);
  }
  for (const { place } of sums.values()) find(place, `its row is missing in ${FIGURES_FILE}`);
}

function unitOf({ kind, lineId, zoneId, version }: Readonly<Record<string, unknown>>): string {
  return `${kind} ${kind === "line" ? lineId : zoneId} ${version}`;
}

/** Decisions must be those of the ledger, with the law files that it names and that lie beside them. */
function checkDecisions(files: Files, entries: readonly Entry[], find: Find): void {
  const byNumber = new Map(entries.map(({ number, data }) => [number, data]));
  const { decisions } = objectIn(files.get(DECISIONS_FILE) ?? new Uint8Array()) ?? {};
  if (!Array.isArray(decisions)) {
    find({ kind: "file", file: DECISIONS_FILE, line: null }, "it is missing, or cannot be read");
    return;
  }
  for (const [index, told] of decisions.entries()) {
    const { entry, sensor, capability, verdict, rules, laws, sinceMs } = told ?? {};
    const place = { kind: "file", file: `${DECISIONS_FILE}, decision ${index + 1}`, line: null } as const;
    const data = byNumber.get(entry);
    const isSame =
      data?.kind === "decision" &&
      JSON.stringify([data.sensorId, data.capability, data.verdict, data.rules, data.atMs]) ===
        JSON.stringify([sensor, capability, verdict, rules, sinceMs]);
    if (!isSame) find(place, `\`${sensor}\`, \`${capability}\`: it is not what entry ${entry} of the ledger says`);
    for (const law of Array.isArray(laws) ? laws : []) {
      const said = byNumber.get(law?.entry);
      if (said?.kind !== "law" || said.file !== law.file || said.sha256 !== law.sha256)
        find(place, `\`${law?.file}\` is not the law file of entry ${law?.entry}`);
    }
  }
  const hashes = new Set(entries.flatMap(({ data }) => (data.kind === "law" ? [`${data.file} ${data.sha256}`] : [])));
  for (const [file, bytes] of files) {
    const [, name] = LAW_FILE.exec(file) ?? [];
    if (name !== undefined && !hashes.has(`${name} ${bytesToHex(sha256(bytes))}`))
      find({ kind: "file", file, line: null }, "it is no law file of which the ledger holds the hash");
  }
}

/** What is shown of the ledger by kinds must stand in it, and be all of its kind. */
function checkExcerpts(files: Files, entries: readonly Entry[], store: string | null, find: Find): void {
  const lines = new Map<string, string>();
  for (const { bytes } of linesOf(files.get(LEDGER_FILE) ?? new Uint8Array())) {
    const line = bytesToUtf8(bytes);
    lines.set(line.slice(0, line.indexOf(" ")), line);
  }
  for (const [file, bytes] of files) {
    const [, kind] = EXCERPT_FILE.exec(file) ?? [];
    if (kind === undefined) continue;
    const told = new Set<string>();
    for (const { line, bytes: text } of linesOf(bytes)) {
      const excerpt = bytesToUtf8(text);
      const number = excerpt.slice(0, excerpt.indexOf(" "));
      told.add(number);
      if (lines.get(number) !== excerpt)
        find({ kind: "file", file, line }, `it is not what entry ${number.slice(0, 20)} of the ledger says`);
    }
    for (const { number, data } of entries)
      if (data.kind === kind && (data.storeId ?? store) === store && !told.has(String(number)))
        find({ kind: "entry", number, what: kind }, `it is left out of ${file}`);
  }
}

/** Proofs for other programs must hold here too. */
function checkProofs(files: Files, find: Find): void {
  const place = (what: string) => ({ kind: "file", file: `${PROOFS_FILE}, ${what}`, line: null }) as const;
  const { inclusion, consistency } = objectIn(files.get(PROOFS_FILE) ?? new Uint8Array()) ?? {};
  if (!Array.isArray(inclusion) || !Array.isArray(consistency)) {
    find({ kind: "file", file: PROOFS_FILE, line: null }, "it is missing, or cannot be read");
    return;
  }
  const leaves = linesOf(files.get(LEAVES_FILE) ?? new Uint8Array()).map(({ bytes }) => hashIn(bytesToUtf8(bytes)));
  const { checkpoints } = readCheckpoints(files.get(CHECKPOINTS_FILE) ?? new Uint8Array());
  const heads = new Map(checkpoints.map(({ size, root }) => [size, root]));
  for (const proof of inclusion) {
    const { entry: number, size, path } = proof ?? {};
    const [leaf, head] = [leaves[number], heads.get(size)];
    if (!leaf || !head || !isIncluded({ leaf, number, size, head }, hashesIn(path)))
      find(place(`entry ${number}`), "this proof that the entry is in the log does not hold");
  }
  for (const proof of consistency) {
    const { before, size, path } = proof ?? {};
    const [earlier, later] = [heads.get(before), heads.get(size)];
    if (!earlier || !later || !isConsistent({ size: before, head: earlier }, { size, head: later }, hashesIn(path)))
      find(place(`${before} to ${size}`), "this proof that the log went on from there does not hold");
  }
}

function hashesIn(path: unknown): Uint8Array[] {
  return Array.isArray(path) ? path.map((hash) => hashIn(String(hash)) ?? utf8ToBytes("")) : [];
}

function hashIn(text: string): Uint8Array | null {
  return /^[0-9a-f]{64}$/.test(text) ? hexToBytes(text) : null;
}
