import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openChance } from "#adapters/sim/chance.ts";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import { openStoreReader } from "#adapters/store/store.ts";
import { attestationsIn } from "#apps/cli/ledger-attestations.ts";
import { openRecordingProxy, type RecordingProxy, recordName } from "./recording-proxy.ts";
import { openChain } from "./running-chain.ts";

/** `npm run kills` kills a hundred times; a usual test run has not the time. */
const KILLS = Number(process.env.LINTEL_KILLS ?? 8);
const SEED = process.env.LINTEL_SEED ?? String(Date.now() % 100_000);
/** What a kill may cost a camera: what was not told yet, and coming back. */
const AWAY_MS_MAX = 20_000;
/** Of fewer records nothing could be said; a busy machine takes longer to make them. */
const RECORDS_MIN = 10;
const WAIT_MS_MAX = 120_000;
const MINUTE_MS = 60_000;

test(`lenses, agents and the server are killed ${KILLS} times: what was acknowledged is there once, and what was not watched shows`, async (context) => {
  context.diagnostic(`seed ${SEED}`);
  const chance = openChance(`kills ${SEED}`);
  await using open = new AsyncDisposableStack();
  let proxy: RecordingProxy | undefined;
  const chain = open.use(
    await openChain({
      camerasByStore: [2, 2],
      scene: "entrance",
      via: async (serverUrl) => {
        proxy = open.use(await openRecordingProxy(serverUrl));
        return proxy.url;
      },
    }),
  );
  const beganMs = Date.now();
  const killed = { server: 0, agent: 0, lens: 0 };
  for (let kills = 0; kills < KILLS; kills++) {
    await pause(chance.between(300, 3500));
    const store = chain.stores[Math.floor(chance.next() * chain.stores.length)]!;
    const what = chance.next();
    if (what < 0.34) {
      await chain.killServer();
      killed.server += 1;
    } else if (what < 0.67) {
      await chain.killAgent(store);
      killed.agent += 1;
    } else {
      const lenses = chain.lensPids(store);
      const lens = lenses[Math.floor(chance.next() * lenses.length)];
      if (lens === undefined) {
        kills -= 1; // it is just being started: another is chosen
        continue;
      }
      process.kill(lens, "SIGKILL");
      killed.lens += 1;
    }
  }
  await pause(12_000);
  const endMs = Date.now() + WAIT_MS_MAX;
  const { sent, acknowledged } = proxy!;
  const isPart = (name: string) => [...sent.get(name)!].some((text) => /^(line|zone)$/.test(JSON.parse(text).kind));
  while ([...acknowledged].filter(isPart).length <= RECORDS_MIN && Date.now() < endMs) await pause(500);
  const elapsedMs = Date.now() - beganMs;
  await chain.end();

  using reader = openStoreReader(chain.folder);
  const span = { fromMinute: 0, toMinute: 2 ** 40 };
  const parts = (await Promise.all(chain.stores.map((storeId) => reader.parts({ storeId, ...span })))).flat();
  const events = (
    await Promise.all(chain.stores.map((storeId) => reader.events({ storeId, fromMs: 0, toMs: 2 ** 50 })))
  ).flat();
  const kept = new Map<string, number>();
  const attestations = attestationsIn(chain.folder);
  for (const record of [...parts, ...events, ...attestations])
    kept.set(recordName(record), (kept.get(recordName(record)) ?? 0) + 1);
  const lost = [...acknowledged].filter((name) => !kept.has(name));
  const doubled = [...kept].filter(([, times]) => times > 1);
  const unknown = [...kept.keys()].filter((name) => !sent.has(name));
  const changed = [...sent].filter(([, texts]) => texts.size > 1);
  context.diagnostic(
    `killed ${JSON.stringify(killed)}; ${acknowledged.size} acknowledged, ${kept.size} kept, lost ${lost.length}, doubled ${doubled.length}`,
  );
  assert.ok(parts.length > RECORDS_MIN, "hardly anything was counted");
  assert.deepEqual(lost, []);
  assert.deepEqual(doubled, []);
  assert.deepEqual(unknown, []);
  assert.deepEqual(changed, [], "a number was sent with two meanings");

  const watched = new Map<string, number>();
  for (const part of parts) {
    const unit = `${part.storeId} ${part.kind === "line" ? part.lineId : part.zoneId}`;
    watched.set(unit, (watched.get(unit) ?? 0) + part.watchedMs);
  }
  const minutes = (
    await Promise.all(chain.stores.map((storeId) => reader.totals("minute", { storeId, ...span })))
  ).flat();
  for (const { total } of minutes) assert.ok(total.watchedMs <= MINUTE_MS);
  const awayMs = [...watched.values()].map((ms) => elapsedMs - ms);
  context.diagnostic(
    `of ${Math.round(elapsedMs / 1000)} s unwatched: ${awayMs.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(", ")}`,
  );
  for (const ms of awayMs) assert.ok(ms < (killed.agent + killed.lens + 1) * AWAY_MS_MAX, `${ms} ms unwatched`);
  assert.equal((await rebuildTotals(chain.folder)).different, 0);
});
