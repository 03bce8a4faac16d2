import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { BucketPart } from "#domain/wire/bucket-part.ts";
import { type Decimal, readCount } from "./count-text.ts";
import { HistoryMapping } from "./history-mapping.ts";
import { historyParts } from "./history-parts.ts";
import { type History, readHistory } from "./history-rows.ts";
import { isPersonalColumn } from "./personal-column.ts";
import { proposeMapping } from "./propose-mapping.ts";
import { shownMinutes } from "./shown-minutes.ts";
import { timeReader } from "./time-format.ts";

const minuteOf = (text: string) => Date.parse(text) / 60_000;
const zurich = storeCalendar("Europe/Zurich");
const LATER_MS = Date.UTC(2027, 0);

test("times are read as tables of all kinds write them, and what no calendar has is not a time", () => {
  const at = (text: string) => minuteOf(`${text}Z`);
  const read: ReadonlyArray<readonly [formats: string[], cells: string[], wall: string | null]> = [
    [["dd.MM.yyyy", "HH:mm"], ["29.03.2026", "09:00"], "2026-03-29T09:00"],
    [["M/d/yyyy h:mm a"], ["3/9/2026 12:30 AM"], "2026-03-09T00:30"],
    [["M/d/yyyy h:mm a"], ["3/9/2026 12:30\u202fp.m."], "2026-03-09T12:30"],
    [["yyyyMMddHHmmss"], ["20260327235900"], "2026-03-27T23:59"],
    [["dd/MM/yyyy", "HH:mm - *"], ["01/02/2026", "21:00 - 21:59"], "2026-02-01T21:00"],
    [["dd.MM.yy"], ["01.02.26"], "2026-02-01T00:00"],
    [["yyyy-MM-dd", "H"], ["2026-02-01", "24"], "2026-02-02T00:00"],
    [["dd.MM.yyyy"], ["30.02.2026"], null],
    [["dd.MM.yyyy"], ["1.2.2026"], null],
    [["dd.MM.yyyy HH:mm"], ["01.02.2026 25:00"], null],
    [["h:mm a", "dd.MM.yyyy"], ["13:00 PM", "01.02.2026"], null],
    [["yyyy-MM-dd"], ["1999-12-31"], null],
    [["yyyy-MM-dd"], [""], null],
  ];
  for (const [formats, cells, wall] of read)
    assert.deepEqual(
      timeReader(formats)(cells),
      wall === null ? null : { kind: "wall", minute: at(wall) },
      `${formats} ${cells}`,
    );
  const iso = timeReader(["iso"]);
  assert.deepEqual(iso(["2026-03-29T09:00:00+0200"]), { kind: "instant", minute: at("2026-03-29T07:00") });
  assert.deepEqual(iso(["2026-03-29 09:00Z"]), { kind: "instant", minute: at("2026-03-29T09:00") });
  assert.equal(iso(["2026-02-30T09:00Z"]), null);
  assert.equal(iso(["2026-03-29T09:00"]), null);
});

test("counts are read with the signs of their country, and half a visitor is none", () => {
  const read: ReadonlyArray<readonly [text: string, decimal: Decimal, count: number | null]> = [
    ["1234", ".", 1234],
    ["1,234", ".", 1234],
    ["1.234", ",", 1234],
    ["1'234", ".", 1234],
    ["1\u202f234,0", ",", 1234],
    ["12.00", ".", 12],
    ["12.5", ".", null],
    ["1.234", ".", null],
    ["1,23", ".", null],
    ["-1", ".", null],
    ["", ".", null],
    ["=1+1", ".", null],
    ["1e3", ".", null],
  ];
  for (const [text, decimal, count] of read) assert.equal(readCount(text, decimal), count, `${text} ${decimal}`);
});

test("a column about a person is known by its header, and one about a door is not", () => {
  for (const header of [
    "FaceID",
    "face_count",
    "Person ID",
    "personName",
    "Name",
    "First name",
    "Vorname",
    "Kundennummer",
    "Customer No",
    "Member ID",
    "E-Mail",
    "Phone",
    "MAC",
    "Gender Male %",
    "Age group",
    "Alter",
    "性别",
    "人脸ID",
    "이름",
  ])
    assert.ok(isPersonalColumn(header), header);
  for (const header of [
    "Site Name",
    "Counter name",
    "Line",
    "Visitors",
    "Visitors In",
    "Besucherzahl",
    "Personenanzahl",
    "In",
    "Stage",
    "Percentage",
    "Surface",
    "Entrance",
    "Interface",
    "进客流",
  ])
    assert.ok(!isPersonalColumn(header), header);
});

test("an hour is shown once on most days, never where it is left out, and twice where it is repeated", () => {
  const shown = shownMinutes(zurich);
  const hour = (text: string) => shown(minuteOf(`${text}Z`), minuteOf(`${text}Z`) + 60);
  const stretch = (from: string) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(from) + 60 });
  assert.deepEqual(hour("2026-03-29T01:00"), [stretch("2026-03-29T00:00Z")]);
  assert.deepEqual(hour("2026-03-29T02:00"), []);
  assert.deepEqual(hour("2026-10-25T02:00"), [stretch("2026-10-25T00:00Z"), stretch("2026-10-25T01:00Z")]);
  const day = shown(minuteOf("2026-10-25T00:00Z"), minuteOf("2026-10-26T00:00Z"));
  assert.equal(
    day.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0),
    1500,
  );
});

const PLAIN = {
  lintel_import: 1,
  name: "old",
  span: "hour",
  time: [{ column: "t", format: "yyyy-MM-dd HH:mm" }],
  lines: [{ line: "before.door", in: "in", out: "out" }],
} as const;

async function read(
  rows: readonly string[],
  change: Record<string, unknown> = {},
  { maySkip = false, nowMs = LATER_MS }: { maySkip?: boolean; nowMs?: number } = {},
): Promise<History> {
  const records = rows.map((row, index) => ({ cells: row.split(","), line: index + 1 }));
  const mapping = HistoryMapping.parse({ ...PLAIN, ...change });
  return await readHistory(
    (async function* () {
      yield* records;
    })(),
    mapping,
    { calendar: zurich, nowMs, maySkip },
  );
}

const spansOf = ({ counts }: History) =>
  counts.map(({ stretches, in: people, out }) => [
    stretches.map(
      ({ fromMinute, toMinute }) =>
        `${new Date(fromMinute * 60_000).toISOString().slice(0, 16)}+${toMinute - fromMinute}`,
    ),
    people,
    out,
  ]);

test("a day of 23 hours and one of 25 are read from tables with 24 rows, with 23 and with 25", async () => {
  const spring = ["t,in,out", "2026-03-29 01:00,1,0", "2026-03-29 02:00,0,0", "2026-03-29 03:00,3,0"];
  const read23 = await read(spring);
  assert.deepEqual(spansOf(read23), [
    [["2026-03-29T00:00+60"], 1, 0],
    [["2026-03-29T01:00+60"], 3, 0],
  ]);
  assert.equal(read23.tally.neverShown, 1);
  await assert.rejects(
    read(spring.with(2, "2026-03-29 02:00,4,0")),
    /line 3: the clocks never showed 2026-03-29 02:00/,
  );
  const autumn = ["t,in,out", "2026-10-25 02:00,7,2", "2026-10-25 03:00,1,0"];
  assert.deepEqual(spansOf(await read(autumn))[0], [["2026-10-25T00:00+60", "2026-10-25T01:00+60"], 7, 2]);
  assert.deepEqual(spansOf(await read(autumn.toSpliced(2, 0, "2026-10-25 02:00,5,1"))).slice(0, 2), [
    [["2026-10-25T00:00+60"], 7, 2],
    [["2026-10-25T01:00+60"], 5, 1],
  ]);
  const days = { span: "day", time: [{ column: "t", format: "yyyy-MM-dd" }] };
  assert.deepEqual(spansOf(await read(["t,in,out", "2026-03-29,9,9"], days)), [
    [["2026-03-28T23:00+120", "2026-03-29T01:00+1260"], 9, 9],
  ]);
});

test("rows are told apart: sums, empty, repeated, unfinished, left out, and each is counted", async () => {
  const rows = [
    "t,in,out,door",
    "2026-03-02 09:00,1,1,A",
    "2026-03-02 09:00,1,1,A",
    "2026-03-02 10:00,,,A",
    "2026-03-02 11:00,5,5,B",
    "2026-03-02 12:00,2,2,A",
    "Total,99,99,",
  ];
  const { counts, tally } = await read(
    rows,
    {
      lines: [{ line: "before.door", in: "in", out: "out", where: { column: "door", is: ["A"] } }],
      leave_out: { column: "door", is: ["B"] },
    },
    { nowMs: Date.parse("2026-03-02T11:30Z") },
  );
  assert.equal(counts.length, 1);
  assert.deepEqual(tally, {
    rows: 6,
    counted: 3,
    leftOut: 1,
    totals: 1,
    empty: 1,
    repeated: 1,
    neverShown: 0,
    unfinished: 1,
    bad: 0,
  });
});

test("a row that cannot be read is a fault with its line, or is passed over and counted where that is asked", async () => {
  const sound = "2026-03-02 09:00,1,1";
  for (const [row, why] of [
    ["2.3.2026,1,1", /line 3: `2.3.2026` is no time/],
    ["2026-03-02 10:07,1,1", /line 3: its time begins at 2026-03-02 10:07, which is no whole hour/],
    ["2026-03-02 10:00,1.5,1", /line 3: `in` is `1.5`/],
    ["2026-03-02 10:00,,1", /line 3: `in` is ``/],
    ["2026-03-02 10:00,700000,1", /line 3: `in` is 700000/],
    ["2026-03-02 09:00,2,1", /line 3: line 2 tells the same counter and time with other counts/],
  ] as const) {
    await assert.rejects(
      read(["t,in,out", sound, row]),
      (error) => error instanceof Fault && error.code === "import/row-unreadable" && why.test(error.detail),
      row,
    );
    const skipped = await read(["t,in,out", sound, row], {}, { maySkip: true });
    assert.deepEqual([skipped.tally.bad, skipped.badRows.length, skipped.counts.length], [1, 1, 1], row);
  }
  await assert.rejects(
    read(["t,in,out,door", `${sound},C`], {
      lines: [{ line: "before.a", in: "in", where: { column: "door", is: ["A"] } }],
    }),
    /`door` is `C`/,
  );
});

test("a file with other columns is refused, and what it has about persons is named nowhere as a value", async () => {
  await assert.rejects(read(["time,in,out,Person ID"]), (error) => {
    assert.ok(error instanceof Fault && error.code === "import/other-columns");
    assert.doesNotMatch(error.detail, /Person/);
    return true;
  });
  await assert.rejects(read(["t,in,in,out"]), /two columns `in`/);
  const { personal, unread } = await read(["t,in,out,Person ID,Weather", "2026-03-02 09:00,1,1,p-77,rain"]);
  assert.deepEqual([personal, unread], [["Person ID"], ["Weather"]]);
  assert.ok(!HistoryMapping.safeParse({ ...PLAIN, lines: [{ line: "before.door", in: "face_count" }] }).success);
});

test("two counters of one door are summed, and where one of them is silent the door was not wholly watched", async () => {
  const lines = [{ line: "before.door", in: "in", out: "out", where: { column: "door", is: ["L", "R"] } }];
  const rows = ["t,in,out,door", "2026-03-02 09:00,1,0,L", "2026-03-02 09:00,2,1,R", "2026-03-02 10:00,4,0,L"];
  const { counts } = await read(rows, { lines });
  assert.deepEqual(
    counts.map(({ in: people, out, isWhole }) => [people, out, isWhole]),
    [
      [3, 1, true],
      [4, 0, false],
    ],
  );
});

test("what a row counted is the sum of its minutes, whatever it is and however long its day", () => {
  const plan = { storeId: "s", agentId: "import-1", calendar: zurich };
  fc.assert(
    fc.property(
      fc.nat(5000),
      fc.nat(5000),
      fc.constantFrom(60, 1380, 1440, 1500),
      fc.boolean(),
      (people, out, minutes, isOpen) => {
        const fromMinute = minuteOf("2026-10-24T22:00Z");
        const count = {
          line: "before.door",
          version: 1,
          stretches: [{ fromMinute, toMinute: fromMinute + minutes }],
          in: people,
          out,
          isWhole: true,
        };
        const open = isOpen && minutes > 60 ? { from: 540, to: 1200 } : null;
        const parts = historyParts(count, { ...plan, open });
        assert.equal(parts.length, minutes);
        assert.equal(
          parts.reduce((sum, part) => sum + part.in, 0),
          people,
        );
        assert.equal(
          parts.reduce((sum, part) => sum + part.out, 0),
          out,
        );
        assert.equal(new Set(parts.map(({ seq }) => seq)).size, minutes);
        for (const part of parts) BucketPart.parse({ ...part, lineId: "door" });
        if (open) assert.ok(parts.every((part) => part.in === 0 || /^(09|1\d):/.test(zurich.clockOf(part.minute))));
      },
    ),
    { numRuns: 60 },
  );
});

test("a mapping is proposed for what shops have, and doubts are said", () => {
  const propose = (text: string, delimiter = ",") =>
    proposeMapping(text.split("\n").map((row, index) => ({ cells: row.split(delimiter), line: index + 1 })));
  const hours = (day: string) => Array.from({ length: 12 }, (_, h) => `${day},${String(h + 9).padStart(2, "0")}:00`);
  const footfall = propose(
    ["Hourly report", "Site Name,Counter,Date,Hour,Visitors In,Visitors Out,Visitor ID"]
      .concat(hours("28/03/2026").flatMap((t) => [`High Street,Main,${t},10,9,x`, `High Street,Side,${t},3,2,y`]))
      .concat("Total,,,,156,132,")
      .join("\n"),
  );
  assert.deepEqual(footfall?.mapping.time, [
    { column: "Date", format: "dd/MM/yyyy" },
    { column: "Hour", format: "HH:mm" },
  ]);
  assert.deepEqual([footfall?.mapping.header_line, footfall?.mapping.span], [2, "hour"]);
  assert.deepEqual(
    footfall?.mapping.lines.map(({ line, in: comers, out, where }) => [line, comers, out, where?.is]),
    [
      ["before.Main", "Visitors In", "Visitors Out", ["Main"]],
      ["before.Side", "Visitors In", "Visitors Out", ["Side"]],
    ],
  );
  assert.deepEqual(footfall?.personal, ["Visitor ID"]);
  const american = propose(
    ["Date Time,In,Out", "1/1/2026 9:00 AM,1,1", "1/2/2026 9:00 AM,1,1", "1/3/2026 9:00 AM,1,1"].join("\n"),
  );
  assert.deepEqual([american?.mapping.time[0]?.format, american?.mapping.span], ["M/d/yyyy h:mm a", "day"]);
  const unclear = propose(["Tag;Eintritte", "05.04.2026;1"].join("\n"), ";");
  assert.match(String(unclear?.doubts), /no column for people who leave/);
  assert.equal(propose("a,b\n1,2"), null);
  assert.equal(propose(""), null);
});
