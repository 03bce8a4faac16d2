import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { evaluateStaff, readUniform, staffText } from "./eval-staff.ts";

/** At least so many of staff's crossings are recognised, and at most so many of others' mistaken, at the doors of scenes. */
const LIMITS = {
  "as filmed": { recognised: 0.95, mistaken: 0.02 },
  dimmed: { recognised: 0.9, mistaken: 0.04 },
  "dimmed, tinted, noisy": { recognised: 0.9, mistaken: 0.04 },
} as const;
/** Over twelve lines anywhere, behind glass and where tracks are broken, it is worse; less than this is a bug. */
const ANYWHERE = { recognised: 0.9, mistaken: 0.05 };
/** An answer that is none is no way out. */
const TORN_MAX = 0.08;

test("staff are told from visitors by what they wear, in good light and in bad", async (context) => {
  const report = await evaluateStaff(readUniform({}), { scenes: ["doorway"] });
  context.diagnostic(staffText(report));
  assert.equal(report.rows.length, 8);
  for (const { scene, condition, lines, recognised, mistaken, torn } of report.rows) {
    const limit = lines === "its own" ? LIMITS[condition] : ANYWHERE;
    const words = `${scene}, ${condition}, ${lines}`;
    const shares = { recognised: recognised.part / recognised.of, mistaken: mistaken.part / mistaken.of };
    assert.ok(shares.mistaken <= (scene === "staff" ? limit.mistaken : 0), `${words}: ${shares.mistaken} mistaken`);
    if (scene === "staff")
      assert.ok(shares.recognised >= limit.recognised, `${words}: ${shares.recognised} recognised`);
    assert.ok(torn.part / torn.of <= TORN_MAX, `${words}: ${torn.part} of ${torn.of} torn`);
  }
});

test("with another uniform no visitor is taken for staff, and hardly anybody in green", async () => {
  const { rows } = await evaluateStaff(readUniform({ upper: "#0d9488", lower: "#22252b" }), { scenes: [] });
  for (const { taken, condition, lines } of rows) {
    assert.equal(taken.visitors.staff + taken.invented.staff, 0, `${condition}, ${lines}`);
    const { staff, visitor, torn } = taken.staff;
    assert.ok(staff / (staff + visitor + torn) <= ANYWHERE.mistaken, `${condition}, ${lines}: ${staff}`);
  }
});

test("a colour that is none is refused with its remedy", () => {
  const { status, stderr } = spawnSync("node", ["bin/lintel.mjs", "eval", "staff", "--upper", "green"], {
    encoding: "utf8",
  });
  assert.equal(status, 2);
  assert.match(stderr, /`--upper green` is not a colour such as `#16a34a`/);
});
