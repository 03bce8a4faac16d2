import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import readXlsxFile from "read-excel-file/node";
import { openStore } from "#adapters/store/store.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";

const CLI = "src/apps/cli/main.ts";
const FROM = Date.parse("2026-10-24T22:00Z") / 60_000;

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8", maxBuffer: 1e9 });
  return { status, out: stdout, err: stderr };
}

/** A door that was watched for all of a day of 25 hours, and somebody came in each minute. */
async function dayOf25Hours(context: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-export-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  using store = await openStore(folder);
  const line = (minute: number): AgentRecord => ({
    kind: "line",
    storeId: "zurich",
    lineId: "door.main",
    version: 1,
    minute,
    agentId: "a",
    seq: minute,
    in: 1,
    out: 0,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 0,
    uncertain: 0,
    watchedMs: 60_000,
    method: "body-1",
  });
  await store.ingest([
    { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
    { kind: "line-version", storeId: "zurich", lineId: "door.main", version: 1, role: "entrance" },
    { kind: "line-version", storeId: "zurich", lineId: "door.side", version: 1, role: "entrance" },
    ...Array.from({ length: 1500 }, (_, index) => line(FROM + index)),
    { ...line(FROM), lineId: "door.side", seq: 1 },
  ] as AgentRecord[]);
  return folder;
}

const DAY = ["--from", "2026-10-25", "--to", "2026-10-25"];

test("a day of 25 hours is exported as CSV in every span, each with its sums and how complete they are", async (context) => {
  const data = await dayOf25Hours(context);
  for (const [span, rows] of [
    ["minute", 1501],
    ["quarter", 101],
    ["hour", 26],
    ["day", 2],
  ] as const) {
    const out = join(data, `${span}.csv`);
    const { status, err } = lintel("export", "--data", data, "--store", "zurich", "--span", span, ...DAY, "--out", out);
    assert.equal(status, 0, err);
    const lines = readFileSync(out, "utf8").split("\r\n");
    assert.equal(lines.at(-1), "");
    assert.equal(lines.length, 1 + rows + 2 + 1, span);
    const columns = lines[0]!.split(",").length;
    for (const line of lines.slice(0, -1)) assert.equal(line.split(",").length, columns, line);
    const total = lines.find((line) => line.startsWith("zurich,door,main,line,1,entrance,total,"));
    assert.match(String(total), /,2026-10-25T00:00:00\+02:00,.*,1500,0,.*,90000000,1,body-1,+$/);
    assert.match(String(lines.find((line) => /door,side,.*,total,/.test(line))), /,60000,0\.0006,body-1,+$/);
  }
  assert.deepEqual(
    readdirSync(data).filter((name) => name.includes("unfinished")),
    [],
  );
});

test("a workbook of one line holds its rows without sums where none are asked for, and a byte order mark comes when asked", async (context) => {
  const data = await dayOf25Hours(context);
  const [xlsx, csv] = [join(data, "h.xlsx"), join(data, "h.csv")];
  const words = [
    "export",
    "--data",
    data,
    "--store",
    "zurich",
    "--span",
    "hour",
    ...DAY,
    "--unit",
    "door.side",
    "--no-totals",
  ];
  const { status, out, err } = lintel(...words, "--out", xlsx);
  assert.equal(status, 0, err);
  assert.match(out, /1 rows/);
  const read = (await readXlsxFile(xlsx)) as unknown as { data: unknown[][] }[];
  assert.equal(read[0]?.data.length, 2);
  assert.equal(lintel(...words, "--bom", "--out", csv).status, 0);
  assert.deepEqual([...readFileSync(csv).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
});

test("what cannot be exported is said, and nothing is left behind", async (context) => {
  const data = await dayOf25Hours(context);
  const out = join(data, "out.csv");
  const asked = {
    "--data": data,
    "--store": "zurich",
    "--span": "hour",
    "--from": "2026-10-25",
    "--to": "2026-10-25",
    "--out": out,
  };
  for (const [change, code] of [
    [{ "--span": "week" }, "export/option"],
    [{ "--to": "2026-10-24" }, "export/option"],
    [{ "--from": "2026-02-30" }, "export/option"],
    [{ "--out": join(data, "out.pdf") }, "export/option"],
    [{ "--out": join(data, "none", "out.csv") }, "output/unwritable"],
    [{ "--store": "oslo" }, "store/unknown"],
    [{ "--data": join(data, "none") }, "store/not-found"],
  ] as const) {
    const { status, err } = lintel("export", ...Object.entries({ ...asked, ...change }).flat());
    assert.equal(status, 2, JSON.stringify(change));
    assert.ok(err.includes(code), err);
    assert.ok(!existsSync(out));
  }
});
