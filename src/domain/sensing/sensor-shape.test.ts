import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { LineBucket } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { SensorCounter } from "./sensor-counter.ts";
import { READINGS_PER_MESSAGE_MAX, SENSOR_MESSAGE_BYTES_MAX, SENSOR_MESSAGE_DEPTH_MAX } from "./sensor-message.ts";
import type { SensorReading } from "./sensor-reading.ts";
import { type SensorLine, type SensorSetting, sensorReader } from "./sensor-shape.ts";

const DOOR: SensorLine = { theirs: "Line 0", line: "door", direction: "in" };
const ONLY: SensorLine = { theirs: "*", line: "door", direction: "in" };
const LINTEL: SensorSetting = { shape: "lintel", lines: [{ ...DOOR, theirs: "door" }] };
const XOVIS: SensorSetting = { shape: "xovis", lines: [DOOR] };
const AXIS: SensorSetting = { shape: "axis", lines: [ONLY], timeZone: "Europe/Zurich" };
const MILESIGHT: SensorSetting = { shape: "milesight", lines: [ONLY, { ...DOOR, theirs: "Line1" }] };
const ONVIF: SensorSetting = {
  shape: "onvif-counter",
  lines: [
    { theirs: "Entering", line: "door", direction: "in" },
    { theirs: "Leaving", line: "door", direction: "out" },
  ],
};

const COUNTER_TOPIC = "shop/onvif-ej/RuleEngine/CountAggregation/Counter/&1/2/Entering";
const AT_MS = 1_645_797_259_355;

function xovisFrame(framenumber: number, time: number, type: string, event: string, track = framenumber) {
  return {
    framenumber,
    time,
    tracked_objects: [{ track_id: track, type, position: [0.07, 0.08, 1.714], attributes: { gender: "MALE" } }],
    events: [
      {
        category: "SCENE",
        type: event,
        attributes: {
          track_id: track,
          sequence_number: 0,
          geometry_id: 2,
          geometry_type: "LINE",
          geometry_name: "Line 0",
        },
      },
    ],
  };
}

const XOVIS_LIVE = {
  live_data: {
    package_info: { version: "5.0", id: 2, agent_id: 1005 },
    sensor_info: { serial_number: "80:1F:12:00:00:01", type: "SINGLE_SENSOR", timezone: "Europe/Zurich" },
    frames: [
      xovisFrame(4344822, AT_MS, "PERSON", "LINE_CROSS_BACKWARD"),
      xovisFrame(4344846, AT_MS + 1920, "GROUP", "LINE_CROSS_BACKWARD"),
      xovisFrame(4344894, AT_MS + 5760, "PERSON", "LINE_CROSS_FORWARD"),
      xovisFrame(4344918, AT_MS + 7680, "GROUP", "LINE_CROSS_FORWARD"),
    ],
  },
};

function xovisLogic(info: string, counts: Readonly<Record<string, unknown>>) {
  return {
    id: 2,
    name: "Door counting",
    info,
    geometries: [
      { id: 1, type: "ZONE", name: "Zone 0" },
      { id: 2, type: "LINE", name: "Line 0" },
    ],
    records: [
      {
        from: 1_645_792_860_000,
        to: 1_645_792_920_000,
        counts: Object.entries(counts).map(([name, value], id) => ({ id, name, value })),
      },
    ],
  };
}

const XOVIS_SUMS = {
  logics_data: {
    package_info: { version: "5.0", id: 28, agent_id: 1008 },
    logics: [
      xovisLogic("XLT_4X_ZONE_COUNT", { balance: 3 }),
      xovisLogic("XLT_4X_LINE_IN_OUT_COUNT", { fw: 4, bw: 1, fw_male: 3, fw_female: 1, fw_mask: 2 }),
      xovisLogic("XLT_GROUP_LINE_IN_OUT_COUNT", { fw: 2, bw: 1 }),
    ],
  },
};

const MILESIGHT_PERIOD = {
  device_info: { device_mac: "24:E1:24:00:00:01", device_sn: "6384E0000000", ip_address: "192.168.60.183" },
  line_periodic_data: [
    { line: 1, line_name: "Line1", line_uuid: "9a04", total: { in: 6, out: 5 }, group: { in: 2, out: 2 } },
  ],
  line_total_data: [{ line: 1, total: { in_counted: 600, out_counted: 500 } }],
  time_info: {
    dst_status: false,
    enable_dst: true,
    start_time: "2024-05-30T20:20:00+08:00",
    end_time: "2024-05-30T20:21:00+08:00",
    time_zone: "UTC+8:00 China Standard Time (CT/CST)",
  },
};

const MILESIGHT_REGION = {
  event: "Region People Counting",
  report_type: "interval",
  device_info: { device: "Workplace Sensor", device_sn: "369362028335" },
  time_info: {
    timezone: "UTC+8:00",
    dst_status: false,
    start_time: "2022/12/20 18:15:52",
    end_time: "2022/12/20 19:15:52",
  },
  current_total: 10,
  max_counted: 12,
  numbering_regions: [1, 2],
  occupancy: [1, 0],
  snapshot: "/9j/4AAQSkZJRgABAQAAAQABAAD",
};

const LINTEL_RECORD = {
  line: "door",
  start: "2026-06-01T12:00:00Z",
  end: "2026-06-01T12:15:00+00:00",
  in: 31,
  out: 28,
};
const AXIS_SUM = { serial: "00408CAC512B", name: "Exit south", timestamp: "20170503112756", in: 12, out: 318 };
const AXIS_EXPORT = {
  data: [
    { start: "2020-06-23 00:00:00", end: "2020-06-23 01:00:00", in: 4, out: 0 },
    { start: "2020-06-23 01:00:00", end: "2020-06-23 02:00:00", in: 0, out: 3 },
  ],
};
const ONVIF_EVENT = {
  UtcTime: "2026-06-01T12:00:00Z",
  Source: { VideoSource: "1", AnalyticsConfiguration: "2", Rule: "Entering" },
  Data: { Count: "15" },
};

const SAMPLES: ReadonlyArray<readonly [SensorSetting, unknown]> = [
  [LINTEL, LINTEL_RECORD],
  [LINTEL, [LINTEL_RECORD, { ...LINTEL_RECORD, fromMs: 1, start: undefined }]],
  [XOVIS, XOVIS_LIVE],
  [XOVIS, XOVIS_SUMS],
  [AXIS, AXIS_SUM],
  [AXIS, AXIS_EXPORT],
  [MILESIGHT, MILESIGHT_PERIOD],
  [MILESIGHT, MILESIGHT_REGION],
  [ONVIF, ONVIF_EVENT],
];

function topicOf({ shape }: SensorSetting): string | null {
  return shape === "onvif-counter" ? COUNTER_TOPIC : null;
}

function told(setting: SensorSetting, value: unknown, topic = topicOf(setting)) {
  return sensorReader(setting)({ topic, text: typeof value === "string" ? value : JSON.stringify(value) });
}

function faultOf(setting: SensorSetting, value: unknown): Fault {
  try {
    told(setting, value);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return assert.fail("was read without a fault");
}

function passed(readings: readonly SensorReading[]): { in: number; out: number } {
  const sums = { in: 0, out: 0 };
  for (const reading of readings) {
    if (reading.kind === "pass") sums[reading.direction] += 1;
    if (reading.kind !== "interval" && reading.kind !== "total") continue;
    sums.in += reading.in;
    sums.out += reading.out;
  }
  return sums;
}

test("our own shape: one record or a list, with instants or milliseconds", () => {
  const fromMs = Date.parse("2026-06-01T12:00:00Z");
  const [reading] = told(LINTEL, {
    ...LINTEL_RECORD,
    uncertain: 2,
    observedSeconds: 890.5,
    staffIn: 4,
    gender: "f",
  }).readings;
  assert.deepEqual(reading, {
    kind: "interval",
    theirs: "door",
    fromMs,
    toMs: fromMs + 900_000,
    in: 31,
    out: 28,
    uncertain: 2,
    observedMs: 890_500,
  });
  const list = told(LINTEL, [{ line: "door", fromMs, toMs: fromMs + 60_000, in: 1, out: 0 }, LINTEL_RECORD]);
  assert.deepEqual(passed(list.readings), { in: 32, out: 28 });
});

test("what is not on the whitelist is dropped and counted by name, and nothing of it comes out", () => {
  const record = { ...LINTEL_RECORD, staffIn: 1, snapshot: "/9j/secret", plate: "ZH 1234", age: { low: 31 } };
  const { readings, dropped } = told(LINTEL, [record, record]);
  assert.deepEqual(dropped, { staffIn: 2, snapshot: 2, plate: 2, age: 2 });
  assert.doesNotMatch(JSON.stringify({ readings, dropped }), /secret|ZH|low/);
});

test("a record without an end, with two of them, or with a count that is none is a fault that quotes nothing", () => {
  const { end: _, ...endless } = LINTEL_RECORD;
  const cases = [
    endless,
    { ...LINTEL_RECORD, toMs: 1 },
    { ...LINTEL_RECORD, in: -1 },
    { ...LINTEL_RECORD, in: "secret" },
    { ...LINTEL_RECORD, in: 1.5 },
    { ...LINTEL_RECORD, in: { secret: 1 } },
    { ...LINTEL_RECORD, start: "secret" },
    { ...LINTEL_RECORD, line: "" },
    "secret",
    '"secret"',
    "null",
    "",
    "{secret",
    "[[]]",
  ];
  for (const value of cases) {
    const fault = faultOf(LINTEL, value);
    assert.equal(fault.code, "sensor/unreadable", JSON.stringify(value));
    assert.doesNotMatch(fault.message, /secret/);
  }
});

test("a message that is too long, too deep or holds too many records is a fault", () => {
  assert.equal(faultOf(LINTEL, `"${"x".repeat(SENSOR_MESSAGE_BYTES_MAX)}"`).code, "sensor/too-large");
  const many = Array.from({ length: READINGS_PER_MESSAGE_MAX + 1 }, () => ({ in: 1 }));
  assert.equal(faultOf(LINTEL, many).code, "sensor/too-large");
  const deep = "[".repeat(SENSOR_MESSAGE_DEPTH_MAX + 1) + "]".repeat(SENSOR_MESSAGE_DEPTH_MAX + 1);
  assert.match(faultOf(LINTEL, deep).detail, /nested/);
  assert.match(faultOf(LINTEL, "[".repeat(100_000) + "]".repeat(100_000)).detail, /nested/);
  assert.equal(faultOf(LINTEL, "[".repeat(100_000)).code, "sensor/unreadable");
});

test("Xovis: a person is one, and the group that follows two seconds later is nobody", () => {
  const { readings, dropped, refused } = told(XOVIS, XOVIS_LIVE);
  assert.deepEqual(passed(readings), { in: 1, out: 1 });
  assert.deepEqual(refused, { "not-a-person": 2 });
  assert.equal(dropped.position, 4);
  assert.equal(readings.filter(({ kind }) => kind === "heard").length, 4);
});

test("Xovis: an event whose person is not described beside it is not counted, and that is said", () => {
  const frame = { ...xovisFrame(1, AT_MS, "PERSON", "LINE_CROSS_FORWARD"), tracked_objects: [] };
  const zone = xovisFrame(2, AT_MS, "PERSON", "ZONE_ENTRY");
  const { readings, refused } = told(XOVIS, { live_data: { frames: [frame, zone] } });
  assert.deepEqual(passed(readings), { in: 0, out: 0 });
  assert.deepEqual(refused, { "not-understood-whom": 1, "not-a-count": 1 });
});

test("Xovis: sums of lines count, those of zones and groups do not, and sex and masks are dropped", () => {
  const { readings, dropped, refused } = told(XOVIS, XOVIS_SUMS);
  assert.deepEqual(passed(readings), { in: 4, out: 1 });
  assert.equal(readings.length, 1);
  assert.deepEqual(refused, { "not-a-count": 1, "not-a-person": 1 });
  assert.deepEqual([dropped.fw_male, dropped.fw_female, dropped.fw_mask], [1, 1, 1]);
});

test("Xovis: a package that is sent again counts nobody again", () => {
  const counter = new SensorCounter(grantsForFilm().count!, XOVIS.lines);
  const { readings } = told(XOVIS, XOVIS_LIVE);
  assert.equal(counter.take(readings, AT_MS + 10_000).accepted, 2);
  const again = counter.take(readings, AT_MS + 20_000);
  assert.deepEqual([again.accepted, again.repeated, again.buckets], [0, 2, []]);
});

test("Axis: the running sum is since midnight where the camera hangs", () => {
  assert.deepEqual(told(AXIS, AXIS_SUM), {
    readings: [
      {
        kind: "total",
        theirs: "*",
        atMs: Date.parse("2017-05-03T09:27:56Z"),
        in: 12,
        out: 318,
        resetMs: Date.parse("2017-05-02T22:00:00Z"),
        isPrompt: false,
      },
    ],
    dropped: { serial: 1, name: 1 },
    refused: {},
  });
});

test("Axis: an export is times with their counts, alone or in the wrapping it comes in", () => {
  const { readings } = told(AXIS, AXIS_EXPORT);
  assert.deepEqual(passed(readings), { in: 4, out: 3 });
  assert.deepEqual(told(AXIS, AXIS_EXPORT.data).readings, readings);
  assert.deepEqual(told(AXIS, AXIS_EXPORT.data[0]).readings, readings.slice(0, 1));
});

test("ONVIF: a rule's count is read from its own topic only, quoted or not", () => {
  for (const Count of [15, "15"])
    assert.deepEqual(passed(told(ONVIF, { ...ONVIF_EVENT, Data: { Count } }).readings), { in: 15, out: 0 });
  for (const topic of [
    "shop/onvif-ej/RuleEngine/CountAggregation/OccupancyCounter/&1/2/Entering",
    "shop/onvif-mj/VideoAnalytics/1/Entering",
    "shop/RuleEngine/CountAggregation/Counter",
  ])
    assert.deepEqual(told(ONVIF, ONVIF_EVENT, topic), { readings: [], dropped: {}, refused: { "not-a-count": 1 } });
});

test("ONVIF: an empty message says that the rule named in the topic is gone", () => {
  assert.deepEqual(told(ONVIF, "").readings, [{ kind: "gone", theirs: "Entering" }]);
});

test("ONVIF: two rules of one door count its two directions, and a decrease is a reset", () => {
  const counter = new SensorCounter(grantsForFilm().count!, ONVIF.lines);
  const said = (Rule: string, second: number, Count: number): readonly LineBucket[] => {
    const UtcTime = new Date(Date.parse("2026-06-01T12:00:00Z") + second * 1000).toISOString();
    const { readings } = told(ONVIF, { UtcTime, Source: { Rule }, Data: { Count } });
    return counter.take(readings, Date.parse(UtcTime)).buckets;
  };
  const buckets = [
    said("Entering", 0, 100),
    said("Leaving", 0, 90),
    said("Entering", 10, 103),
    said("Leaving", 20, 91),
    said("Entering", 30, 2),
  ].flat();
  const sum = (direction: "in" | "out") => buckets.reduce((all, bucket) => all + bucket[direction], 0);
  assert.deepEqual([sum("in"), sum("out")], [5, 1]);
});

test("ONVIF: a device that begins anew at a local time is told by `resetAt`", () => {
  const setting: SensorSetting = { ...ONVIF, timeZone: "Europe/Zurich", resetAt: "04:00" };
  const [reading] = told(setting, ONVIF_EVENT).readings;
  assert.equal(reading?.kind === "total" && reading.resetMs, Date.parse("2026-06-01T02:00:00Z"));
});

test("Milesight: the lines of a period count, and groups, running sums and triggers do not", () => {
  const { readings, dropped } = told(MILESIGHT, MILESIGHT_PERIOD);
  assert.deepEqual(readings, [
    {
      kind: "interval",
      theirs: "Line1",
      fromMs: Date.parse("2024-05-30T12:20:00Z"),
      toMs: Date.parse("2024-05-30T12:21:00Z"),
      in: 6,
      out: 5,
      uncertain: 0,
      observedMs: null,
    },
  ]);
  assert.deepEqual([dropped.group, dropped.line_total_data], [1, 1]);
  const trigger = {
    ...MILESIGHT_PERIOD,
    line_trigger_data: MILESIGHT_PERIOD.line_periodic_data,
    line_periodic_data: [],
  };
  assert.deepEqual(told(MILESIGHT, trigger).refused, { "not-a-count": 1 });
});

test("Milesight: who is inside is no count of a line, and the picture beside it is dropped", () => {
  const { readings, dropped, refused } = told(MILESIGHT, MILESIGHT_REGION);
  assert.deepEqual([readings, refused], [[], { "not-a-count": 1 }]);
  assert.equal(dropped.snapshot, 1);
});

test("Milesight: a local time beside its distance from UTC, with summer time where it says so", () => {
  const crossing = { ...MILESIGHT_REGION, in_counted: 3, out_counted: 2 };
  const [reading] = told(MILESIGHT, crossing).readings;
  assert.equal(reading?.kind === "interval" && reading.fromMs, Date.parse("2022-12-20T10:15:52Z"));
  const summer = { ...crossing, time_info: { ...crossing.time_info, timezone: "UTC-5:30", dst_status: true } };
  const [moved] = told(MILESIGHT, summer).readings;
  assert.equal(moved?.kind === "interval" && moved.fromMs, Date.parse("2022-12-20T22:45:52Z"));
});

test("settings that cannot be understood are refused before anything is heard", () => {
  const wrong: readonly SensorSetting[] = [
    { ...LINTEL, lines: [] },
    { ...LINTEL, lines: [DOOR, DOOR] },
    { ...LINTEL, lines: Array.from({ length: 17 }, (_, index) => ({ ...DOOR, theirs: `${index}` })) },
    { ...AXIS, timeZone: undefined },
    { ...AXIS, timeZone: "Europe/Nowhere" },
    { ...AXIS, lines: [DOOR] },
    { ...ONVIF, resetAt: "04:00" },
    { ...ONVIF, timeZone: "Europe/Zurich", resetAt: "4 o'clock" },
  ];
  for (const setting of wrong)
    assert.throws(
      () => sensorReader(setting),
      (error) => error instanceof Fault && error.code === "sensor/misconfigured",
    );
});

/** Where something may be put in the place of what was there: every field and member, by its path. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((member, index) => (String(index) === name ? replaced(member, rest, by) : member));
  const fields = value as Record<string, unknown>;
  return { ...fields, [name]: replaced(fields[name], rest, by) };
}

const READING_FIELDS: Readonly<Record<SensorReading["kind"], readonly string[]>> = {
  interval: ["kind", "theirs", "fromMs", "toMs", "in", "out", "uncertain", "observedMs"],
  pass: ["kind", "theirs", "atMs", "direction", "identity"],
  total: ["kind", "theirs", "atMs", "in", "out", "resetMs", "isPrompt"],
  heard: ["kind", "atMs"],
  gone: ["kind", "theirs"],
};

test("however a message is distorted, it is read or it is a fault, and only numbers, times and names come out", () => {
  const distortion = fc.constantFrom(...SAMPLES).chain(([setting, sample]) => {
    const places = fc.constantFrom(...placesIn(JSON.parse(JSON.stringify(sample))));
    const junk = fc.oneof(fc.jsonValue(), fc.integer(), fc.string(), fc.constant(Number.MAX_VALUE), fc.constant(null));
    return fc.tuple(
      fc.constant(setting),
      fc.array(fc.tuple(places, junk), { minLength: 1, maxLength: 3 }),
      fc.constant(sample),
    );
  });
  fc.assert(
    fc.property(distortion, ([setting, changes, sample]) => {
      let value: unknown = JSON.parse(JSON.stringify(sample));
      try {
        for (const [place, by] of changes) value = replaced(value, place, by);
      } catch {
        return; // One change took away the place of the next.
      }
      let telling: ReturnType<typeof told>;
      try {
        telling = told(setting, value);
      } catch (error) {
        assert.ok(error instanceof Fault, String(error));
        return;
      }
      for (const reading of telling.readings)
        assert.deepEqual(Object.keys(reading).toSorted(), READING_FIELDS[reading.kind].toSorted());
      const { buckets } = new SensorCounter(grantsForFilm().count!, setting.lines).take(telling.readings, AT_MS);
      for (const bucket of buckets) assert.equal(bucket.line, "door");
    }),
    { numRuns: 2000 },
  );
});

test("fields that are added anywhere are dropped, each is counted, and the totals stay", () => {
  const SECRET = "keep-nobody";
  const named = fc.constantFrom("snapshot", "gender", "age", "plate", "face", "HumanFace", "badge", "x", "__proto__");
  const grown = fc.constantFrom(...SAMPLES).chain(([setting, sample]) => {
    const value: unknown = JSON.parse(JSON.stringify(sample));
    const objects = placesIn(value).filter((path) => {
      const at = path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
      return typeof at === "object" && at !== null && !Array.isArray(at);
    });
    return fc.tuple(fc.constant(setting), fc.constant(value), fc.constantFrom(...objects), named);
  });
  fc.assert(
    fc.property(grown, ([setting, value, place, name]) => {
      const before = told(setting, value);
      const added = { [SECRET]: [SECRET] };
      const at = place.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value) as object;
      const more = replaced(value, place, Object.fromEntries([...Object.entries(at), [name, added]]));
      const after = told(setting, more);
      assert.deepEqual(after.readings, before.readings);
      assert.doesNotMatch(JSON.stringify(after), new RegExp(SECRET));
    }),
  );
});

test("text that is anything at all is read or it is a fault", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLES),
      fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })),
      ([setting], text) => {
        try {
          told(setting, text);
        } catch (error) {
          assert.ok(error instanceof Fault, String(error));
        }
      },
    ),
  );
});

test("what a message says in sum is what the buckets say in sum", () => {
  const record = fc.record({
    minute: fc.integer({ min: 0, max: 2000 }),
    in: fc.integer({ min: 0, max: 3000 }),
    out: fc.integer({ min: 0, max: 3000 }),
    minutes: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(record, { selector: ({ minute }) => Math.floor(minute / 100), maxLength: 20 }),
      (records) => {
        const times = records.map(({ minute, minutes, in: entered, out }) => {
          const fromMs = AT_MS + Math.floor(minute / 100) * 6_000_000;
          return { line: "door", fromMs, toMs: fromMs + minutes * 60_000 + 1234, in: entered, out };
        });
        const { buckets } = new SensorCounter(grantsForFilm().count!, LINTEL.lines).take(
          told(LINTEL, times).readings,
          AT_MS + 200_000_000,
        );
        for (const direction of ["in", "out"] as const)
          assert.equal(
            buckets.reduce((all, bucket) => all + bucket[direction], 0),
            records.reduce((all, each) => all + each[direction], 0),
          );
      },
    ),
  );
});
