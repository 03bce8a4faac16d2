import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import type { OpenLinePart, OpenPart, OpenZonePart } from "#domain/delivery/open-part.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { LinkRecord } from "#domain/wire/agent-record.ts";
import { MINUTE_MAX } from "#domain/wire/bucket-part.ts";
import { type OpenEvent, OUTBOX_BYTES_MAX, type Outbox, openOutbox } from "./outbox.ts";

const NOON = Date.parse("2026-11-28T12:00Z") / 60_000;
const SEED = 20_261_128;
const KILLS = 40;
const OPTIONS = { agentId: "agent-1", nowMs: 0 };
const SMALL = { ...OPTIONS, bytesMax: 256 * 1024 };

const DOOR: OpenLinePart = {
  kind: "line",
  storeId: "mall-7",
  lineId: "cam.door",
  version: 1,
  minute: NOON,
  in: 3,
  out: 1,
  staffIn: 1,
  staffOut: 0,
  groupsIn: 1,
  uncertain: 1,
  watchedMs: 20_000,
  method: "body-1",
};
const SOFA: OpenZonePart = {
  kind: "zone",
  storeId: "mall-7",
  zoneId: "cam.sofa",
  version: 2,
  minute: NOON,
  entered: 1,
  dwellHistogram: { 40: 1 },
  occupancyMax: 2,
  personMs: 30_000,
  watchedMs: 20_000,
  method: "body-1",
};
const FROZEN: OpenEvent = {
  kind: "health",
  storeId: "mall-7",
  sensorId: "cam",
  atMs: NOON * 60_000 + 1,
  state: "frozen",
  why: "it stands still",
  remedy: "start it anew",
};

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-outbox-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Sends all there is, as long as there is something; every record is one that may cross the link. */
function drain(outbox: Outbox): LinkRecord[] {
  const all: LinkRecord[] = [];
  for (let records = outbox.take(); records.length > 0; records = outbox.take()) {
    for (const record of records) assert.deepEqual(LinkRecord.parse(JSON.parse(JSON.stringify(record))), record);
    all.push(...records);
    outbox.acknowledge(records.map(({ seq }) => seq));
  }
  return all;
}

function seqs(records: readonly LinkRecord[]): number[] {
  return records.map(({ seq }) => seq);
}

test("parts of a minute become one record of it when it is over, and what comes later another", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  outbox.add([DOOR, SOFA]);
  outbox.add([DOOR, { ...SOFA, occupancyMax: 1, dwellHistogram: { 40: 1, 41: 2 } }]);
  outbox.add([{ ...DOOR, minute: NOON + 1 }]);
  assert.deepEqual(outbox.take(), [], "an open minute was told");
  outbox.sealBefore(NOON + 1);
  const told = { agentId: "agent-1" };
  const door = { ...DOOR, ...told, in: 6, out: 2, staffIn: 2, groupsIn: 2, uncertain: 2, watchedMs: 40_000, seq: 1 };
  const sofa = { ...SOFA, ...told, entered: 2, personMs: 60_000, watchedMs: 40_000, seq: 2 };
  const records = outbox.take();
  assert.deepEqual(records, [door, { ...sofa, dwellHistogram: { 40: 2, 41: 2 } }]);
  outbox.add([{ ...DOOR, watchedMs: 59_000 }, DOOR]);
  outbox.sealBefore(NOON + 2);
  outbox.acknowledge([1, 2]);
  assert.deepEqual(
    outbox.take().map((record) => record.kind === "line" && [record.seq, record.minute, record.in, record.watchedMs]),
    [
      [3, NOON + 1, 3, 20_000],
      [4, NOON, 6, 60_000],
    ],
    "a minute is never watched for longer than one",
  );
});

test("numbers only grow, also when all was acknowledged and the agent began anew, or its file was lost", (context) => {
  const folder = folderOf(context);
  let last = 0;
  for (let start = 0; start < 3; start++) {
    using outbox = openOutbox(folder, OPTIONS);
    outbox.add([{ ...DOOR, minute: NOON + start }]);
    outbox.sealBefore(NOON + start + 1);
    const [seq, ...others] = seqs(drain(outbox));
    assert.ok(others.length === 0 && seq! > last);
    last = seq!;
  }
  rmSync(join(folder, "outbox.sqlite"));
  using outbox = openOutbox(folder, { ...OPTIONS, nowMs: NOON * 60_000 });
  outbox.note([FROZEN]);
  assert.deepEqual(seqs(outbox.take()), [NOON * 60_000 + 1]);
});

test("what happened can be sent at once, and is told as it was", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  const gate: OpenEvent = { kind: "gate", storeId: "mall-7", sensorId: "cam", atMs: 1e12, stages: ["count"], why: "" };
  outbox.note([FROZEN, gate]);
  const told = { agentId: "agent-1" };
  assert.deepEqual(outbox.take(), [
    { ...FROZEN, ...told, seq: 1 },
    { ...gate, ...told, seq: 2 },
  ]);
});

test("what no record may say is dropped and counted: a clock that was never set, a figure out of its range", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  outbox.add([{ ...DOOR, minute: 12 }, { ...DOOR, minute: MINUTE_MAX + 1 }, { ...DOOR, in: -1 }, DOOR]);
  outbox.note([{ ...FROZEN, atMs: 5 }]);
  outbox.sealBefore(NOON + 1);
  assert.equal(drain(outbox).length, 1);
  assert.equal(outbox.state().dropped, 4);
});

test("figures that one part may not hold become two, and none is lost", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  for (let time = 0; time < 5; time++) outbox.add([{ ...DOOR, in: 9000 }]);
  outbox.sealBefore(NOON + 1);
  const records = drain(outbox);
  assert.equal(records.length, 5);
  assert.equal(
    records.reduce((sum, record) => sum + (record.kind === "line" ? record.in : 0), 0),
    45_000,
  );
});

test("a clock that is set forward or back makes other minutes, and nothing stays open for long", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  for (const minute of [NOON, NOON + 60, NOON - 60, NOON, NOON + 525_600]) {
    outbox.add([{ ...DOOR, minute }]);
    outbox.sealBefore(minute);
  }
  outbox.sealBefore(NOON + 1);
  assert.deepEqual(
    drain(outbox).map((record) => record.kind === "line" && record.minute - NOON),
    [0, 60, -60, 0, 525_600],
  );
  assert.deepEqual([outbox.state().records, outbox.state().oldestAtMs], [0, null]);
});

test("the newest and the oldest share each request, within its limits", (context) => {
  using outbox = openOutbox(folderOf(context), OPTIONS);
  for (let minute = 0; minute < 1000; minute++) outbox.add([{ ...DOOR, minute: NOON + minute }]);
  outbox.sealBefore(NOON + 1000);
  const minutesOf = (records: readonly LinkRecord[]) =>
    records.map((record) => (record.kind === "line" ? record.minute - NOON : -1));
  const first = outbox.take({ recordsMax: 20 });
  assert.deepEqual(minutesOf(first), [...span(0, 10), ...span(990, 1000)]);
  assert.deepEqual(outbox.take({ recordsMax: 20 }), first, "what is not acknowledged is told again as it was");
  outbox.acknowledge(seqs(first));
  outbox.add([{ ...DOOR, minute: NOON + 2000 }]);
  outbox.sealBefore(NOON + 2001);
  const second = outbox.take({ recordsMax: 20 });
  assert.deepEqual(
    minutesOf(second),
    [...span(10, 20), ...span(981, 990), 2000].toSorted((a, b) => a - b),
  );
  outbox.acknowledge(seqs(second));
  const limits = { recordsMax: 1000, bytesMax: 15 * 8192 };
  const third = outbox.take(limits);
  const bytes = third.reduce((sum, record) => sum + JSON.stringify(record).length + 1, 0);
  assert.ok(bytes <= limits.bytesMax && bytes > limits.bytesMax - 500, `${bytes} bytes`);
  assert.ok(minutesOf(third).includes(20) && minutesOf(third).includes(980));
});

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

test("what was refused is counted, and numbers that were not handed out acknowledge nothing", (context) => {
  const folder = folderOf(context);
  {
    using outbox = openOutbox(folder, OPTIONS);
    outbox.note([FROZEN, FROZEN]);
    outbox.acknowledge([1, 2, 77]);
    assert.equal(outbox.state().records, 2);
    assert.deepEqual(seqs(outbox.take()), [1, 2]);
    outbox.acknowledge([2, 2, 99], 1);
    const { records, refused } = outbox.state();
    assert.deepEqual([records, refused], [1, 1]);
  }
  using outbox = openOutbox(folder, OPTIONS);
  assert.deepEqual(seqs(outbox.take()), [1]);
  const { records, refused, oldestAtMs } = outbox.state();
  assert.deepEqual([records, refused, oldestAtMs], [1, 1, NOON * 60_000]);
});

test("of an agent that was enrolled anew nothing is told twice: what the server may have is dropped and counted", (context) => {
  const folder = folderOf(context);
  {
    using outbox = openOutbox(folder, OPTIONS);
    outbox.note([FROZEN]);
    outbox.take();
    outbox.note([FROZEN, FROZEN]);
  }
  using outbox = openOutbox(folder, { ...OPTIONS, agentId: "agent-2" });
  const records = drain(outbox);
  assert.deepEqual(
    records.map(({ seq, ...rest }) => [seq, "agentId" in rest && rest.agentId]),
    [
      [2, "agent-2"],
      [3, "agent-2"],
    ],
  );
  assert.equal(outbox.state().dropped, 1);
});

test("what the server turned away unread is told by the agent that is enrolled anew; what it may have had before is not", (context) => {
  const folder = folderOf(context);
  {
    using outbox = openOutbox(folder, OPTIONS);
    outbox.note([FROZEN]);
    outbox.take(); // its answer never came
    outbox.note([FROZEN, FROZEN]);
    assert.equal(outbox.take().length, 3);
    outbox.takeBack();
    assert.deepEqual(
      outbox.take().map(({ seq }) => seq),
      [1, 2, 3],
      "it is still to be told",
    );
    outbox.takeBack();
  }
  using outbox = openOutbox(folder, { ...OPTIONS, agentId: "agent-2" });
  assert.deepEqual(
    drain(outbox).map(({ seq }) => seq),
    [2, 3],
  );
  assert.equal(outbox.state().dropped, 1);
});

test("an outbox is one process's; what is none, or a newer one, is refused untouched", (context) => {
  const folder = folderOf(context);
  {
    using _outbox = openOutbox(folder, OPTIONS);
    assert.throws(() => openOutbox(folder, OPTIONS), isFault("outbox/second-agent"));
  }
  const path = join(folder, "outbox.sqlite");
  {
    using sqlite = new DatabaseSync(path);
    sqlite.exec("pragma user_version = 7");
  }
  assert.throws(() => openOutbox(folder, OPTIONS), isFault("outbox/newer"));
  writeFileSync(path, "this was an outbox".repeat(1000));
  assert.throws(() => openOutbox(folder, OPTIONS), isFault("outbox/damaged"));
  assert.throws(() => openOutbox(join(path, "below"), OPTIONS), isFault("outbox/disk"));
});

/** Sums by quarters of an hour, and how long each of their minutes was watched. */
function sumsOf(records: readonly (OpenPart | LinkRecord)[]) {
  const sums: Record<string, Record<string, number>> = {};
  const add = (key: string, name: string, value: number) => {
    sums[key] ??= {};
    sums[key][name] = (sums[key][name] ?? 0) + value;
  };
  for (const record of records) {
    if (record.kind !== "line" && record.kind !== "zone") continue;
    const unit = record.kind === "line" ? record.lineId : record.zoneId;
    const key = `${unit} ${Math.floor(record.minute / 15)}`;
    add(key, `watched ${record.minute % 15}`, record.watchedMs);
    if (record.kind === "line")
      for (const name of ["in", "out", "staffIn", "staffOut", "groupsIn", "uncertain"] as const)
        add(key, name, record[name]);
    else {
      for (const name of ["entered", "personMs"] as const) add(key, name, record[name]);
      for (const [name, stays] of Object.entries(record.dwellHistogram)) add(key, `dwell ${name}`, stays);
      sums[key]!.occupancyMax = Math.max(sums[key]!.occupancyMax ?? 0, record.occupancyMax);
    }
  }
  return sums;
}

test(`where the disk limit is reached the oldest minutes become quarters, whose sums are exact, also when half of one was sent (seed ${SEED})`, (context) => {
  const chance = chanceOf(SEED);
  const upTo = (most: number) => Math.floor(chance() * (most + 1));
  using outbox = openOutbox(folderOf(context), SMALL);
  const told: OpenPart[] = [];
  const sent: LinkRecord[] = [];
  for (let minute = 0; minute < 3000; minute++) {
    const parts: OpenPart[] = [];
    for (const unit of [0, 1, 2]) {
      const people = upTo(9);
      const watchedMs = chance() < 0.1 ? upTo(60_000) : 60_000;
      const at = { minute: NOON + minute, watchedMs };
      parts.push({ ...DOOR, ...at, lineId: `cam-${unit}.door`, in: people, staffIn: upTo(people), groupsIn: 0 });
      parts.push({ ...SOFA, ...at, zoneId: `cam-${unit}.sofa`, entered: people, occupancyMax: upTo(4) });
    }
    told.push(...parts);
    outbox.add(parts);
    outbox.sealBefore(NOON + minute + 1);
    if (minute === 40 || minute === 1500) {
      const records = outbox.take({ recordsMax: 100 });
      sent.push(...records);
      outbox.acknowledge(seqs(records).slice(0, 60));
    }
  }
  const { coarsened, dropped, bytes, records } = outbox.state();
  assert.equal(dropped, 0);
  assert.ok(coarsened > 10_000 && bytes <= SMALL.bytesMax, `${coarsened} in ${bytes}`);
  const acknowledged = new Map([...sent, ...drain(outbox)].map((record) => [record.seq, record]));
  assert.equal(acknowledged.size, records + 120);
  assert.deepEqual(sumsOf([...acknowledged.values()]), sumsOf(told));
  const spread = [...acknowledged.values()].filter((record) => "method" in record && record.method.includes("spread"));
  assert.equal(spread.length, coarsened);
  assert.equal(outbox.state().records, 0);
});

test("where quarters do not suffice either the oldest is dropped, and counted to the last record", (context) => {
  using outbox = openOutbox(folderOf(context), SMALL);
  let told = 0;
  for (let hour = 0; hour < 24 * 30; hour++) {
    const parts = span(0, 60).flatMap((minute) => {
      const at = { minute: NOON + hour * 60 + minute, watchedMs: 60_000 };
      return [
        { ...DOOR, ...at },
        { ...SOFA, ...at },
      ];
    });
    told += parts.length;
    outbox.add(parts);
    outbox.sealBefore(NOON + hour * 60 + 60);
    if (hour === 3) assert.equal(outbox.take().length, 480);
  }
  const { dropped, bytes, oldestAtMs } = outbox.state();
  assert.ok(dropped > 10_000 && bytes <= SMALL.bytesMax, `${dropped} dropped, ${bytes} bytes`);
  assert.equal(oldestAtMs, NOON * 60_000, "what was handed out is not dropped behind its back");
  const records = drain(outbox);
  assert.equal(records.length + dropped, told);
  assert.equal(new Set(seqs(records)).size, records.length);
  const minutes = records.map((record) => (record.kind === "line" ? record.minute : 0));
  assert.equal(Math.max(...minutes), NOON + 24 * 30 * 60 - 1, "the newest stays");
});

test("30 days offline of 22 cameras with two lines and a zone each fit as minutes into the default limit", (context) => {
  const folder = folderOf(context);
  const chance = chanceOf(SEED);
  const upTo = (most: number) => Math.floor(chance() * (most + 1));
  using outbox = openOutbox(folder, OPTIONS);
  for (let hour = 0; hour < 24 * 30; hour++) {
    const parts: OpenPart[] = [];
    for (let minute = NOON + hour * 60; minute < NOON + hour * 60 + 60; minute++)
      for (let camera = 0; camera < 22; camera++) {
        const at = { storeId: `store-${camera % 7}`, minute, watchedMs: 60_000 - upTo(200) };
        for (const line of ["door", "stairs"])
          parts.push({ ...DOOR, ...at, lineId: `cam-${camera}.${line}`, in: 9 + upTo(20), out: 9 + upTo(20) });
        const dwellHistogram = { [40 + upTo(40)]: 1 + upTo(3), [40 + upTo(40)]: 1 };
        parts.push({ ...SOFA, ...at, zoneId: `cam-${camera}.sofa`, personMs: upTo(400_000), dwellHistogram });
      }
    outbox.add(parts);
    outbox.sealBefore(NOON + hour * 60 + 60);
  }
  const { records, coarsened, dropped, bytes } = outbox.state();
  context.diagnostic(`${records} records in ${bytes} bytes`);
  assert.deepEqual([records, coarsened, dropped], [22 * 3 * 60 * 24 * 30, 0, 0]);
  assert.ok(bytes < OUTBOX_BYTES_MAX * 0.75, "it must have room for a month in which more happens");
  const onDisk = ["", "-wal"].reduce((sum, end) => sum + statSync(join(folder, `outbox.sqlite${end}`)).size, 0);
  assert.ok(onDisk < OUTBOX_BYTES_MAX * 0.75, `${onDisk} bytes on the disk`);
  assert.equal(outbox.take().length, 1000);
});

/**
 * An agent: each minute it says what it will add, adds it, and says so; it hands out records by printing them, and
 * acknowledges some of them as a server would that got them.
 */
const TELLER = `
  import { writeSync } from "node:fs";
  import { openOutbox } from "#adapters/outbox/outbox.ts";
  const [folder, seedText, fromText, minutesText] = process.argv.slice(1);
  let state = Number(seedText);
  const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const say = (said) => { const bytes = Buffer.from(JSON.stringify(said) + "\\n");
    for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
  const outbox = openOutbox(folder, { agentId: "agent-1", nowMs: 0, bytesMax: 262144 });
  say({ open: outbox.state() });
  const from = Number(fromText), minutes = Number(minutesText);
  for (let minute = from; minute < from + minutes; minute++) {
    for (let time = 0; time < 2; time++) {
      const parts = Array.from({ length: 20 }, (_, unit) => ({ ...${JSON.stringify(DOOR)}, lineId: "cam-" + unit + ".door",
        minute, in: 1 + Math.floor(chance() * 3), out: 0, staffIn: 0, groupsIn: 0, uncertain: 0, watchedMs: 30000 }));
      say({ adding: parts.reduce((sum, part) => sum + part.in, 0) });
      outbox.add(parts);
      say({ added: true });
    }
    outbox.sealBefore(minute + (chance() < 0.3 ? 1 : 0));
    if (chance() < 0.1) {
      const records = outbox.take({ recordsMax: 15 + Math.floor(chance() * 300) });
      say({ records });
      if (chance() < 0.7) outbox.acknowledge(records.map(({ seq }) => seq));
    }
  }
  outbox.sealBefore(from + minutes);
  for (;;) {
    const records = outbox.take();
    if (records.length === 0) break;
    say({ records });
    outbox.acknowledge(records.map(({ seq }) => seq));
  }
  say({ end: outbox.state(), trouble: outbox.trouble()?.code ?? null });
`;

test(`killed ${KILLS} times at any moment, an outbox loses nothing that it took, tells nothing twice and no number of two things (seed ${SEED})`, async (context) => {
  const folder = folderOf(context);
  const chance = chanceOf(SEED);
  const server = new Map<number, string>();
  let [added, inFlight, minute, mostCoarsened, kills] = [0, 0, NOON, 0, 0];
  const run = async (minutes: number, afterLines: number, afterMs: number) => {
    const seed = String(Math.floor(chance() * 2 ** 31));
    const words = ["--input-type=module-typescript", "-e", TELLER, folder, seed, String(minute), String(minutes)];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    let [lines, adding, end] = [0, 0, null as null | Record<string, unknown>];
    for await (const line of createInterface({ input: child.stdout })) {
      if (++lines === afterLines) setTimeout(() => child.kill("SIGKILL"), afterMs);
      let said: { adding?: number; records?: LinkRecord[]; open?: { coarsened: number }; [name: string]: unknown };
      try {
        said = JSON.parse(line);
      } catch {
        break; // The last line was cut off by the kill, before anything could be acknowledged.
      }
      if (said.adding !== undefined) adding = said.adding;
      if (said.added) {
        added += adding;
        adding = 0;
      }
      if (said.open) mostCoarsened = said.open.coarsened;
      for (const record of said.records ?? []) {
        const text = JSON.stringify(record);
        assert.equal(server.get(record.seq) ?? text, text, "a number says two things");
        server.set(record.seq, text);
      }
      if (said.end) end = said;
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    if (child.signalCode === "SIGKILL") kills += 1;
    // Whether what was being added when it was killed is there or not is both right.
    inFlight += adding;
    minute += chance() < 0.5 ? minutes : 7;
    return end;
  };
  for (let kill = 0; kill < KILLS; kill++) await run(400, 1 + Math.floor(chance() * 250), chance() * 10);
  const before = Math.max(...server.keys());
  const end = await run(1, 1e9, 0);
  assert.ok(end, "it did not come to its end");
  assert.equal(end.trouble, null);
  const { records, dropped, coarsened } = end.end as { records: number; dropped: number; coarsened: number };
  assert.deepEqual([records, dropped], [0, 0]);
  assert.ok(kills > KILLS / 2, `only ${kills} were killed before their end`);
  assert.ok(mostCoarsened > 0 && coarsened >= mostCoarsened, "the limit was never reached; the test proves less");
  assert.ok(Math.max(...server.keys()) > before);
  const got = [...server.values()].reduce((sum, text) => sum + JSON.parse(text).in, 0);
  context.diagnostic(`${kills} kills, ${server.size} records, ${coarsened} coarsened, ${inFlight} in doubt`);
  assert.ok(got >= added && got <= added + inFlight, `${added} were added, ${inFlight} perhaps, ${got} came`);
});

/** Runs on a small disk of its own, which it fills and empties again. */
const ON_A_FULL_DISK = `
  import assert from "node:assert/strict";
  import { closeSync, openSync, rmSync, writeSync } from "node:fs";
  import { openOutbox } from "#adapters/outbox/outbox.ts";
  const disk = process.argv[1];
  const part = ${JSON.stringify(DOOR)};
  const fill = () => {
    const file = openSync(disk + "/filler", "a");
    for (const size of [65536, 4096, 1]) try { for (;;) writeSync(file, Buffer.alloc(size)); } catch {}
    closeSync(file);
  };
  const outbox = openOutbox(disk + "/agent", { agentId: "agent-1", nowMs: 0 });
  outbox.add([part]);
  outbox.note([${JSON.stringify(FROZEN)}]);
  assert.equal(outbox.trouble(), null);
  fill();
  // What the log has room for is still written.
  let minute = part.minute + 1;
  for (; outbox.trouble() === null; minute++) {
    assert.ok(minute < part.minute + 100_000, "the disk is not full");
    outbox.add([{ ...part, minute }]);
  }
  assert.equal(outbox.trouble().code, "outbox/full");
  for (let more = 0; more < 50; more++, minute++) outbox.add([{ ...part, minute }, { ...part, minute }]);
  outbox.sealBefore(minute);
  outbox.note([${JSON.stringify(FROZEN)}]);
  assert.deepEqual(outbox.take(), [], "what is not on the disk must not leave");
  assert.deepEqual([outbox.state().dropped, outbox.state().records], [0, 1]);
  outbox.add(Array.from({ length: 100_010 }, (_, index) => ({ ...part, minute: minute + index })));
  const dropped = outbox.state().dropped;
  assert.ok(dropped > 10 && dropped < 10 + minute - part.minute + 50, dropped + " dropped");
  assert.equal(outbox.trouble().code, "outbox/full");
  rmSync(disk + "/filler");
  outbox.sealBefore(minute + 200_000);
  assert.equal(outbox.trouble(), null);
  let people = 0, events = 0;
  for (;;) {
    const records = outbox.take();
    if (records.length === 0) break;
    for (const record of records) record.kind === "line" ? (people += record.in) : (events += 1);
    outbox.acknowledge(records.map(({ seq }) => seq));
  }
  const told = 3 * (minute - part.minute + 50 + 100_010);
  assert.deepEqual([events, people], [2, told - 3 * dropped]);
  fill();
  outbox[Symbol.dispose]();
`;

test("while the disk is full what is told is kept in memory and sent later; beyond a limit it is counted as lost", (context) => {
  if (spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"]).status !== 0)
    return context.skip("this machine lets nobody make a disk to fill");
  const disk = folderOf(context);
  const script = `mount -t tmpfs -o size=24m lintel-test "$1" && exec "$2" --input-type=module-typescript -e "$3" "$1"`;
  const words = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk];
  const { status, stderr } = spawnSync("unshare", [...words, process.execPath, ON_A_FULL_DISK], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
