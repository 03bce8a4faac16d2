import assert from "node:assert/strict";
import test from "node:test";
import { readSessionDescription } from "./session-description.ts";

/** As cameras and servers write them. */
const TOLD: ReadonlyArray<readonly [text: string, codec: string, size: string, rate: number | null]> = [
  [
    "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=framerate:15.0\r\na=fmtp:96 packetization-mode=1;profile-level-id=640028;sprop-parameter-sets=Z2QAKKzoB4Aiflw=,aO48sA==\r\n",
    "H264",
    "1920 × 1080",
    15,
  ],
  ["m=audio 0 RTP/AVP 0\nm=video 0 RTP/AVP 26\na=framesize:26 640-360\na=framerate:12.5\n", "JPEG", "640 × 360", 12.5],
  ["m=video 0 RTP/AVP 97\na=rtpmap:97 MP4V-ES/90000\na=x-dimensions:704,576\n", "MPEG4", "704 × 576", null],
  ["m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\na=fmtp:96 sprop-sps=AAAA\n", "H265", "null × null", null],
  ["m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\nm=audio 0 RTP/AVP 0\na=framerate:50\n", "H264", "null × null", null],
];

test("what a camera says of its stream is read, and what it does not say is not made up", () => {
  for (const [text, codec, size, rate] of TOLD) {
    const told = readSessionDescription(text)!;
    assert.deepEqual([told.codec, `${told.width} × ${told.height}`, told.framesPerSecond], [codec, size, rate], text);
  }
});

test("a description without pictures is none, and nonsense ends", () => {
  for (const text of ["", "v=0\nm=audio 0 RTP/AVP 0\n", "HTTP/1.1 200 OK"])
    assert.equal(readSessionDescription(text), null);
  for (const sets of [
    "Z///////////",
    "Z2QA",
    "Z2QAKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "ZwAAAwAAAwAAAwAAAwAAAwAA".repeat(40),
  ])
    for (const codec of ["H264", "H265"]) {
      const told = readSessionDescription(
        `m=video 0 RTP/AVP 96\na=rtpmap:96 ${codec}/90000\na=fmtp:96 sprop-${codec === "H264" ? "parameter-sets" : "sps"}=${sets}\n`,
      )!;
      assert.ok(told.width === null || (told.width > 0 && told.width <= 16_384), `${sets}: ${JSON.stringify(told)}`);
    }
});
