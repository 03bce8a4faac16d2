import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, bytesToUtf8, hexToBytes } from "@noble/hashes/utils.js";
import { attestationFaults } from "./attestation-form.ts";
import {
  type AuditKey,
  checkSignatures,
  type ReadCheckpoint,
  readCheckpoints,
  type SignatureCheck,
  type Signed,
} from "./checkpoint-note.ts";
import { hashOfEntry, headsOf, isSameBytes } from "./proofs.ts";

/**
 * Checks an export of a ledger against its checkpoints, and the day's buckets that come with it against the digests in the ledger.
 * docs/ledger.md has the format of all of it.
 */

/** The files of an export, by their path below it. */
export const LEDGER_FILE = "ledger.ndjson";
export const LEAVES_FILE = "leaves.txt";
export const CHECKPOINTS_FILE = "checkpoints.txt";
export const BUCKETS_FILE = /^buckets\/([a-z0-9-]+)\/(\d{4}-\d{2}-\d{2})\.ndjson$/;

/**
 * Where something is not as it was signed. Entries are numbered from 0, lines and checkpoints of a file from 1, and `to` is the last. The
 * size of a checkpoint that cannot be read is null.
 */
export type Place =
  | { readonly kind: "file"; readonly file: string; readonly line: number | null }
  | { readonly kind: "entry"; readonly number: number; readonly what: string | null }
  | { readonly kind: "entries"; readonly from: number; readonly to: number }
  | { readonly kind: "checkpoint"; readonly file: string; readonly number: number; readonly size: number | null }
  | { readonly kind: "day"; readonly store: string; readonly day: string; readonly unit: string | null };

/** What was found wrong, and where. */
export type Finding = { readonly place: Place; readonly what: string };

/** What was checked. It holds where there are no findings. */
export type Audit = {
  readonly findings: readonly Finding[];
  readonly origin: string | null;
  /** How many entries the newest checkpoint is over, how many of them are shown, and the times of the first and last shown. */
  readonly entries: number;
  readonly shown: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly checkpoints: number;
  /** Who co-signed the newest checkpoint. */
  readonly witnesses: readonly string[];
  /** Days of lines and zones whose buckets were compared with their digest. */
  readonly digests: number;
};

export type AuditOrder = {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly keys: readonly AuditKey[];
  /** Checkpoints that somebody kept elsewhere, by the name of their file: the log must agree with these too. */
  readonly kept?: ReadonlyMap<string, Uint8Array>;
  /** Entries and days may be left out of the export; else each that is not there is a finding. */
  readonly mayBePart?: boolean;
  /** Which days of a store must be there; where nothing is said, all of which there are digests, unless it may be a part. */
  readonly isDayAsked?: (store: string, day: string) => boolean;
  /** Another way to check Ed25519, for who has a faster one. */
  readonly isSigned?: SignatureCheck;
};

/** An entry as an export shows it. */
export type Entry = {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly data: Readonly<Record<string, unknown>>;
};
type NamedCheckpoint = ReadCheckpoint & Signed & { readonly file: string; readonly number: number };
export type Find = (place: Place, what: string) => void;

const NEWLINE = 0x0a;
const SPACE = 0x20;
/** A log that tells so much wrong tells no more by telling more. */
export const FINDINGS_MAX = 1000;
/** Of one file: a log of forty cameras for ten years has so many entries, and its lines take a gigabyte of memory. */
const LINES_MAX = 5_000_000;

/** Whether all that was found is of the figures of some days: the ledger, and the figures of all others, are as they were signed. */
export function isOfFiguresAlone(findings: readonly Finding[]): boolean {
  return (
    findings.length > 0 &&
    findings.length < FINDINGS_MAX &&
    findings.every(
      ({ place }) => place.kind === "day" || (place.kind === "file" && /^(figures\.csv$|buckets\/)/.test(place.file)),
    )
  );
}

/** Checks everything that is there; each finding names its place. */
export function verifyLedger(order: AuditOrder): Audit {
  const { files, kept = new Map<string, Uint8Array>(), mayBePart = false, isDayAsked = () => !mayBePart } = order;
  const findings: Finding[] = [];
  const find: Find = (place, what) => {
    if (findings.length < FINDINGS_MAX) findings.push({ place, what });
  };
  const file = (name: string): Uint8Array => {
    const bytes = files.get(name);
    if (!bytes) find({ kind: "file", file: name, line: null }, "it is missing");
    return bytes ?? new Uint8Array();
  };
  const own = checkpointsOf(CHECKPOINTS_FILE, file(CHECKPOINTS_FILE), order, find);
  const foreign = [...kept].flatMap(([name, bytes]) => checkpointsOf(name, bytes, order, find));
  const entries = entriesOf(file(LEDGER_FILE), find);
  const leaves = leavesOf(file(LEAVES_FILE), find);
  checkLog({ entries, leaves, checkpoints: [...own, ...foreign], mayBePart }, find);
  checkAttestations(entries, find);
  const digests = checkBuckets(files, entries, isDayAsked, find);
  const newest = own.reduce<NamedCheckpoint | null>((last, one) => (last && last.size > one.size ? last : one), null);
  const times = entries.flatMap(({ data: { atMs } }) => (typeof atMs === "number" ? [atMs] : []));
  return {
    findings,
    origin: newest?.origin ?? null,
    entries: newest?.size ?? 0,
    shown: entries.length,
    fromMs: times[0] ?? null,
    toMs: times.at(-1) ?? null,
    checkpoints: own.length,
    witnesses: newest?.witnesses ?? [],
    digests,
  };
}

function checkpointsOf(
  file: string,
  bytes: Uint8Array,
  { keys, isSigned }: Pick<AuditOrder, "keys" | "isSigned">,
  find: Find,
): NamedCheckpoint[] {
  const { checkpoints, brokenAt } = readCheckpoints(bytes);
  const named = checkpoints.map((one, number) => ({ ...one, ...checkSignatures(one, keys, isSigned), file, number }));
  if (brokenAt !== null || checkpoints.length === 0)
    find(
      { kind: "checkpoint", file, number: checkpoints.length + 1, size: null },
      "it is not written as a checkpoint is",
    );
  for (const one of named) for (const complaint of one.complaints) find(placeOf(one), complaint);
  for (const [index, one] of named.entries()) {
    const before = named[index - 1];
    if (before && (one.size <= before.size || one.origin !== before.origin))
      find(placeOf(one), `it does not follow the one over ${before.size} entries of \`${before.origin}\``);
  }
  return named;
}

function placeOf({ file, number, size }: NamedCheckpoint): Place {
  return { kind: "checkpoint", file, number: number + 1, size };
}

/** The entries of a log, a line each: its number, a blank, its bytes. */
export function entriesOf(log: Uint8Array, find: Find): Entry[] {
  const entries: Entry[] = [];
  let last = -1;
  const lines = linesOf(log);
  noteCut(LEDGER_FILE, lines, find);
  for (const { line, bytes, isWhole } of lines) {
    const blank = bytes.indexOf(SPACE);
    const written = bytesToUtf8(bytes.subarray(0, Math.max(blank, 0)));
    const number = Number(written);
    const entry = bytes.subarray(blank + 1);
    const data = objectIn(entry);
    if (!isWhole || !/^(0|[1-9][0-9]{0,14})$/.test(written) || number <= last || !data) {
      find({ kind: "file", file: LEDGER_FILE, line }, `it is no entry behind entry ${last}`);
      continue;
    }
    last = number;
    entries.push({ number, hash: hashOfEntry(entry), data });
  }
  return entries;
}

/** What was not read is not said to be missing. */
function noteCut(file: string, lines: readonly unknown[], find: Find): void {
  if (lines.length === LINES_MAX)
    find({ kind: "file", file, line: LINES_MAX }, "no line behind it is read: this check is not made for so many");
}

/** The hash of each leaf, null where its line cannot be read: 64 digits. */
function leavesOf(file: Uint8Array, find: Find): (Uint8Array | null)[] {
  const lines = linesOf(file);
  noteCut(LEAVES_FILE, lines, find);
  return lines.map(({ line, bytes, isWhole }) => {
    const text = bytesToUtf8(bytes);
    if (isWhole && /^[0-9a-f]{64}$/.test(text)) return hexToBytes(text);
    find({ kind: "file", file: LEAVES_FILE, line }, `the hash of entry ${line - 1} cannot be read`);
    return null;
  });
}

/**
 * An entry is good whose hash stands in the leaves, under a checkpoint that is signed. Where the two disagree, the one is at fault with which
 * the checkpoints do not agree.
 */
function checkLog(
  {
    entries,
    leaves,
    checkpoints,
    mayBePart,
  }: {
    readonly entries: readonly Entry[];
    readonly leaves: readonly (Uint8Array | null)[];
    readonly checkpoints: readonly NamedCheckpoint[];
    readonly mayBePart: boolean;
  },
  find: Find,
): void {
  const shown = new Map(entries.map((entry) => [entry.number, entry]));
  const size = Math.max(leaves.length, (entries.at(-1)?.number ?? -1) + 1);
  const nothing = new Uint8Array();
  const told = Array.from({ length: size }, (_, number) => leaves[number] ?? nothing);
  const made = told.map((leaf, number) => shown.get(number)?.hash ?? leaf);
  const sorted = checkpoints.toSorted((a, b) => a.size - b.size);
  const within = sorted.filter((one) => one.size <= size);
  for (const one of sorted) if (one.size > size) find(placeOf(one), `the log has ${size} entries and ends before it`);
  const sizes = within.map((one) => one.size);
  const [byTold, byMade] = [headsOf(told, sizes), headsOf(made, sizes)];
  const agrees = (heads: readonly Uint8Array[]) => within.map(({ root }, index) => isSameBytes(heads[index]!, root));
  const [toldAgrees, madeAgrees] = [agrees(byTold), agrees(byMade)];
  const covered = sizes.at(-1) ?? 0;
  for (let number = 0; number < size; number += 1) {
    const [entry, leaf] = [shown.get(number), leaves[number]];
    const over = sizes.findIndex((one) => one > number);
    if (over < 0) continue;
    if (leaf === undefined)
      find({ kind: "file", file: LEAVES_FILE, line: number + 1 }, `the hash of entry ${number} is missing`);
    if (!entry && !mayBePart) find({ kind: "entry", number, what: null }, "it is missing");
    if (!entry || !leaf || isSameBytes(entry.hash, leaf)) continue;
    // Where the leaves make the signed head the entry is another than was signed; where the entries do, its line among the leaves is.
    if (!toldAgrees[over] && madeAgrees[over])
      find({ kind: "file", file: LEAVES_FILE, line: number + 1 }, `the hash of entry ${number} was altered`);
    else find({ kind: "entry", number, what: kindOf(entry) }, "it is not what its hash says: it was altered");
  }
  let from = 0;
  for (const [index, one] of within.entries()) {
    if (!toldAgrees[index] && !madeAgrees[index]) {
      find(placeOf(one), "the entries before it do not make its root");
      if (one.size > from)
        find({ kind: "entries", from, to: one.size - 1 }, "one of them or more is another than was signed");
      break;
    }
    from = one.size;
  }
  if (size > covered) find({ kind: "entries", from: covered, to: size - 1 }, "no checkpoint is over them");
}

/** Each attestation has its form, and each number of an agent stands for one. */
function checkAttestations(entries: readonly Entry[], find: Find): void {
  const numbers = new Map<string, number>();
  for (const { number, data } of entries) {
    if (data.kind !== "attestation") continue;
    const place: Place = { kind: "entry", number, what: "attestation" };
    for (const fault of attestationFaults(data)) find(place, fault);
    const name = `${data.storeId} ${data.agentId} ${data.seq}`;
    const before = numbers.get(name);
    if (before !== undefined) find(place, `it has the number of another attestation, entry ${before}`);
    numbers.set(name, number);
  }
}

type Digest = {
  readonly number: number;
  readonly sha256: string;
  readonly parts: number;
  /** Something has happened since that may have taken minutes away: a backup was restored, or entries were lost. */
  isOld: boolean;
};

/** Compares the day's buckets with the newest digest of each line and zone. */
function checkBuckets(
  files: ReadonlyMap<string, Uint8Array>,
  entries: readonly Entry[],
  isDayAsked: (store: string, day: string) => boolean,
  find: Find,
): number {
  const days = digestsByDay(entries, find);
  let compared = 0;
  for (const [name, bytes] of files) {
    const [, store, day] = BUCKETS_FILE.exec(name) ?? [];
    if (store === undefined || day === undefined) continue;
    const digests = days.get(`${store} ${day}`)?.units ?? new Map<string, Digest>();
    const found = unitsIn(name, bytes, store, find);
    for (const unit of new Set([...digests.keys(), ...found.keys()])) {
      const place: Place = { kind: "day", store, day, unit };
      const [digest, told] = [digests.get(unit), found.get(unit)];
      compared += 1;
      if (!digest) find(place, "the ledger holds no digest of it");
      else if (!told) find(place, `its ${digest.parts} buckets are missing; the digest is entry ${digest.number}`);
      else if (told.parts !== digest.parts)
        find(place, `${told.parts} buckets, and ${digest.parts} by its digest, entry ${digest.number}`);
      else if (told.sha256 !== digest.sha256)
        find(
          place,
          `its minutes were altered: they are not those that entry ${digest.number} signed; which of them cannot be told`,
        );
    }
  }
  for (const { store, day, isGone } of days.values())
    if (!isGone && isDayAsked(store, day) && !files.has(`buckets/${store}/${day}.ndjson`))
      find({ kind: "day", store, day, unit: null }, "its buckets are missing");
  return compared;
}

type DigestedDay = {
  readonly store: string;
  readonly day: string;
  readonly units: Map<string, Digest>;
  /** The ledger says that its buckets were deleted. */
  isGone: boolean;
};

/** The newest digest of each line and zone. To a day that is over minutes are added, and none is changed. */
function digestsByDay(entries: readonly Entry[], find: Find): Map<string, DigestedDay> {
  const days = new Map<string, DigestedDay>();
  for (const { number, data } of entries) {
    const { kind, storeId, day, unit, unitId, version, sha256: digest, parts } = data;
    if (kind === "day-digest") {
      const key = `${storeId} ${day}`;
      const known = days.get(key) ?? { store: String(storeId), day: String(day), units: new Map(), isGone: false };
      const name = `${unit} ${unitId} version ${version}`;
      const told = { number, sha256: String(digest), parts: Number(parts), isOld: false };
      const before = known.units.get(name);
      const isMore = !before || known.isGone || before.isOld || told.parts > before.parts;
      if (!isMore && told.sha256 !== before.sha256)
        find(
          { kind: "day", store: known.store, day: known.day, unit: name },
          `entry ${number} signed other minutes in place of those of entry ${before.number}, and none had been added: they were altered before it`,
        );
      known.units.set(name, told);
      known.isGone = false;
      days.set(key, known);
    }
    if (kind === "restore" || kind === "gap")
      for (const { units } of days.values()) for (const one of units.values()) one.isOld = true;
    if (kind === "deletion" && data.what === "store")
      for (const one of days.values()) if (one.store === storeId) one.isGone = true;
    if (kind === "deletion" && data.what === "sensor")
      for (const one of days.values()) if (one.store === storeId) takeSensorOut(one, String(data.id));
    if (kind === "retention-run" && data.what === "buckets")
      for (const one of days.values())
        if ((storeId === null || one.store === storeId) && one.day < String(data.beforeDay)) one.isGone = true;
  }
  return days;
}

/** The lines and zones of a sensor are called `SENSOR.NAME`. */
function takeSensorOut(one: DigestedDay, sensorId: string): void {
  for (const unit of one.units.keys()) if (unit.split(" ")[1]?.startsWith(`${sensorId}.`)) one.units.delete(unit);
  one.isGone ||= one.units.size === 0;
}

/** What a day's file holds of each line and zone: how many buckets, and the hash of their lines. */
function unitsIn(
  file: string,
  bytes: Uint8Array,
  store: string,
  find: Find,
): Map<string, Pick<Digest, "parts" | "sha256">> {
  const units = new Map<string, { parts: number; readonly hash: ReturnType<typeof sha256.create> }>();
  for (const { line, bytes: text, isWhole } of linesOf(bytes)) {
    const data = objectIn(text);
    const { kind, lineId, zoneId, version, storeId } = data ?? {};
    if (!isWhole || storeId !== store) {
      find({ kind: "file", file, line }, `it is no bucket of \`${store}\``);
      continue;
    }
    const unit = `${kind} ${kind === "line" ? lineId : zoneId} version ${version}`;
    const known = units.get(unit) ?? { parts: 0, hash: sha256.create() };
    known.parts += 1;
    known.hash.update(text).update(Uint8Array.of(NEWLINE));
    units.set(unit, known);
  }
  return new Map([...units].map(([unit, { parts, hash }]) => [unit, { parts, sha256: bytesToHex(hash.digest()) }]));
}

/** The lines of a file, the last of which must end like the others; of a file that is all newlines the first `LINES_MAX`. */
export function linesOf(
  bytes: Uint8Array,
): { readonly line: number; readonly bytes: Uint8Array; readonly isWhole: boolean }[] {
  const lines = [];
  for (let from = 0; from < bytes.length && lines.length < LINES_MAX; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end;
    lines.push({ line: lines.length + 1, bytes: bytes.subarray(from, to), isWhole: end >= 0 });
    from = to + 1;
  }
  return lines;
}

export function objectIn(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = JSON.parse(bytesToUtf8(bytes));
    return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : null;
  } catch {
    return null;
  }
}

function kindOf({ data: { kind } }: Entry): string | null {
  return typeof kind === "string" ? kind : null;
}
