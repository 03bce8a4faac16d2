import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { openCertificate } from "#adapters/certificate/own-authority.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { type DeviceProfile, type OnvifDeviceOptions, openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { cameraStreams, PROFILES_MAX } from "./camera-streams.ts";
import { LOGIN_TRIES_MAX } from "./conversation.ts";

const HOUR_MS = 3_600_000;
const LOGIN = { user: "ad<min>", password: "s3cret & more" };
const RIGHT = { host: "127.0.0.1", username: LOGIN.user, password: LOGIN.password };

const MAIN: DeviceProfile = {
  token: "main",
  name: "Main stream",
  codec: "H265",
  width: 2560,
  height: 1440,
  framesPerSecond: 25,
  address: "rtsp://127.0.0.1:554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1",
};
const SUB: DeviceProfile = {
  token: 'sub&"1',
  name: "Sub stream",
  codec: "H264",
  width: 640,
  height: 360,
  framesPerSecond: 15,
  address: "rtsp://127.0.0.1:554/Streaming/Channels/102",
};

function open(options: Partial<OnvifDeviceOptions> = {}) {
  return openOnvifDevice({ profiles: [MAIN, { ...SUB, token: "sub" }], login: LOGIN, ...options });
}

async function faultOf(work: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const fault = await work.then(
    () => assert.fail(`no fault, where ${code} should be`),
    (error: unknown) => error,
  );
  assert.ok(fault instanceof Fault, String(fault));
  assert.equal(fault.code, code, fault.message);
  assert.ok(!fault.message.includes(RIGHT.password));
  return fault;
}

for (const services of ["both", "older", "unlisted"] as const)
  for (const accepts of ["token", "digest", "digest-sha256", "digest-hidden"] as const)
    test(`a camera tells its streams: media services ${services}, login by ${accepts}`, async () => {
      await using device = await open({ services, accepts });
      const told = await cameraStreams({ ...RIGHT, port: device.port });
      assert.equal(told.model, "Example D1");
      assert.deepEqual(
        told.streams.map(({ name, codec, width, height, framesPerSecond, address }) => [
          name,
          codec,
          width,
          height,
          framesPerSecond,
          address,
        ]),
        [
          ["Main stream", "H265", 2560, 1440, 25, MAIN.address],
          ["Sub stream", "H264", 640, 360, 15, SUB.address],
        ],
      );
      assert.equal(told.suitable?.offer.name, "Sub stream");
      assert.deepEqual(told.leftOut, []);
      assert.equal(device.counts.plainPasswords, 0);
      assert.ok(device.counts.refusedLogins <= 1);
      const allowed = [
        "GetSystemDateAndTime",
        "GetServices",
        "GetCapabilities",
        "GetProfiles",
        "GetStreamUri",
        "GetDeviceInformation",
      ];
      assert.deepEqual(
        [...new Set(device.asked)].filter((action) => !allowed.includes(action)),
        [],
      );
    });

for (const clockOffsetMs of [-9 * HOUR_MS, 40 * 365 * 24 * HOUR_MS, -26 * 365 * 24 * HOUR_MS])
  test(`a camera whose clock is off by ${clockOffsetMs / HOUR_MS} hours lets us in`, async () => {
    await using device = await open({ clockOffsetMs });
    const told = await cameraStreams({ ...RIGHT, port: device.port });
    assert.ok(Math.abs(told.clockOffsetMs! - clockOffsetMs) < 2000);
    assert.equal(device.counts.refusedLogins, 0);
  });

test("a camera that tells its clock by HTTP only, or its local time as UTC, lets us in", async () => {
  await using byHttp = await open({ clockOffsetMs: 5 * HOUR_MS, tellsClock: "by-http" });
  await cameraStreams({ ...RIGHT, port: byHttp.port });
  await using local = await open({ clockOffsetMs: 0, tellsClock: 8 * HOUR_MS });
  await cameraStreams({ ...RIGHT, port: local.port });
  assert.ok(local.counts.refusedLogins <= 1);
});

for (const accepts of ["token", "digest", "digest-hidden"] as const)
  test(`a wrong password or name is named, and not tried so often that the camera shuts: ${accepts}`, async () => {
    for (const wrong of [{ password: "guess" }, { username: "nobody" }, { password: "" }]) {
      await using device = await open({ accepts });
      await faultOf(cameraStreams({ ...RIGHT, ...wrong, port: device.port }), "onvif/password");
      assert.ok(device.counts.refusedLogins >= 1 && device.counts.refusedLogins <= LOGIN_TRIES_MAX);
    }
  });

test("a wrong password stays one where the clock is off and told", async () => {
  await using device = await open({ clockOffsetMs: 3 * HOUR_MS });
  await faultOf(cameraStreams({ ...RIGHT, password: "guess", port: device.port }), "onvif/password");
});

test("a user who may not see the streams is told apart from a wrong password", async () => {
  await using device = await open({ forbidden: ["GetStreamUri"] });
  const fault = await faultOf(cameraStreams({ ...RIGHT, port: device.port }), "onvif/password");
  assert.match(fault.detail, /lets this user in/);
  await using quiet = await open({ forbidden: ["GetDeviceInformation"] });
  assert.equal((await cameraStreams({ ...RIGHT, port: quiet.port })).model, "");
});

test("trouble with the clock is told apart from a wrong password", async () => {
  await using untold = await open({ clockOffsetMs: 2 * HOUR_MS, tellsClock: "not" });
  assert.match(
    (await faultOf(cameraStreams({ ...RIGHT, port: untold.port }), "onvif/clock")).detail,
    /not tell its clock/,
  );
  await using lying = await open({ clockOffsetMs: 2 * HOUR_MS, tellsClock: 9 * HOUR_MS, saysExpired: true });
  assert.match((await faultOf(cameraStreams({ ...RIGHT, port: lying.port }), "onvif/clock")).detail, /too old/);
  assert.ok(lying.counts.refusedLogins <= LOGIN_TRIES_MAX);
  // HTTP digest knows no clock.
  await using digest = await open({ clockOffsetMs: 2 * HOUR_MS, tellsClock: "not", accepts: "digest" });
  await cameraStreams({ ...RIGHT, port: digest.port });
});

test("ONVIF that is switched off is told apart from a camera that is not there", async () => {
  for (const [behaviour, why] of [
    ["web-page", /no message of ONVIF/],
    ["not-found", /HTTP 404/],
    ["to-https", /HTTPS/],
  ] as const) {
    await using device = await open({ behaviour });
    assert.match((await faultOf(cameraStreams({ ...RIGHT, port: device.port }), "onvif/off")).detail, why);
    assert.equal(device.counts.refusedLogins, 0);
  }
  const closed = await open();
  await closed[Symbol.asyncDispose]();
  assert.match((await faultOf(cameraStreams({ ...RIGHT, port: closed.port }), "onvif/off")).detail, /nothing listens/);
  const noHttp = createServer((socket) => socket.end("SSH-2.0-other\r\n")).listen(0, "127.0.0.1");
  await new Promise((resolve) => noHttp.once("listening", resolve));
  const { port } = noHttp.address() as { port: number };
  await faultOf(cameraStreams({ ...RIGHT, port }), "onvif/off");
  noHttp.close();
});

test("what does not answer, or a byte now and then, is not reachable, and ends in seconds", async () => {
  await using silent = await open({ behaviour: "silent" });
  await using trickle = await open({ behaviour: "trickle" });
  const beganAtMs = performance.now();
  await Promise.all([
    faultOf(cameraStreams({ ...RIGHT, port: silent.port }), "onvif/unreachable"),
    faultOf(cameraStreams({ ...RIGHT, port: trickle.port }), "onvif/unreachable"),
    faultOf(cameraStreams({ ...RIGHT, host: "camera.invalid", port: 80 }), "onvif/unreachable"),
  ]);
  assert.ok(performance.now() - beganAtMs < 15_000);
});

test("answers that are too long, too deep, or grow without end are refused by their limits", async () => {
  for (const [behaviour, why] of [
    ["huge", /longer than 1048576 bytes/],
    ["bomb", /document type/],
    ["deep", /deeper than 32/],
    ["garbage", /no message of ONVIF/],
  ] as const) {
    await using device = await open({ behaviour });
    const beganAtMs = performance.now();
    assert.match((await faultOf(cameraStreams({ ...RIGHT, port: device.port }), "onvif/unreadable")).detail, why);
    assert.ok(performance.now() - beganAtMs < 3000, behaviour);
  }
});

test("a camera behind a router is asked, and watched, at the address that was given", async () => {
  const inside = { ...SUB, token: "sub", address: "rtsp://user:hidden@10.0.0.9:10554/live/$HOME?x=1" };
  await using device = await open({ ownHost: "10.0.0.9", profiles: [inside] });
  const [stream] = (await cameraStreams({ ...RIGHT, port: device.port })).streams;
  assert.equal(stream?.address, "rtsp://127.0.0.1:10554/live/%24HOME?x=1");
  assert.equal(stream?.hostInstead, "10.0.0.9");
});

test("profiles without an address of RTSP, and too many, are left out and named", async () => {
  await using bad = await open({
    profiles: [
      { ...SUB, token: "a", name: "web\u001b[2J", address: "http://127.0.0.1/x" },
      { ...SUB, token: "b", address: "rtsp://127.0.0.1/with space" },
      { ...SUB, token: "sub" },
    ],
  });
  const told = await cameraStreams({ ...RIGHT, port: bad.port });
  assert.equal(told.streams.length, 1);
  assert.equal(told.leftOut.length, 2);
  assert.ok(!JSON.stringify(told).includes("\\u001b"));

  await using many = await open({
    profiles: Array.from({ length: PROFILES_MAX + 3 }, (_, index) => ({ ...SUB, token: `t${index}` })),
  });
  const cut = await cameraStreams({ ...RIGHT, port: many.port });
  assert.equal(cut.streams.length, PROFILES_MAX);
  assert.equal(cut.leftOut.length, 3);

  await using none = await open({ profiles: [] });
  await faultOf(cameraStreams({ ...RIGHT, port: none.port }), "onvif/no-stream");
  await using videoLess = await open({ profiles: [{ ...SUB, token: "sub", address: "" }] });
  await faultOf(cameraStreams({ ...RIGHT, port: videoLess.port }), "onvif/no-stream");
});

test("the older service's interval makes the rate that is really sent", async () => {
  await using device = await open({
    services: "older",
    profiles: [{ ...SUB, token: "sub", framesPerSecond: 25, interval: 5 }],
  });
  assert.equal((await cameraStreams({ ...RIGHT, port: device.port })).streams[0]?.framesPerSecond, 5);
});

test("a camera that wants HTTPS is asked by it, at the same host", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-onvif-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const { keyPem, certificatePem } = await openCertificate(folder, { hosts: [] });
  await using device = await open({ tls: { key: keyPem, cert: certificatePem } });
  const told = await cameraStreams({ ...RIGHT, port: device.port, isSecure: true });
  assert.equal(told.streams.length, 2);
  await faultOf(cameraStreams({ ...RIGHT, port: device.port }), "onvif/off");
});

test("without a port it is looked for where makers have it, and where none has it that is said", async (context) => {
  // Other addresses of the loopback, where nothing else is likely to listen.
  const at = { host: "127.0.0.29", port: 2020 };
  const device = await open({ at }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" && error.code !== "EADDRNOTAVAIL") throw error;
    return null;
  });
  if (!device) return context.skip(`left out: this machine has no ${at.host}:${at.port} to give`);
  await using _ = device;
  const told = await cameraStreams({ ...RIGHT, host: at.host });
  assert.deepEqual([told.port, told.suitable?.offer.address], [2020, "rtsp://127.0.0.29:554/Streaming/Channels/102"]);
  const fault = await faultOf(cameraStreams({ ...RIGHT, host: "127.0.0.30" }), "onvif/off");
  assert.match(fault.detail, /is there, and does not speak ONVIF at ports? /);
});
