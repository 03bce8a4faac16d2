import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { openVault } from "./vault.ts";

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-vault-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a password is found again after a restart, and stands in no file as it is", (context) => {
  const folder = folderFor(context);
  openVault(folder).put("DOOR_PASSWORD", "Grüße & 123");
  assert.equal(openVault(folder).get("DOOR_PASSWORD"), "Grüße & 123");
  assert.deepEqual(openVault(folder).names(), ["DOOR_PASSWORD"]);
  for (const file of ["secrets.json", "secret.key"]) {
    assert.ok(!readFileSync(join(folder, file), "utf8").includes("123"));
    assert.equal(statSync(join(folder, file)).mode & 0o077, 0, `${file} is read by others`);
  }
  assert.equal(openVault(folder).remove("DOOR_PASSWORD"), true);
  assert.equal(openVault(folder).remove("DOOR_PASSWORD"), false);
  assert.equal(openVault(folder).get("DOOR_PASSWORD"), null);
});

test("another key opens nothing, and a secret put under another name is not that one", (context) => {
  const [folder, other] = [folderFor(context), folderFor(context)];
  openVault(folder).put("A", "first secret");
  openVault(other).put("A", "second");
  copyFileSync(join(folder, "secrets.json"), join(other, "secrets.json"));
  const isFault = (code: string) => (error: unknown) => {
    assert.ok(!JSON.stringify(error).includes("first secret"));
    return isDeepStrictEqual((error as { code?: string }).code, code);
  };
  assert.throws(() => openVault(other).get("A"), isFault("vault/key"));
  const kept = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"));
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ B: kept.A }));
  assert.throws(() => openVault(folder).get("B"), isFault("vault/key"));
  writeFileSync(join(folder, "secrets.json"), "{");
  assert.throws(() => openVault(folder).get("A"), isFault("vault/unreadable"));
  assert.throws(() => openVault(folder).put("lower case", "x"), isFault("vault/name"));
});
