import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import { openStore } from "#adapters/store/store.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { chainYaml, storeYaml } from "#tools/shop/served-shop.ts";
import { openServerProcess } from "#tools/shop/server-process.ts";

const CLI = "src/apps/cli/main.ts";

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8", maxBuffer: 1e9 });
  return { status, out: stdout, err: stderr };
}

async function shop(context: TestContext, timeZone = "Europe/Zurich"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-import-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  using store = await openStore(folder);
  await store.ingest([{ kind: "store", storeId: "shop", timeZone }]);
  return folder;
}

/** Sums by line, as `lintel store days` answers. */
function sumsIn(data: string): Record<string, { in: number; out: number; days: number }> {
  const { totals } = JSON.parse(lintel("store", "days", "shop", "--data", data, "--json").out);
  const sums: Record<string, { in: number; out: number; days: number }> = {};
  for (const { name, in: people, out, method } of totals) {
    assert.equal(method, "import-1");
    const sum = sums[name] ?? { in: 0, out: 0, days: 0 };
    sums[name] = { in: sum.in + people, out: sum.out + out, days: sum.days + 1 };
  }
  return sums;
}

const two = (value: number) => String(value).padStart(2, "0");
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Files as counters and spreadsheets write them; the German one is of the day with 25 hours, the American of the one with 23. */
const FILES: Readonly<
  Record<string, { zone: string; bytes: Buffer; sums: Record<string, readonly [number, number, number]> }>
> = {
  "axis-3d.csv": {
    zone: "Europe/Zurich",
    bytes: Buffer.from(
      `start,end,in,out\n${HOURS.flatMap((hour) => [0, 15, 30, 45].map((minute) => `2026-03-27 ${two(hour)}:${two(minute)}:00,2026-03-27 ${two(hour)}:${two(minute + 14)}:59,4,3`)).join("\n")}\n`,
    ),
    sums: { "before.door": [384, 288, 1] },
  },
  "footfallcam.csv": {
    zone: "Europe/London",
    bytes: Buffer.from(
      [
        "Company Hourly Report",
        "",
        "Site Name,Counter,Date,Hour,Visitors In,Visitors Out,Male %,Visitor ID",
        ...[28, 30].flatMap((day) =>
          HOURS.slice(9, 20).flatMap((hour) => [
            `High Street,Main Entrance,${day}/03/2026,${two(hour)}:00 - ${two(hour)}:59,"1,0${two(hour)}",${hour},55.2,Q-31337`,
            `High Street,Side,${day}/03/2026,${two(hour)}:00 - ${two(hour)}:59,5,,,Q-31337`,
          ]),
        ),
        "Total,,,,22308,308,,",
      ].join("\r\n"),
    ),
    sums: { "before.Main Entrance": [22_308, 308, 2] },
  },
  "excel-german.csv": {
    zone: "Europe/Berlin",
    bytes: Buffer.from(
      `\uFEFFDatum;Uhrzeit;Eintritte;Austritte\r\n${HOURS.map((hour) => `25.10.2026;${two(hour)}:00;1.0${two(hour)};${hour}`).join("\r\n")}\r\nGesamt;;24.276;276\r\n`,
    ),
    sums: { "before.door": [24_276, 276, 1] },
  },
  "excel-american.csv": {
    zone: "America/Chicago",
    bytes: Buffer.from(
      `Date Time,In,Out\n${[7, 8, 9].flatMap((day) => HOURS.map((hour) => `3/${day}/2026 ${hour % 12 || 12}:00 ${hour < 12 ? "AM" : "PM"},${hour < 8 ? 0 : hour},${hour < 8 ? 0 : 1}`)).join("\n")}\n`,
    ),
    sums: { "before.door": [3 * 248, 3 * 16, 3] },
  },
  "windows-letters.csv": {
    zone: "Europe/Vienna",
    bytes: Buffer.from(
      `Tag;Hintertür Eingänge;Hintertür Ausgänge;Tor Eingänge;Tor Ausgänge\n${[1, 2, 3, 4].map((day) => `0${day}.03.2026;${day};1;${10 * day};2`).join("\n")}\n`,
      "latin1",
    ),
    sums: { "before.Hintertür": [10, 4, 4], "before.Tor": [100, 8, 4] },
  },
};

for (const [name, { zone, bytes, sums }] of Object.entries(FILES))
  test(`${name}: proposed, imported, and again without doubling anything`, async (context) => {
    const data = await shop(context, zone);
    const [path, map] = [join(data, name), join(data, "mapping.yaml")];
    writeFileSync(path, bytes);
    const proposed = lintel("import", path, "--propose");
    assert.equal(proposed.status, 0, proposed.err);
    writeFileSync(map, proposed.out);
    const words = ["import", path, "--data", data, "--store", "shop"];
    // Its side door has no count of people who leave: such rows are no whole rows.
    const skip = name === "footfallcam.csv" ? ["--skip-bad"] : [];
    if (skip.length > 0) assert.match(lintel(...words, "--map", map).err, /`Visitors Out` is ``[\s\S]*row-unreadable/);
    const dry = lintel(...words, "--map", map, "--dry-run", ...skip);
    assert.match(dry.out, /would be added[\s\S]*Nothing was kept/, dry.err);
    assert.deepEqual(sumsIn(data), {});
    assert.ok(!existsSync(join(data, "imports")));
    const first = lintel(...words, "--map", map, "--json", ...skip);
    assert.equal(first.status, 0, first.err);
    assert.doesNotMatch(first.out, /31337/);
    const report = JSON.parse(first.out);
    assert.equal(report.tally.bad, skip.length > 0 ? 22 : 0);
    const expected = Object.fromEntries(
      Object.entries(sums).map(([line, [people, out, days]]) => [line, { in: people, out, days }]),
    );
    assert.deepEqual(sumsIn(data), expected);
    // The mapping was kept, and fits.
    const again = JSON.parse(lintel(...words, "--json", ...skip).out);
    assert.deepEqual(again.minutes, { added: 0, repeated: report.minutes.added, contradicted: 0 });
    assert.deepEqual(sumsIn(data), expected);
    assert.equal((await rebuildTotals(data)).different, 0);
  });

const MAPPING = `lintel_import: 1
name: old
span: hour
time: [{ column: t, format: "yyyy-MM-dd HH:mm" }]
lines: [{ line: before.door, in: in, out: out }]
`;

test("a longer file adds what is new, and what was imported first stays where it says otherwise", async (context) => {
  const data = await shop(context);
  const [path, map] = [join(data, "a.csv"), join(data, "m.yaml")];
  writeFileSync(map, MAPPING);
  const words = ["import", path, "--data", data, "--store", "shop", "--map", map, "--json"];
  writeFileSync(path, "t,in,out\n2026-03-02 09:00,60,0\n2026-03-02 10:00,7,0\n");
  assert.deepEqual(JSON.parse(lintel(...words).out).minutes, { added: 120, repeated: 0, contradicted: 0 });
  writeFileSync(path, "t,in,out\n2026-03-02 09:00,120,0\n2026-03-02 10:00,7,0\n2026-03-02 11:00,1,1\n");
  assert.deepEqual(JSON.parse(lintel(...words).out).minutes, { added: 60, repeated: 60, contradicted: 60 });
  assert.deepEqual(sumsIn(data), { "before.door": { in: 68, out: 1, days: 1 } });
  // Under another name of the mapping it is the same line still.
  writeFileSync(map, MAPPING.replace("name: old", "name: new"));
  assert.equal(JSON.parse(lintel(...words).out).minutes.added, 0);
});

test("what was counted live is neither mixed with an import nor counted twice", async (context) => {
  const data = await shop(context);
  const live = Date.parse("2026-03-02T09:30Z") / 60_000;
  {
    using store = await openStore(data);
    const part = {
      kind: "line",
      storeId: "shop",
      lineId: "door.main",
      version: 1,
      minute: live,
      agentId: "agent-1",
      seq: 1,
      ...{ in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, watchedMs: 60_000, method: "body-1" },
    };
    await store.ingest([
      { kind: "line-version", storeId: "shop", lineId: "door.main", version: 1, role: "entrance" },
      part as AgentRecord,
    ]);
  }
  const [path, map] = [join(data, "a.csv"), join(data, "m.yaml")];
  writeFileSync(path, "t,in,out\n2026-03-02 09:00,3,0\n2026-03-02 10:00,4,0\n2026-03-02 11:00,5,0\n");
  const words = ["import", path, "--data", data, "--store", "shop", "--map", map];
  writeFileSync(map, MAPPING.replace("before.door", "door.main"));
  assert.match(lintel(...words).err, /import\/live-line/);
  writeFileSync(map, MAPPING);
  const refused = lintel(...words);
  assert.equal(refused.status, 2);
  assert.match(refused.err, /1 of 3 spans, the first on 2026-03-02[\s\S]*import\/overlap/);
  const left = JSON.parse(lintel(...words, "--overlap", "leave-out", "--json").out);
  assert.deepEqual([left.overlapping, left.minutes.added], [1, 120]);
  writeFileSync(map, MAPPING.replace("before.door", "before.beside, role: inner"));
  assert.equal(lintel(...words).status, 0, "a line that makes no visitors may be compared");
});

test("what cannot be imported is said, and nothing of it is kept", async (context) => {
  const data = await shop(context);
  const [path, map] = [join(data, "a.csv"), join(data, "m.yaml")];
  const whole = "t,in,out\n2026-03-02 09:00,3,0\n";
  const sound = { path, file: whole as string | Buffer, mapping: MAPPING, words: [] as string[] };
  for (const [change, code] of [
    [{ file: "" }, "import/unreadable"],
    [{ path: join(data, "none.csv") }, "import/unreadable"],
    [{ file: `${whole}"2026-03-02 10:00,1,1\n` }, "import/unreadable"],
    [{ file: Buffer.from("t,in,out\n2026-03-02 09:00,\xe9,0\n", "latin1") }, "import/unreadable"],
    [{ file: "a,b\n1,2\n" }, "import/other-columns"],
    [{ mapping: "lintel_import: 1\n" }, "import/mapping"],
    [{ mapping: MAPPING.replace("in: in", "in: Person ID") }, "import/mapping"],
    [{ mapping: MAPPING.replace("yyyy-MM-dd HH:mm", "yyyy-MM-dd hh:mm") }, "import/mapping"],
    [{ mapping: MAPPING.replace("before.door", "door") }, "import/mapping"],
    [{ mapping: `${MAPPING}colour: red\n` }, "import/mapping"],
    [{ words: ["--overlap", "sum"] }, "import/option"],
    [{ words: ["--store", "oslo"] }, "store/unknown"],
  ] as ReadonlyArray<readonly [Partial<typeof sound>, string]>) {
    const { path: from, file, mapping, words } = { ...sound, ...change };
    writeFileSync(path, file);
    writeFileSync(map, mapping);
    const { status, err } = lintel("import", from, "--data", data, "--store", "shop", "--map", map, ...words);
    assert.equal(status, 2, `${JSON.stringify(change)} ${err}`);
    assert.ok(err.includes(code), `${JSON.stringify(change)} ${err}`);
  }
  writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4]));
  assert.match(lintel("import", path, "--propose").err, /save its sheet as CSV/);
  writeFileSync(path, "weather,mood\nrain,3\n");
  assert.match(lintel("import", path, "--propose").err, /import\/unreadable/);
  writeFileSync(path, whole);
  assert.match(lintel("import", path, "--data", data, "--store", "shop").err, /no mapping that fits/);
  assert.deepEqual(sumsIn(data), {});
});

test("a store that nobody declared can be declared by an import", async (context) => {
  const data = await shop(context);
  const [path, map] = [join(data, "a.csv"), join(data, "m.yaml")];
  writeFileSync(path, "t,in,out\n2026-03-02 09:00,3,0\n");
  writeFileSync(map, MAPPING);
  const words = ["import", path, "--data", data, "--store", "oslo", "--map", map];
  assert.match(lintel(...words, "--time-zone", "Europe/Nowhere").err, /import\/option/);
  assert.equal(lintel(...words, "--time-zone", "Europe/Oslo").status, 0);
  assert.ok(readFileSync(join(data, "imports", "oslo.old.yaml"), "utf8").includes("before.door"));
});

test("beside a running server `lintel import` says how, and goes over its API", async (context) => {
  await using server = await openServerProcess(chainYaml(storeYaml("here")));
  const work = mkdtempSync(join(tmpdir(), "lintel-import-"));
  context.after(() => rmSync(work, { recursive: true, force: true }));
  const [file, map] = [join(work, "old.csv"), join(work, "mapping.yaml")];
  writeFileSync(file, `time,in,out\n${HOURS.map((hour) => `2026-01-05 ${two(hour)}:00,5,4`).join("\n")}\n`);
  writeFileSync(
    map,
    "lintel_import: 1\nname: before\nspan: hour\ntime: [{column: time, format: yyyy-MM-dd HH:mm}]\nlines: [{line: before.door, in: in, out: out}]\n",
  );
  const beside = lintel("import", file, "--data", server.folder, "--store", "here", "--map", map);
  assert.equal(beside.status, 2);
  assert.match(beside.err, /takes the file in itself .import\/server-runs.[\s\S]*--server URL --key KEY/);
  const made = await server.ask("POST /api/v1/keys", {
    as: server.owner,
    json: { name: "import", scopes: ["configure"] },
  });
  const words = ["import", file, "--store", "here", "--server", server.url, "--key", made.json.token];
  const dry = lintel(...words, "--map", map, "--dry-run");
  assert.match(dry.out, /1440 minutes would be added[\s\S]*Nothing was kept/, dry.err);
  const first = lintel(...words, "--map", map);
  assert.match(first.out, /1440 minutes added, 0 were there already/, first.err);
  const second = lintel(...words, "--json");
  assert.deepEqual(JSON.parse(second.out).minutes, { added: 0, repeated: 1440, contradicted: 0 }, second.err);
  assert.match(lintel(...words, "--map", "no-such").err, /no mapping `no-such`[\s\S]*import\/option/);
  const wrong = lintel(...words.slice(0, -1), "lintel_key_made-up");
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /answers 404[\s\S]*import\/server/);
  for (const [server_, code] of [
    ["http://192.0.2.7", "link/insecure"],
    ["no address", "import/option"],
    ["http://127.0.0.1:1", "import/server"],
  ] as const)
    assert.ok(lintel("import", file, "--store", "here", "--server", server_, "--key", "k").err.includes(`(${code})`));
  assert.match(lintel("import", file, "--store", "here", "--server", server.url).err, /--key/);
  assert.match(lintel(...words, "--data", work).err, /neither `--data`/);
});
