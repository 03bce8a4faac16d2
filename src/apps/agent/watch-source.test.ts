import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { parseSceneTruth } from "#domain/scene/scene-truth.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { type WatchOutcome, watchSource } from "./watch-source.ts";

const SCENES = fileURLToPath(new URL("../../../scenes/", import.meta.url));

function orderOf(name: string, more: Partial<WatchOrder> = {}): WatchOrder {
  const truth = parseSceneTruth(readFileSync(`${SCENES}${name}.truth.json`, "utf8"));
  const lines = truth.lines.map(({ name: line, a, b }) => ({
    name: line,
    from: { x: a[0], y: a[1] },
    to: { x: b[0], y: b[1] },
  }));
  return {
    kind: "watch",
    grants: grantsForFilm(),
    task: "count",
    source: `${SCENES}${truth.film}`,
    analysedPerSecond: 5,
    lines,
    zones: [],
    ...more,
  };
}

function watchedMs({ buckets }: WatchOutcome): number {
  return buckets.reduce((sum, bucket) => sum + bucket.watchedMs, 0);
}

function crossings({ buckets }: WatchOutcome): number {
  return buckets.reduce((sum, bucket) => sum + (bucket.kind === "line" ? bucket.in + bucket.out : 0), 0);
}

test("a film is watched from its first frame to its last", async () => {
  const outcome = await watchSource(orderOf("entrance")).outcome;
  assert.equal(outcome.fault, null);
  const durationMs = outcome.opened?.durationMs ?? 0;
  assert.ok(Math.abs(watchedMs(outcome) - durationMs) < 500, `${watchedMs(outcome)} of ${durationMs} ms`);
  assert.equal(outcome.restarts, 0);
});

test("a lens that crashes is started again, and the gap shows in the time watched", async () => {
  const whole = await watchSource(orderOf("entrance", { untilMs: 60_000 })).outcome;
  let killed = 0;
  const watch = watchSource(orderOf("entrance", { untilMs: 60_000 }), {
    onProgress: ({ atMs }) => {
      const pid = watch.lensPid();
      if (killed > 0 || atMs <= 5000 || pid === undefined) return;
      killed = pid;
      process.kill(pid, "SIGKILL");
    },
  });
  const outcome = await watch.outcome;
  assert.ok(killed > 0, "the film was over before the lens could be killed");
  assert.deepEqual([outcome.fault, outcome.restarts], [null, 1]);
  const gapMs = watchedMs(whole) - watchedMs(outcome);
  assert.ok(gapMs >= 500 && gapMs < 5000, `a gap of ${gapMs} ms`);
  assert.ok(crossings(outcome) >= crossings(whole) - 5, `${crossings(outcome)} of ${crossings(whole)}`);
});

test("a watch that is stopped keeps what it has counted", async () => {
  const watch = watchSource(orderOf("entrance"), {
    onProgress: ({ atMs }) => {
      if (atMs > 2000) watch.stop();
    },
  });
  const outcome = await watch.outcome;
  assert.equal(outcome.fault, null);
  assert.ok(watchedMs(outcome) > 1500 && outcome.atMs < (outcome.opened?.durationMs ?? 0), `at ${outcome.atMs} ms`);
});

test("a lens that is asked for a line proposes the one across the door", async () => {
  const { proposed } = await watchSource(orderOf("entrance", { task: "propose", lines: [] })).outcome;
  assert.ok(proposed && proposed.crossing >= 8, JSON.stringify(proposed));
});

test("a film that is not there is a fault, and is not tried again", async () => {
  const outcome = await watchSource(orderOf("entrance", { source: `${SCENES}nothing.mp4` })).outcome;
  assert.deepEqual([outcome.fault?.code, outcome.restarts], ["camera/not-found", 0]);
});
