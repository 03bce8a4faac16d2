import { z } from "zod";
import { oldestEventMs } from "#adapters/store/events.ts";
import { agentConfiguration, configurationVersion } from "#apps/server/agent-configuration.ts";
import { isLocalAgent, LOCAL_AGENT, storesOfAgent } from "#apps/server/agent-stores.ts";
import { takeAttestations } from "#apps/server/ledger-attestations.ts";
import type { Router } from "#apps/server/route.ts";
import { shopsOf } from "#apps/server/server-parts.ts";
import { newId, tokenHash } from "#apps/server/tokens.ts";
import type { Asker } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { mayShow } from "#domain/policy/grant.ts";
import {
  ChallengeAnswer,
  ChallengeRequest,
  Configuration,
  EnrolAnswer,
  EnrolRequest,
  LINK_DETAIL_LENGTH_MAX,
  LINK_MESSAGE_BYTES_MAX,
  LINK_RECORDS_BYTES_MAX,
  LINK_RECORDS_MAX,
  LINK_SCENE_BYTES_MAX,
  RecordsAnswer,
  SceneAnswer,
  SceneRequest,
  SessionAnswer,
  SessionRequest,
  type ShowOrder,
  StatusAnswer,
  StatusRequest,
} from "#domain/wire/agent-link.ts";
import { type AttestationRecord, LinkRecord, type StoredRecord } from "#domain/wire/agent-record.ts";
import { Id, Seq } from "#domain/wire/bucket-part.ts";

const TAG = "agent link";
/** The same, in a form that does not refer to itself and so can be described. */
const ConfigurationAnswer = Configuration.extend({ deployment: z.record(z.string(), z.unknown()) });

/** What agents ask and tell. */
export function addAgentLinkRoutes({ parts, add }: Router): void {
  const { store, agentSessions, fleet, hub, meters, nowMs, admission, shows, scenes } = parts;

  add(
    "POST /api/v1/agent/enrol",
    { summary: "Enrol an agent with a code", tag: TAG, body: EnrolRequest, answer: EnrolAnswer },
    async ({ body: { code, publicKey } }) => {
      const codeHash = tokenHash(code);
      const open = await store.agents.openCodes(nowMs());
      const isLocal = open.some((one) => one.codeHash === codeHash && isLocalAgent(one.agentName));
      const redeemed = await store.agents.redeem({
        codeHash,
        agentId: newId(isLocal ? LOCAL_AGENT : "agent"),
        publicKey,
        nowMs: nowMs(),
      });
      if (redeemed.outcome !== "enrolled")
        throw new Fault(
          "link/enrolment-code",
          `the code is ${redeemed.outcome === "unknown" ? "wrong" : redeemed.outcome}`,
        );
      // There is one agent beside the server: who was it before lives in a folder that is gone.
      if (isLocal)
        for (const { agentId, revokedMs } of await store.agents.list())
          if (isLocalAgent(agentId) && agentId !== redeemed.agentId && revokedMs === null)
            await store.agents.revoke(agentId, nowMs());
      return { agentId: redeemed.agentId };
    },
  );

  add(
    "POST /api/v1/agent/challenge",
    { summary: "Ask for something to sign", tag: TAG, body: ChallengeRequest, answer: ChallengeAnswer },
    // Whoever asks gets one: nobody learns which agents there are.
    async ({ body: { agentId } }) => ({ challenge: agentSessions.challenge(agentId) }),
  );

  add(
    "POST /api/v1/agent/session",
    { summary: "Open a session by a signature", tag: TAG, body: SessionRequest, answer: SessionAnswer },
    async ({ body }) => {
      const agent = await store.agents.find(body.agentId);
      const session = agent && agentSessions.open({ ...body, publicKey: agent.publicKey });
      if (!session) throw new Fault("link/refused", "there is no such agent, or this is not its key");
      if (agent.revokedMs !== null) {
        agentSessions.endAllOf(agent.agentId);
        throw new Fault("link/revoked", `the agent \`${agent.agentId}\` was revoked`);
      }
      return session;
    },
  );

  add(
    "POST /api/v1/agent/records",
    {
      summary: "Tell what was counted; all of it is acknowledged by the answer",
      tag: TAG,
      body: z.string(),
      answer: RecordsAnswer,
      bodyBytesMax: LINK_RECORDS_BYTES_MAX,
    },
    async ({ asker, body }) => {
      const agent = await agentOf(asker);
      const storeIds = await storesOfAgent(parts, agent);
      const refused: RecordsAnswer["refused"] = [];
      const taken: StoredRecord[] = [];
      const attested: AttestationRecord[] = [];
      for (const record of recordsIn(body)) {
        const refusal =
          record.kind === "unread"
            ? ({ code: "ingest/unreadable", detail: record.why } as const)
            : await admission.refusalOf(record, { id: agent.agentId, storeIds });
        if (refusal) {
          const { code, detail } = refusal;
          refused.push({
            storeId: record.storeId,
            seq: record.seq,
            code,
            detail: detail.slice(0, LINK_DETAIL_LENGTH_MAX),
          });
          meters.refusals.inc({ code });
        } else if (record.kind === "attestation") attested.push(record);
        else if (record.kind !== "unread") taken.push(record);
      }
      const { added, repeated, contradicted, eventsRemoved } = await store.ingest(taken, nowMs());
      if (eventsRemoved > 0) parts.ledger.append(eventsRun(eventsRemoved, nowMs()));
      const inLedger = takeAttestations(parts.ledger, attested);
      const ingested = {
        added: added + inLedger.added,
        repeated: repeated + inLedger.repeated,
        contradicted: contradicted + inLedger.contradicted,
      };
      for (const outcome of ["added", "repeated", "contradicted"] as const)
        meters.records.inc({ outcome }, ingested[outcome]);
      meters.records.inc({ outcome: "refused" }, refused.length);
      parts.announce(taken);
      return { ...ingested, refused };
    },
  );

  add(
    "POST /api/v1/agent/status",
    {
      summary: "Tell how it is now",
      tag: TAG,
      query: z.object({ orders: z.literal("1").optional() }),
      body: StatusRequest,
      answer: StatusAnswer,
      bodyBytesMax: LINK_MESSAGE_BYTES_MAX,
    },
    async ({ asker, body: { dots = [], ...body }, query }) => {
      const agent = await agentOf(asker);
      const storeIds = new Set(await storesOfAgent(parts, agent));
      const own = <T extends { readonly storeId: string }>(told: readonly T[]) =>
        told.filter(({ storeId }) => storeIds.has(storeId));
      const before = fleet.of(agent.agentId)?.status.live ?? [];
      const status = { ...body, cameras: own(body.cameras), live: own(body.live) };
      const atMs = nowMs();
      fleet.hear(agent.agentId, { heardMs: atMs, status });
      await store.agents.seen(agent.agentId, { atMs, agentVersion: body.agentVersion });
      for (const storeId of new Set(status.live.map((zone) => zone.storeId))) {
        const now = status.live.filter((zone) => zone.storeId === storeId);
        const isSame = JSON.stringify(now) === JSON.stringify(before.filter((zone) => zone.storeId === storeId));
        if (!isSame) hub.tell({ storeId, kind: "live", data: { zones: now, atMs } });
      }
      for (const told of own(dots)) passDots(told);
      const orders = query.orders === undefined ? [] : ordersFor(storeIds);
      return {
        configurationVersion: configurationVersion(parts, [...storeIds]),
        nowMs: atMs,
        ...(orders.length > 0 && { orders }),
      };
    },
  );

  add(
    "POST /api/v1/agent/scene",
    {
      summary: "Bring the picture of a camera's scene with nobody in it, which somebody asked for",
      tag: TAG,
      body: SceneRequest,
      answer: SceneAnswer,
      bodyBytesMax: LINK_SCENE_BYTES_MAX,
    },
    async ({ asker, body: { storeId, sensorId, id, picture } }) => {
      const agent = await agentOf(asker);
      const isOwn = (await storesOfAgent(parts, agent)).includes(storeId);
      const source = sourceOf(storeId, sensorId);
      // Decided again at the server, as for counts; and what nobody waits for is not kept.
      if (!isOwn || source === null || !isPermitted("scene", storeId, sensorId)) return { isTaken: false };
      if (!shows.takeScene(storeId, sensorId, id)) return { isTaken: false };
      const atMs = nowMs();
      await scenes.put({ storeId, sensorId, source }, { ...picture, atMs });
      hub.tell({
        storeId,
        kind: "scene",
        data: { sensor: sensorId, atMs, knownShare: picture.knownPercent / 100 },
      });
      return { isTaken: true };
    },
  );

  function sourceOf(storeId: string, sensorId: string): string | null {
    const shop = shopsOf(parts).find((one) => one.id === storeId);
    return shop?.sensors.find((one) => one.id === sensorId)?.source ?? null;
  }

  function isPermitted(kind: ShowOrder["kind"], storeId: string, sensorId: string): boolean {
    return mayShow(admission.grantsNow(storeId, sensorId), kind === "scene" ? "scene-picture" : "setup-view");
  }

  function ordersFor(storeIds: ReadonlySet<string>): ShowOrder[] {
    return shows.ordersOf((kind, storeId, sensorId) => storeIds.has(storeId) && isPermitted(kind, storeId, sensorId));
  }

  /** To those who set that camera up now, and to nobody else. INVARIANT: dots are neither kept nor logged. */
  function passDots({ storeId, sensorId, moments }: Dots): void {
    if (!shows.isSetup(storeId, sensorId) || !isPermitted("setup", storeId, sensorId)) return;
    const shown = moments.map(({ atMs, points }) => ({
      atMs,
      points: points.map(([x, y]) => ({ x: x / 1000, y: y / 1000 })),
    }));
    hub.pass({ storeId, kind: "dots", data: { sensor: sensorId, moments: shown } });
  }

  add(
    "GET /api/v1/agent/configuration",
    { summary: "What the agent counts, and by which deployment", tag: TAG, answer: ConfigurationAnswer },
    async ({ asker }) => {
      const agent = await agentOf(asker);
      return agentConfiguration(parts, await storesOfAgent(parts, agent));
    },
  );

  async function agentOf(asker: Asker) {
    const agent = asker.kind === "agent" ? await store.agents.find(asker.id) : null;
    if (!agent || agent.revokedMs !== null) throw new Fault("link/revoked", "the agent was revoked");
    return agent;
  }
}

/** The records of a body. One that this server does not understand is refused by its number, so that it does not block the rest. */
function recordsIn(body: string): (LinkRecord | Unread)[] {
  const lines = body.split("\n").filter((line) => line !== "");
  if (lines.length > LINK_RECORDS_MAX)
    throw new Fault("request/unreadable", `${lines.length} records at once; ${LINK_RECORDS_MAX} is the most`);
  return lines.map((line, index) => {
    const data = parsed(line);
    const read = LinkRecord.safeParse(data);
    if (read.success) return read.data;
    const named = Named.safeParse(data);
    const why = `record ${index + 1}: ${[...(read.error.issues[0]?.path ?? []), read.error.issues[0]?.message].join(" ")}`;
    if (!named.success) throw new Fault("request/unreadable", why);
    return { kind: "unread", ...named.data, why };
  });
}

type Dots = NonNullable<StatusRequest["dots"]>[number];

const Named = z.object({ storeId: Id, seq: Seq });
type Unread = z.infer<typeof Named> & { readonly kind: "unread"; readonly why: string };

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What the ledger holds of events that had become too old to keep. */
function eventsRun(removed: number, atMs: number): LedgerEntry {
  const beforeDay = new Date(oldestEventMs(atMs)).toISOString().slice(0, "2026-11-29".length);
  return { kind: "retention-run", atMs, storeId: null, what: "events", removed, beforeDay };
}
