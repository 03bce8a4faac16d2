import assert from "node:assert/strict";
import test from "node:test";
import { streamAddress, withLogin } from "./stream-address.ts";

const HOST = "192.0.2.7";

test("an address is taken at the host that was asked, without what it holds of a login", () => {
  for (const [given, address, hostInstead] of [
    ["rtsp://192.0.2.7/stream2", "rtsp://192.0.2.7/stream2", null],
    ["RTSP://192.0.2.7:8554/a?b=1&c=2", "rtsp://192.0.2.7:8554/a?b=1&c=2", null],
    ["rtsp://10.0.0.5:554/a", "rtsp://192.0.2.7:554/a", "10.0.0.5"],
    ["rtsp://admin:pw@192.0.2.7", "rtsp://192.0.2.7/", null],
    ["rtsp://[fe80::1]/a", "rtsp://192.0.2.7/a", "fe80::1"],
    ["rtsps://camera/a@b", "rtsps://192.0.2.7/a@b", "camera"],
    ["rtsp://192.0.2.7?x=1", "rtsp://192.0.2.7?x=1", null],
  ] as const)
    assert.deepEqual(streamAddress(given, HOST), { address, hostInstead, hasSecretInPath: false });
  assert.equal(streamAddress("rtsp://[2001:db8::0:1]/a", "2001:db8::1")?.hostInstead, null);
  assert.equal(streamAddress("rtsp://10.0.0.1/a", "2001:db8::1")?.address, "rtsp://[2001:db8::1]/a");
});

test("a password in the path is not repeated, and what it would be for is said", () => {
  assert.deepEqual(
    streamAddress("rtsp://192.0.2.7:554/user=admin_password=tlJwpbo6_channel=1_stream=1.sdp?real_stream", HOST),
    {
      address: "rtsp://192.0.2.7:554/user=admin_password=***_channel=1_stream=1.sdp?real_stream",
      hostInstead: null,
      hasSecretInPath: true,
    },
  );
});

test("what is no address of RTSP is none", () => {
  for (const given of [
    "",
    "http://192.0.2.7/a",
    "rtsp://",
    "rtsp:///a",
    "file:///etc/passwd",
    "rtsp://192.0.2.7/a b",
    "rtsp://192.0.2.7/\u001b[2J",
    "rtsp://192.0.2.7/a\nb",
    "rtsp://192.0.2.7/ü",
    `rtsp://192.0.2.7/${"a".repeat(600)}`,
  ])
    assert.equal(streamAddress(given, HOST), null, given);
});

test("a name is written so that nothing of it ends the name or names a variable", () => {
  assert.equal(
    withLogin("rtsp://192.0.2.7/a", { username: "ad:m@i$N/é", variable: "DOOR_PASSWORD" }),
    "rtsp://ad%3Am%40i%24N%2F%C3%A9:$DOOR_PASSWORD@192.0.2.7/a",
  );
  assert.equal(withLogin("rtsp://192.0.2.7/$&", { username: "$&", variable: "A" }), "rtsp://%24%26:$A@192.0.2.7/$&");
});
