import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import test from "node:test";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import { nearAddress } from "./near-address.ts";
import { describeStream, readRtspAddress } from "./stream-description.ts";

const FILM = "scenes/entrance.mp4";
const GUARD = { user: "guard", password: "p@ss w$rd*" };

function ask(text: string, login?: { readonly user: string; readonly password: string }) {
  const credentials = login ? { username: login.user, password: login.password } : null;
  return describeStream(readRtspAddress(text)!, { address: "127.0.0.1", credentials });
}

for (const scheme of ["digest", "basic"] as const)
  test(`a camera says what its stream is to whoever logs in by ${scheme}, and no picture is sent`, async () => {
    await using camera = await openRtspServer({ streams: { "/door": [FILM] }, login: { ...GUARD, scheme } });
    const at = `rtsp://127.0.0.1:${camera.port}`;
    const told = await ask(`${at}/door`, GUARD);
    assert.equal(told.kind, "described", JSON.stringify(told));
    if (told.kind === "described")
      assert.deepEqual([told.stream.codec, told.stream.width, told.stream.height], ["H264", 640, 360]);
    assert.deepEqual(await ask(`${at}/nothing`, GUARD), { kind: "not-there" });
    assert.deepEqual(await ask(`${at}/door`, { ...GUARD, password: "wrong" }), { kind: "password" });
    assert.deepEqual(await ask(`${at}/door`), { kind: "password" });
    assert.equal(camera.counts.sent, 0);
  });

async function withServer(answer: string, act: (address: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => (answer === "" ? socket.end() : socket.write(answer)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await act(`rtsp://127.0.0.1:${(server.address() as { port: number }).port}/`);
  } finally {
    server.close();
  }
}

test("what is no camera is told from a camera, and what is not there from both", async () => {
  for (const answer of ["HTTP/1.1 200 OK\r\n\r\n", "", "SSH-2.0-door\r\n"])
    await withServer(answer, async (address) => assert.equal((await ask(address)).kind, "foreign", answer));
  await withServer(`RTSP/1.0 200 OK\r\nX: ${"a".repeat(70_000)}`, async (address) =>
    assert.equal((await ask(address)).kind, "foreign"),
  );
  await withServer("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 5\r\n\r\nv=0\r\n", async (address) =>
    assert.deepEqual(await ask(address), { kind: "no-pictures" }),
  );
  assert.deepEqual(await ask("rtsp://127.0.0.1:1/"), { kind: "refused", why: "nothing listens there" });
});

test("an address of a stream is read without its login, and others are none", () => {
  assert.deepEqual(readRtspAddress("rtsp://guard:p@ss@10.0.0.7/a?b"), {
    isSecure: false,
    host: "10.0.0.7",
    port: 554,
    path: "/a?b",
  });
  assert.equal(readRtspAddress("rtsps://[fd12::7]/")?.port, 322);
  for (const text of ["http://10.0.0.7/", "rtsp://", "rtsp://a b/", "rtsp://10.0.0.7:99999/", "rtsp://10.0.0.7/a\r\nb"])
    assert.equal(readRtspAddress(text), null, text);
});

test("only what lies at this machine or in a private network is asked", async () => {
  for (const host of ["127.0.0.1", "10.1.2.3", "192.168.1.20", "172.20.0.1", "fd12::7", "::1", "localhost"])
    assert.equal((await nearAddress(host)).kind, "near", host);
  for (const host of [
    "8.8.8.8",
    "169.254.169.254",
    "::ffff:8.8.8.8",
    "fe80::1",
    "100.100.100.200",
    "0.0.0.0",
    "fd00:ec2::254",
  ])
    assert.equal((await nearAddress(host)).kind, "far", host);
  assert.equal((await nearAddress("no-such-camera.invalid")).kind, "unknown");
  assert.equal((await nearAddress("203.0.113.7", { isFarAllowed: true })).kind, "near");
  assert.equal((await nearAddress("169.254.169.254", { isFarAllowed: true })).kind, "far");
});
