import assert from "node:assert/strict";
import test from "node:test";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { DeviceDescription } from "#domain/inspection/device-description.ts";
import { inspectDevice, outcomeOf } from "#domain/inspection/inspect-device.ts";
import { INSPECTED_DEVICES, inspectedDevice } from "#tools/onvif/inspected-devices.ts";
import { type OnvifDeviceOptions, openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { TOPICS_MAX } from "./analytics-signs.ts";
import { describeDevice, UNANSWERED_MAX } from "./describe-device.ts";

const LOGIN = { user: "guard", password: "of-the-camera-7" };
const RIGHT = { host: "127.0.0.1", username: LOGIN.user, password: LOGIN.password };
const TODAY = "2026-11-29";

async function inspected(
  kind: keyof typeof INSPECTED_DEVICES,
  options: Partial<OnvifDeviceOptions> = {},
  login = LOGIN,
) {
  await using device = await openOnvifDevice({ ...inspectedDevice(INSPECTED_DEVICES[kind], login), ...options });
  const told = await describeDevice({ ...RIGHT, username: login.user, password: login.password, port: device.port });
  assert.equal(device.counts.refusedLogins, 0);
  assert.equal(device.counts.plainPasswords, 0);
  assert.ok(
    device.asked.every((action) => action.startsWith("Get")),
    `it only asks: ${device.asked.join(" ")}`,
  );
  assert.ok(!device.asked.some((action) => /Snapshot|Stream/.test(action)), "no picture is asked for");
  return { told, device, inspection: inspectDevice(told, TODAY) };
}

/** What was found and how grave, in its order. */
const gist = (told: DeviceDescription) =>
  inspectDevice(told, TODAY).findings.map(({ what, severity }) => `${severity} ${what}`);

const KINDS: Readonly<Record<keyof typeof INSPECTED_DEVICES, readonly string[]>> = {
  plain: [],
  faceCapture: ["check face-capture", "check face-detection", "check old-firmware"],
  faceRecognition: ["must face-recognition", "must cloud", "note face-detection"],
  plates: ["must plates", "check dynamic-dns"],
  attributes: ["must face-attributes", "must face-detection", "must body-attributes", "must cut-outs"],
  sends: ["must face-detection", "must mqtt", "must ftp", "check recording"],
};

for (const [kind, expected] of Object.entries(KINDS) as [keyof typeof KINDS, readonly string[]][])
  for (const services of ["both", "older"] as const)
    test(`a device of the kind ${kind} is told by what it says of itself: media services ${services}`, async () => {
      const { told, inspection } = await inspected(kind, { services });
      assert.deepEqual(gist(told), expected, JSON.stringify(told.signs, null, 1));
      assert.equal(outcomeOf(inspection), expected.some((one) => !one.startsWith("note")) ? "found" : "nothing");
      assert.doesNotMatch(JSON.stringify(told), /secret|of-the-camera/);
    });

test("a maker is known by its namespaces, whatever its name, and its menus are named", async () => {
  const { inspection } = await inspected("faceCapture");
  assert.equal(inspection.maker, "hikvision");
  assert.match(inspection.findings[0]?.menu ?? "", /Smart Event > Face Detection/);
  assert.equal(inspection.builtOn, "2017-07-25");
  const { answers, ...rest } = inspectedDevice(INSPECTED_DEVICES.faceCapture, LOGIN);
  const GetDeviceInformation =
    "<x:GetDeviceInformationResponse xmlns:x='x'><x:Manufacturer>Shop Cam</x:Manufacturer></x:GetDeviceInformationResponse>";
  await using device = await openOnvifDevice({ ...rest, answers: { ...answers, GetDeviceInformation } });
  const sold = inspectDevice(await describeDevice({ ...RIGHT, port: device.port }), TODAY);
  assert.deepEqual([sold.manufacturer, sold.maker], ["Shop Cam", "hikvision"]);
  assert.equal((await inspected("faceRecognition")).inspection.maker, "dahua", "by its scopes");
});

test("a device that lets everybody in, and a password that everybody knows, are told; no other is tried", async () => {
  const { told } = await inspected("plain", { isOpen: true });
  assert.deepEqual(gist(told), ["must no-login"]);
  const known = await inspected("plain", {}, { user: "admin", password: "12345" });
  assert.deepEqual(gist(known.told), ["must factory-password"]);
  await using digest = await openOnvifDevice({
    ...inspectedDevice(INSPECTED_DEVICES.plain, LOGIN),
    accepts: "digest-hidden",
  });
  assert.deepEqual(gist(await describeDevice({ ...RIGHT, port: digest.port })), []);
  assert.ok(digest.counts.refusedLogins <= 1);
});

test("what a device does not tell, forbids or garbles is listed, and never taken for nothing", async () => {
  const { answers, moreServices: _, ...bare } = inspectedDevice(INSPECTED_DEVICES.plain, LOGIN);
  await using mute = await openOnvifDevice(bare);
  const told = await describeDevice({ ...RIGHT, port: mute.port });
  assert.ok(
    ["analytics", "events", "mqtt", "storage"].every((area) =>
      told.unread.some((one) => one.area === area && one.why === "not-told"),
    ),
  );
  assert.equal(outcomeOf(inspectDevice(told, TODAY)), "nothing");

  const half = await inspected("faceCapture", {
    broken: {
      GetRules: "garbage",
      GetSupportedRules: "bomb",
      GetSupportedMetadata: "deep",
      GetAnalyticsModules: "huge",
    },
  });
  assert.deepEqual(gist(half.told), KINDS.faceCapture, "the rest is read all the same");
  assert.deepEqual(
    half.told.unread.filter(({ why }) => why === "failed").map(({ area }) => area),
    ["analytics", "metadata"],
  );

  const unread = await inspected("plain", { broken: { GetEventProperties: "garbage" } });
  assert.equal(outcomeOf(unread.inspection), "unread", "nothing was found, and not all was read");

  await using strict = await openOnvifDevice({
    ...inspectedDevice(INSPECTED_DEVICES.plain, LOGIN),
    forbidden: ["GetEventProperties"],
  });
  const forbidden = await describeDevice({ ...RIGHT, port: strict.port });
  assert.deepEqual(
    forbidden.unread.filter(({ why }) => why === "not-allowed").map(({ area }) => area),
    ["events"],
  );
  assert.ok(answers.GetRules);
});

test("a device that falls silent is not waited for again and again", async () => {
  const { answers, ...rest } = inspectedDevice(INSPECTED_DEVICES.plain, LOGIN);
  const silent = Object.fromEntries(Object.keys(answers).map((action) => [action, "silent"] as const));
  await using device = await openOnvifDevice({ ...rest, answers, broken: silent });
  const beganAtMs = performance.now();
  const told = await describeDevice({ ...RIGHT, port: device.port });
  assert.ok(performance.now() - beganAtMs < (UNANSWERED_MAX + 1) * 6000);
  assert.equal(outcomeOf(inspectDevice(told, TODAY)), "unread");
});

test("what cannot be asked at all is a fault with its code", async () => {
  const codeOf = async (options: Partial<OnvifDeviceOptions>, given: object = {}) => {
    await using device = await openOnvifDevice({ ...inspectedDevice(INSPECTED_DEVICES.plain, LOGIN), ...options });
    const error = await describeDevice({ ...RIGHT, port: device.port, ...given }).catch((fault: unknown) => fault);
    assert.ok(error instanceof Fault, String(error));
    return error.code satisfies FaultCode;
  };
  assert.equal(await codeOf({}, { password: "guess" }), "onvif/password");
  for (const [behaviour, code] of [
    ["web-page", "onvif/off"],
    ["garbage", "onvif/unreadable"],
    ["bomb", "onvif/unreadable"],
    ["deep", "onvif/unreadable"],
    ["huge", "onvif/unreadable"],
  ] as const)
    assert.equal(await codeOf({ behaviour }), code, behaviour);
});

test("more events and longer names than are read are cut, and that is said", async () => {
  const topics = Array.from(
    { length: TOPICS_MAX + 5 },
    (_, index) => `<E${index}><tt:MessageDescription/></E${index}>`,
  );
  const { answers, ...rest } = inspectedDevice(INSPECTED_DEVICES.plain, LOGIN);
  const GetEventProperties = `<x:GetEventPropertiesResponse xmlns:x="x"><t:TopicSet xmlns:t="t">${topics.join("")}</t:TopicSet></x:GetEventPropertiesResponse>`;
  const GetScopes = `<x:GetScopesResponse xmlns:x="x"><x:Scopes><tt:ScopeItem>cloud&#27;[2J${"x".repeat(5000)}</tt:ScopeItem></x:Scopes></x:GetScopesResponse>`;
  await using device = await openOnvifDevice({ ...rest, answers: { ...answers, GetEventProperties, GetScopes } });
  const told = await describeDevice({ ...RIGHT, port: device.port });
  assert.equal(told.signs.filter(({ source }) => source === "topic").length, TOPICS_MAX);
  assert.ok(told.unread.some(({ area, why }) => area === "events" && why === "failed"));
  assert.ok(told.signs.every(({ text }) => text.length <= 200 && !text.includes("\u001b")));
});
