import assert from "node:assert/strict";
import test from "node:test";
import { INSPECTED_DEVICES, inspectedDevice } from "#tools/onvif/inspected-devices.ts";
import { openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import { openServedShop } from "#tools/shop/served-shop.ts";

const LOGIN = { user: "guard", password: "of-the-camera-7" };
const TEST = "POST /api/v1/stores/here/cameras/test";
const INSPECT = "POST /api/v1/stores/here/cameras/inspect";
const YAML = `lintel: 1
name: Test
stores:
  - id: here
    time_zone: America/Chicago
    site: { jurisdiction: US-IL, public_place: true }
    sensors: []
`;

test("a camera is tested, put up, and read again, and its password is in no answer and no log", async () => {
  await using camera = await openRtspServer({
    streams: { "/door": ["scenes/entrance.mp4"] },
    login: { ...LOGIN, scheme: "digest" },
  });
  await using shop = await openServedShop({ yaml: YAML });
  const installer = await shop.person("installer", { storeIds: ["here"] });
  const at = `rtsp://127.0.0.1:${camera.port}/door`;
  const told: string[] = [];
  const outcomeOf = async (body: object) => {
    const { status, json, text } = await shop.ask(TEST, { as: installer, json: body });
    assert.equal(status, 200, text);
    told.push(text);
    return json;
  };
  const reached = await outcomeOf({ address: at, ...LOGIN });
  assert.equal(reached.outcome, "reached");
  assert.deepEqual(reached.streams, [
    { name: "/door", address: at, codec: "H264", width: 640, height: 360, framesPerSecond: 15, isSuitable: true },
  ]);
  assert.equal((await outcomeOf({ address: at, ...LOGIN, password: "another" })).outcome, "password");
  assert.equal((await outcomeOf({ address: "rtsp://203.0.113.7/door", ...LOGIN })).outcome, "not-near");
  assert.equal((await outcomeOf({ address: "169.254.169.254", ...LOGIN })).outcome, "not-near");
  assert.equal((await outcomeOf({ address: "ftp://10.0.0.7", ...LOGIN })).outcome, "unreadable");
  assert.equal(camera.counts.sent, 0, "a test looks at no picture");

  const source = at.replace("//", `//${LOGIN.user}:${LOGIN.password}@`);
  const put = await shop.ask("PUT /api/v1/stores/here/sensors/new", {
    as: installer,
    json: { source, does: ["count", "zones"] },
  });
  assert.equal(put.status, 200, put.text);
  const read = await shop.ask("GET /api/v1/stores/here/sensors/new", { as: installer });
  assert.match(read.json.sensor.source, /^rtsp:\/\/guard:\$[A-Z_0-9]+@127\.0\.0\.1:/);
  assert.ok(![...told, put.text, read.text, ...shop.log].some((text) => text.includes(LOGIN.password)));
  const recent = await shop.ask("GET /api/v1/stores/here/sensors/new/recent", { as: installer });
  assert.deepEqual(recent.json.minutes, []);
});

test("by its host alone a camera is asked for its streams, and who is of another store asks nothing", async () => {
  await using device = await openOnvifDevice({
    login: LOGIN,
    profiles: [
      {
        token: "a",
        name: "main",
        codec: "H264",
        width: 1920,
        height: 1080,
        framesPerSecond: 25,
        address: "rtsp://10.9.9.9/1",
      },
      {
        token: "b",
        name: "small",
        codec: "H264",
        width: 640,
        height: 360,
        framesPerSecond: 15,
        address: "rtsp://10.9.9.9/2",
      },
    ],
  });
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  const { json } = await shop.ask(TEST, { as: owner, json: { address: `127.0.0.1:${device.port}`, ...LOGIN } });
  assert.equal(json.outcome, "reached", JSON.stringify(json));
  assert.equal(json.streams.filter((stream: { isSuitable: boolean }) => stream.isSuitable).length, 1);
  const stranger = await shop.person("installer", { storeIds: ["there"] });
  for (const door of [TEST, INSPECT, "POST /api/v1/stores/here/cameras/find"])
    assert.equal((await shop.ask(door, { as: stranger, json: { address: "10.0.0.7" } })).status, 404, door);
});

test("a camera is inspected before it is put up, by the law of its store, and what it gives away is in no answer and no log", async () => {
  await using device = await openOnvifDevice(inspectedDevice(INSPECTED_DEVICES.faceRecognition, LOGIN));
  await using shop = await openServedShop({ yaml: YAML });
  const installer = await shop.person("installer", { storeIds: ["here"] });
  const inspect = async (body: object) => {
    const { status, json, text } = await shop.ask(INSPECT, { as: installer, json: body });
    assert.equal(status, 200, text);
    assert.doesNotMatch(`${text}${shop.log.join("")}`, /secret|of-the-camera/);
    return json;
  };
  const { outcome, inspection } = await inspect({ address: `127.0.0.1:${device.port}`, ...LOGIN });
  assert.equal(outcome, "reached");
  assert.deepEqual([inspection.verdict, inspection.maker], ["found", "dahua"]);
  const [face] = inspection.findings;
  assert.deepEqual([face.what, face.severity, face.law.verdict], ["face-recognition", "must", "deny"]);
  assert.match(face.law.rows[0].id, /^US-IL/);
  for (const [address, refused] of [
    ["203.0.113.7", "not-near"],
    ["rtsp://169.254.169.254/x", "not-near"],
    ["ftp://10.0.0.7", "unreadable"],
  ])
    assert.deepEqual(await inspect({ address, ...LOGIN }).then(({ outcome, inspection }) => [outcome, inspection]), [
      refused,
      null,
    ]);
  assert.equal(
    (await inspect({ address: `127.0.0.1:${device.port}`, ...LOGIN, password: "guess" })).outcome,
    "password",
  );
});
