import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { type SensorShape, sensorReader } from "./sensor-shape.ts";

const SHAPES: readonly SensorShape[] = ["lintel", "xovis", "axis", "milesight"];
const COUNT = { line: "door", fromMs: 0, toMs: 60_000, in: 1, out: 1 };

function faultCode(shape: SensorShape, topic: string | null, text: string): string | null {
  const read = sensorReader({
    shape,
    lines: [{ theirs: "*", line: "door", direction: "in" }],
    timeZone: "Europe/Zurich",
  });
  try {
    read({ topic, text });
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

const FACES: readonly string[] = [
  JSON.stringify({ ...COUNT, faceCount: 3 }),
  JSON.stringify({ ...COUNT, FaceCapture: [] }),
  JSON.stringify({ ...COUNT, faceSnap: "AAAA" }),
  JSON.stringify({ data: { list: [{ ...COUNT, VideoFaceCaptureResult: {} }] } }),
  JSON.stringify({ ...COUNT, face_lib_match: 1 }),
  JSON.stringify({ ...COUNT, eventType: "facedetection" }),
  JSON.stringify({ ...COUNT, eventType: "faceSnapMatch" }),
  JSON.stringify({ ...COUNT, countingType: "face" }),
  JSON.stringify({ ...COUNT, event: "Face Counting" }),
  '{"face\\u0043ount":1}',
  '<?xml version="1.0"?><EventNotificationAlert><eventType>facedetection</eventType></EventNotificationAlert>',
  '<EventNotificationAlert xmlns="http://www.isapi.org/ver20/XMLSchema"><faceCount>3</faceCount></EventNotificationAlert>',
  "<a:EventNotificationAlert><a:FaceCapture/></a:EventNotificationAlert>",
  '--boundary\r\nContent-Type: application/json\r\n\r\n{"eventType": "faceCapture"}\r\n--boundary--',
];

const NOT_FACES: readonly string[] = [
  JSON.stringify({ ...COUNT, surfaceCount: 3 }),
  JSON.stringify({ ...COUNT, interface: "eth0" }),
  JSON.stringify({ ...COUNT, eventType: "PeopleCounting on a surface" }),
  JSON.stringify({ ...COUNT, face: { age: 31 } }),
  JSON.stringify({ ...COUNT, HumanFace: { Gender: "Female" } }),
];

test("a message about faces is refused whole, in JSON, XML and parts, whatever shape it comes to", () => {
  for (const shape of SHAPES)
    for (const text of FACES) assert.equal(faultCode(shape, null, text), "sensor/face-counting", `${shape}: ${text}`);
});

test("surfaces and interfaces are no faces, and a described face is dropped rather than refused", () => {
  for (const text of NOT_FACES) assert.equal(faultCode("lintel", null, text), null, text);
});

test("a topic of faces or of pictures is refused before anything is decoded", () => {
  for (const topic of [
    "cam/onvif-ej/Recognition/Face/&1",
    "frigate/entrance/person/snapshot",
    "frigate/snapshots/entrance",
    "shop/face",
    "shop/faceCount",
    "shop/door_face_capture/1",
  ])
    for (const shape of [...SHAPES, "onvif-counter"] as const)
      assert.equal(faultCode(shape, topic, "\u0000\uFFFD"), "sensor/face-counting", topic);
  for (const topic of ["shop/surface", "interface/1"])
    assert.equal(faultCode("lintel", topic, JSON.stringify(COUNT)), null, topic);
});
