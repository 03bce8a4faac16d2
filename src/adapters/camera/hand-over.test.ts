import assert from "node:assert/strict";
import test from "node:test";
import { openHandOver } from "./hand-over.ts";

const settled = (work: Promise<unknown>) =>
  Promise.race([work.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 5))]);

test("a film waits for its reader once enough is read ahead", async () => {
  const handOver = openHandOver<number>({ lengthMax: 2, whenFull: "wait" });
  assert.equal(await handOver.put(1), true);
  const second = handOver.put(2);
  assert.equal(await settled(second), false);
  assert.equal(await handOver.take(), 1);
  assert.equal(await second, true);
  handOver.end();
  assert.deepEqual([await handOver.take(), await handOver.take(), await handOver.take()], [2, null, null]);
});

test("of a live camera's frames the newest waits, and those it replaced are counted", async () => {
  let replaced = 0;
  const handOver = openHandOver<number>({ lengthMax: 1, whenFull: "replace", onReplaced: () => replaced++ });
  for (const frame of [1, 2, 3]) assert.equal(await handOver.put(frame), true);
  assert.equal(await handOver.take(), 3);
  assert.equal(replaced, 2);
  const next = handOver.take();
  await handOver.put(4);
  assert.equal(await next, 4);
  assert.equal(replaced, 2);
});

test("what was read before a fault is handed over before the fault is", async () => {
  const handOver = openHandOver<number>({ lengthMax: 4, whenFull: "wait" });
  await handOver.put(1);
  handOver.end(new Error("cut"));
  handOver.end();
  assert.equal(await handOver.take(), 1);
  await assert.rejects(handOver.take(), /cut/);
});

test("closing lets both sides go, whatever they wait for", async () => {
  const full = openHandOver<number>({ lengthMax: 1, whenFull: "wait" });
  const put = full.put(1);
  full.close();
  assert.equal(await put, false);
  assert.equal(await full.take(), null);
  const empty = openHandOver<number>({ lengthMax: 1, whenFull: "wait" });
  const taken = empty.take();
  empty.close();
  assert.equal(await taken, null);
});
