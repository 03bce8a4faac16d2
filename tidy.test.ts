// The laws of the house that the compiler cannot hold. Each failure says what to do.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import test from "node:test";
import { parseSync } from "oxc-parser";
import { FAULTS } from "#domain/fault/fault.ts";

/** Of a syntax tree. */
type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [part: string]: unknown };

/** The house, ground first: a room may import itself and the rooms on its line, all of which stand above it here. */
const HOUSE: ReadonlyArray<readonly [room: string, mayImport: readonly string[]]> = [
  ["domain/fault", []],
  ["domain/language", []],
  ["domain/assignment", []],
  ["domain/space", ["domain/fault"]],
  ["domain/vision", ["domain/space"]],
  ["domain/health", ["domain/fault", "domain/vision"]],
  ["domain/tracking", ["domain/assignment", "domain/space", "domain/vision"]],
  ["domain/emptiness", ["domain/space", "domain/vision", "domain/tracking"]],
  ["domain/policy", ["domain/fault"]],
  ["domain/inspection", ["domain/policy"]],
  ["domain/retention", ["domain/policy"]],
  ["domain/access", []],
  ["domain/staff", ["domain/space", "domain/vision", "domain/policy"]],
  ["domain/counting", ["domain/fault", "domain/space", "domain/tracking", "domain/policy", "domain/staff"]],
  ["domain/tally", ["domain/counting"]],
  ["domain/calendar", ["domain/policy", "domain/counting"]],
  ["domain/scene", ["domain/fault", "domain/space"]],
  [
    "domain/evaluation",
    ["domain/assignment", "domain/fault", "domain/space", "domain/tracking", "domain/staff", "domain/counting"],
  ],
  ["domain/sensing", ["domain/fault", "domain/policy", "domain/counting"]],
  [
    "domain/wire",
    [
      "domain/fault",
      "domain/space",
      "domain/vision",
      "domain/health",
      "domain/emptiness",
      "domain/policy",
      "domain/staff",
      "domain/counting",
    ],
  ],
  ["domain/face", ["domain/space", "domain/vision", "domain/wire"]],
  ["domain/consent", ["domain/wire"]],
  // What the ledger writes is checked by another room, and neither may know the other.
  ["domain/ledger", ["domain/wire"]],
  ["domain/audit", []],
  ["domain/cues", []],
  [
    "domain/deployment",
    [
      "domain/language",
      "domain/cues",
      "domain/calendar",
      "domain/fault",
      "domain/space",
      "domain/policy",
      "domain/retention",
      "domain/staff",
      "domain/sensing",
      "domain/wire",
    ],
  ],
  ["domain/pack", ["domain/fault", "domain/wire", "domain/ledger"]],
  ["domain/signs", ["domain/fault", "domain/policy", "domain/wire", "domain/deployment"]],
  ["domain/drafts", ["domain/policy", "domain/wire", "domain/deployment", "domain/signs"]],
  ["domain/delivery", ["domain/counting", "domain/sensing", "domain/wire"]],
  ["domain/totals", ["domain/calendar", "domain/counting", "domain/wire"]],
  ["domain/reach", ["domain/fault"]],
  ["domain/stream", []],
  [
    "domain/history",
    ["domain/fault", "domain/calendar", "domain/counting", "domain/sensing", "domain/wire", "domain/totals"],
  ],
  ["domain/sales", ["domain/calendar", "domain/history"]],
  ["domain/export", ["domain/tally", "domain/calendar", "domain/counting", "domain/wire", "domain/totals"]],
  [
    "domain/figures",
    [
      "domain/fault",
      "domain/counting",
      "domain/policy",
      "domain/wire",
      "domain/calendar",
      "domain/deployment",
      "domain/totals",
      "domain/sales",
    ],
  ],
  [
    "domain/report",
    [
      "domain/fault",
      "domain/language",
      "domain/policy",
      "domain/tally",
      "domain/calendar",
      "domain/wire",
      "domain/deployment",
      "domain/figures",
    ],
  ],
  ["adapters/camera", ["domain/*"]],
  ["adapters/detector", ["domain/*"]],
  ["adapters/film", ["domain/*"]],
  ["adapters/canvas", ["domain/*"]],
  ["adapters/paper", ["domain/*", "adapters/canvas"]],
  ["adapters/csv", ["domain/*"]],
  ["adapters/xml", ["domain/*"]],
  ["adapters/yaml", ["domain/*"]],
  ["adapters/mqtt", ["domain/*"]],
  ["adapters/push", ["domain/*"]],
  ["adapters/webhook", ["domain/*"]],
  ["adapters/mail", ["domain/*"]],
  ["adapters/spreadsheet", ["domain/*"]],
  ["adapters/store", ["domain/*"]],
  ["adapters/ledger", ["domain/*"]],
  ["adapters/vault", ["domain/*"]],
  ["adapters/link", ["domain/*"]],
  ["adapters/sim", ["domain/*"]],
  ["adapters/onvif", ["domain/*"]],
  ["adapters/certificate", ["domain/*"]],
  ["adapters/qr", ["domain/*"]],
  ["adapters/systemd", ["domain/*"]],
  ["adapters/outbox", ["domain/*"]],
  ["adapters/link", ["domain/*"]],
  ["adapters/vault", ["domain/*"]],
  ["apps/lens", ["domain/*", "adapters/*"]],
  ["apps/deployment", ["domain/*", "adapters/*"]],
  ["apps/agent", ["domain/*", "adapters/*", "apps/deployment"]],
  ["apps/papers", ["domain/*", "adapters/*", "apps/deployment"]],
  ["apps/cues", ["domain/*", "adapters/*"]],
  ["apps/tables", ["domain/*", "adapters/*"]],
  ["apps/reports", ["domain/*", "adapters/*", "apps/deployment", "apps/tables"]],
  ["apps/evidence", ["domain/*", "adapters/*", "apps/deployment", "apps/tables"]],
  [
    "apps/server",
    [
      "domain/*",
      "adapters/*",
      "apps/deployment",
      "apps/papers",
      "apps/tables",
      "apps/cues",
      "apps/reports",
      "apps/evidence",
    ],
  ],
  ["apps/cli", ["domain/*", "adapters/*", "apps/*"]],
  ["dashboard", ["domain/*"]],
];

/** The packages that a floor may use; what Node brings counts as a package here. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  domain: /^(zod|fflate|@marcbachmann\/cel-js(\/serialize)?|@noble\/(curves\/ed25519|hashes\/(sha2|utils))\.js)$/,
  adapters: /./,
  apps: /^(node:|commander$|cli-progress$|cli-table3$|fastify$|@fastify\/|fastify-type-provider-zod$|prom-client$|zod$)/,
  dashboard:
    /^(react(-dom\/client)?$|@mantine\/(core|hooks)(\/styles\.css)?$|@tanstack\/react-(query|router)$|@tabler\/icons-react$|echarts\/(core|charts|components|renderers)$|onnxruntime-web\/wasm$|qr$|@fontsource-variable\/)/,
};

const TIME_AND_CHANCE = /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|globalThis)\b/;
const NAMELESS = /(^|[/.-])(utils?|helpers?|misc|common|shared|base|manager|types|index)(?=[/.-])/;
const TODO_WITHOUT_ISSUE = /\b(TODO|FIXME|XXX)\b(?!\s*#\d+)/;
const LINES_HINT = 400;
const TSC = "node_modules/typescript/bin/tsc";

const rooms = HOUSE.map(([room]) => room);
const files = globSync("src/**/*.{ts,tsx}")
  .filter((path) => !path.endsWith(".test.ts"))
  .map((path) => ({ path: path.slice("src/".length), text: readFileSync(path, "utf8") }));

function roomOf(path: string): string {
  return rooms.find((room) => path.startsWith(`${room}/`)) ?? "";
}

const IMPORTS = [
  /^import\s+(?:[^;"']*\sfrom\s+)?["']([^"']+)["']/gm,
  /^export\s+[^;"'=]*\sfrom\s+["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']/g,
];

function importsOf(text: string): string[] {
  return IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}

function covers(pattern: string, room: string): boolean {
  return pattern === room || (pattern.endsWith("/*") && room.startsWith(pattern.slice(0, -1)));
}

test("there is a house to look at", () => {
  assert.ok(files.length > 20, "the glob found nothing; every other law would pass blindly");
  assert.ok(files.flatMap(({ text }) => importsOf(text)).length > 100, "hardly an import was found");
});

test("no room stands on a room above it", () => {
  for (const [floor, [room, mayImport]] of HOUSE.entries())
    for (const [index, other] of rooms.entries())
      if (mayImport.includes(other)) assert.ok(index < floor, `${room} lists ${other}, which is drawn above it`);
});

test("every room is lived in", () => {
  for (const room of rooms)
    if (room !== "dashboard")
      assert.ok(
        files.some(({ path }) => roomOf(path) === room),
        `${room} is drawn in HOUSE and holds no file; rub it out`,
      );
});

test("every room imports only what its line allows", () => {
  for (const { path, text } of files) {
    const room = roomOf(path);
    assert.ok(room, `${path}: no such room; draw it in HOUSE, or move the file`);
    const mayImport = HOUSE.find(([name]) => name === room)?.[1] ?? [];
    for (const name of importsOf(text)) {
      if (name.startsWith("#")) {
        const target = roomOf(name.slice(1));
        assert.ok(
          target === room || mayImport.some((pattern) => covers(pattern, target)),
          `${path}: ${room} may not import ${target || name}; pass it in, or move the code toward the ground`,
        );
      } else if (name.startsWith(".")) assert.ok(!name.startsWith(".."), `${path}: import ${name} by its #name`);
      else assert.match(name, PACKAGES[room.split("/")[0] ?? ""] ?? /^$/, `${path}: this floor may not use ${name}`);
    }
  }
});

test("the compiler holds the walls", (context) => {
  mkdirSync(".types", { recursive: true });
  const outside = mkdtempSync(".types/planted-");
  context.after(() => rmSync(outside, { recursive: true, force: true }));
  const ground = {
    extends: "../../src/domain/tsconfig.json",
    compilerOptions: { rootDir: "../.." },
    include: ["*.ts"],
  };
  writeFileSync(`${outside}/tsconfig.json`, JSON.stringify(ground));
  const compile = (text: string) => {
    writeFileSync(`${outside}/planted.ts`, text);
    return spawnSync(process.execPath, [TSC, "-p", outside, "--noEmit"], { encoding: "utf8" });
  };
  assert.equal(
    compile("export const nothing = 1;\n").status,
    0,
    "harmless code must compile, or the rest proves nothing",
  );
  const breaches = [
    'import { readFileSync } from "node:fs";\nexport const leak = readFileSync;\n',
    "export const leak = fetch;\n",
    "export const leak = process.env;\n",
    'import { openCamera } from "#adapters/camera/open-camera.ts";\nexport const leak = openCamera;\n',
  ];
  for (const breach of breaches) {
    const { status, stdout } = compile(breach);
    assert.notEqual(status, 0, `the ground accepted:\n${breach}`);
    assert.match(stdout, /planted\.ts/, stdout);
  }
});

test("the domain takes time and chance as arguments", () => {
  for (const { path, text } of files)
    if (path.startsWith("domain/"))
      assert.doesNotMatch(text, TIME_AND_CHANCE, `${path}: take nowMs or a random number as an argument`);
});

test("every file is named after an idea", () => {
  for (const { path } of files) assert.doesNotMatch(path, NAMELESS, `${path}: name the file after what it is about`);
});

test("nothing is left for later without an issue", () => {
  for (const { path, text } of files) assert.doesNotMatch(text, TODO_WITHOUT_ISSUE, `${path}: name the issue`);
});

test("every fault is documented, and nothing else is", () => {
  const documented = [...readFileSync("docs/faults.md", "utf8").matchAll(/^## (\S+)$/gm)].map((match) => match[1]);
  assert.deepEqual(documented.toSorted(), Object.keys(FAULTS).toSorted());
});

test("no merge is left half done", () => {
  const texts = globSync(["*.md", "docs/**/*.md", "*.json", "laws/**/*.yaml", "examples/*.yaml"]);
  for (const path of texts)
    assert.doesNotMatch(readFileSync(path, "utf8"), /^(<{7}|>{7}) /m, `${path}: both sides of a merge stand there`);
});

test("every threat that is held off names a test that is there", () => {
  const rows = [...readFileSync("docs/threats.md", "utf8").matchAll(/`([^`]+\.test\.ts)`: (.+?) \|$/gm)];
  assert.ok(rows.length > 0);
  for (const [, path, name] of rows)
    assert.ok(readFileSync(path!, "utf8").includes(name!), `docs/threats.md: ${path} has no test "${name}"`);
});

test("French does not break a line before ; : ! ? » and %, or after «", () => {
  const isText = (node: Node) =>
    node.type === "Literal" ? typeof node.value === "string" : node.type === "TemplateElement";
  const textsIn = (part: unknown, isFrench: boolean): Node[] => {
    if (Array.isArray(part)) return part.flatMap((one) => textsIn(one, isFrench));
    if (typeof part !== "object" || part === null) return [];
    const node = part as Node;
    const below = isFrench || (node.type === "Property" && (node.key as { name?: string }).name === "fr");
    return [...(below && isText(node) ? [node] : []), ...Object.values(node).flatMap((one) => textsIn(one, below))];
  };
  for (const file of globSync("src/**/*.{ts,tsx}")) {
    const code = readFileSync(file, "utf8");
    if (file.includes(".test.") || !/\bfr:/.test(code)) continue;
    for (const { start, end } of textsIn(parseSync(file, code).program, false))
      assert.doesNotMatch(code.slice(start, end), / [;:!?»%]|« /, `${file}: put a no-break space (U+00A0) there`);
  }
});

test("long files are named, not forbidden", (context) => {
  for (const { path, text } of files) {
    const lines = text.split("\n").length;
    if (lines > LINES_HINT) context.diagnostic(`${path} has ${lines} lines; does it hold two ideas?`);
  }
});
