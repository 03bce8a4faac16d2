import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { readStoreMinutes, type StoreMinute } from "#domain/counting/minute-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { StoreFigures } from "#domain/figures/store-figures.ts";
import { checkConfig } from "./config.ts";
import { type FiguresOptions, figures } from "./figures.ts";
import { simulate } from "./simulate.ts";

/** So far from the truth may counted and estimated visitors of a month be, together, where a tenth was not watched. */
const MONTH_ERROR_MAX = 0.02;
const SIMULATION = { stores: "2", cameras: "4", days: "42", from: "2026-03-02", seed: "11" };
const ASKED = { capture: "entries-per-passer-by", bounce: "5s" };

let folder = "";
const file = (name: string) => join(folder, name);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-figures-"));
  await simulate({ ...SIMULATION, out: folder });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function figuresOf(store: string, options: Partial<FiguresOptions> = {}, minutes = `${store}.minutes.csv`): string {
  return figures(file(minutes), { ...ASKED, deployment: file(`${store}.yaml`), ...options });
}

function reported(store: string, options: Partial<FiguresOptions> = {}, minutes?: string): StoreFigures {
  const { simulated, stores } = JSON.parse(figuresOf(store, { ...options, json: true }, minutes));
  assert.deepEqual([simulated, stores.length], [true, 1]);
  return stores[0];
}

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/lintel.mjs", ...words], { encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

function isFault(code: string, detail: RegExp) {
  return (error: unknown) => error instanceof Fault && error.code === code && detail.test(error.detail);
}

function rowsOf(name: string): StoreMinute[] {
  return readStoreMinutes(readFileSync(file(name), "utf8").split("\r\n"));
}

test("simulating again with the same seed writes the same bytes", async (context) => {
  const again = mkdtempSync(join(tmpdir(), "lintel-figures-"));
  context.after(() => rmSync(again, { recursive: true, force: true }));
  const said = await simulate({ ...SIMULATION, out: again });
  assert.match(said, /store-02\.yaml: 4 cameras, America\/Chicago, \d+ minutes/);
  for (const store of ["store-01", "store-02"])
    for (const ending of ["yaml", "minutes.csv", "truth.csv"])
      assert.ok(
        readFileSync(join(again, `${store}.${ending}`)).equals(readFileSync(file(`${store}.${ending}`))),
        `${store}.${ending}`,
      );
});

test("a simulated deployment is one like any other, and says that it is simulated", () => {
  assert.match(checkConfig(file("store-02.yaml")), /1 store, 5 sensors, of them 0 cameras that Lintel watches/);
  assert.match(readFileSync(file("store-02.yaml"), "utf8"), /^simulated: true$/m);
  assert.match(figuresOf("store-02"), /^store-02 \(simulated: no such store exists\)/);
});

test("over a month with outages, what was counted and estimated comes near the truth", (context) => {
  // Of the doors' minutes of March a tenth more is thrown away, an hour here and there.
  const [head, ...lines] = readFileSync(file("store-02.minutes.csv"), "utf8").trimEnd().split("\r\n");
  const isLost = (line: string) => {
    const [, sensor, minute] = line.split(",");
    return sensor === "camera-01" && Math.imul(Math.floor(Number(minute) / 60), 0x9e3779b1) >>> 0 < 0.1 * 2 ** 32;
  };
  const kept = lines.filter((line) => !isLost(line));
  assert.ok(kept.length < lines.length - 1000);
  writeFileSync(file("gaps.csv"), [head, ...kept].join("\r\n"));
  const { total } = reported("store-02", { month: "2026-03" }, "gaps.csv");

  const truth = openDoorIn(rowsOf("store-02.truth.csv"));
  const { counted, completeness, estimate } = total.visitors;
  const error = (counted + estimate.people) / truth - 1;
  context.diagnostic(
    `truth ${truth}; counted ${counted} (${(100 * (counted / truth - 1)).toFixed(1)}%), ${(100 * completeness!).toFixed(1)}% watched; with ${estimate.people} estimated besides the error is ${(100 * error).toFixed(1)}%`,
  );
  assert.ok(completeness! < 0.95 && estimate.people > 0);
  assert.ok(Math.abs(error) <= MONTH_ERROR_MAX, `${error}`);
  assert.ok(Math.abs(error) < Math.abs(counted / truth - 1) / 3, "the estimate is worth its name");
});

test("the counted total and what was unwatched in truth are the truth, exactly", () => {
  const counted = reported("store-02", { month: "2026-03" }).total.visitors;
  const seen = new Map(rowsOf("store-02.minutes.csv").map((row) => [keyOf(row), row]));
  const truth = rowsOf("store-02.truth.csv");
  const unseen = truth.map((row): StoreMinute => {
    const { bucket } = row;
    const known = seen.get(keyOf(row))?.bucket;
    return bucket.kind === "line" && known?.kind === "line"
      ? { ...row, bucket: { ...bucket, in: bucket.in - known.in } }
      : row;
  });
  assert.ok(openDoorIn(unseen) > 0);
  assert.equal(counted.counted + openDoorIn(unseen), openDoorIn(truth));
});

/** Who came in over the door of the store in Chicago while it was open, in March. */
function openDoorIn(rows: readonly StoreMinute[]): number {
  const time = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "America/Chicago",
    dateStyle: "short",
    timeStyle: "short",
  });
  let sum = 0;
  for (const { bucket } of rows) {
    if (bucket.kind !== "line" || bucket.line !== "door-1" || bucket.in === 0) continue;
    const [day = "", hour = ""] = time.format(bucket.minute * 60_000).split(" ");
    const weekday = new Date(`${day}T00:00Z`).getUTCDay();
    const [opens, closes] = weekday === 0 ? ["11:00", "18:00"] : ["10:00", weekday >= 5 ? "21:00" : "20:00"];
    if (day.startsWith("2026-03") && opens <= hour && hour < closes) sum += bucket.in;
  }
  return sum;
}

function keyOf({ sensor, bucket }: StoreMinute): string {
  return `${sensor} ${bucket.kind === "line" ? bucket.line : bucket.zone} ${bucket.minute}`;
}

test("a total stands beside how much was watched, estimates are marked, and a gap is no zero", () => {
  const out = figuresOf("store-01", { month: "2026-03" });
  assert.match(out, /│ visitors +│ +\d+ │ +\d+\.\d% │/);
  assert.match(out, /│ 2026-03-01 Sun │ closed │ +– │/);
  const later = figuresOf("store-01", { day: "2026-04-20" });
  assert.match(later, /│ visitors +│ +– │ +0\.0% │ +gap 100\.0% │/);
  assert.match(later, /^Nothing is on file after 2026-04-1\d\.$/m);
});

test("a rota is told as an estimate beside the visitors", () => {
  const deployment = file("rota.yaml");
  const rota = '    rota: [{ days: [mon, tue, wed, thu, fri], hours: "12:00-16:00", staff: 2, breaks: 1 }]\n';
  writeFileSync(deployment, readFileSync(file("store-01.yaml"), "utf8").replace(/^ {4}sensors:\n/m, `${rota}$&`));
  const plain = figuresOf("store-01", { day: "2026-03-10" });
  const line = /^staff by rota ~4 \(4 to 4\) in, ~4 \(4 to 4\) out: an estimate from 2 people × shifts.*\n/m;
  assert.equal(figuresOf("store-01", { deployment, day: "2026-03-10" }).replace(line, ""), plain);
});

test("which form of the capture rate was used is said, and the two differ", () => {
  const shareOf = (form: string) => {
    const { captureForm, total } = reported("store-01", { capture: form });
    assert.equal(captureForm, form);
    return total.capture.share!;
  };
  const [perPasserBy, perAll] = [shareOf("entries-per-passer-by"), shareOf("entries-per-all")];
  assert.ok(Math.abs(perPasserBy / (1 + perPasserBy) - perAll) < 1e-9);
  assert.match(figuresOf("store-01", { capture: "entries-per-all" }), /= visitors ÷ \(visitors \+ passers-by\)/);
});

test("the table has a row for each hour, day or weekday, and an empty cell for what is not known", () => {
  for (const [by, rows] of [
    ["hour", 24],
    ["day", 31],
    ["weekday", 7],
  ] as const) {
    const [head, ...lines] = figuresOf("store-01", { month: "2026-03", by, csv: true }).trimEnd().split("\r\n");
    assert.equal(lines.length, rows, by);
    for (const line of lines) assert.equal(line.split(",").length, head!.split(",").length);
  }
  const sunday = figuresOf("store-01", { month: "2026-03", by: "weekday", csv: true }).split("\r\n")[7];
  assert.match(sunday!, /^store-01,sun,0,0,,,,,/);
  // Clocks were put forward on this day in Chicago.
  const short = reported("store-02", { day: "2026-03-08" });
  assert.equal(short.rows.length, 23);
});

test("what cannot be read is a fault with its line and a remedy", async () => {
  const broken = file("broken.csv");
  const good = readFileSync(file("store-01.minutes.csv"), "utf8").split("\r\n").slice(0, 50);
  const lines = [...good];
  lines[30] = lines[30]!.replace("line", "lime");
  writeFileSync(broken, lines.join("\r\n"));
  const cases: [options: Partial<FiguresOptions>, minutes: string, code: string, detail: RegExp][] = [
    [{}, "broken.csv", "figures/minutes-unreadable", /^line 31: `kind` is `lime`/],
    [{}, "none.csv", "figures/minutes-unreadable", /none\.csv` is not there/],
    [{}, ".", "figures/minutes-unreadable", /could not be read/],
    [{ deployment: file("none.yaml") }, "broken.csv", "deployment/unreadable", /none\.yaml/],
    [{ deployment: file("store-02.yaml") }, "few.csv", "figures/unknown-store", /the file tells of `store-01`/],
    [{ store: "north" }, "few.csv", "figures/unknown-store", /the store `north`/],
    [{ day: "2026-02-30" }, "few.csv", "figures/unreadable", /--day/],
    [{ month: "2026-13" }, "few.csv", "figures/unreadable", /--month/],
    [{ day: "2026-03-02", month: "2026-03" }, "few.csv", "figures/unreadable", /either/],
    [{ by: "year" }, "few.csv", "figures/unreadable", /hour, day, weekday/],
    [{ capture: "half" }, "few.csv", "figures/unreadable", /entries-per-passer-by, entries-per-all/],
    [{ json: true, csv: true }, "few.csv", "figures/unreadable", /either/],
  ];
  writeFileSync(file("few.csv"), good.join("\r\n"));
  for (const [options, minutes, code, detail] of cases)
    assert.throws(() => figuresOf("store-01", options, minutes), isFault(code, detail), String(detail));
  for (const option of [{ stores: "0" }, { days: "1.5" }, { from: "March" }, { seed: "" }])
    await assert.rejects(simulate({ ...SIMULATION, ...option, out: folder }), isFault("simulate/unreadable", /--/));
  for (const option of [{}, { out: folder, data: folder }])
    await assert.rejects(simulate({ ...SIMULATION, ...option }), isFault("simulate/unreadable", /--out.*--data/));
  await assert.rejects(
    simulate({ ...SIMULATION, out: join(broken, "below") }),
    isFault("output/unwritable", /cannot be made/),
  );
});

test("the command line takes them, ends a fault with 2, and says what to do", () => {
  const ran = lintel("simulate", "--out", file("small"), "--days", "3", "--cameras", "2");
  assert.equal(ran.status, 0, ran.err);
  const [minutes, deployment] = [file("small/store-01.minutes.csv"), file("small/store-01.yaml")];
  const table = lintel("figures", minutes, "--deployment", deployment);
  assert.equal(table.status, 0, table.err);
  assert.match(table.out, /2026-03-04 Wed/);
  const fault = lintel("figures", file("broken.csv"), "--deployment", deployment);
  assert.equal(fault.status, 2);
  assert.match(fault.err, /line 31: .*\(figures\/minutes-unreadable\)\n +use the file as/);
});
