import assert from "node:assert/strict";
import test from "node:test";
import type { Ruling, Verdict } from "./decide.ts";
import {
  assertGranted,
  type Grant,
  grantOf,
  grantsForFilm,
  grantsOfOrder,
  mayShow,
  mayWatchLive,
  NO_GRANTS,
  STAGED_CAPABILITIES,
} from "./grant.ts";

const HOLDER = { store: "oak-street", sensor: "door", until: "2027-03-31" };

function ruling(verdict: Verdict, capability = "count"): Ruling {
  return { capability, verdict, reasons: [], warnings: [] };
}

test("only a ruling that permits gives a grant", () => {
  assert.deepEqual(grantOf("count", ruling("permit"), HOLDER), { capability: "count", basis: "ruling", ...HOLDER });
  assert.equal(grantOf("count", ruling("deny"), HOLDER), null);
  assert.equal(grantOf("count", ruling("unsettled"), HOLDER), null);
});

test("a ruling gives no grant for anything else than what it ruled", () => {
  assert.equal(grantOf("zones", ruling("permit", "count"), HOLDER), null);
});

test("a stage is built with a grant for it", () => {
  const grant = grantOf("count", ruling("permit"), HOLDER)!;
  assert.doesNotThrow(() => assertGranted(grant, "count"));
});

test("no stage is built with a grant for another, nor with something that only looks like one", () => {
  const grant = grantOf("count", ruling("permit"), HOLDER)!;
  const refusal = /^Error: no stage for zones without its grant$/;
  assert.throws(() => assertGranted(grant as unknown as Grant<"zones">, "zones"), refusal);
  const forged = { ...grant, capability: "zones" } as unknown as Grant<"zones">;
  assert.throws(() => assertGranted(forged, "zones"), refusal);
  assert.throws(() => assertGranted({ ...grant }, "count"), /no stage for count/);
});

test("a grant cannot be altered", () => {
  const grant = grantOf("count", ruling("permit"), HOLDER)!;
  assert.throws(() => Object.assign(grant, { until: null }), TypeError);
  assert.equal(grant.until, "2027-03-31");
});

test("the compiler refuses a grant for something else, and an object that is none", () => {
  const compile = (count: Grant<"count">) => {
    // @ts-expect-error a grant to count does not build zones
    assertGranted(count, "zones");
    // @ts-expect-error an object without the mark is no grant
    assertGranted({ capability: "count", basis: "ruling", ...HOLDER }, "count");
  };
  assert.equal(typeof compile, "function");
});

test("a film that is handed over may be counted, and no live camera with its grants", () => {
  const { count, zones } = grantsForFilm();
  const film = { store: "film", sensor: "film", basis: "film", until: null };
  assert.deepEqual(
    [count, zones],
    [
      { capability: "count", ...film },
      { capability: "zones", ...film },
    ],
  );
  assertGranted(count!, "count");
  assertGranted(zones!, "zones");
  assert.equal(mayWatchLive({ count, zones }), false);
  assert.equal(mayWatchLive({ count, zones: null }), false);
});

test("one film's grant among those of a camera is enough to refuse it", () => {
  const count = grantOf("count", ruling("permit"), HOLDER);
  assert.equal(mayWatchLive({ count, zones: grantsForFilm().zones }), false);
  assert.equal(mayWatchLive({ count, zones: null }), true);
  assert.equal(mayWatchLive({ ...NO_GRANTS, count, "scene-picture": grantsForFilm()["scene-picture"] }), false);
  assert.equal(mayWatchLive({ count, zones: grantOf("zones", ruling("permit", "zones"), HOLDER) }), true);
});

test("nothing is shown of a camera without a grant for just that, nor of one that counts nothing", () => {
  const grants = grantsForFilm();
  for (const capability of ["scene-picture", "setup-view"] as const) {
    assert.equal(mayShow(grants, capability), true);
    assert.equal(mayShow({ ...grants, zones: null }, capability), true);
    assert.equal(mayShow({ ...grants, [capability]: null }, capability), false);
    assert.equal(mayShow({ ...grants, count: null, zones: null }, capability), false);
  }
});

test("a lens makes of an order the grants that its agent had", () => {
  const count = { capability: "count", basis: "ruling", ...HOLDER } as const;
  const sent = { ...NO_GRANTS, count };
  const received = grantsOfOrder(JSON.parse(JSON.stringify(sent)));
  assert.deepEqual(received, sent);
  assertGranted(received.count!, "count");
  for (const capability of STAGED_CAPABILITIES) {
    const other = { ...NO_GRANTS, [capability]: { ...count, capability } };
    assert.deepEqual(grantsOfOrder(other), other);
  }
  assert.deepEqual(grantsOfOrder({ count: null }), NO_GRANTS, "what an order does not name is not granted");
});
