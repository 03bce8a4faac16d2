import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const lintel = (...args: string[]) => spawnSync(process.execPath, ["bin/lintel.mjs", ...args], { encoding: "utf8" });

test("`lintel sign` and `lintel papers` write files, say what is left to a person, and end with 1 at a draft", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-sign-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const out = join(folder, "door.png");
  const shop = ["lyon", "--deployment", "examples/boutique-france.yaml"];
  const sign = lintel("sign", ...shop, "--format", "png", "--size", "A5", "--languages", "fr", "--out", out);
  assert.equal(sign.status, 1, sign.stderr);
  assert.match(sign.stdout, /DRAFT.*the protection officer \(S12\).*contacts: \{ officer \}/s);
  assert.equal(readFileSync(out).subarray(1, 4).toString(), "PNG");

  const record = join(folder, "record.md");
  const papers = lintel("papers", ...shop, "--kind", "record", "--language", "fr", "--out", record);
  assert.equal(papers.status, 0, papers.stderr);
  assert.match(readFileSync(record, "utf8"), /^# Registre des activités de traitement \(projet\)/);

  const unknown = lintel("sign", "nowhere", ...shop.slice(1));
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /store\/unknown/);
});
