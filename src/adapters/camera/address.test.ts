import assert from "node:assert/strict";
import test from "node:test";
import { isLiveAddress, maskAddress } from "./address.ts";

const SHOWN: ReadonlyArray<readonly [source: string, shown: string]> = [
  ["rtsp://user:secret@host/stream", "rtsp://user:***@host/stream"],
  ["rtsps://user:secret@10.0.0.7:322/a?b=c", "rtsps://user:***@10.0.0.7:322/a?b=c"],
  ["RTSP://user:se:cr@et@host/stream", "RTSP://user:***@host/stream"],
  ["rtsp://user:se/cr@et@host", "rtsp://user:***@host"],
  ["rtsp://user:@host", "rtsp://user:***@host"],
  ["rtsp://host:554/stream", "rtsp://host:554/stream"],
  ["rtsp://user@host:554/stream", "rtsp://user@host:554/stream"],
  ["rtsp://host/user=admin&password=secret&channel=1", "rtsp://host/user=admin&password=***&channel=1"],
  [
    "rtsp://host/user=admin_password=sec_ret_channel=1_stream=0.sdp",
    "rtsp://host/user=admin_password=***_channel=1_stream=0.sdp",
  ],
  ["rtsp://host/live?user=a&pwd=secret", "rtsp://host/live?user=a&pwd=***"],
  ["http://user:secret@host/film.mp4", "http://user:***@host/film.mp4"],
  ["films/door@noon:1.mp4", "films/door@noon:1.mp4"],
];

test("a camera's password is never shown", () => {
  for (const [source, shown] of SHOWN) assert.equal(maskAddress(source), shown);
});

test("an rtsp address is a live camera, as a device is, and everything else is a film", () => {
  assert.ok(isLiveAddress("rtsp://host/a"));
  assert.ok(isLiveAddress("RTSPS://host/a"));
  assert.ok(isLiveAddress("usb:/dev/video0"));
  for (const film of ["film.mp4", "./rtsp/film.avi", "/films/rtsp://x", "http://host/a.mp4", ""])
    assert.ok(!isLiveAddress(film));
});
