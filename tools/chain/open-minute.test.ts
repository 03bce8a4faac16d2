import assert from "node:assert/strict";
import { cpSync, globSync, mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openChance } from "#adapters/sim/chance.ts";
import { findScene } from "#apps/cli/source.ts";
import { openChain, type RunningChain } from "./running-chain.ts";

const SEED = process.env.LINTEL_SEED ?? String(Date.now() % 100_000);
const STORES = 4;
/** Each store's agent or lens is killed once in each of them: twelve kills. */
const MINUTES = 3;
/** What a kill may cost of a minute that is open. */
const LOST_MS_MAX = 5000;
const MINUTE_MS = 60_000;
/** Kills come so long after a minute began at the earliest, and before its end: it must be open, and have lasted for longer than may be lost. */
const FROM_MS = 8000;
const TO_MS = 50_000;
/** An agent writes once a second what a lens told; only then is it killed after its lens, to read what it kept. */
const WRITTEN_MS = 1200;
const RUNNING_MS_MAX = 60_000;

type Sensors = { sensors: { state: string }[] };

/** How long each line and zone was watched in a minute that is open, by the outbox of an agent that is dead. */
function watchedIn(chain: RunningChain, store: string, minute: number): Map<string, number> {
  using copy = mkdtempDisposableSync(join(tmpdir(), "lintel-open-minute-"));
  const [file] = globSync(join(dirname(chain.folder), store, "**/outbox.sqlite"));
  cpSync(dirname(file!), copy.path, { recursive: true, filter: (path) => !path.endsWith("-shm") });
  using outbox = new DatabaseSync(join(copy.path, "outbox.sqlite"));
  const rows = outbox
    .prepare("select unit.unitId, open.figures from open join unit on unit.id = open.unit where open.minute = ?")
    .all(minute) as { unitId: string; figures: string }[];
  return new Map(rows.map(({ unitId, figures }) => [unitId, JSON.parse(figures)[0] as number]));
}

async function allRun(chain: RunningChain, store: string): Promise<boolean> {
  const { sensors } = await chain.ask<Sensors>(`/api/v1/stores/${store}/sensors`);
  return sensors.length > 0 && sensors.every(({ state }) => state === "running");
}

test(`who kills an agent or a lens loses at most ${LOST_MS_MAX} ms of an open minute (seed ${SEED})`, async (context) => {
  context.diagnostic(`seed ${SEED}`);
  const chance = openChance(`open minute ${SEED}`);
  const scene = findScene("entrance");
  const unitsOfCamera = scene.lines.length + scene.zones.length;
  await using chain = await openChain({ camerasByStore: Array.from({ length: STORES }, () => 1), scene: "entrance" });
  const lost: { what: string; unit: string; ms: number }[] = [];
  let rounds = 0;
  for (let minuteCount = 0; minuteCount < MINUTES; minuteCount++) {
    for (const endMs = Date.now() + RUNNING_MS_MAX; Date.now() < endMs; await pause(500))
      if ((await Promise.all(chain.stores.map((store) => allRun(chain, store)))).every(Boolean)) break;
    // All are watched when the minute begins, so that it is known since when they are.
    const minute = Math.floor(Date.now() / MINUTE_MS) + 1;
    const kills = chain.stores.map((store) => ({
      store,
      what: chance.next() < 0.5 ? "agent" : "lens",
      atMs: minute * MINUTE_MS + chance.between(FROM_MS, TO_MS),
    }));
    await Promise.all(
      kills.map(async ({ store, what, atMs }) => {
        await pause(atMs - Date.now());
        assert.ok(await allRun(chain, store), `the camera of ${store} does not run`);
        const killedAtMs = Date.now();
        if (what === "lens") {
          for (const lens of chain.lensPids(store)) process.kill(lens, "SIGKILL");
          await pause(WRITTEN_MS);
        }
        process.kill(chain.agentPid(store), "SIGKILL");
        await pause(100);
        const watched = watchedIn(chain, store, minute);
        assert.equal(watched.size, unitsOfCamera, `${store} kept ${watched.size} lines and zones`);
        for (const [unit, ms] of watched)
          lost.push({ what, unit: `${store} ${unit}`, ms: killedAtMs - minute * MINUTE_MS - ms });
        rounds += 1;
        await chain.killAgent(store); // it is dead; begins it anew
      }),
    );
  }
  const worst = (what: string) => Math.max(0, ...lost.filter((one) => one.what === what).map(({ ms }) => ms));
  context.diagnostic(
    `${rounds} kills; lost at most ${worst("agent")} ms by an agent's, ${worst("lens")} ms by a lens's`,
  );
  assert.ok(rounds >= 10);
  assert.deepEqual(
    lost.filter(({ ms }) => ms > LOST_MS_MAX),
    [],
  );
});
