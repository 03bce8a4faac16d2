import type { FastifyRequest } from "fastify";
import type { Ledger } from "#adapters/ledger/open-ledger.ts";
import type { Receipt } from "#adapters/store/consents.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import type { Welcome } from "#apps/server/welcome-gate.ts";
import { noticeBytes } from "#domain/consent/consent-notice.ts";
import { receiptCodeTyped } from "#domain/consent/receipt-code.ts";
import { Fault } from "#domain/fault/fault.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { leafHash } from "#domain/ledger/merkle-tree.ts";
import {
  AnswerRequest,
  CodeRequest,
  ConsentAnswer,
  ConsentRequest,
  ReceiptAnswer,
  WELCOME_BODY_BYTES_MAX,
  WelcomeAnswer,
  WithdrawalAnswer,
} from "#domain/wire/welcome.ts";
import { StoreParams } from "./stores.ts";

const DAY_MS = 86_400_000;
/** Of one address: a tablet asks three questions a visitor, and several stand behind one router. */
const WELCOMES_PER_MINUTE_MAX = 120;
/** Of one address: at this pace a code is found by trying in a million years. */
const RIGHTS_PER_MINUTE_MAX = 30;

/**
 * What the welcome tablet and the rights page ask, without an account. Bodies are JSON of a kilobyte at most, and no route takes a
 * picture. What is told here names nobody: a receipt is known by its code, which is kept nowhere.
 */
export function addWelcomeRoutes({ parts, add }: Router): void {
  const { consents } = parts.store;
  const welcomeAt = (storeId: string): Welcome => {
    const welcome = parts.welcome.at(storeId);
    if (!welcome) throw nothingThere();
    return welcome;
  };
  const common = {
    tag: "welcome",
    params: StoreParams,
    bodyBytesMax: WELCOME_BODY_BYTES_MAX,
  } as const;

  add(
    "GET /api/v1/welcome/:store",
    {
      summary: "What a tablet may ask visitors of a store, and what they are told before they agree",
      tag: "welcome",
      params: StoreParams,
      answer: WelcomeAnswer,
      requestsPerMinuteMax: WELCOMES_PER_MINUTE_MAX,
    },
    async ({ params: { store }, reply }) => {
      const { shop, purposes, notice, ...told } = welcomeAt(store);
      const { controller, contact, keptDays, rightsPath, isDemo } = told;
      reply.header("cache-control", "no-store");
      return {
        store: shop.id,
        name: shop.name ?? shop.id,
        isDemo,
        purposes: purposes.map(({ purpose, grant, why }) => ({ purpose, isAllowed: grant !== null, why })),
        notice,
        controller,
        contact,
        keptDays,
        rightsPath,
      };
    },
  );

  add(
    "POST /api/v1/welcome/:store/consents",
    {
      ...common,
      summary: "Agree to one purpose, by the notice that was read; the code of the receipt is told once",
      body: ConsentRequest,
      answer: ConsentAnswer,
      status: 201,
      requestsPerMinuteMax: WELCOMES_PER_MINUTE_MAX,
    },
    async ({ params: { store }, body, request, reply }) => {
      refuseOtherSites(request);
      const { purpose, noticeHash, language, isAdult, isUnder14WithAdult } = body;
      const welcome = welcomeAt(store);
      const { grant, why } = welcome.purposes.find((one) => one.purpose === purpose)!;
      if (!grant) throw new Fault("welcome/not-permitted", `\`${purpose}\` is off at \`${store}\`: ${why}`);
      if (noticeHash !== welcome.notice.hash)
        throw new Fault("welcome/notice-changed", "the notice that was read is not the one that holds");
      if (isAdult === isUnder14WithAdult)
        throw new Fault("welcome/child-alone", "it is not said who of 14 or older agrees");
      const givenMs = parts.nowMs();
      const { controller, contact, keptDays, rightsPath, notice, shop } = welcome;
      const untilMs = givenMs + keptDays * DAY_MS;
      const kept = await consents.give(
        {
          storeId: shop.id,
          purpose,
          controller,
          contact,
          jurisdiction: String(shop.site.jurisdiction ?? "not said"),
          noticeHash,
          noticeVersion: notice.version,
          language,
          isByAdult: isUnder14WithAdult,
          givenMs,
          untilMs,
          rightsPath,
        },
        grant,
        noticeBytes(notice.text),
      );
      if (kept === "too-many") throw new Fault("welcome/too-many", `\`${store}\` holds as many consents as it may`);
      reply.header("cache-control", "no-store");
      const { phoneUrl } = parts.reach();
      return { ...kept, rightsUrl: `${phoneUrl ?? ""}${rightsPath}#${kept.code}`, untilMs };
    },
  );

  add(
    "POST /api/v1/welcome/:store/answers",
    {
      ...common,
      summary:
        "The one answer of a receipt: a band of ages and a sex, told or estimated. There is nothing else to send",
      body: AnswerRequest,
      status: 204,
      requestsPerMinuteMax: WELCOMES_PER_MINUTE_MAX,
    },
    async ({ params: { store }, body: { source, ...told }, request, reply }) => {
      refuseOtherSites(request);
      const { purposes } = welcomeAt(store);
      const outcome = await consents.answer({ storeId: store, ...told }, source, parts.nowMs(), (purpose) =>
        purposes.some((one) => one.purpose === purpose && one.grant !== null),
      );
      if (outcome === "unknown") throw nothingThere();
      if (outcome === "not-permitted") throw new Fault("welcome/not-permitted", `it is off at \`${store}\` since`);
      if (outcome === "other-source")
        throw new Fault("welcome/other-source", `the receipt is not for an answer that was ${source}`);
      if (outcome === "answered-already") throw new Fault("welcome/answered-already", "the receipt has another answer");
      return reply.send();
    },
  );

  add(
    "POST /api/v1/rights/:store/receipt",
    {
      ...common,
      summary: "What a receipt is about; the answer is told to nobody",
      body: CodeRequest,
      answer: ReceiptAnswer,
      requestsPerMinuteMax: RIGHTS_PER_MINUTE_MAX,
    },
    async ({ params: { store }, body, request, reply }) => {
      refuseOtherSites(request);
      const code = receiptCodeTyped(body.code);
      const receipt = code === null ? null : await consents.receipt(store, code);
      if (!receipt) throw nothingThere();
      const { given, end, record, told } = receipt;
      const { purpose, givenMs, noticeHash, language, untilMs } = given;
      reply.header("cache-control", "no-store");
      return {
        purpose,
        givenMs,
        noticeHash,
        language,
        untilMs,
        withdrawnMs: end?.how === "withdrawn" ? end.atMs : null,
        endedMs: end?.how === "ended" ? end.atMs : null,
        ledger: receiptProof(parts.ledger, told),
        record: { ...record },
      };
    },
  );

  add(
    "POST /api/v1/rights/:store/withdrawals",
    {
      ...common,
      summary: "Take consent back: the key of the answer is destroyed before this is answered. Again is the same",
      body: CodeRequest,
      answer: WithdrawalAnswer,
      requestsPerMinuteMax: RIGHTS_PER_MINUTE_MAX,
    },
    async ({ params: { store }, body, request, reply }) => {
      refuseOtherSites(request);
      const code = receiptCodeTyped(body.code);
      const withdrawnMs = code === null ? null : await consents.withdraw(store, code, parts.nowMs());
      if (withdrawnMs === null) throw nothingThere();
      reply.header("cache-control", "no-store");
      return { withdrawnMs };
    },
  );
}

/** Of what the ledger was told of a receipt, that it is in the tree of the newest checkpoint. */
function receiptProof(ledger: Ledger, { salt, entries }: Receipt["told"]): ReceiptAnswer["ledger"] {
  const newest = ledger.newestCheckpoint();
  if (!newest) return null;
  const { size, atMs: signedMs, note } = newest;
  return {
    salt,
    signedMs,
    note,
    key: ledger.key,
    entries: entries.map((entry) => {
      const number = ledger.numberOf(leafHash(Buffer.from(canonicalJson(entry))));
      if (number === null || number >= size) return { kind: entry.kind, entry: null, path: [] };
      const path = ledger.inclusion(number, size).map((hash) => Buffer.from(hash).toString("hex"));
      return { kind: entry.kind, entry: number, path };
    }),
  };
}

/** A browser says where a request comes from; a page of somebody else is refused. */
function refuseOtherSites({ headers, host }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  const isOther =
    (site !== undefined && site !== "same-origin" && site !== "none") ||
    (site === undefined && origin !== undefined && !origin.endsWith(`://${host}`));
  if (isOther) throw new Fault("access/forged", "the request came from a page of another site");
}
