import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { grantsForFilm, NO_GRANTS } from "#domain/policy/grant.ts";
import { type Attestation, openLensAccount } from "./lens-account.ts";
import { lensBuild, networkHash } from "./lens-build.ts";

const LENS = fileURLToPath(new URL("../lens/main.ts", import.meta.url));
const GRANTS = grantsForFilm();
const BEGAN_MS = Date.UTC(2026, 10, 29, 12, 0);
const EVERY_MS = 200;

function opened() {
  const told: Attestation[] = [];
  const clock = { ms: BEGAN_MS };
  const nowMs = () => clock.ms;
  const attesting = { onAttestation: (one: Attestation) => told.push(one), nowMs, everyMs: EVERY_MS };
  return { told, clock, account: openLensAccount({ entry: LENS, model: undefined }, attesting) };
}

const progress = (decoded: number, analysed: number) => ({ kind: "progress", decoded, analysed }) as const;

test("a lens is attested at the end of each span while it runs, and once more when it has ended", async () => {
  const { told, clock, account } = opened();
  const camera = account.open(GRANTS);
  account.read(100);
  camera.take(progress(50, 10), 99);
  await sleep(1.5 * EVERY_MS);
  clock.ms += EVERY_MS;
  account.read(60);
  camera.take({ kind: "bucket" }, 59);
  account.end("ended", "0");
  assert.deepEqual(
    told.map(({ atMs, sinceMs, bytes, lensBytes, end, exit, messages }) => [
      ...[atMs - BEGAN_MS, sinceMs - BEGAN_MS, bytes, lensBytes, end, exit],
      ...[messages.progress, messages.bucket],
    ]),
    [
      [0, 0, 99, 100, null, null, 1, 0],
      [EVERY_MS, 0, 158, 160, "ended", "0", 1, 1],
    ],
    "what was attested before is in the next, and is not changed by it",
  );
  const [first] = told;
  assert.match(first!.lens, /^[0-9a-f]{16}$/);
  assert.deepEqual([first!.build, first!.model], [lensBuild(LENS), networkHash()]);
  await sleep(1.5 * EVERY_MS);
  assert.equal(told.length, 2, "what has ended is attested no more");
  assert.notEqual(opened().account, account);
});

test("a camera that comes back to its lens is counted on; by other grants it is counted anew; what is gone is told once, and at the end", async () => {
  const { told, account } = opened();
  for (const [decoded, analysed] of [
    [100, 20],
    [7, 3],
  ] as const) {
    const camera = account.open(GRANTS);
    camera.take(progress(decoded - 1, analysed), 10);
    camera.take(progress(decoded, analysed), 10);
    camera.close();
  }
  const fewer = account.open({ ...NO_GRANTS, count: GRANTS.count });
  fewer.take(progress(1, 1), 10);
  await sleep(2.5 * EVERY_MS);
  account.refuse("form");
  account.end("forbidden", "SIGKILL");
  const ofWhole = told.filter(({ grants }) => grants.length > 1);
  const said = ofWhole.map(({ saidByLens, messages, end }) => [saidByLens, messages.progress, end]);
  const sum = { decoded: 107, analysed: 23 };
  assert.deepEqual(said, [
    [sum, 4, null],
    [sum, 4, "forbidden"],
  ]);
  assert.ok(told.length > 4, "the other goes on being attested");
  const last = told.slice(-2);
  assert.deepEqual(
    last.map(({ refused }) => refused.form),
    [1, 1],
    "what a lens may not say is said of all its cameras",
  );
});

test("the hash of a lens's code is what anybody makes of the same files by the page's line", {
  skip: process.platform === "win32",
}, () => {
  const [, line] = /`build` is the SHA-256[\s\S]*?```\n([\s\S]*?)```/.exec(readFileSync("docs/ledger.md", "utf8"))!;
  const { stdout, status } = spawnSync("sh", ["-c", line!], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.equal(stdout.split(" ")[0], lensBuild(LENS));
  assert.notEqual(lensBuild(fileURLToPath(import.meta.url)), lensBuild(LENS), "another program is another build");
});

test("counting costs a lens nothing, and its agent hardly more", (context) => {
  const { account } = opened();
  const camera = account.open(GRANTS);
  const said = progress(1, 1);
  const times = 200_000;
  const beganMs = performance.now();
  for (let time = 0; time < times; time++) {
    account.read(120);
    camera.take(said, 119);
  }
  const nsEach = ((performance.now() - beganMs) / times) * 1e6;
  account.end("ended", "0");
  context.diagnostic(`${nsEach.toFixed(0)} ns a message, in the agent`);
  assert.ok(nsEach < 20_000, `${nsEach} ns`); // a camera says three a second
});
