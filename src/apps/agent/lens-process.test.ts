import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { grantsForFilm, NO_GRANTS } from "#domain/policy/grant.ts";
import { LENS_MESSAGE_BYTES_MAX, LENS_SCENE_MESSAGE_BYTES_MAX } from "#domain/wire/lens-message.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { SCENE_BYTES_MAX } from "#domain/wire/scene-picture.ts";
import { openLensPool } from "./lens-pool.ts";
import type { CameraEnd, WatchedCamera } from "./lens-process.ts";

// Each test plants a program in the lens's place, under the lens's own permissions, that tries to break out.

/** A program that reports what became of `attempt`, in the one free sentence that a lens has. */
function planted(context: TestContext, attempt: string): string {
  const directory = mkdtempSync(join(tmpdir(), "lens-"));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, "planted.ts");
  const program = `
    import { writeSync } from "node:fs";
    const send = (said: unknown, camera = 0) => writeSync(3, JSON.stringify({ camera, said }) + "\\n");
    const tell = (detail: string) => send({ kind: "fault", code: "lens/crashed", detail });
    try { await (async () => { ${attempt} })(); tell("it worked"); }
    catch (error) { tell(String((error as { code?: string; cause?: { code?: string } }).code ?? error)); }
    process.exit(0);`;
  writeFileSync(path, program);
  return path;
}

async function endOf(entry: string, model?: string, ask: Ask = () => {}, grants = grantsForFilm()): Promise<CameraEnd> {
  const order: WatchOrder = {
    kind: "watch",
    grants,
    task: "count",
    source: entry, // the lens may read its source, so the planted program may be read
    ...(model !== undefined && { model }),
    analysedPerSecond: 5,
    lines: [],
    zones: [{ name: "till", corners: [] }],
  };
  const camera = openLensPool({ entry }).watch(order, () => {});
  ask(camera);
  return camera.end;
}

type Ask = (camera: WatchedCamera) => void;

async function detailOf(entry: string, model?: string): Promise<string> {
  const end = await endOf(entry, model);
  assert.equal(end.kind, "fault", JSON.stringify(end));
  return end.kind === "fault" ? end.detail : "";
}

test("a lens cannot write a file", async (context) => {
  const target = join(tmpdir(), `lens-leak-${process.pid}.bin`);
  const entry = planted(context, `(await import("node:fs")).writeFileSync(${JSON.stringify(target)}, "pixels");`);
  assert.equal(await detailOf(entry), "ERR_ACCESS_DENIED");
  assert.equal(existsSync(target), false);
});

test("a lens cannot start a program", async (context) => {
  const entry = planted(context, `(await import("node:child_process")).execFileSync("true");`);
  assert.equal(await detailOf(entry), "ERR_ACCESS_DENIED");
});

test("a lens cannot start a worker that would have other rights", async (context) => {
  const entry = planted(context, `new (await import("node:worker_threads")).Worker("", { eval: true });`);
  assert.equal(await detailOf(entry), "ERR_ACCESS_DENIED");
});

test("a lens cannot open a socket, not even to its own machine", async (context) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const connect = `const net = await import("node:net");
    await new Promise((resolve, reject) => net.connect(${address.port}, "127.0.0.1", resolve as () => void).on("error", reject));`;
  assert.equal(await detailOf(planted(context, connect)), "ERR_ACCESS_DENIED");
  const fetched = await detailOf(planted(context, `await fetch("http://127.0.0.1:${address.port}/");`));
  assert.notEqual(fetched, "it worked");
  assert.equal(connections, 0);
});

test("a lens cannot read what is not its program or its film", async (context) => {
  assert.equal(
    await detailOf(planted(context, `(await import("node:fs")).readFileSync("/etc/passwd");`)),
    "ERR_ACCESS_DENIED",
  );
});

test("a lens may read the one network that it is given, and nothing beside it", async (context) => {
  const directory = mkdtempSync(join(tmpdir(), "lens-model-"));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const [model, beside] = [join(directory, "own.onnx"), join(directory, "beside.onnx")];
  writeFileSync(model, "a network");
  writeFileSync(beside, "another");
  const read = (path: string) => planted(context, `(await import("node:fs")).readFileSync(${JSON.stringify(path)});`);
  assert.equal(await detailOf(read(model), model), "it worked");
  assert.equal(await detailOf(read(model)), "ERR_ACCESS_DENIED");
  assert.equal(await detailOf(read(beside), model), "ERR_ACCESS_DENIED");
  assert.equal(await detailOf(read(beside), directory), "ERR_ACCESS_DENIED");
});

test("a lens inherits no secret from the environment", async (context) => {
  process.env.LINTEL_TEST_SECRET = "hush";
  const entry = planted(context, `if (process.env["LINTEL_TEST_SECRET"]) return; throw new Error("nothing there");`);
  assert.equal(await detailOf(entry), "Error: nothing there");
});

test("a lens that sends a picture is killed", async (context) => {
  const picture = `{ kind: "picture", width: 32, height: 32, rgb: Buffer.alloc(3072).toString("base64") }`;
  const end = await endOf(planted(context, `send(${picture}); await new Promise((r) => setTimeout(r, 5000));`));
  assert.equal(end.kind, "forbidden");
});

test("a lens that hides a picture in an agreed message is killed", async (context) => {
  const hidden = `{ kind: "progress", atMs: 0, decoded: 0, analysed: 0, dropped: 0, damaged: 0, detectMs: 0, rgb: "AAAA" }`;
  assert.equal((await endOf(planted(context, `send(${hidden});`))).kind, "forbidden");
  const place = `{ kind: "progress", atMs: 0.5, decoded: 0, analysed: 0, dropped: 0, damaged: 0, detectMs: 0 }`;
  assert.equal((await endOf(planted(context, `send(${place});`))).kind, "forbidden");
});

test("a lens that sends more than a message may hold is killed", async (context) => {
  const long = `send({ kind: "fault", code: "lens/crashed", detail: "x".repeat(${LENS_MESSAGE_BYTES_MAX}) });`;
  assert.equal((await endOf(planted(context, long))).kind, "forbidden");
  const endless = `for (;;) writeSync(3, "x".repeat(65536));`;
  assert.equal((await endOf(planted(context, endless))).kind, "forbidden");
});

test("a lens that talks without a pause is killed", async (context) => {
  const flood = `for (;;) send({ kind: "progress", atMs: 0, decoded: 0, analysed: 0, dropped: 0, damaged: 0, detectMs: 0 });`;
  assert.equal((await endOf(planted(context, flood))).kind, "forbidden");
});

test("a lens that tells how it is in its zones oftener than a path needs is killed, and one that keeps to it is not", async (context) => {
  const live = (times: number, everyMs: number) => `for (let people = 0; people < ${times}; people++) {
    send({ kind: "live", zones: [{ zone: "till", people, waitingMs: 0 }] });
    await new Promise((resolve) => setTimeout(resolve, ${everyMs}));
  }`;
  assert.equal((await endOf(planted(context, live(60, 100)))).kind, "forbidden");
  assert.equal(await detailOf(planted(context, live(5, 1000))), "it worked");
});

const PAUSE = (ms: number) => `await new Promise((resolve) => setTimeout(resolve, ${ms}));`;
const SCENE = (bytes: number) =>
  `send({ kind: "scene", picture: { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: "/9j/" + "A".repeat(${bytes}) } });`;
/** Once it has its order. */
const ORDERED = `await new Promise((resolve) => process.stdin.once("data", resolve)); ${PAUSE(100)}`;
const askScene: Ask = (camera) => camera.askScene();
const NO_SCENE = { ...grantsForFilm(), "scene-picture": null };

test("a lens that sends a scene nobody asked for, or has no grant for, is killed", async (context) => {
  const small = planted(context, ORDERED + SCENE(400) + PAUSE(5000));
  assert.equal((await endOf(small)).kind, "forbidden");
  assert.equal((await endOf(small, undefined, askScene, NO_SCENE)).kind, "forbidden");
  const large = planted(context, ORDERED + SCENE(100_000) + PAUSE(5000));
  assert.equal((await endOf(large)).kind, "forbidden");
});

test("a lens that was asked may send one scene, no second within a minute, and none that is too large", async (context) => {
  const once = planted(context, ORDERED + SCENE(SCENE_BYTES_MAX));
  const end = await endOf(once, undefined, askScene);
  assert.deepEqual([end.kind, end.kind === "fault" && end.detail], ["fault", "it worked"]);
  const twice = planted(context, ORDERED + SCENE(400) + PAUSE(300) + SCENE(400) + PAUSE(5000));
  assert.equal((await endOf(twice, undefined, askScene)).kind, "forbidden");
  const askedTwice: Ask = (camera) => {
    camera.askScene();
    // After the first picture, however long the lens takes to begin, and before the second.
    setTimeout(() => camera.askScene(), 5000);
  };
  const again = planted(context, ORDERED + SCENE(400) + PAUSE(9000) + SCENE(400) + PAUSE(5000));
  const soon = await endOf(again, undefined, askedTwice);
  assert.match(soon.kind === "forbidden" ? soon.why : soon.kind, /two pictures within 60000 ms/);
  const huge = planted(context, ORDERED + SCENE(LENS_SCENE_MESSAGE_BYTES_MAX) + PAUSE(5000));
  assert.equal((await endOf(huge, undefined, askScene)).kind, "forbidden");
});

test("while a scene is awaited no other message may be longer than ever", async (context) => {
  const long = `send({ kind: "fault", code: "lens/crashed", detail: "x".repeat(${LENS_MESSAGE_BYTES_MAX}) });`;
  assert.equal((await endOf(planted(context, ORDERED + long + PAUSE(5000)), undefined, askScene)).kind, "forbidden");
  const dots = `send({ kind: "dots", points: Array.from({ length: 3000 }, () => [1, 1]) });`;
  const both: Ask = (camera) => {
    camera.askScene();
    camera.showDots(10_000);
  };
  assert.equal((await endOf(planted(context, ORDERED + dots + PAUSE(5000)), undefined, both)).kind, "forbidden");
});

test("a lens that tells dots unasked, after their end, too often, or without a grant is killed", async (context) => {
  const dots = (times: number, everyMs: number) =>
    `for (let n = 0; n < ${times}; n++) { send({ kind: "dots", points: [[500, 500]] }); ${PAUSE(everyMs)} }`;
  const show =
    (forMs: number): Ask =>
    (camera) =>
      camera.showDots(forMs);
  const told = planted(context, ORDERED + dots(4, 500));
  const end = await endOf(told, undefined, show(10_000));
  assert.deepEqual([end.kind, end.kind === "fault" && end.detail], ["fault", "it worked"]);
  assert.equal((await endOf(told)).kind, "forbidden");
  const without = { ...NO_GRANTS, count: grantsForFilm().count };
  assert.equal((await endOf(told, undefined, show(10_000), without)).kind, "forbidden");
  const over = planted(context, ORDERED + PAUSE(2500) + dots(10, 200));
  assert.equal((await endOf(over, undefined, show(300))).kind, "forbidden");
  const often = planted(context, ORDERED + dots(100, 20) + PAUSE(5000));
  assert.equal((await endOf(often, undefined, show(10_000))).kind, "forbidden");
});
