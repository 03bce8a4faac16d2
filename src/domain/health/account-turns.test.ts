import assert from "node:assert/strict";
import test from "node:test";
import { AccountTurns } from "./account-turns.ts";

const CHANNELS = [1, 2, 3].map((channel) => `rtsp://shop:s3c/r@t@192.168.1.9:554/channel/${channel}`);

test("the channels of a recorder whose password was refused take turns, one a minute", () => {
  const turns = new AccountTurns();
  assert.deepEqual(
    CHANNELS.map((address) => turns.takeTurn(address, 0)),
    [0, 0, 0],
  );
  for (const address of CHANNELS) turns.refuse(address, 1000);
  assert.deepEqual(
    CHANNELS.map((address) => turns.takeTurn(address, 61_000)),
    [0, 60_000, 120_000],
  );
});

test("another device, or another name, is not made to wait", () => {
  const turns = new AccountTurns();
  turns.refuse(CHANNELS[0]!, 0);
  for (const address of [
    "rtsp://shop:x@192.168.1.8:554/a",
    "rtsp://guest:x@192.168.1.9:554/a",
    "rtsp://192.168.1.9:554/a",
  ])
    assert.equal(turns.takeTurn(address, 10), 0, address);
  assert.equal(turns.takeTurn("rtsp://shop:other@192.168.1.9:554/a", 10), 59_990);
});

test("once the password is right nobody waits any more", () => {
  const turns = new AccountTurns();
  turns.refuse(CHANNELS[0]!, 0);
  turns.accept(CHANNELS[1]!);
  assert.equal(turns.takeTurn(CHANNELS[2]!, 10), 0);
});
