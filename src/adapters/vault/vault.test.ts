import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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

/** Puts its own secrets, and puts and removes one that it does not keep, as fast as it can. */
const WRITER = `
  const { openVault } = await import(process.argv[1]);
  const [, , folder, who] = process.argv;
  const vault = openVault(folder);
  for (let count = 0; count < Number(process.argv[4]); count += 1) {
    vault.put(who + "_" + count, who + " secret " + count);
    vault.put(who + "_GONE", "x");
    if (!vault.remove(who + "_GONE")) throw new Error("another lost it");
  }
`;
const WRITERS = ["A", "B", "C"];
const SECRETS_EACH = 25;

test("several processes write at the same time, and no secret is lost", async (context) => {
  const folder = folderFor(context);
  const module = new URL("./vault.ts", import.meta.url).href;
  const ends = WRITERS.map(async (who) => {
    const words = ["--input-type=module", "-e", WRITER, "--", module, folder, who, String(SECRETS_EACH)];
    const [status] = await once(spawn(process.execPath, words, { stdio: "inherit" }), "exit");
    assert.equal(status, 0, who);
  });
  await Promise.all(ends);
  const vault = openVault(folder);
  assert.equal(vault.names().length, WRITERS.length * SECRETS_EACH);
  for (const who of WRITERS)
    for (let count = 0; count < SECRETS_EACH; count += 1)
      assert.equal(vault.get(`${who}_${count}`), `${who} secret ${count}`);
});

test("a key that is lost is said, and no other is made over the secrets", (context) => {
  const folder = folderFor(context);
  const key = join(folder, "secret.key");
  const vault = openVault(folder);
  vault.put("A", "first secret");
  renameSync(key, `${key}.elsewhere`);
  const isLost = (error: unknown) => (error as { code?: string }).code === "vault/key-lost";
  assert.throws(() => vault.get("A"), isLost);
  assert.throws(() => vault.put("B", "second"), isLost);
  assert.throws(() => vault.put("A", "another"), isLost);
  assert.ok(!existsSync(key), "a new key lies over secrets of another");
  assert.deepEqual(vault.names(), ["A"]);
  assert.equal(vault.get("B"), null);
  renameSync(`${key}.elsewhere`, key);
  assert.equal(vault.get("A"), "first secret");
  // Where the old one is given up with its secrets, a new one is made.
  rmSync(key);
  assert.equal(vault.remove("A"), true, "what cannot be read can be taken away");
  vault.put("B", "second");
  assert.equal(openVault(folder).get("B"), "second");
});

test("where the secrets are copies, a lost key begins them anew", (context) => {
  const folder = folderFor(context);
  openVault(folder).put("A", "first secret");
  openVault(folder).put("B", "second");
  rmSync(join(folder, "secret.key"));
  const copies = openVault(folder, { areCopies: true });
  copies.put("A", "sent again");
  assert.deepEqual(openVault(folder).names(), ["A"]);
  assert.equal(openVault(folder).get("A"), "sent again");
});
