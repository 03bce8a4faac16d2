import { createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import {
  ChallengeRequest,
  type Configuration,
  EnrolRequest,
  LINK_PATH,
  LINK_RECORDS_BYTES_MAX,
  LINK_RECORDS_MAX,
  SessionRequest,
  StatusRequest,
  sessionText,
} from "#domain/wire/agent-link.ts";
import { LinkRecord } from "#domain/wire/agent-record.ts";

/** Said in the place of an answer: another one, or the connection is cut. */
export type Instead =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | "cut";

/** The server's end of the link, as small as it can be: it remembers all, and says what a test wants said. */
export type LinkPeer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  /** Public keys by the id of their agent; taken away, the agent is known no longer. */
  readonly keys: Map<string, string>;
  /** What was told, by agent, store and number. */
  readonly records: Map<string, LinkRecord>;
  /** Numbers that were told with two meanings. */
  readonly contradicted: string[];
  readonly statuses: StatusRequest[];
  /** How often it was asked for each path. */
  readonly asked: Map<string, number>;
  configuration: Configuration | null;
  instead: (path: string, body: string) => Instead | null;
  endSessions(): void;
};

/** Opens one at 127.0.0.1; each code lets one key in. */
export async function openLinkPeer({
  codes = ["code-1"],
  port = 0,
  tls,
  keys = new Map(),
}: {
  readonly codes?: readonly string[];
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly keys?: Map<string, string>;
} = {}): Promise<LinkPeer> {
  const open = new Set(codes);
  const used = new Map<string, string>();
  const challenges = new Map<string, string>();
  const sessions = new Map<string, string>();
  const records = new Map<string, LinkRecord>();
  const contradicted: string[] = [];
  const statuses: StatusRequest[] = [];
  const asked = new Map<string, number>();
  const refused = (status: number, code: string): Instead => ({
    status,
    body: { code, detail: `said ${code}`, remedy: "ask the test" },
  });

  const take = (agentId: string, line: string) => {
    const record = LinkRecord.parse(JSON.parse(line));
    const name = `${agentId} ${record.storeId} ${record.seq}`;
    const known = records.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(record)) contradicted.push(name);
    records.set(name, record);
    return known !== undefined;
  };
  const answer = (path: string, body: string, token: string): Instead => {
    if (path === "/enrol") {
      const { code, publicKey } = EnrolRequest.parse(JSON.parse(body));
      const before = used.get(code);
      if (before !== undefined && keys.get(before) === publicKey) return { status: 200, body: { agentId: before } };
      if (!open.delete(code)) return refused(403, "link/enrolment-code");
      const agentId = `agent-${keys.size + 1}`;
      keys.set(agentId, publicKey);
      used.set(code, agentId);
      return { status: 200, body: { agentId } };
    }
    if (path === "/challenge") {
      const challenge = randomBytes(32).toString("base64url");
      challenges.set(challenge, ChallengeRequest.parse(JSON.parse(body)).agentId);
      return { status: 200, body: { challenge } };
    }
    if (path === "/session") {
      const { agentId, challenge, signature } = SessionRequest.parse(JSON.parse(body));
      const key = keys.get(agentId);
      if (key === undefined || challenges.get(challenge) !== agentId) return refused(403, "link/refused");
      challenges.delete(challenge);
      const spki = createPublicKey({ key: Buffer.from(key, "base64url"), format: "der", type: "spki" });
      const text = Buffer.from(sessionText({ agentId, challenge }));
      if (!verify(null, text, spki, Buffer.from(signature, "base64url"))) return refused(403, "link/refused");
      const made = randomBytes(16).toString("hex");
      sessions.set(made, agentId);
      return { status: 200, body: { token: made, expiresInMs: 3_600_000 } };
    }
    const agentId = sessions.get(token);
    if (agentId === undefined) return refused(401, "session/none");
    if (!keys.has(agentId)) return refused(403, "link/revoked");
    if (path === "/records") {
      const lines = body.split("\n").filter((line) => line !== "");
      if (lines.length > LINK_RECORDS_MAX || body.length > LINK_RECORDS_BYTES_MAX) return { status: 413 };
      const repeated = lines.filter((line) => take(agentId, line)).length;
      return { status: 200, body: { added: lines.length - repeated, repeated, contradicted: 0, refused: [] } };
    }
    if (path === "/status") {
      statuses.push(StatusRequest.parse(JSON.parse(body)));
      return { status: 200, body: { configurationVersion: peer.configuration?.version ?? 0, nowMs: Date.now() } };
    }
    if (!peer.configuration) return refused(404, "link/nothing-deployed");
    return { status: 200, body: peer.configuration };
  };
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces).toString("utf8");
    const path = (request.url ?? "").slice(LINK_PATH.length).split("?")[0] ?? "";
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const token = (request.headers.authorization ?? "").slice("Bearer ".length);
    const said = peer.instead(path, body) ?? answer(path, body, token);
    if (said === "cut") return request.socket.destroy();
    const text = typeof said.body === "string" ? said.body : JSON.stringify(said.body ?? {});
    return response.writeHead(said.status, { "content-type": "application/json", ...said.headers }).end(text);
  };
  const server = tls ? createHttpsServer(tls, hear) : createHttpServer(hear);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const found = (server.address() as AddressInfo).port;
  const peer: LinkPeer = {
    url: `${tls ? "https" : "http"}://127.0.0.1:${found}`,
    port: found,
    keys,
    records,
    contradicted,
    statuses,
    asked,
    configuration: null,
    instead: () => null,
    endSessions: () => sessions.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return peer;
}
