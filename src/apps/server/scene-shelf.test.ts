import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { openSceneShelf } from "./scene-shelf.ts";

const PICTURE = { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: "/9j/AAAA" };
const DOOR = { storeId: "own", sensorId: "door", source: "rtsp://user:$DOOR@192.0.2.7/stream" };

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-shelf-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("each camera has one picture, the last; of another source there is none", async (context) => {
  const folder = folderFor(context);
  const shelf = openSceneShelf(folder);
  assert.equal(await shelf.get(DOOR), null);
  await shelf.keepOnly([]);
  assert.ok(!existsSync(join(folder, "scenes")), "nothing is made before the first picture");
  await shelf.put(DOOR, PICTURE);
  await shelf.put(DOOR, { ...PICTURE, atMs: 2 });
  await shelf.put({ ...DOOR, sensorId: "door-2" }, { ...PICTURE, atMs: 3 });
  assert.deepEqual(await shelf.get(DOOR), { ...PICTURE, atMs: 2 });
  const moved = { ...DOOR, source: "rtsp://192.0.2.8/stream" };
  assert.equal(await shelf.get(moved), null);
  await shelf.put(moved, { ...PICTURE, atMs: 4 });
  assert.deepEqual([await shelf.get(DOOR), (await shelf.get(moved))?.atMs], [null, 4]);
  const files = readdirSync(join(folder, "scenes"));
  assert.equal(files.length, 2);
  for (const file of files) {
    assert.doesNotMatch(file, /192|stream|DOOR/, "no address stands in a name");
    assert.equal(statSync(join(folder, "scenes", file)).mode & 0o077, 0, "others of the machine cannot read it");
  }
  await openSceneShelf(folder).keepOnly([moved]);
  assert.equal(readdirSync(join(folder, "scenes")).length, 1);
});

test("a file that is no picture is none, and a disk that cannot be written is a fault", async (context) => {
  const folder = folderFor(context);
  const shelf = openSceneShelf(folder);
  await shelf.put(DOOR, PICTURE);
  const [file] = readdirSync(join(folder, "scenes"));
  for (const text of ["", "{", JSON.stringify({ ...PICTURE, jpeg: "iVBORw0KGgo=" })]) {
    writeFileSync(join(folder, "scenes", file!), text);
    assert.equal(await shelf.get(DOOR), null);
  }
  writeFileSync(join(folder, "no-folder"), "");
  await assert.rejects(
    openSceneShelf(join(folder, "no-folder")).put(DOOR, PICTURE),
    (error) => error instanceof Fault && error.code === "store/disk",
  );
});
