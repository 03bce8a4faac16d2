import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { LINK_PATH } from "#domain/wire/agent-link.ts";
import { LinkRecord } from "#domain/wire/agent-record.ts";

/** Stands between agents and their server, and remembers what was sent and what of it was acknowledged. */
export type RecordingProxy = AsyncDisposable & {
  readonly url: string;
  /** Everything that ever was sent, by agent and number; a number that was sent with two meanings is here twice. */
  readonly sent: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the server answered 200 to, and did not name as refused. */
  readonly acknowledged: ReadonlySet<string>;
};

/** The name of a record over all agents. */
export function recordName({ storeId, agentId, seq }: Pick<LinkRecord, "storeId" | "agentId" | "seq">): string {
  return `${storeId} ${agentId} ${seq}`;
}

/** Opens one before a server that may be killed and come back at the same address. */
export async function openRecordingProxy(serverUrl: string): Promise<RecordingProxy> {
  const sent = new Map<string, Set<string>>();
  const acknowledged = new Set<string>();
  const note = (body: string, status: number | undefined, answer: string) => {
    const records = body
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => LinkRecord.parse(JSON.parse(line)));
    for (const record of records)
      sent.set(recordName(record), (sent.get(recordName(record)) ?? new Set()).add(JSON.stringify(record)));
    if (status !== 200) return;
    const { refused } = JSON.parse(answer) as { refused: { storeId: string; seq: number }[] };
    const isRefused = new Set(refused.map(({ storeId, seq }) => `${storeId} ${seq}`));
    for (const record of records)
      if (!isRefused.has(`${record.storeId} ${record.seq}`)) acknowledged.add(recordName(record));
  };
  const server = createServer(async (incoming, outgoing) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const isRecords = incoming.url === `${LINK_PATH}/records`;
    if (isRecords) note(body.toString("utf8"), undefined, "");
    const { method, headers } = incoming;
    const forward = request(new URL(incoming.url ?? "/", serverUrl), { method, headers }, async (answer) => {
      const answered: Buffer[] = [];
      try {
        for await (const piece of answer) answered.push(piece);
      } catch {
        return outgoing.destroy();
      }
      const text = Buffer.concat(answered);
      if (isRecords) note(body.toString("utf8"), answer.statusCode, text.toString("utf8"));
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(text);
    });
    forward.on("error", () => outgoing.destroy());
    forward.end(body);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    acknowledged,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
