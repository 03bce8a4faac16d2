import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { Frame, TimedFrame } from "#domain/vision/frame.ts";
import { readNumber, writePatternFilm } from "#tools/rtsp/pattern-film.ts";
import { openRtspServer, type RtspServerOptions } from "#tools/rtsp/rtsp-server.ts";
import { type Camera, type CameraOptions, openCamera } from "./open-camera.ts";

const MODEL = { width: 416, height: 256 };
const LOGIN = { user: "shop", password: "s3cret" };

let folder = "";
let door = "";
let wide = "";
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-live-"));
  door = join(folder, "door.mp4");
  wide = join(folder, "wide.mp4");
  const film = { framesPerSecond: 25, framesBetweenKeys: 5 };
  await writePatternFilm({ path: door, size: { width: 320, height: 192 }, frames: 200, ...film });
  await writePatternFilm({ path: wide, size: { width: 352, height: 192 }, frames: 25, ...film });
});
after(() => rmSync(folder, { recursive: true }));

function serve(options: Partial<RtspServerOptions> = {}) {
  return openRtspServer({ streams: { "/door": [door] }, ...options });
}

function connect(source: string, options: Partial<CameraOptions> = {}): Promise<Camera> {
  return openCamera({ source, model: MODEL, analysedPerSecond: 5, ...options });
}

async function take(camera: Camera, count: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of camera.frames()) if (frames.push(frame) === count) break;
  return frames;
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (fault) {
    assert.ok(fault instanceof Fault, String(fault));
    return fault;
  }
  assert.fail("nothing failed");
}

test("a live camera is analysed five times a second, each frame at the time it was taken", async () => {
  await using server = await serve();
  await using camera = await connect(server.address("/door"));
  assert.ok(camera.isLive);
  assert.equal(camera.durationMs, null);
  assert.deepEqual(camera.picture, { width: 320, height: 192 });
  const frames: Frame[] = [];
  for await (const frame of camera.frames()) {
    assert.ok(Math.abs(Date.now() - frame.atMs) < 500, `${Date.now() - frame.atMs} ms late`);
    if (frames.push(frame) === 7) break;
  }
  const settled = frames.slice(2);
  for (const [index, frame] of settled.entries()) {
    const before = settled[index - 1];
    if (!before) continue;
    const steps =
      readNumber(frame.rgb, frame.fit.scaled, MODEL.width) - readNumber(before.rgb, before.fit.scaled, MODEL.width);
    assert.ok(Math.abs(frame.atMs - before.atMs - steps * 40) <= 5, "time and picture run apart");
    assert.equal(steps, 5);
  }
  assert.equal(camera.counts.damaged, 0);
});

test("when the analysis is slow the newest frame is taken, and those that gave way are counted", async () => {
  await using server = await serve();
  await using camera = await connect(server.address("/door"), { analysedPerSecond: 25 });
  let seen = 0;
  for await (const { atMs } of camera.frames()) {
    assert.ok(Date.now() - atMs < 300, `a frame of ${Date.now() - atMs} ms ago`);
    await sleep(200);
    if (++seen === 8) break;
  }
  const { dropped, analysed } = camera.counts;
  assert.equal(analysed, 8);
  assert.ok(dropped >= 20 && dropped <= 45, `${dropped} dropped`);
});

test("pixels that nobody needs any more are written over, and those of a frame that is looked at are its own", async () => {
  await using server = await serve();
  await using camera = await connect(server.address("/door"), { analysedPerSecond: 25, reusesPixels: true });
  const buffers = new Set<Uint8Array>();
  let first: { atMs: number; number: number } | undefined;
  for await (const { atMs, rgb, fit } of camera.frames()) {
    buffers.add(rgb);
    const readNow = () => readNumber(rgb, fit.scaled, MODEL.width);
    const number = readNow();
    if (camera.counts.analysed > 5) first ??= { atMs, number }; // the first ones come in a burst
    await sleep(camera.counts.analysed % 3 === 0 ? 150 : 1); // meanwhile others come, and give way
    assert.equal(readNow(), number);
    if (first) assert.ok(Math.abs(atMs - first.atMs - (number - first.number) * 40) < 30, "time and picture run apart");
    if (camera.counts.analysed === 30) break;
  }
  assert.ok(camera.counts.dropped > 10);
  assert.ok(buffers.size <= 3, `${buffers.size} buffers: one waits, one is looked at, one is being made`);
});

test("the time of a live frame is ours, not the camera's", async () => {
  const beganAtMs = performance.now();
  const wallMs = () => 1_000_000_000_000 + performance.now() - beganAtMs;
  await using server = await serve();
  await using camera = await connect(server.address("/door"), { wallMs });
  const frames = await take(camera, 3);
  for (const { atMs } of frames) assert.ok(Number.isInteger(atMs) && atMs > 1e12 && atMs <= wallMs() + 1);
});

test("when our clock is set, a live camera's times go on from there, on a new timeline", async () => {
  let setByMs = 0;
  await using server = await serve();
  await using camera = await connect(server.address("/door"), { wallMs: () => Date.now() + setByMs });
  const frames: TimedFrame[] = [];
  for await (const frame of camera.frames()) {
    if (frames.push(frame) === 12) break;
    if (frames.length === 4) setByMs = -3_600_000;
    if (frames.length === 8) setByMs = 0;
  }
  const timelines = Map.groupBy(frames, ({ timeline }) => timeline);
  assert.deepEqual([...timelines.keys()], [0, 1, 2]);
  for (const [timeline, own] of timelines) {
    for (const [index, { atMs }] of own.entries())
      assert.ok(index === 0 || atMs > own[index - 1]!.atMs, "time ran back");
    const offMs = Date.now() - own.at(-1)!.atMs - (timeline === 1 ? 3_600_000 : 0);
    assert.ok(offMs >= -50 && offMs < 10_000, `${offMs} ms off on timeline ${timeline}`);
  }
  assert.ok(Math.abs(camera.steppedMs - 3_600_000) < 1000, `${camera.steppedMs}`);
});

test("a camera that asks for a name and a password is given them", async () => {
  for (const scheme of ["basic", "digest"] as const) {
    await using server = await serve({ login: { ...LOGIN, scheme } });
    await using camera = await connect(server.address("/door", LOGIN));
    assert.equal((await take(camera, 1)).length, 1);
  }
});

test("a wrong password is said to be wrong, and is not shown", async () => {
  for (const scheme of ["basic", "digest"] as const) {
    await using server = await serve({ login: { ...LOGIN, scheme } });
    for (const login of [{ user: "shop", password: "guess99" }, undefined]) {
      const fault = await faultOf(connect(server.address("/door", login)));
      assert.equal(fault.code, "camera/password");
      assert.doesNotMatch(`${fault.stack}${JSON.stringify(fault)}${fault.cause}`, /guess99/);
    }
  }
});

test("a stream that the camera does not have is said to be not there", async () => {
  await using server = await serve();
  const fault = await faultOf(connect(server.address("/window")));
  assert.equal(fault.code, "camera/not-there");
});

test("a camera that does not answer as one is refused", async () => {
  const http = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const curt = await listen((socket) => socket.destroy());
  const gone = await listen(() => {});
  gone.close();
  for (const address of [
    http.address,
    curt.address,
    gone.address,
    "rtsp://nobody.invalid/door",
    "rtsp://127.0.0.1:99999/a",
  ])
    assert.equal((await faultOf(connect(address))).code, "camera/refused", address);
  http.close();
  curt.close();
});

test("a camera that says nothing is given up after a time", async () => {
  const mute = await listen(() => {});
  const beganAtMs = performance.now();
  const fault = await faultOf(connect(mute.address, { connectMsMax: 300 }));
  assert.equal(fault.code, "camera/stalled");
  assert.match(fault.detail, /sent no picture for 0\.3 s$/);
  assert.ok(performance.now() - beganAtMs < 1500);
  mute.close();
});

const ENDS: ReadonlyArray<readonly [what: string, options: Partial<RtspServerOptions>, code: FaultCode]> = [
  ["falls silent", { behaviour: { kind: "stall", afterPictures: 60 } }, "camera/stalled"],
  ["ends", { behaviour: { kind: "end", afterPictures: 60 } }, "camera/ended"],
];

for (const [what, options, code] of ENDS)
  test(`when a camera ${what}, that is said after the last frame, in time`, async () => {
    await using server = await serve(options);
    await using camera = await connect(server.address("/door"), { stallMsMax: 500 });
    const beganAtMs = performance.now();
    const fault = await faultOf(take(camera, 1000));
    assert.equal(fault.code, code);
    assert.equal(camera.counts.decoded, 60);
    assert.ok(performance.now() - beganAtMs < 4000);
  });

test("pictures made of garbage are counted as damaged and never looked at", async () => {
  await using server = await serve({ behaviour: { kind: "garbage", afterPictures: 50 } });
  await using camera = await connect(server.address("/door"), { analysedPerSecond: 25 });
  const walk = take(camera, 1000);
  for (const beganMs = performance.now(); camera.counts.damaged < 30; await sleep(50))
    assert.ok(performance.now() - beganMs < 20_000, JSON.stringify(camera.counts));
  await camera.close();
  const frames = await walk;
  const numbers = frames.map(({ rgb, fit }) => readNumber(rgb, fit.scaled, MODEL.width));
  assert.ok(Math.max(...numbers) < 50, `frame ${Math.max(...numbers)} is none of those that were sent whole`);
});

test("a camera whose picture changes its size is stopped there", async () => {
  await using server = await serve({ streams: { "/door": [wide, door] } });
  await using camera = await connect(server.address("/door"));
  const fault = await faultOf(take(camera, 1000));
  assert.equal(fault.code, "camera/size-changed");
  assert.match(fault.detail, /from 352×192 to 320×192$/);
});

test("a camera is closed at once, even while it is silent", async () => {
  await using server = await serve({ behaviour: { kind: "stall", afterPictures: 40 } });
  const camera = await connect(server.address("/door"));
  const walk = take(camera, 1000);
  await sleep(800);
  const beganAtMs = performance.now();
  await camera.close();
  assert.ok(performance.now() - beganAtMs < 500);
  assert.ok((await walk).length > 0);
});

async function listen(onSocket: (socket: Socket) => void): Promise<{ address: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    onSocket(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { address: `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/door`, close };
}

test("a machine that is too slow drops frames and says so, instead of falling behind", async (context) => {
  const street = fork(fileURLToPath(new URL("../../../tools/bench/camera-street.ts", import.meta.url)), [door]);
  context.after(() => street.kill());
  const [address] = await once(street, "message");
  await using camera = await connect(String(address));
  const beganAtMs = Date.now();
  let lateMs = 0;
  for await (const { atMs } of camera.frames()) {
    lateMs = Date.now() - atMs;
    if (Date.now() - beganAtMs > 8000) break;
    for (const untilMs = Date.now() + 600; Date.now() < untilMs; ); // a network that takes far too long
  }
  assert.ok(camera.counts.dropped > 0, JSON.stringify(camera.counts));
  assert.ok(lateMs < 3000, `${lateMs} ms late`);
});

test("a camera that sends over UDP is seen as one over TCP is", async () => {
  await using server = await serve({ login: { ...LOGIN, scheme: "digest" } });
  await using camera = await connect(server.address("/door", LOGIN), { transport: "udp", analysedPerSecond: 25 });
  const numbers: number[] = [];
  for await (const { rgb, fit, atMs } of camera.frames()) {
    numbers.push(readNumber(rgb, fit.scaled, MODEL.width));
    assert.ok(Math.abs(Date.now() - atMs) < 500, `${Date.now() - atMs} ms late`);
    if (numbers.length === 40) break;
  }
  assert.ok(
    numbers.every((number, index) => index === 0 || number > numbers[index - 1]!),
    numbers.join(" "),
  );
  assert.equal(camera.counts.damaged, 0);
});

test("where packets of UDP are lost some pictures are missing or not as they should be, and the others come", async () => {
  await using server = await serve({ losesOneOf: 40 });
  await using camera = await connect(server.address("/door"), { transport: "udp", analysedPerSecond: 25 });
  const numbers: number[] = [];
  for await (const { rgb, fit } of camera.frames()) {
    numbers.push(readNumber(rgb, fit.scaled, MODEL.width));
    if (numbers.length === 60) break;
  }
  assert.ok(server.counts.lost > 0);
  const inOrder = numbers.filter((number, index) => number === numbers[index - 1]! + 1);
  assert.ok(inOrder.length >= 50, numbers.join(" "));
});

test("a camera over UDP that falls silent is told as stalled", async () => {
  await using server = await serve({ behaviour: { kind: "stall", afterPictures: 30 } });
  await using camera = await connect(server.address("/door"), { transport: "udp", stallMsMax: 1500 });
  const fault = await faultOf(take(camera, 1000));
  assert.equal(fault.code, "camera/stalled");
});

// What a USB camera shows is untested: there is none where the tests run.
test("a USB camera that is not there, or is none, is told as such", async () => {
  const cases: [device: string, detail: RegExp][] = [
    ["/dev/video999", /`usb:\/dev\/video999` is not there/],
    ["/dev/null", /gives no pictures/],
  ];
  for (const [device, detail] of cases) {
    const fault = await faultOf(connect(`usb:${device}`));
    assert.equal(fault.code, "camera/no-device");
    assert.match(fault.detail, process.platform === "linux" ? detail : /on Linux only/);
  }
});
