import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { url as debuggerUrl } from "node:inspector";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openLedger } from "#adapters/ledger/open-ledger.ts";
import { permitCamera } from "#apps/deployment/camera-permit.ts";
import { takeAttestations } from "#apps/server/ledger-attestations.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { type AttestationRecord, LinkRecord } from "#domain/wire/agent-record.ts";
import {
  BUCKETS_OF_UNIT_PER_TEN_SECONDS_MAX,
  LIVE_PER_TEN_SECONDS_MAX,
  OTHERS_OF_LIVE_PER_TEN_SECONDS_MAX,
} from "#domain/wire/lens-message.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { LEAKS } from "#tools/leaks/leaky-lens.ts";
import type { Attestation } from "./lens-account.ts";
import { lensBuild } from "./lens-build.ts";
import { openLensPool } from "./lens-pool.ts";

// A lens that tries to get a picture out by every way that script has, started by the real host with the real rights.

const LEAKY = fileURLToPath(new URL("../../../tools/leaks/leaky-lens.ts", import.meta.url));
const LENS = fileURLToPath(new URL("../lens/main.ts", import.meta.url));
/** Enough for a camera in Illinois. */
const GRANTS = permitCamera("US-IL", { at: "2026-11-21", hasZones: false });
/** Like the picture's beginning, and its text's. */
const MARKS = ["PIXEL", "UElYRUx"];

/** What a leak could reach: sockets that listen, a folder, this process. */
async function openOutside(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "leak-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const heard = { connections: 0, packets: 0, signals: 0 };
  const listen = async (where: object) => {
    const server = createServer((socket) => {
      heard.connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(where, resolve));
    context.after(() => server.close());
    return server.address();
  };
  const { port: tcp } = (await listen({ port: 0, host: "127.0.0.1" })) as AddressInfo;
  await listen({ path: join(folder, "listening.sock") });
  const socket = createSocket("udp4").on("message", () => {
    heard.packets += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  context.after(() => socket.close());
  const onSignal = () => {
    heard.signals += 1;
  };
  process.on("SIGUSR2", onSignal);
  context.after(() => process.off("SIGUSR2", onSignal));
  const words = { tcp, udp: socket.address().port, folder, parent: process.pid };
  return {
    folder,
    heard,
    query: new URLSearchParams(Object.entries(words).map(([name, value]) => [name, `${value}`])),
  };
}

function orderFor(way: string, query: URLSearchParams): WatchOrder {
  return {
    kind: "watch",
    task: "count",
    source: `rtsp://127.0.0.1:9/${way}?${query}`,
    model: LEAKY, // or a lens of cameras could not read it
    analysedPerSecond: 5,
    lines: [{ name: "door", from: { x: 0.3, y: 0.5 }, to: { x: 0.7, y: 0.5 } }],
    zones: [],
    grants: GRANTS,
  };
}

/** Tries ways in one lens; how each ended, and what the host attests of it. */
async function tried(ways: readonly string[], query: URLSearchParams) {
  const attestations: Attestation[] = [];
  const attesting = { nowMs: Date.now, onAttestation: (one: Attestation) => attestations.push(one) };
  const pool = openLensPool({ lensesMax: 1, entry: LEAKY, attesting });
  const ends = await Promise.all(ways.map((way) => pool.watch(orderFor(way, query), () => {}).end));
  await pool.allGone();
  assert.equal(attestations.length, 1);
  return { ends, attestation: attestations[0]! };
}

/** What lies below a folder: names, and the bytes of files. */
function lyingIn(folder: string): { names: string[]; bytes: number } {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sizes = names.map((name) => statSync(join(folder, name))).map((stat) => (stat.isFile() ? stat.size : 0));
  return { names, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function assertNothingCameOut({ folder, heard }: Awaited<ReturnType<typeof openOutside>>): void {
  assert.deepEqual(heard, { connections: 0, packets: 0, signals: 0 });
  assert.equal(debuggerUrl(), undefined, "a debugger was opened in the agent");
  const { names, bytes } = lyingIn(folder);
  assert.equal(bytes, 0, `files with something in them: ${names}`);
  for (const name of names) for (const mark of MARKS) assert.ok(!name.includes(mark), name);
}

test("no socket, file, program, thread, debugger, signal or name lets a picture out of a lens", async (context) => {
  const outside = await openOutside(context);
  const ways = [...LEAKS.denied, ...LEAKS.unheard, ...LEAKS.empty];
  const { ends, attestation } = await tried(ways, outside.query);
  const said = new Map(ways.map((way, index) => [way, ends[index]!]));
  for (const [way, end] of said) context.diagnostic(`${way}: ${end.kind === "fault" ? end.detail : end.kind}`);
  for (const way of LEAKS.denied) {
    const end = said.get(way)!;
    assert.ok(end.kind === "fault" && !/^(it worked|nothing happened)$/.test(end.detail), `${way} was not denied`);
  }
  for (const way of [...LEAKS.unheard, ...LEAKS.empty]) assert.equal(said.get(way)!.kind, "fault", way);
  await sleep(200); // for what is under way
  assertNothingCameOut(outside);
  const { build, messages, refused, end, exit, bytes, lensBytes } = attestation;
  assert.notEqual(build, lensBuild(LENS), "it is taken for the real lens");
  assert.equal(build, lensBuild(LEAKY));
  assert.deepEqual([messages.fault, end, exit], [ways.length, "ended", "0"]);
  assert.ok(Object.values(refused).every((count) => count === 0));
  assert.equal(lensBytes, bytes + ways.length, "each message, and the end of its line");
});

/** How each way must end, and what the host must have refused. */
const ENDS: Readonly<Record<string, readonly [end: string, refused: string | null]>> = {
  "unknown-kind": ["forbidden", "form"],
  "unknown-field": ["forbidden", "form"],
  "field-beside": ["forbidden", "form"],
  "no-json": ["forbidden", "form"],
  "no-line": ["forbidden", "size"],
  "too-long": ["forbidden", "size"],
  "long-text": ["forbidden", "form"],
  "line-names": ["forbidden", "stranger"],
  "zone-names": ["forbidden", "stranger"],
  "other-camera": ["forbidden", "stranger"],
  "scene-unasked": ["forbidden", "unasked"],
  "dots-unasked": ["forbidden", "unasked"],
  "odd-numbers": ["forbidden", "rate"],
  "odd-counts": ["forbidden", "rate"],
  "odd-states": ["forbidden", "rate"],
  "odd-fractions": ["forbidden", "form"],
  "v8-flags": ["crashed", null],
  "exit-status": ["crashed", null],
  abort: ["crashed", null],
};

test("a lens that tries to say a picture ends by it, and the ledger shows that it tried, and how", async (context) => {
  const outside = await openOutside(context);
  assert.deepEqual(Object.keys(ENDS), LEAKS.deadly);
  const records: AttestationRecord[] = [];
  const lenses = Object.entries(ENDS).map(async ([way, expected]) => ({
    way,
    expected,
    ...(await tried([way], outside.query)),
  }));
  for (const { way, expected, ends, attestation } of await Promise.all(lenses)) {
    const [end, refused] = expected;
    assert.equal(ends[0]!.kind, end, way);
    assert.equal(attestation.end, end, way);
    const counted = Object.entries(attestation.refused).filter(([, count]) => count > 0);
    assert.deepEqual(counted, refused === null ? [] : [[refused, 1]], way);
    // By which signal V8 ends itself is the processor's matter.
    assert.match(
      attestation.exit!,
      { "exit-status": /^80$/, abort: /^SIGABRT$/, "v8-flags": /^SIG/ }[way] ?? /^SIGKILL$/,
    );
    assert.ok(refused === null || attestation.lensBytes > attestation.bytes, way);
    // Twice, where ten seconds end in between.
    const { progress, bucket, health } = attestation.messages;
    if (refused === "rate") context.diagnostic(`${way}: ${attestation.bytes} bytes of it were taken, then no more`);
    else assert.equal(attestation.bytes, 0, way);
    assert.ok(progress <= 2 * OTHERS_OF_LIVE_PER_TEN_SECONDS_MAX, `${progress}`);
    assert.ok(bucket <= 2 * BUCKETS_OF_UNIT_PER_TEN_SECONDS_MAX, `${bucket}`);
    assert.ok(health <= 2 * LIVE_PER_TEN_SECONDS_MAX, `${health}`);
    const told = { kind: "attestation", agentId: "agent", seq: records.length, program: "0.1.0", ...attestation };
    records.push(LinkRecord.parse(told) as AttestationRecord);
  }
  assertNothingCameOut(outside);

  const data = mkdtempSync(join(tmpdir(), "leak-ledger-"));
  context.after(() => rmSync(data, { recursive: true, force: true }));
  using ledger = openLedger(data, { signer: ledgerSigner(data), nowMs: Date.now });
  takeAttestations(ledger, records);
  const entries = ledger
    .entries({ from: 0, to: records.length })
    .map(({ text }) => LedgerEntry.parse(JSON.parse(text)));
  assert.deepEqual(entries, records);
  for (const mark of MARKS) assert.ok(!JSON.stringify(entries).includes(mark), "the ledger holds a piece of it");
});
