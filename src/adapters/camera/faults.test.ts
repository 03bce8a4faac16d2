import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { AV_PIX_FMT_RGB8 } from "node-av/constants";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { type PatternFilmOptions, writePatternFilm } from "#tools/rtsp/pattern-film.ts";
import { type Camera, openCamera } from "./open-camera.ts";

const SIZE = { width: 320, height: 192 };
const MODEL = { width: 416, height: 256 };
const FRAMES = 100;

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "lintel-camera-"));
});
after(() => rmSync(folder, { recursive: true }));

async function film(name: string, options: Partial<PatternFilmOptions> = {}): Promise<string> {
  const path = join(folder, name);
  await writePatternFilm({ path, size: SIZE, framesPerSecond: 25, frames: FRAMES, ...options });
  return path;
}

function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

/** Walks a film; says how it ended, and how much was seen until then. */
async function watch(source: string): Promise<{ fault: Fault | null; seen: number; decoded: number }> {
  let seen = 0;
  let decoded = 0;
  try {
    await using camera = await openCamera({ source, model: MODEL, analysedPerSecond: 5 });
    try {
      for await (const _ of camera.frames()) seen++;
    } finally {
      decoded = camera.counts.decoded;
    }
  } catch (fault) {
    assert.ok(fault instanceof Fault, String(fault));
    return { fault, seen, decoded };
  }
  return { fault: null, seen, decoded };
}

async function timesOf(camera: Camera): Promise<number[]> {
  const times: number[] = [];
  for await (const { atMs } of camera.frames()) times.push(atMs);
  return times;
}

async function assertFault(source: string, code: FaultCode, detail: RegExp): Promise<void> {
  const { fault, seen } = await watch(source);
  assert.equal(fault?.code, code, source);
  assert.match(fault.detail, detail);
  assert.equal(seen, 0);
}

test("a film that is not there is said to be not there", async () => {
  await assertFault(join(folder, "nobody.mp4"), "camera/not-found", /^there is no file `.*nobody\.mp4`$/);
  await assertFault(
    "http://user:secret@localhost/film.mp4",
    "camera/not-found",
    /`http:\/\/user:\*\*\*@localhost\/film\.mp4`/,
  );
});

test("what is no film is said to be none", async () => {
  mkdirSync(join(folder, "directory.mp4"));
  const garbage = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * index * 31 + index * 7) & 0xff));
  const whole = readFileSync(await film("whole.mp4"));
  const moovAt = whole.indexOf("moov") - 4;
  await assertFault(join(folder, "directory.mp4"), "camera/not-a-film", /is not a file$/);
  await assertFault(file("empty.mp4", ""), "camera/not-a-film", /is empty$/);
  for (const name of ["garbage.mp4", "garbage.avi", "garbage.gif", "garbage"])
    await assertFault(file(name, garbage), "camera/not-a-film", /holds no film/);
  await assertFault(file("text.txt", "someone wrote this down\n".repeat(200)), "camera/not-a-film", /holds no film/);
  await assertFault(file("head.mp4", whole.subarray(0, moovAt + 8)), "camera/not-a-film", /the end of `.*` is missing/);
});

test("a list that would have other files or addresses opened is no film", async () => {
  const path = await film("secret.ts");
  const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${path}\n#EXT-X-ENDLIST\n`;
  await assertFault(file("list.m3u8", playlist), "camera/not-a-film", /holds no film/);
  await assertFault(file("list.mp4", playlist), "camera/not-a-film", /holds no film/);
  await assertFault(
    file("list.ffconcat", `ffconcat version 1.0\nfile '${path}'\n`),
    "camera/not-a-film",
    /holds no film/,
  );
});

const CUT: ReadonlyArray<readonly [name: string, options: Partial<PatternFilmOptions>]> = [
  ["cut.mp4", {}],
  ["cut.mkv", {}],
  ["cut.avi", { encoder: "mpeg4" }],
  ["cut.gif", { encoder: "gif", pixelFormat: AV_PIX_FMT_RGB8 }],
];

test("a film that was cut short is counted as far as it goes, and said to be cut", async () => {
  for (const [name, options] of CUT) {
    const whole = readFileSync(await film(name, options));
    assert.deepEqual(await watch(join(folder, name)), { fault: null, seen: 20, decoded: FRAMES }, name);
    const { fault, seen, decoded } = await watch(file(name, whole.subarray(0, whole.length * 0.6)));
    assert.equal(fault?.code, "camera/truncated", name);
    assert.match(fault.detail, /^the end of `.*` is missing, at least \d+ bytes; \d+ pictures were read$/);
    assert.ok(decoded > 50 && decoded < 70, `${name}: ${decoded} decoded`);
    assert.equal(seen, Math.ceil(decoded / 5), name);
  }
});

test("the part of a cut film that is there is read without complaint", async () => {
  const whole = readFileSync(await film("part.mp4"));
  const source = file("part.mp4", whole.subarray(0, whole.length * 0.6));
  await using camera = await openCamera({ source, model: MODEL, analysedPerSecond: 5, untilMs: 1000 });
  assert.equal((await timesOf(camera)).length, 5);
});

test("a film that is damaged in a few places is read over them, and they are counted", async () => {
  const bytes = readFileSync(await film("scratched.mp4", { framesBetweenKeys: 10 }));
  bytes.fill(0, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.42));
  await using camera = await openCamera({ source: file("scratched.mp4", bytes), model: MODEL, analysedPerSecond: 5 });
  for await (const _ of camera.frames());
  assert.ok(camera.counts.damaged > 0 && camera.counts.damaged <= 10, `${camera.counts.damaged} damaged`);
  assert.ok(camera.counts.decoded >= 90, `${camera.counts.decoded} decoded`);
});

test("a film that is damaged all over is not trusted", async () => {
  const bytes = readFileSync(await film("ruined.mp4"));
  for (let at = Math.floor(bytes.length * 0.3); at < bytes.length * 0.8; at++) bytes[at] = (at * at * 31 + 7) & 0xff;
  const { fault, seen } = await watch(file("ruined.mp4", bytes));
  assert.equal(fault?.code, "camera/damaged");
  assert.match(fault.detail, /^\d+ pictures of `.*ruined\.mp4` are damaged; \d+ were read$/);
  assert.ok(seen > 0);
});

test("a film whose picture changes its size is counted up to there", async () => {
  for (const ending of ["ts", "h264"]) {
    const [small, large] = [
      await film(`small.${ending}`),
      await film(`large.${ending}`, { size: { width: 352, height: 288 } }),
    ];
    const { fault, seen } = await watch(
      file(`both.${ending}`, Buffer.concat([readFileSync(small), readFileSync(large)])),
    );
    assert.equal(fault?.code, "camera/size-changed", ending);
    assert.match(fault.detail, /changed from 320×192 to 352×288$/);
    assert.equal(seen, 20);
  }
});

test("two films joined end to end are one film, whose time runs on", async () => {
  const one = readFileSync(await film("one.ts"));
  const source = file("joined.ts", Buffer.concat([one, one]));
  await using camera = await openCamera({ source, model: MODEL, analysedPerSecond: 5 });
  assert.deepEqual(
    await timesOf(camera),
    Array.from({ length: 40 }, (_, index) => index * 200),
  );
});

test("a film is read by a process that may read it and do nothing else", async () => {
  const path = await film("alone.mp4");
  const script = `
    const { openCamera } = await import(${JSON.stringify(resolve("src/adapters/camera/open-camera.ts"))});
    const options = { model: { width: 416, height: 256 }, analysedPerSecond: 5 };
    await using camera = await openCamera({ source: ${JSON.stringify(path)}, ...options });
    let seen = 0;
    for await (const _ of camera.frames()) seen++;
    const refused = await openCamera({ source: "/etc/hostname", ...options }).catch((error) => error);
    console.log(seen, refused.code, refused.detail);`;
  const permissions = ["--permission", "--allow-addons", `--allow-fs-read=${resolve(".")}`, `--allow-fs-read=${path}`];
  const flags = [...permissions, "--no-warnings", "--input-type=module", "--eval", script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, flags);
  assert.equal(stdout, "20 camera/not-found `/etc/hostname` may not be read by this program\n");
  assert.equal(stderr, "");
});
