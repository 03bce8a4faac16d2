import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { openCertificate } from "#adapters/certificate/own-authority.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { LINK_MESSAGE_BYTES_MAX, type StatusRequest } from "#domain/wire/agent-link.ts";
import type { LinkRecord } from "#domain/wire/agent-record.ts";
import { type Instead, openLinkPeer } from "#tools/link/link-peer.ts";
import { openIdentity } from "./identity.ts";
import { openLink, RetryLater } from "./link.ts";

const RECORD: LinkRecord = {
  kind: "gate",
  storeId: "mall-7",
  sensorId: "cam",
  agentId: "agent-1",
  seq: 1,
  atMs: Date.parse("2026-11-28T12:00Z"),
  stages: [],
  why: "the sign is not on file",
};
const STATUS: StatusRequest = {
  configurationVersion: 0,
  cameras: [],
  live: [],
  outbox: { records: 0, bytes: 0, oldestAtMs: null, coarsened: 0, dropped: 0, refused: 0 },
  agentVersion: "0.1.0",
  nowMs: 1,
};

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-link-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

test("an agent enrols once by its code, opens its session by its key, and opens another when that has ended", async (context) => {
  await using peer = await openLinkPeer();
  const folder = folderOf(context);
  const identity = openIdentity(folder);
  using link = openLink({ serverUrl: `${peer.url}/`, identity });
  await assert.rejects(link.sendStatus(STATUS), isFault("link/refused"), "who is not enrolled has no session");
  await assert.rejects(link.enrol("another"), isFault("link/enrolment-code"));
  assert.equal(identity.agentId, null);
  await link.enrol("code-1");
  assert.equal(identity.agentId, "agent-1");
  assert.deepEqual(await link.sendRecords([RECORD]), { added: 1, repeated: 0, contradicted: 0, refused: [] });
  assert.equal((await link.sendRecords([RECORD])).repeated, 1);
  assert.equal(peer.asked.get("/session"), 1, "a session is for many questions");
  peer.endSessions();
  assert.equal((await link.sendStatus(STATUS)).configurationVersion, 0);
  assert.equal(peer.asked.get("/session"), 2);
  await assert.rejects(link.pullConfiguration(), isFault("link/nothing-deployed"));
  const again = openIdentity(folder);
  assert.equal(again.agentId, "agent-1");
  using second = openLink({ serverUrl: peer.url, identity: again });
  assert.equal((await second.sendRecords([RECORD])).repeated, 1);
});

test("who was revoked is told so, and stays who it was until another code was taken", async (context) => {
  await using peer = await openLinkPeer({ codes: ["code-1", "code-2"] });
  const folder = folderOf(context);
  const identity = openIdentity(folder);
  using link = openLink({ serverUrl: peer.url, identity });
  await link.enrol("code-1");
  await link.sendStatus(STATUS);
  const key = peer.keys.get("agent-1")!;
  peer.keys.set("agent-0", key);
  peer.keys.delete("agent-1");
  await assert.rejects(link.sendStatus(STATUS), isFault("link/revoked"));
  await assert.rejects(link.enrol("code-1"), isFault("link/enrolment-code"));
  assert.equal(identity.agentId, "agent-1");
  assert.equal(openIdentity(folder).agentId, "agent-1", "a code that was not taken costs nobody their name");
  peer.keys.set("agent-1", key);
  await link.sendStatus(STATUS);
  peer.keys.delete("agent-0");
  await link.enrol("code-2");
  assert.equal(identity.agentId, "agent-2");
  assert.notEqual(peer.keys.get("agent-2"), key, "a key is one agent's");
  await link.sendStatus(STATUS);
  assert.deepEqual(readdirSync(folder).toSorted(), ["agent.json", "agent.key"]);
});

test("the answer to a code that was lost is given again, also when the agent ended meanwhile", async (context) => {
  await using peer = await openLinkPeer({ codes: ["code-1", "code-2"] });
  const folder = folderOf(context);
  let cuts = 1;
  // It is taken, and the answer does not arrive.
  const lose = (path: string, body: string): Instead | null => {
    if (path !== "/enrol" || cuts-- <= 0) return null;
    peer.keys.set("agent-9", JSON.parse(body).publicKey);
    return "cut";
  };
  peer.instead = lose;
  {
    using link = openLink({ serverUrl: peer.url, identity: openIdentity(folder) });
    await assert.rejects(link.enrol("code-1"), isFault("link/unreachable"));
  }
  const identity = openIdentity(folder);
  assert.equal(identity.keyToEnrol(), peer.keys.get("agent-9"), "another key would find the code used");
  // The same where it was somebody before, and ended while it took its next name.
  identity.enrolled("agent-9");
  const next = identity.keyToEnrol();
  rmSync(join(folder, "agent.json"));
  assert.ok(existsSync(join(folder, "agent.key.next")));
  assert.equal(openIdentity(folder).keyToEnrol(), next);
});

test("the key is its owner's alone; one that others may read is said, one that is none too", (context) => {
  const folder = folderOf(context);
  const identity = openIdentity(folder);
  assert.equal(identity.keyToEnrol().length, 59);
  const path = join(folder, "agent.key");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.match(readFileSync(path, "utf8"), /PRIVATE KEY/);
  chmodSync(path, 0o644);
  assert.throws(() => openIdentity(folder), isFault("link/key-exposed"));
  writeFileSync(path, "none");
  chmodSync(path, 0o600);
  assert.throws(() => openIdentity(folder), isFault("link/key-unreadable"));
});

test("what a server says in the place of an answer is a fault of the right name", async (context) => {
  await using peer = await openLinkPeer();
  const identity = openIdentity(folderOf(context));
  using link = openLink({ serverUrl: peer.url, identity });
  await link.enrol("code-1");
  const error = (code: string) => ({ code, detail: "why", remedy: "what to do" });
  const cases: [Instead, FaultCode, (fault: RetryLater) => boolean][] = [
    [{ status: 503, headers: { "retry-after": "7" } }, "link/busy", ({ retryAfterMs }) => retryAfterMs === 7000],
    [{ status: 429, headers: { "retry-after": "soon" } }, "link/busy", ({ retryAfterMs }) => retryAfterMs === null],
    [{ status: 413 }, "link/busy", ({ isTooMuch }) => isTooMuch],
    [
      { status: 507, body: error("store/full") },
      "link/busy",
      ({ isTooMuch, detail }) => !isTooMuch && /why/.test(detail),
    ],
    [{ status: 403, body: error("link/refused") }, "link/refused", () => true],
    [{ status: 400, body: error("request/unreadable") }, "link/answer", () => true],
    [{ status: 200, body: "<html>welcome to this hotel</html>" }, "link/answer", () => true],
    [{ status: 302, headers: { location: "http://127.0.0.1:1/" } }, "link/answer", () => true],
    [{ status: 200, body: { added: -1 } }, "link/answer", () => true],
    [{ status: 200, body: " ".repeat(LINK_MESSAGE_BYTES_MAX + 1) }, "link/answer", () => true],
    ["cut", "link/unreachable", () => true],
  ];
  for (const [said, code, isRight] of cases) {
    peer.instead = (path) => (path === "/records" ? said : null);
    await assert.rejects(
      link.sendRecords([RECORD]),
      (fault: RetryLater) =>
        isFault(code)(fault) && isRight(fault) && fault instanceof RetryLater === (code === "link/busy"),
      JSON.stringify(said).slice(0, 80),
    );
  }
  peer.instead = () => null;
  assert.equal((await link.sendRecords([RECORD])).added, 1, "the link is well afterwards");
  await peer[Symbol.asyncDispose]();
  await assert.rejects(link.sendRecords([RECORD]), isFault("link/unreachable"));
});

test("counts leave this machine by HTTPS only, to a server whose certificate is known", async (context) => {
  const identity = openIdentity(folderOf(context));
  for (const [serverUrl, code] of [
    ["http://192.0.2.7:7070", "link/insecure"],
    ["http://localhost.example", "link/insecure"],
    ["ftp://127.0.0.1", "link/address"],
    ["count.example", "link/address"],
    ["https://me:secret@count.example", "link/address"],
    ["https://:secret@count.example", "link/address"],
  ] as const)
    assert.throws(
      () => openLink({ serverUrl, identity }),
      (fault) => isFault(code)(fault) && !String(fault).includes("secret"),
    );
  const {
    keyPem: key,
    certificatePem: cert,
    caPem: ca,
  } = await openCertificate(folderOf(context), { hosts: ["127.0.0.1"] });
  await using peer = await openLinkPeer({ tls: { key, cert } });
  {
    using link = openLink({ serverUrl: peer.url, identity });
    await assert.rejects(link.enrol("code-1"), isFault("link/tls"));
  }
  const other = await openCertificate(folderOf(context), { hosts: ["127.0.0.1"] });
  {
    using link = openLink({ serverUrl: peer.url, identity, ca: other.caPem });
    await assert.rejects(link.enrol("code-1"), isFault("link/tls"));
  }
  using link = openLink({ serverUrl: peer.url, identity, ca });
  await link.enrol("code-1");
  await link.sendStatus(STATUS);
  assert.equal(peer.statuses.length, 1);
});
