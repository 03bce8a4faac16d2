import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { type OnvifDeviceOptions, openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { matchText } from "#tools/onvif/probe-responder.ts";
import { DATAGRAMS_MAX, discoverCameras } from "./discover-cameras.ts";

// Only at the loopback: a test asks nothing of the network that it happens to run in.
const LOOPBACK = "127.0.0.1";
const ASK = { addresses: [LOOPBACK], waitMs: 800 };

async function openDevice(context: TestContext, options: Partial<OnvifDeviceOptions>) {
  const device = await openOnvifDevice({
    profiles: [],
    login: { user: "admin", password: "s3cret" },
    foundAt: LOOPBACK,
    ...options,
  });
  context.after(() => device[Symbol.asyncDispose]());
  return device;
}

/** The cameras that were found; null where this machine has no multicast at its loopback, which is said. */
async function find(context: TestContext, device: { readonly notFindable: string | null }) {
  if (device.notFindable === null) {
    try {
      return await discoverCameras(ASK);
    } catch (error) {
      if (!(error instanceof Fault && error.code === "onvif/network")) throw error;
    }
  }
  context.skip(`left out: no multicast at the loopback of this machine (${device.notFindable ?? "cannot be sent"})`);
  return null;
}

test("cameras are found by their answers, each with its name, model and port", async (context) => {
  const door = await openDevice(context, { name: "Door \u001b[2J camera", model: "D-100", ownHost: "10.0.0.9" });
  const shelf = await openDevice(context, { name: "Shelf" });
  const found = await find(context, door);
  if (!found) return;
  const byPort = new Map(found.cameras.map((camera) => [camera.port, camera]));
  // It says that it is at 10.0.0.9:80; its answer came from here.
  assert.deepEqual(byPort.get(80), {
    host: LOOPBACK,
    port: 80,
    isSecure: false,
    name: "Door [2J camera",
    model: "D-100",
  });
  assert.equal(byPort.get(shelf.port)?.name, "Shelf");
  assert.deepEqual([found.askedAt, found.failedAt], [[LOOPBACK], []]);
});

test("noise in the network is counted, and finds and ends nothing", async (context) => {
  const noise = [
    () => "no XML",
    () => "",
    () => `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`,
    () => "<a>".repeat(2000),
    () => matchText({ messageId: "urn:uuid:another", addresses: "http://192.0.2.1/", scopes: [] }),
    (messageId: string) => matchText({ messageId, addresses: "x".repeat(20_000), scopes: [] }),
  ];
  const device = await openDevice(context, { name: "Amid noise", noise });
  const found = await find(context, device);
  if (!found) return;
  assert.ok(found.cameras.some(({ port }) => port === device.port));
  assert.ok(found.cameras.every(({ host }) => host === LOOPBACK));
  assert.ok(found.ignored >= noise.length, `${found.ignored}`);
});

test("more answers than the limit are not read, and are counted", async (context) => {
  const noise = Array.from({ length: DATAGRAMS_MAX }, () => () => "x");
  const device = await openDevice(context, { name: "After a flood", noise });
  const found = await find(context, device);
  if (!found) return;
  context.diagnostic(`${found.ignored} datagrams of ${2 * noise.length} came through`);
  assert.ok(found.ignored > 0);
});

test("an address that is not ours is told, and where none can be asked it is a fault", async (context) => {
  await assert.rejects(
    discoverCameras({ addresses: ["192.0.2.1"], waitMs: 50 }),
    (error) => error instanceof Fault && error.code === "onvif/network" && error.detail.includes("192.0.2.1"),
  );
  await assert.rejects(
    discoverCameras({ addresses: [], waitMs: 50 }),
    (error) => error instanceof Fault && error.code === "onvif/network",
  );
  const device = await openDevice(context, {});
  if (!(await find(context, device))) return;
  const found = await discoverCameras({ addresses: ["192.0.2.1", LOOPBACK], waitMs: 100 });
  assert.deepEqual([found.askedAt, found.failedAt], [[LOOPBACK], ["192.0.2.1"]]);
});
