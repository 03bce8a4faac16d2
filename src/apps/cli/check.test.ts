import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import type { CheckReport } from "./check-report.ts";

const AT = "2026-11-21";

type Ran = { readonly status: number | null; readonly out: string; readonly err: string };

function lintel(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/lintel.mjs", ...words], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return { status, out: stdout, err: stderr };
}

function check(path: string, ...words: string[]): Ran & { readonly report: CheckReport } {
  const ran = lintel("check", path, "--at", AT, "--json", ...words);
  return { ...ran, report: ran.out === "" ? (null as never) : JSON.parse(ran.out) };
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-check-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file beside others, with text in it. */
function put(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const BOUTIQUE = readFileSync("examples/boutique-france.yaml", "utf8");

test("what all may run ends with 0, what may not with 1, what cannot be read with 2", () => {
  assert.equal(check("examples/boutique-france.yaml").status, 0);
  assert.equal(check("examples/camera-china.yaml").status, 1);
  const missing = lintel("check", "nowhere.yaml");
  assert.equal(missing.status, 2);
  assert.match(missing.err, /deployment\/unreadable/);
  assert.equal(lintel("check", "examples/boutique-france.yaml", "--at", "2026-02-30").status, 2);
});

test("a reason names its row and article, says why, and what to do", (context) => {
  const path = put(folderOf(context), "shop.yaml", BOUTIQUE.replace("S12, S13", "S12"));
  const { status, report } = check(path);
  assert.equal(status, 1);
  assert.deepEqual([report.at, report.deployment, report.verdict], [AT, "Example boutique", "deny"]);
  const count = report.decisions.find(({ capability }) => capability === "count")!;
  assert.deepEqual([count.store, count.sensor, count.verdict], ["lyon", "door", "deny"]);
  const unmet = count.reasons.filter(({ met }) => !met);
  assert.deepEqual(
    unmet.map(({ requirement }) => requirement),
    ["EU-GDPR-05"],
  );
  assert.equal(unmet[0]!.article, "12-13");
  assert.match(unmet[0]!.why, /lacks a QR code or link to the full notice \(S13\)/);
  assert.match(unmet[0]!.remedy!, /add a QR code .* state `notice.sign.fields: \[… S13\]`/);
  assert.equal(unmet[0]!.status, "read in full");
});

test("the text says in a few lines what is off, why, and what to do next", (context) => {
  const path = put(folderOf(context), "shop.yaml", BOUTIQUE.replace("S12, S13", "S12"));
  const { out } = lintel("check", path, "--at", AT);
  assert.match(out, /OFF {2}count/);
  assert.match(out, /why: [^:]*lacks a QR code[^:]*EU-GDPR-05/);
  assert.match(out, /next: add a QR code/);
  assert.match(out, /instead: a light beam/);
  assert.ok(out.split("\n").length < 40, out);
});

test("where the law does not settle it, the camera is off, and a sensor without pictures is named", () => {
  const { report } = check("examples/camera-china.yaml");
  assert.equal(report.verdict, "unsettled");
  const { out } = lintel("check", "examples/camera-china.yaml", "--at", AT);
  assert.match(out, /OFF, not settled {2}count/);
  assert.match(out, /instead: a light beam/);
  assert.match(out, /counsel/);
});

test("with counsel's sign-off on file what was not settled may run, until the sign-off ends", (context) => {
  const china = readFileSync("examples/camera-china.yaml", "utf8");
  const signed = "evidence:\n  counsel:\n    signoff:\n      on_file: true\n      end: 2026-12-31\n";
  const path = put(folderOf(context), "shop.yaml", china.replace("evidence:\n", signed));
  assert.equal(check(path).report.verdict, "permit");
  assert.equal(lintel("check", path, "--at", "2027-01-01").status, 1);
});

test("a broken law file denies what it governs, and names file, line and column", (context) => {
  const laws = join(folderOf(context), "laws");
  cpSync("laws", laws, { recursive: true });
  const eu = join(laws, "eu.yaml");
  writeFileSync(eu, readFileSync(eu, "utf8").replace("- lia.on_file\n", "- lia.on_fil\n"));
  const { status, report } = check("examples/boutique-france.yaml", "--laws", laws);
  assert.equal(status, 1);
  for (const { verdict, reasons } of report.decisions) {
    assert.equal(verdict, "deny");
    assert.ok(
      reasons.some(
        ({ requirement, why }) => requirement === "lintel/law-file" && /eu\.yaml:\d+:\d+: .*on_fil/.test(why),
      ),
      JSON.stringify(reasons.slice(-2)),
    );
  }
  assert.equal(check("examples/shop-illinois.yaml", "--laws", laws).status, 0, "other places stand on their own");
  writeFileSync(eu, "jurisdiction: [EU\n");
  const broken = check("examples/boutique-france.yaml", "--laws", laws);
  assert.equal(broken.status, 1);
  assert.match(broken.report.decisions[0]!.reasons.map(({ why }) => why).join(), /eu\.yaml:2:1/);
});

test("what is wrong in a deployment file is named with line and column, and where it belongs", (context) => {
  const folder = folderOf(context);
  const cases: [string, RegExp][] = [
    [
      BOUTIQUE.replace("  purpose: statistics", "  porpose: statistics"),
      /shop\.yaml:6:3: there is no field `porpose` here/,
    ],
    [
      BOUTIQUE.replace("  purpose: statistics", "  lia: { on_file: true }"),
      /shop\.yaml:6:3: .*belongs under `evidence`/,
    ],
    [BOUTIQUE.replace("time_zone: Europe/Paris", "time_zone: Europe/Lyon"), /shop\.yaml:\d+:16: this is no time zone/],
    [BOUTIQUE.replace("to: [0.8, 0.6]", "to: [8, 0.6]"), /shop\.yaml:\d+:18/],
    [BOUTIQUE.replace("does: [count, zones]", "does: [count]"), /it has zones, but does not do `zones`/],
    [BOUTIQUE.replace("does: [count, zones]", "does: [count, zones, mind-reading]"), /shop\.yaml:\d+:30/],
    [
      `${BOUTIQUE}  - id: lyon\n    time_zone: Europe/Paris\n    site: {}\n    sensors: [{ id: a, does: [count] }]\n`,
      /the id `lyon` is given twice/,
    ],
    [BOUTIQUE.replace("    time_zone: Europe/Paris\n", ""), /shop\.yaml:\d+:5: `time_zone` is missing/],
    ["lintel: 1\n  name: x\n", /shop\.yaml:1:9: Nested/],
    ["", /shop\.yaml:1:1/],
  ];
  for (const [text, expected] of cases) {
    const ran = lintel("config", "check", put(folder, "shop.yaml", text));
    assert.equal(ran.status, 2);
    assert.match(ran.err, expected);
  }
  assert.equal(lintel("config", "check", "examples/boutique-france.yaml").status, 0);
});

test("counsel may ask for more, and what counsel sets aside is shown on every report", (context) => {
  const folder = folderOf(context);
  put(
    folder,
    "ours.yaml",
    `additions: our own rules
jurisdiction: EU
by: general counsel
date: 2026-01-01
instruments: { OURS: { own: Hausordnung, en: House rules } }
requirements:
  - id: OURS-01
    instrument: OURS
    article: "1"
    effect: condition
    capabilities: [count]
    in_force: { from: 2026-01-01 }
    demand: { en: Counting cameras are checked every year. }
    met: [device_check.on_file]
    status: read in full
    source: our own
overrides:
  - set_aside: EU-GDPR-09
    why: the record is kept by the group
`,
  );
  const path = put(
    folder,
    "shop.yaml",
    BOUTIQUE.replace("name: Example boutique", "name: Example boutique\nlaws: [ours.yaml]").replace(
      "ropa:\n    on_file: true",
      "ropa:\n    on_file: false",
    ),
  );
  const { report } = check(path);
  const unmet = report.decisions.find(({ capability }) => capability === "count")!.reasons.filter(({ met }) => !met);
  assert.deepEqual(
    unmet.map(({ requirement }) => requirement),
    ["OURS-01"],
  );
  assert.deepEqual(
    report.overrides.map(({ requirement, by }) => [requirement, by]),
    [["EU-GDPR-09", "general counsel"]],
  );
  assert.match(
    lintel("check", path, "--at", AT).out,
    /Set by counsel.*\n.*EU-GDPR-09: the record is kept by the group/,
  );
  assert.match(lintel("laws", "check", join(folder, "ours.yaml")).out, /sets aside EU-GDPR-09/);
  const loose = put(
    folder,
    "loose.yaml",
    readFileSync(join(folder, "ours.yaml"), "utf8")
      .replace("effect: condition", "effect: allow")
      .replace("    met: [device_check.on_file]\n", ""),
  );
  const refused = lintel("laws", "check", loose);
  assert.equal(refused.status, 2);
  assert.match(refused.err, /loose\.yaml:10:\d+: an addition cannot `allow`/);
});

test("the page is whole in itself and holds both languages", (context) => {
  const page = join(folderOf(context), "check.html");
  lintel("check", "laws/cases/xpeng-sh.yaml", "--at", AT, "--html", page);
  const html = readFileSync(page, "utf8");
  assert.match(html, /What may run, and why/);
  assert.match(html, /哪些可以运行/);
  assert.doesNotMatch(html, /<(script|link|img)/);
  assert.doesNotMatch(html, /undefined|\[object/);
});

test("the rows are listed with their status, filtered, and one is explained", () => {
  const all = JSON.parse(
    execFileSync(process.execPath, ["bin/lintel.mjs", "laws", "--json"], { encoding: "utf8", maxBuffer: 1e9 }),
  );
  assert.equal(all.requirements.length, 175);
  for (const row of all.requirements)
    assert.ok(row.id && row.instrument.own && row.instrument.en && row.article && row.status && row.source);
  const korean = JSON.parse(lintel("laws", "--place", "KR", "--effect", "forbid", "--json").out);
  assert.deepEqual(
    korean.requirements.map(({ id }: { id: string }) => id),
    ["KR-03", "KR-05"],
  );
  assert.match(lintel("laws", "KR-02").out, /from memory/);
  assert.equal(lintel("laws", "XX-99").status, 2);
});
