import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { LINK_SETUPS_MAX } from "#domain/wire/agent-link.ts";
import { SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";
import { openShowDesk, SCENE_WAIT_MS_MAX } from "./show-desk.ts";

function opened() {
  const clock = { ms: 1_794_000_000_000 };
  return { clock, desk: openShowDesk(() => clock.ms) };
}
const all = () => true;

test("a set-up view ends by itself after fifteen minutes, and opening it again does not make it longer", () => {
  const { clock, desk } = opened();
  const { untilMs } = desk.openSetup("own", "door");
  assert.equal(untilMs, clock.ms + 900_000);
  clock.ms += SETUP_MS_MAX - 1;
  assert.deepEqual(desk.openSetup("own", "door"), { untilMs });
  const [order] = desk.ordersOf(all);
  assert.equal(order?.kind === "setup" && order.leftMs, 1);
  clock.ms += 1;
  assert.equal(desk.isSetup("own", "door"), false);
  assert.deepEqual(desk.ordersOf(all), []);
  assert.equal(desk.endSetup("own", "door"), false);
  assert.ok(desk.openSetup("own", "door").untilMs > untilMs, "somebody may open another");
});

test("a clock that is set back makes no view and no asking longer", () => {
  const { clock, desk } = opened();
  desk.openSetup("own", "door");
  desk.askScene("own", "door");
  clock.ms -= 3_600_000;
  assert.deepEqual(desk.ordersOf(all), []);
});

test("an asking holds until it is answered by its name, or nobody answers for long", () => {
  const { clock, desk } = opened();
  const first = desk.askScene("own", "door");
  clock.ms += 1000;
  assert.deepEqual(desk.askScene("own", "door"), first);
  const [order] = desk.ordersOf(all);
  assert.equal(desk.takeScene("own", "door", "made-up"), false);
  assert.equal(desk.takeScene("other", "door", order!.id), false);
  assert.equal(desk.takeScene("own", "door", order!.id), true);
  assert.equal(desk.takeScene("own", "door", order!.id), false, "once");
  assert.deepEqual(desk.ordersOf(all), []);
  desk.askScene("own", "door");
  const [late] = desk.ordersOf(all);
  clock.ms += SCENE_WAIT_MS_MAX;
  assert.equal(desk.takeScene("own", "door", late!.id), false);
});

test("an agent gets the orders of what it may show, and no others", () => {
  const { desk } = opened();
  desk.askScene("own", "door");
  desk.openSetup("own", "door");
  desk.askScene("other", "door");
  const orders = desk.ordersOf((kind, storeId) => kind === "scene" && storeId === "own");
  assert.deepEqual(
    orders.map(({ kind, storeId, sensorId }) => [kind, storeId, sensorId]),
    [["scene", "own", "door"]],
  );
});

test("so many cameras are set up at a time, and not more", () => {
  const { desk } = opened();
  for (let n = 0; n < LINK_SETUPS_MAX; n++) desk.openSetup("own", `door-${n}`);
  desk.openSetup("own", "door-0");
  assert.throws(
    () => desk.openSetup("own", "another"),
    (error) => error instanceof Fault && error.code === "request/too-many",
  );
  desk.endSetup("own", "door-3");
  desk.openSetup("own", "another");
});
