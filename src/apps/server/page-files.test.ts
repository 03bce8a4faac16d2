import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { openPageFiles } from "./page-files.ts";

test("pages that are built anew while they are served take the place of the old ones, all at once", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-pages-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const build = (version: string) => {
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(folder, "index.html"), version);
    for (const part of ["main", "late"]) writeFileSync(join(folder, "assets", `${part}-${version}.js`), version);
  };
  build("1");
  const files = openPageFiles(folder);
  const textOf = (name: string) => files.find(name)?.bytes.toString() ?? null;
  assert.deepEqual([textOf("index.html"), textOf("assets/main-1.js")], ["1", "1"]);
  build("2");
  assert.equal(textOf("assets/main-1.js"), "1", "whoever has the old page may go on with it");
  assert.equal(textOf("assets/late-1.js"), null, "until it asks for what nobody read in time");
  assert.deepEqual([textOf("index.html"), textOf("assets/main-2.js"), textOf("assets/late-2.js")], ["2", "2", "2"]);
  assert.equal(textOf("assets/main-1.js"), null);
  rmSync(folder, { recursive: true });
  assert.throws(
    () => openPageFiles(folder).find("index.html"),
    (error) => error instanceof Fault && error.code === "server/pages",
  );
});
