import assert from "node:assert/strict";
import test from "node:test";
import { type Concern, concernOf } from "./concern.ts";
import type { SignSource } from "./device-description.ts";
import { isFactoryPassword } from "./factory-login.ts";
import { firmwareDay, isOldFirmware } from "./firmware-age.ts";

/** Names in the forms in which cameras were seen to write them. */
const SIGNS: readonly (readonly [source: SignSource, text: string, concern: Concern | null])[] = [
  ["topic", "RuleEngine/FaceDetector/Face (State)", "face-detection"],
  ["topic", "RuleEngine/MyRuleDetector/FaceDetect (State)", "face-detection"],
  ["topic", "RuleEngine/FaceRecognitionDetector/ObjectIsRecognized", "face-recognition"],
  ["topic", "RuleEngine/FaceRecognition/Recognized", "face-recognition"],
  ["rule", "tt:FaceContrast “MyFaceContrast”", "face-recognition"],
  ["rule", "FACECOMPARE", "face-recognition"],
  ["module", "tt:FaceSnap “snap”", "face-capture"],
  ["topic", "VideoAnalytics/FaceCaptureAlarm", "face-capture"],
  ["topic", "RuleEngine/Detection/NonMaskDetection", "face-attributes"],
  ["metadata", "HumanFace/Age", "face-attributes"],
  ["metadata", "HumanFace", "face-detection"],
  ["metadata", "HumanBody/Clothing", "body-attributes"],
  ["metadata", "ImageRef", "cut-outs"],
  ["metadata", "LicensePlateInfo/PlateNumber", "plates"],
  ["rule", "tt:HumanAttributeRecognition", "body-attributes"],
  ["app", "Person ReID 2.0", "person-tracking"],
  ["app", "License Plate Verifier", "plates"],
  ["topic", "RuleEngine/VehicleDetector/Vehicle (PlateNumber, Likelihood, Nation)", "plates"],
  ["supported", "ANPR", "plates"],
  ["broker", "mqtts://broker:8883", "mqtt"],
  ["storage", "FTP ftp://files/door", "ftp"],
  ["storage", "ObjectStorageS3 https://s3.example/", "cloud"],
  ["storage", "NFS nfs://nas/door", "recording"],
  ["protocol", "FTP", "ftp"],
  ["protocol", "P2P", "cloud"],
  ["uplink", "wss://relay.example.net/", "cloud"],
  // Beside these may be counted.
  ["protocol", "RTSP", null],
  ["scope", "onvif://www.onvif.org/Profile/T", null],
  ["topic", "RuleEngine/CellMotionDetector/Motion (IsMotion)", null],
  ["topic", "RuleEngine/LineDetector/Crossed (ObjectId)", null],
  ["topic", "RuleEngine/CountAggregation/Counter (Count)", null],
  ["topic", "VideoSource/ImageTooBlurry/ImagingService (State)", null],
  ["topic", "Device/Trigger/DigitalInput (LogicalState)", null],
  ["topic", "UserAlarm/IVA/HumanShapeDetect (State)", null],
  ["topic", "RuleEngine/PeopleCounter/People (Count)", null],
  ["topic", "VideoAnalytics/tnshik:MaskAlarm", null],
  ["topic", "Device/Network/InterfaceDown", null],
  ["rule", "tt:TemplateMatching “surface”", null],
];

for (const [source, text, concern] of SIGNS)
  test(`${source} ${text} is a sign of ${concern ?? "nothing"}`, () =>
    assert.equal(concernOf({ source, text }), concern));

test("the day of a firmware is read where its name says one, and is no later than today", () => {
  const today = "2026-11-29";
  for (const [firmware, day] of [
    ["V5.5.0 build 170725", "2017-07-25"],
    ["2.800.0000000.16.R, Build Date 2020-05-15", "2020-05-15"],
    ["2.820.0000.5.R.20210105", "2021-01-05"],
    ["1.41.10_20250102", "2025-01-02"],
    ["V5.7.1 build 270101", null],
    ["11.11.73", null],
    ["", null],
    ["20201341", null],
  ] as const)
    assert.equal(firmwareDay(firmware, today), day, firmware);
  assert.deepEqual([isOldFirmware("2023-11-28", today), isOldFirmware("2023-11-29", today)], [true, false]);
});

test("a password that everybody knows is told from one of its own", () => {
  for (const [username, password, isKnown] of [
    ["admin", "12345", true],
    ["admin", "", true],
    ["admin", "Admin", true],
    ["door", "door", true],
    ["admin", "of-the-camera-7", false],
  ] as const)
    assert.equal(isFactoryPassword({ username, password }), isKnown, `${username} ${password}`);
});
