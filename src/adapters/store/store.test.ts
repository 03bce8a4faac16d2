import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import fc from "fast-check";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { minuteTotal, sumOfTotals } from "#domain/totals/total.ts";
import type { UnitTotal } from "#domain/totals/unit-total.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { BucketPart, LinePart, ZonePart } from "#domain/wire/bucket-part.ts";
import { openToRead, openToWrite, STORE_FILE } from "./database.ts";
import { mendTotals, rebuildTotals } from "./rebuild.ts";
import { MIGRATIONS } from "./schema.ts";
import { openStore, openStoreReader, type Span, type Store } from "./store.ts";

const ALWAYS = { fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER };
const NOON = Date.parse("2026-10-25T12:00Z") / 60_000;
const DECLARED: readonly AgentRecord[] = [
  { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
  { kind: "line-version", storeId: "zurich", lineId: "door", version: 1, role: "entrance" },
  { kind: "line-version", storeId: "zurich", lineId: "door", version: 2, role: "entrance" },
  { kind: "zone-version", storeId: "zurich", zoneId: "till", version: 1 },
  { kind: "store", storeId: "kolkata", timeZone: "Asia/Kolkata" },
  { kind: "line-version", storeId: "kolkata", lineId: "door", version: 1, role: "entrance" },
];

const DOOR: LinePart = {
  kind: "line",
  storeId: "zurich",
  lineId: "door",
  version: 1,
  minute: NOON,
  agentId: "agent-1",
  seq: 0,
  in: 3,
  out: 1,
  staffIn: 1,
  staffOut: 0,
  groupsIn: 1,
  uncertain: 0,
  watchedMs: 60_000,
  method: "body-1",
};
const TILL: ZonePart = {
  kind: "zone",
  storeId: "zurich",
  zoneId: "till",
  version: 1,
  minute: NOON,
  agentId: "agent-1",
  seq: 1,
  entered: 1,
  dwellHistogram: { 40: 1 },
  occupancyMax: 2,
  personMs: 30_000,
  watchedMs: 60_000,
  method: "body-1",
};

/** Parts of a day around the change of the clocks: few minutes, so that many parts fall into one. */
const part: fc.Arbitrary<BucketPart> = fc
  .record({
    unit: fc.constantFrom("door 1", "door 2", "till", "kolkata"),
    minute: fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -1500, max: 1500 })),
    agentId: fc.constantFrom("agent-1", "agent-2"),
    seq: fc.nat({ max: 30 }),
    watchedMs: fc.nat({ max: 60_000 }),
    people: fc.nat({ max: 9 }),
    method: fc.constantFrom("body-1" as const, "sensor-1" as const),
  })
  .map(({ unit, minute, agentId, seq, watchedMs, people, method }) => {
    const told = { minute: NOON - 720 + minute, agentId, seq, watchedMs };
    if (unit === "till")
      return { ...TILL, ...told, entered: people, dwellHistogram: { [people * 7]: people + 1 }, occupancyMax: people };
    const where = unit === "kolkata" ? { storeId: "kolkata" } : { version: Number(unit.at(-1)) };
    return { ...DOOR, ...told, ...where, in: people, staffIn: 0, groupsIn: 0, method };
  });

function folderFor(context: { after(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

async function answers(store: Store): Promise<unknown> {
  const all: unknown[] = [];
  for (const storeId of await store.stores()) {
    all.push(await store.parts({ storeId, ...ALWAYS }));
    for (const span of ["minute", "quarter", "hour", "day"] as const)
      all.push(await store.totals(span, { storeId, ...ALWAYS }));
  }
  return all;
}

/** What a store must answer, worked out from the parts without a database. */
function expected(parts: readonly BucketPart[], storeId: string, timeZone: string, span: Span): unknown[] {
  const calendar = storeCalendar(timeZone);
  const startOf = (minute: number) =>
    ({
      minute,
      quarter: Math.floor(minute / 15) * 15,
      hour: calendar.hourOf(minute),
      day: calendar.minutesOf(calendar.dayOf(minute)).fromMinute,
    })[span];
  const nameOf = (one: BucketPart) => `${one.kind} ${one.kind === "line" ? one.lineId : one.zoneId} ${one.version}`;
  const minutes = Map.groupBy(
    parts.filter((one) => one.storeId === storeId),
    (one) => `${nameOf(one)} ${one.minute}`,
  );
  const spans = Map.groupBy([...minutes.values()], ([one]) => `${nameOf(one!)} ${startOf(one!.minute)}`);
  return [...spans]
    .map(([key, groups]) => [key, groups.map(([first, ...rest]) => minuteTotal([first!, ...rest])).reduce(sumOfTotals)])
    .toSorted();
}

function told({ unit, fromMinute, total }: UnitTotal): unknown[] {
  return [`${unit.kind} ${unit.unitId} ${unit.version} ${fromMinute}`, total];
}

test("however parts arrive, late, twice, in any order and any batches, the store answers the same and what they say", async (context) => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(part, {
        minLength: 1,
        maxLength: 40,
        selector: (one) => `${one.storeId} ${one.agentId} ${one.seq}`,
      }),
      fc.array(fc.nat(), { minLength: 80, maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      async (parts, order, batch) => {
        const [atOnce, inPieces] = [folderFor(context), folderFor(context)];
        using whole = await openStore(atOnce);
        using pieces = await openStore(inPieces);
        assert.equal((await whole.ingest([...DECLARED, ...parts])).added, parts.length);
        // Everything twice, shuffled.
        const shuffled = [...parts, ...parts]
          .map((one, index) => ({ one, at: order[index]! }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        await pieces.ingest(DECLARED);
        const sum = { added: 0, repeated: 0, contradicted: 0 };
        for (let from = 0; from < shuffled.length; from += batch) {
          const { added, repeated, contradicted } = await pieces.ingest(shuffled.slice(from, from + batch));
          sum.added += added;
          sum.repeated += repeated;
          sum.contradicted += contradicted;
        }
        assert.deepEqual(sum, { added: parts.length, repeated: parts.length, contradicted: 0 });
        assert.deepEqual(await answers(pieces), await answers(whole));
        for (const [storeId, zone] of [
          ["zurich", "Europe/Zurich"],
          ["kolkata", "Asia/Kolkata"],
        ] as const)
          for (const span of ["minute", "quarter", "hour", "day"] as const) {
            const answer = (await pieces.totals(span, { storeId, ...ALWAYS })).map(told).toSorted();
            assert.deepEqual(answer, expected(parts, storeId, zone, span), `${storeId} ${span}`);
          }
        for (const folder of [atOnce, inPieces]) assert.equal((await rebuildTotals(folder)).different, 0);
      },
    ),
    { numRuns: 25 },
  );
});

test("two parts of a minute sum; what is told beyond 60 seconds of it is cut off and counted", async (context) => {
  using store = await openStore(folderFor(context));
  await store.ingest([...DECLARED, { ...DOOR, watchedMs: 40_000 }]);
  await store.ingest([{ ...DOOR, seq: 7, watchedMs: 30_000, in: 2, method: "sensor-1" }]);
  for (const span of ["minute", "quarter", "hour", "day"] as const) {
    const [answer] = await store.totals(span, { storeId: "zurich", ...ALWAYS });
    const { watchedMs, watchedMsCut, method } = answer!.total;
    assert.deepEqual(
      { watchedMs, watchedMsCut, method },
      { watchedMs: 60_000, watchedMsCut: 10_000, method: "sensor-1" },
    );
    assert.equal(answer!.total.kind === "line" && answer!.total.in, 5);
  }
});

test("another part under a number that was told already changes nothing, and is counted as a contradiction", async (context) => {
  using store = await openStore(folderFor(context));
  await store.ingest([...DECLARED, DOOR]);
  const before = await answers(store);
  const lies = [
    { ...DOOR, in: 9 },
    { ...DOOR, minute: NOON + 1 },
    { ...DOOR, version: 2 },
    { ...TILL, seq: DOOR.seq },
  ];
  assert.deepEqual(await store.ingest([...lies, DOOR]), { added: 0, repeated: 1, contradicted: 4, eventsRemoved: 0 });
  assert.deepEqual(await answers(store), before);
  assert.deepEqual(await store.ingest([{ ...TILL }, { ...TILL, entered: 7 }]), {
    added: 1,
    repeated: 0,
    contradicted: 1,
    eventsRemoved: 0,
  });
});

test("a day of 23 and one of 25 hours hold just their hours", async (context) => {
  using store = await openStore(folderFor(context));
  await store.ingest(DECLARED);
  for (const [day, hours] of [
    ["2026-03-29", 23],
    ["2026-10-25", 25],
    ["2026-10-26", 24],
  ] as const) {
    const { fromMinute, toMinute } = (await store.calendarOf("zurich")).minutesOf(day);
    const around = Array.from({ length: toMinute - fromMinute + 120 }, (_, index): LinePart => {
      const minute = fromMinute - 60 + index;
      return { ...DOOR, minute, seq: minute, in: 1, staffIn: 0, groupsIn: 0 };
    });
    await store.ingest(around);
    const question = { storeId: "zurich", fromMinute, toMinute };
    const [answer, ...others] = await store.totals("day", question);
    assert.equal(others.length, 0);
    assert.deepEqual([answer!.fromMinute, answer!.toMinute], [fromMinute, toMinute]);
    assert.equal(answer!.total.watchedMs, hours * 3_600_000);
    assert.equal((await store.totals("hour", question)).length, hours);
    assert.equal((await store.totals("minute", question)).length, hours * 60);
  }
});

test("a store whose time zone is told anew has the days of the new one", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const night = Date.parse("2026-06-01T20:00Z") / 60_000;
  await store.ingest([...DECLARED, { ...DOOR, minute: night }]);
  await store.ingest([
    { kind: "store", storeId: "zurich", timeZone: "Asia/Kolkata" },
    { ...DOOR, minute: night, seq: 5 },
  ]);
  const calendar = await store.calendarOf("zurich");
  const days = await store.totals("day", { storeId: "zurich", ...ALWAYS });
  assert.deepEqual(
    days.map(({ fromMinute, total }) => [
      calendar.dayOf(fromMinute),
      calendar.clockOf(fromMinute),
      total.kind === "line" && total.in,
    ]),
    [["2026-06-02", "00:00", 6]],
  );
  assert.equal((await rebuildTotals(folder)).different, 0);
});

test("a batch with a part of something undeclared, or a line of another role, is refused whole", async (context) => {
  using store = await openStore(folderFor(context));
  await assert.rejects(store.ingest([DOOR]), isFault("store/undeclared"));
  await store.ingest([...DECLARED, DOOR]);
  const before = await answers(store);
  const next = { ...DOOR, seq: 9 };
  const refused: ReadonlyArray<readonly [AgentRecord, FaultCode]> = [
    [{ ...DOOR, seq: 8, version: 3 }, "store/undeclared"],
    [{ ...DOOR, seq: 8, storeId: "oslo" }, "store/undeclared"],
    [{ ...TILL, seq: 8, zoneId: "door" }, "store/undeclared"],
    [{ kind: "zone-version", storeId: "oslo", zoneId: "till", version: 1 }, "store/undeclared"],
    [{ kind: "line-version", storeId: "zurich", lineId: "door", version: 1, role: "inner" }, "store/version-changed"],
  ];
  for (const [record, code] of refused) {
    const fresh: AgentRecord = { kind: "line-version", storeId: "zurich", lineId: "gate", version: 1, role: "inner" };
    await assert.rejects(store.ingest([fresh, next, record]), isFault(code));
    assert.deepEqual(await answers(store), before);
  }
  assert.deepEqual(await store.ingest([...DECLARED, next]), {
    added: 1,
    repeated: 0,
    contradicted: 0,
    eventsRemoved: 0,
  });
});

test("a question is answered for its time and its line only, also beside the writer; a store that nobody told of is a fault", async (context) => {
  const folder = folderFor(context);
  assert.throws(() => openStoreReader(folder), isFault("store/not-found"));
  using store = await openStore(folder);
  await store.ingest([...DECLARED, DOOR, TILL, { ...DOOR, seq: 2, minute: NOON + 60 }]);
  using reader = openStoreReader(folder);
  const question = { storeId: "zurich", unitId: "door", fromMinute: NOON + 1, toMinute: NOON + 61 };
  assert.deepEqual(await reader.parts(question), [{ ...DOOR, seq: 2, minute: NOON + 60 }]);
  assert.equal((await reader.totals("hour", question)).length, 1);
  await store.ingest([{ ...DOOR, seq: 3, minute: NOON + 2 }]);
  assert.equal((await reader.parts(question)).length, 2);
  assert.deepEqual(await reader.parts({ storeId: "zurich", ...ALWAYS, unitId: "till" }), [TILL]);
  await assert.rejects(reader.totals("day", { storeId: "oslo", ...ALWAYS }), isFault("store/unknown"));
});

test("a store has one writer", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    await store.ingest(DECLARED);
    await assert.rejects(openStore(folder), isFault("store/second-writer"));
  }
  using again = await openStore(folder);
  assert.deepEqual(await again.stores(), ["kolkata", "zurich"]);
});

test("a total that is not what its parts say is named, and mended where that is asked", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    await store.ingest([...DECLARED, DOOR, TILL]);
  }
  const path = join(folder, STORE_FILE);
  {
    using sqlite = new DatabaseSync(path);
    sqlite.exec(
      `update total set "in" = 4 where span = 'hour' and kind = 'line'; delete from total where kind = 'zone'`,
    );
  }
  const found = await rebuildTotals(folder);
  assert.deepEqual([found.totals, found.different], [4, 3]);
  assert.deepEqual([found.first?.kept?.in, found.first?.rebuilt?.in], [4, 3]);
  assert.equal((await rebuildTotals(folder)).different, 3, "comparing must not mend");
  assert.equal((await mendTotals(folder)).different, 3);
  assert.deepEqual(await rebuildTotals(folder), { totals: 4, different: 0, first: null, doubled: 0, untold: 0 });
});

test("a database goes forward step by step, never back, and one that is newer than the program is refused untouched", async (context) => {
  const path = join(folderFor(context), STORE_FILE);
  const next = async (db: Parameters<(typeof MIGRATIONS)[number]>[0]) => {
    await db.schema.alterTable("store").addColumn("closed", "integer").execute();
  };
  const broken = async (db: Parameters<(typeof MIGRATIONS)[number]>[0]) => {
    await next(db);
    throw new Error("half way");
  };
  const form = () => {
    using sqlite = new DatabaseSync(path);
    return { ...sqlite.prepare("pragma user_version").get() };
  };
  (await openToWrite(path))[Symbol.dispose]();
  assert.deepEqual(form(), { user_version: MIGRATIONS.length });
  await assert.rejects(openToWrite(path, [...MIGRATIONS, broken]), /half way/);
  assert.deepEqual(form(), { user_version: MIGRATIONS.length });
  (await openToWrite(path, [...MIGRATIONS, next]))[Symbol.dispose]();
  assert.deepEqual(form(), { user_version: MIGRATIONS.length + 1 });
  await assert.rejects(openToWrite(path), isFault("store/newer"));
  assert.throws(() => openToRead(path), isFault("store/newer"));
  assert.deepEqual(form(), { user_version: MIGRATIONS.length + 1 });
});

test("a database of another program, or of an older form where it is only read, is refused", async (context) => {
  const folder = folderFor(context);
  const path = join(folder, STORE_FILE);
  {
    using sqlite = new DatabaseSync(path);
    sqlite.exec("create table theirs (x)");
  }
  await assert.rejects(openStore(folder), isFault("store/damaged"));
  rmSync(path);
  (await openToWrite(path))[Symbol.dispose]();
  {
    using sqlite = new DatabaseSync(path);
    sqlite.exec("pragma user_version = 0");
  }
  assert.throws(() => openStoreReader(folder), isFault("store/older"));
});
