import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { LineBucket } from "#domain/counting/bucket.ts";
import { watchDeployment } from "./watch-deployment.ts";

const STAFF = fileURLToPath(new URL("../../../scenes/staff.mp4", import.meta.url));
const SIGNS = `    staff:
      uniforms:
        - name: green shirt
          upper: "#16a34a"
          lower: "#22252b"
    sensors:`;

/** What a real lens counts of the scene `staff` in a shop in France, whose deployment is changed by `change`. */
async function countedWith(context: TestContext, change: (yaml: string) => string): Promise<LineBucket[]> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-staff-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "shop.yaml");
  const yaml = readFileSync("examples/boutique-france.yaml", "utf8")
    .replace(/source: .*/, `source: ${STAFF}`)
    .replace(/ {8}zones:\n.*\n.*\n/, "")
    .replace("from: [0.2, 0.6]", "from: [0.3018, 0.4941]")
    .replace("to: [0.8, 0.6]", "to: [0.6982, 0.4941]");
  writeFileSync(path, change(yaml));
  const watch = await watchDeployment(path, { nowMs: Date.now, addressOf: (source) => source });
  context.after(() => watch.stop());
  const { cameras } = await watch.outcome;
  assert.deepEqual(
    cameras.map(({ fault }) => fault),
    [null],
  );
  return cameras.flatMap(({ buckets }) => buckets.filter((bucket) => bucket.kind === "line"));
}

test("a lens tells how many of who passed were staff, and they stay among who passed", async (context) => {
  const [bucket] = await countedWith(context, (yaml) =>
    yaml.replace("does: [count, zones]", "does: [count, staff-exclusion]").replace("    sensors:", SIGNS),
  );
  assert.deepEqual([bucket?.staffIn, bucket?.staffOut], [3, 3]);
  assert.ok(bucket!.in + bucket!.out >= 18, JSON.stringify(bucket));
});

test("where nothing says that staff may be looked for, nobody looks, and nothing is said of them", async (context) => {
  const counted = await countedWith(context, (yaml) => yaml.replace("does: [count, zones]", "does: [count]"));
  assert.ok(counted[0]!.in > 0);
  assert.ok(counted.every((bucket) => !("staffIn" in bucket) && !("staffOut" in bucket)));
});

test("who says that staff are told by their faces gets no camera at all", async (context) => {
  const byFace = countedWith(context, (yaml) =>
    yaml
      .replace("does: [count, zones]", "does: [count, staff-exclusion]")
      .replace("    sensors:", SIGNS)
      .replace("purpose: statistics", "purpose: statistics\n  proc:\n    staff_method: face"),
  );
  await assert.rejects(byFace, { code: "deployment/nothing-permitted" });
});
