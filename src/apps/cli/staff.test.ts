import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test from "node:test";
import { parse, stringify } from "yaml";
import { openFilmWriter } from "#adapters/film/film-writer.ts";
import { matchOf, measureOf, rgbOf } from "#domain/staff/cloth.ts";
import { oklabOf, type Rgb } from "#domain/staff/oklab.ts";

const SIZE = { width: 640, height: 360 };
const folder = mkdtempSync(join(tmpdir(), "lintel-teach-"));
test.after(() => rmSync(folder, { recursive: true }));

/** Three seconds of a grey shop with a striped or plain cloth in the middle. */
async function filmOf(name: string, colours: readonly Rgb[]): Promise<string> {
  const path = join(folder, `${name}.mp4`);
  await using film = await openFilmWriter({ path, size: SIZE, framesPerSecond: 5, crf: 15 });
  const rgb = new Uint8Array(3 * SIZE.width * SIZE.height);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const isCloth = x > 240 && x < 400 && y > 100 && y < 260;
      const grey = 120 + (((x >> 5) + (y >> 5)) % 2) * 40;
      rgb.set(isCloth ? colours[Math.floor(y / 20) % colours.length]! : [grey, grey, grey], 3 * (y * SIZE.width + x));
    }
  for (let frame = 0; frame < 15; frame++) await film.write(rgb);
  await film.close();
  return path;
}

function teach(source: string, options: readonly string[] = [], does = ["count", "staff-exclusion"]) {
  const shop = parse(readFileSync("examples/boutique-france.yaml", "utf8"));
  const [camera] = shop.stores[0].sensors;
  const stores = [{ ...shop.stores[0], sensors: [{ ...camera, does, source, zones: [] }] }];
  const path = join(folder, "shop.yaml");
  writeFileSync(path, stringify({ ...shop, stores }));
  const run = ["bin/lintel.mjs", "staff", "teach", path, "lyon", camera.id, ...options];
  return spawnSync("node", run, { encoding: "utf8" });
}

test("a shirt on a hanger is measured, and what is printed is a uniform of the deployment", async () => {
  const { stdout, stderr } = teach(await filmOf("green", [[22, 163, 74]]), ["--name", "shirt"]);
  const { staff } = parse(stdout);
  assert.equal(staff.uniforms[0].name, "shirt", stderr);
  const { apart } = matchOf(measureOf([{ colour: staff.uniforms[0].upper, share: 1 }]), [oklabOf(rgbOf("#16a34a"))]);
  assert.ok(apart < 0.05, `${staff.uniforms[0].upper} is ${apart} from what was shown`);
  assert.deepEqual(readdirSync(folder).toSorted(), ["green.mp4", "shop.yaml"], "nothing is written");
});

test("a striped one has two colours, and how much of each", async () => {
  const film = await filmOf("striped", [
    [178, 58, 47],
    [230, 227, 221],
  ]);
  const { stdout, stderr } = teach(film, ["--part", "lower", "--json"]);
  const { lower } = JSON.parse(stdout || stderr);
  assert.equal(lower.length, 2);
  for (const { share } of lower) assert.ok(Math.abs(share - 0.5) < 0.15, JSON.stringify(lower));
});

test("nothing is measured while somebody is there, nor where a camera may not look for staff", async () => {
  const somebody = teach(resolve("scenes/staff.mp4"));
  assert.deepEqual([somebody.status, somebody.stdout], [2, ""]);
  assert.match(somebody.stderr, /somebody is in the picture[\s\S]*hang the garment up/);
  const unasked = teach(await filmOf("green", [[22, 163, 74]]), [], ["count"]);
  assert.match(unasked.stderr, /does no `staff-exclusion`/);
  assert.match(teach("scenes/staff.mp4", ["--part", "hat"]).stderr, /neither `upper` nor `lower`/);
});
