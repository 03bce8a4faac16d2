import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openOutbox } from "#adapters/outbox/outbox.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Configuration } from "#domain/wire/agent-link.ts";
import { type LinkPeer, openLinkPeer } from "#tools/link/link-peer.ts";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import { ENROLMENT_CODE_FILE, type RunningAgent, runAgent } from "./run-agent.ts";

const MAIN = fileURLToPath(new URL("../cli/main.ts", import.meta.url));
const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
const MINUTE_MS = 60_000;
/** What a kill may cost a line: what was not told yet, and coming back on a machine with much else to do. */
const AWAY_MS_MAX = 20_000;
const LATE = 700;
/** Nobody answers there. */
const NOWHERE = "rtsp://127.0.0.1:1/door";

type Sensor = { readonly id: string; readonly [name: string]: unknown };

function folderFor(context: TestContext): string {
  mkdirSync(".types", { recursive: true });
  const folder = mkdtempSync(resolve(".types/agent-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function camera(id: string, source: string, more: object = {}): Sensor {
  return { id, source, does: ["count"], lines: [{ name: "door", from: [0.1, 0.6], to: [0.9, 0.6] }], ...more };
}

/** A shop where the law asks a counting camera for nothing that is not there. */
function configurationOf(
  version: number,
  sensors: readonly Sensor[],
  { jurisdiction = "US-IL", ...more }: Partial<Configuration> & { readonly jurisdiction?: string } = {},
): Configuration {
  const stores = [
    { id: "shop", time_zone: "UTC", site: { jurisdiction, public_place: true }, sensors },
  ] as unknown as Configuration["deployment"]["stores"];
  const units = sensors.map(({ id }) => ({ storeId: "shop", kind: "line" as const, unitId: `${id}.door`, version: 3 }));
  return { version, deployment: { lintel: 1, name: "A shop", stores: stores! }, laws: [], units, secrets: {}, ...more };
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const beganMs = performance.now(); !isSo(); await pause(50))
    assert.ok(performance.now() - beganMs < 60_000, `waited in vain until ${what}`);
}

/** An agent in this process; what it says is heard. */
function running(context: TestContext, serverUrl: string, folder: string, enrolmentCode?: string) {
  const said: string[] = [];
  const agent: RunningAgent = runAgent({
    serverUrl,
    folder,
    enrolmentCode,
    addressOf: (source) => source,
    say: (text) => said.push(text),
  });
  context.after(() => agent.stop());
  return { agent, said };
}

function told(peer: LinkPeer, kind: string) {
  return [...peer.records.values()].filter((record) => record.kind === kind);
}

test("an agent that is killed again and again brings everything in once, and its camera is watched but for what the kills cost", async (context) => {
  await using street = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const keys = new Map<string, string>();
  let peer = await openLinkPeer({ keys });
  context.after(() => peer[Symbol.asyncDispose]());
  peer.configuration = configurationOf(7, [camera("cam", street.address("/door"))]);
  const folder = folderFor(context);
  writeFileSync(join(folder, ENROLMENT_CODE_FILE), "code-1\n");
  const start = () => {
    const words = [MAIN, "agent", "--server", peer.url, "--data", folder];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
    context.after(() => child.kill("SIGKILL"));
    return child;
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child.exitCode;
  };
  const isRunning = () => peer.statuses.at(-1)?.cameras[0]?.state === "running";
  const seen: Map<string, unknown> = new Map();
  const contradicted: string[] = [];
  const keep = () => {
    for (const [name, record] of peer.records) {
      const text = JSON.stringify(record);
      if (seen.has(name) && JSON.stringify(seen.get(name)) !== text) contradicted.push(name);
      seen.set(name, record);
    }
    contradicted.push(...peer.contradicted);
  };

  let child = start();
  await until(isRunning, "the camera runs");
  const beganMs = Date.now();
  const kills = 4;
  for (let kill = 0; kill < kills; kill++) {
    peer.statuses.length = 0;
    await until(isRunning, "the camera runs again");
    await pause(3000 + kill * 1500);
    if (kill === 1) {
      // The server goes away, does not say what it took, and another comes back in its place.
      keep();
      await peer[Symbol.asyncDispose]();
    }
    await end(child, "SIGKILL");
    child = start();
    if (kill === 1) {
      await pause(3000);
      const before: LinkPeer = peer;
      peer = await openLinkPeer({ keys, port: before.port, codes: [] });
      peer.configuration = before.configuration;
      let lost = 2;
      peer.instead = (path) => (path === "/records" && lost-- > 0 ? "cut" : null);
    }
  }
  peer.statuses.length = 0;
  await until(isRunning, "the camera runs again");
  await pause(5000);
  const elapsedMs = Date.now() - beganMs;
  assert.equal(await end(child, "SIGTERM"), 0);
  keep();

  assert.deepEqual(contradicted, []);
  assert.ok(!existsSync(join(folder, ENROLMENT_CODE_FILE)), "a code that was used lies about");
  assert.deepEqual([...keys.keys()], ["agent-1"]);
  using outbox = openOutbox(folder, { agentId: "agent-1", nowMs: 0 });
  const { records, dropped, refused } = outbox.state();
  assert.deepEqual([records, dropped, refused], [0, 0, 0], "something was not brought in");
  const watched = new Map<number, number>();
  let people = 0;
  for (const record of seen.values() as Iterable<ReturnType<LinkPeer["records"]["get"]>>) {
    if (record?.kind !== "line") continue;
    assert.deepEqual([record.storeId, record.lineId, record.version], ["shop", "cam.door", 3]);
    watched.set(record.minute, (watched.get(record.minute) ?? 0) + record.watchedMs);
    people += record.in + record.out;
  }
  const watchedMs = [...watched.values()].reduce((sum, ms) => sum + ms, 0);
  context.diagnostic(`${seen.size} records, ${people} crossings, watched ${watchedMs} of ${elapsedMs} ms`);
  for (const ms of watched.values()) assert.ok(ms <= MINUTE_MS + 1000, `a minute was watched for ${ms} ms`);
  assert.ok(watchedMs <= elapsedMs + 5000 && watchedMs > elapsedMs - (kills + 1) * AWAY_MS_MAX, `${watchedMs} ms`);
  assert.ok(people > 0, "nobody was counted");
});

test("a configuration is applied whole or not at all, and one camera that may not run or lacks its secret keeps no other off", async (context) => {
  await using peer = await openLinkPeer();
  const folder = folderFor(context);
  const { said } = running(context, peer.url, folder, "code-1");
  await until(() => peer.statuses.length > 0, "it is heard");
  assert.equal(peer.statuses[0]!.configurationVersion, 0);
  assert.equal(peer.asked.get("/configuration"), undefined, "there is none, and none was asked for");

  const law = "not a law";
  const locked = camera("locked", "rtsp://lintel:$BACK_PASSWORD@127.0.0.1:1/back");
  const door = camera("door", "rtsp://lintel:$DOOR_PASSWORD@127.0.0.1:1/door");
  const secrets = { DOOR_PASSWORD: "hunter2/@" };
  peer.configuration = configurationOf(5, [locked, door], { secrets });
  await until(() => peer.statuses.at(-1)?.configurationVersion === 5, "it is applied");
  await until(() => told(peer, "gate").length >= 2 && told(peer, "health").length > 0, "cameras are told of");
  const gates = told(peer, "gate").map(
    (record) => record.kind === "gate" && [record.sensorId, record.stages, record.why],
  );
  assert.deepEqual(gates, [
    ["locked", [], "nobody has given the secret `BACK_PASSWORD`"],
    ["door", ["count"], ""],
  ]);
  await until(() => peer.statuses.at(-1)?.cameras[0]?.state === "refused", "its state is told");
  assert.deepEqual(
    peer.statuses.at(-1)!.cameras.map(({ sensorId }) => sensorId),
    ["door"],
  );
  const vault = openVault(folder);
  assert.deepEqual(vault.names(), ["DOOR_PASSWORD"]);
  const lying = () =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  for (const path of lying()) assert.ok(!readFileSync(path, "latin1").includes("hunter2"), `${path} has the password`);

  // Neither one that cannot be read, nor a law that cannot, nor their secrets.
  const other = { secrets: { DOOR_PASSWORD: "another" } };
  for (const broken of [
    configurationOf(6, [{ ...door, does: ["telepathy"] }], other),
    configurationOf(7, [door], { ...other, laws: [{ name: "1-own.yaml", text: law }] }),
  ]) {
    const askedBefore = peer.asked.get("/configuration")!;
    peer.configuration = broken;
    const isSaid = (text: string) => text.includes(`configuration ${broken.version} cannot be applied`);
    await until(() => said.some(isSaid), "it is said");
    await pause(5000);
    assert.equal(peer.asked.get("/configuration"), askedBefore + 1, "it is asked for again and again");
    assert.equal(peer.statuses.at(-1)!.configurationVersion, 5);
    assert.equal(vault.get("DOOR_PASSWORD"), "hunter2/@");
  }

  // The missing secret comes; the other is no longer named.
  const before = told(peer, "gate").length;
  peer.configuration = configurationOf(8, [locked, camera("door", NOWHERE)], { secrets: { BACK_PASSWORD: "back" } });
  await until(() => peer.statuses.at(-1)?.configurationVersion === 8, "it is applied");
  await until(() => told(peer, "gate").length >= before + 2, "cameras are begun anew");
  assert.deepEqual(
    told(peer, "gate")
      .slice(before)
      .map((record) => record.kind === "gate" && [record.sensorId, record.stages]),
    [
      ["locked", ["count"]],
      ["door", ["count"]],
    ],
  );
  assert.deepEqual(vault.names(), ["BACK_PASSWORD"]);

  // Nothing may run: it says why, and stays.
  const known = told(peer, "gate").length;
  peer.configuration = configurationOf(9, [camera("paris", NOWHERE)], { jurisdiction: "EU-FR" });
  await until(() => told(peer, "gate").length > known, "it says why nothing runs");
  const off = told(peer, "gate").at(-1);
  assert.ok(off?.kind === "gate" && off.sensorId === "paris" && off.stages.length === 0 && off.why !== "");
  await until(() => peer.statuses.at(-1)?.configurationVersion === 9, "it stays");
  // No store is its own any more: it waits.
  peer.configuration = { ...configurationOf(10, []), deployment: { lintel: 1, name: "A shop", stores: [] } };
  await until(() => peer.statuses.at(-1)?.configurationVersion === 10, "it waits");
  peer.configuration = configurationOf(11, [camera("door", NOWHERE)]);
  const healths = told(peer, "health").length;
  await until(() => told(peer, "health").length > healths, "it counts again");
});

test("an agent counts by what it has while its server is away, and brings it in when that is back", async (context) => {
  const keys = new Map<string, string>();
  const folder = folderFor(context);
  const first = await openLinkPeer({ keys });
  first.configuration = configurationOf(5, [camera("door", NOWHERE)]);
  const before = running(context, first.url, folder, "code-1");
  await until(() => told(first, "health").length > 0, "it is heard");
  before.agent.stop();
  await before.agent.outcome;
  // Its lens was attested when it had ended, and that was brought in before the agent went.
  const [attestation] = told(first, "attestation");
  assert.ok(attestation?.kind === "attestation");
  const { storeId, sensorId, grants, end, exit } = attestation;
  assert.deepEqual([storeId, sensorId, grants, end, exit], ["shop", "door", ["count"], "ended", "0"]);
  await first[Symbol.asyncDispose]();

  {
    using outbox = openOutbox(folder, { agentId: "agent-1", nowMs: 0 });
    const late = { kind: "gate" as const, storeId: "shop", sensorId: "door", stages: [], why: "late" };
    outbox.note(Array.from({ length: LATE }, (_, index) => ({ ...late, atMs: Date.now() + index })));
  }
  const { said, agent } = running(context, first.url, folder);
  await until(() => said.some((text) => text.includes("cannot be reached")), "it says that the server is away");
  await pause(3000);
  await using second = await openLinkPeer({ keys, port: first.port, codes: [] });
  // A proxy before it takes little at once.
  second.instead = (path, body) => (path === "/records" && body.length > 10_000 ? { status: 413 } : null);
  await until(() => told(second, "gate").length > LATE, "what happened meanwhile is told");
  assert.ok(told(second, "health").length > 0);
  await until(() => second.statuses.length > 0, "it is heard");
  assert.equal(second.statuses.at(-1)!.configurationVersion, 5);
  assert.ok(said.includes("the server answers again"));

  // A server that hangs keeps nobody from ending.
  second.instead = () => ({ status: 503 });
  const endingMs = performance.now();
  agent.stop();
  await agent.outcome;
  assert.ok(performance.now() - endingMs < 8000);
});

test("an agent that was revoked goes on counting, and enrols anew by a code", async (context) => {
  await using peer = await openLinkPeer({ codes: ["code-1", "code-2"] });
  const folder = folderFor(context);
  peer.configuration = configurationOf(5, [camera("door", NOWHERE)]);
  const first = running(context, peer.url, folder, "code-1");
  await until(() => peer.statuses.at(-1)?.configurationVersion === 5, "it counts");
  peer.keys.set("agent-0", peer.keys.get("agent-1")!);
  peer.keys.delete("agent-1");
  await until(() => first.said.some((text) => text.includes("said link/revoked")), "it says so");
  first.agent.stop();
  await first.agent.outcome;
  // The code in its command line is the one of before.
  const second = running(context, peer.url, folder, "code-1");
  await until(() => second.said.some((text) => text.includes("said link/enrolment-code")), "it says so");
  await pause(1000);
  second.agent.stop();
  await second.agent.outcome;
  writeFileSync(join(folder, ENROLMENT_CODE_FILE), "code-2");
  const heard = peer.statuses.length;
  const third = running(context, peer.url, folder, "code-1");
  await until(() => third.said.includes("enrolled as agent-2"), "it is somebody new");
  await until(() => [...peer.records.keys()].some((name) => name.startsWith("agent-2 ")), "it is heard");
  await until(() => peer.statuses.length > heard, "it says how it is");
  assert.equal(peer.statuses.at(-1)!.outbox.dropped, 0, "what was turned away unread is lost");
});

test("without a way in an agent ends with a fault, also while who started it is there; and it ends with them", async (context) => {
  await using peer = await openLinkPeer();
  const start = (serverUrl: string, ...words: string[]) => {
    const all = [MAIN, "agent", "--child", "--server", serverUrl, "--data", folderFor(context), ...words];
    const child = spawn(process.execPath, all, { stdio: ["pipe", "ignore", "pipe"] });
    context.after(() => child.kill("SIGKILL"));
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (piece) => (text += piece));
    return { child, said: () => text };
  };
  for (const [serverUrl, code] of [
    [peer.url, "link/enrolment-code"],
    ["http://192.0.2.7", "link/insecure"],
  ] as const) {
    const { child, said } = start(serverUrl);
    const [status] = await once(child, "exit");
    assert.equal(status, 2);
    assert.ok(said().includes(code), said());
  }
  const wrong = start(peer.url, "--enrol", "code-9");
  assert.equal((await once(wrong.child, "exit"))[0], 2);
  const { child } = start(peer.url, "--enrol", "code-1");
  await until(() => peer.statuses.length > 0, "it is heard");
  child.stdin.end();
  assert.equal((await once(child, "exit"))[0], 0);
});

test("an agent whose folder cannot be used says so", async (context) => {
  await using peer = await openLinkPeer();
  const folder = folderFor(context);
  writeFileSync(join(folder, "outbox.sqlite"), "this was an outbox".repeat(1000));
  const { agent } = running(context, peer.url, folder, "code-1");
  await assert.rejects(agent.outcome, (fault) => fault instanceof Fault && fault.code === "outbox/damaged");
});
