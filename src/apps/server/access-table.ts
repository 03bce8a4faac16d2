import type { Entrant } from "#domain/access/asker.ts";

const EVERYONE: readonly Entrant[] = ["owner", "manager", "analyst", "installer"];
const READERS: readonly Entrant[] = ["owner", "manager", "analyst", "key:read"];
const EXPORTERS: readonly Entrant[] = ["owner", "manager", "analyst", "key:export"];
const BUILDERS: readonly Entrant[] = ["owner", "installer", "key:configure"];
const FITTERS: readonly Entrant[] = ["owner", "installer"];
const OWNER: readonly Entrant[] = ["owner"];
const AGENT: readonly Entrant[] = ["agent"];
const ANYBODY: readonly Entrant[] = ["nobody"];
const CHECKERS: readonly Entrant[] = ["owner", "manager", "installer"];
/** Who may take papers along that are made of the deployment. */
const PAPERS: readonly Entrant[] = ["owner", "manager", "installer", "key:configure"];
const TALLY: readonly Entrant[] = ["tally"];
/** Who may show figures to somebody without a login. A link of theirs ends when they may no more. */
export const SHARERS: readonly Entrant[] = ["owner", "manager", "analyst"];
const SHARE: readonly Entrant[] = ["share"];

/**
 * Every route and who may enter: the one place where that is said. A route that is not here cannot be added, one that is here
 * and was not added ends the start. Which stores somebody sees is another question, asked behind the door.
 */
export const ACCESS = {
  "GET /": ANYBODY,
  "GET /app": ANYBODY,
  "GET /app/*": ANYBODY,
  "GET /login": ANYBODY,
  "GET /tally/:token": ANYBODY,
  "GET /share/:token": ANYBODY,
  "GET /welcome/:store": ANYBODY,
  "GET /rights/:store": ANYBODY,
  "GET /s/:store": ANYBODY,
  "GET /verify": ANYBODY,
  "GET /assets/:file": ANYBODY,
  "GET /manifest.webmanifest": ANYBODY,
  "GET /icon.svg": ANYBODY,
  "GET /icon-192.png": ANYBODY,
  "GET /icon-512.png": ANYBODY,
  "GET /healthz": ANYBODY,
  "GET /metrics": ["owner", "key:metrics"],

  "POST /api/v1/session": ANYBODY,
  "GET /api/v1/session": EVERYONE,
  "DELETE /api/v1/session": EVERYONE,
  "PUT /api/v1/session/password": EVERYONE,

  "GET /api/v1/stores": [...EVERYONE, "key:read", "key:export", "key:configure"],
  "GET /api/v1/stores/:store": [...EVERYONE, "key:read", "key:configure"],
  "PATCH /api/v1/stores/:store": ["owner", "manager", "key:configure"],
  "GET /api/v1/stores/:store/now": READERS,
  "GET /api/v1/stores/:store/figures": READERS,
  "GET /api/v1/stores/:store/totals": READERS,
  "GET /api/v1/stores/:store/visitor-mix": READERS,
  "GET /api/v1/stores/:store/visitor-mix.csv": EXPORTERS,
  "GET /api/v1/stores/:store/visitor-mix.xlsx": EXPORTERS,
  "GET /api/v1/visitor-mix": READERS,
  "GET /api/v1/stores/:store/report": READERS,
  "GET /api/v1/report": READERS,
  "GET /api/v1/stores/:store/export.csv": EXPORTERS,
  "GET /api/v1/stores/:store/export.xlsx": EXPORTERS,
  "POST /api/v1/stores/:store/history": ["owner", "key:configure"],
  "POST /api/v1/stores/:store/sales": ["owner", "key:configure"],
  "GET /api/v1/stores/:store/sales": READERS,
  "GET /api/v1/stores/:store/sales.csv": EXPORTERS,
  "GET /api/v1/stores/:store/sales.xlsx": EXPORTERS,
  "GET /api/v1/stores/:store/events": [...EVERYONE, "key:read"],
  "GET /api/v1/stores/:store/sensors": [...EVERYONE, "key:read", "key:configure"],
  "GET /api/v1/stores/:store/sensors/:sensor": BUILDERS,
  "PUT /api/v1/stores/:store/sensors/:sensor": BUILDERS,
  "DELETE /api/v1/stores/:store/sensors/:sensor": BUILDERS,
  "PUT /api/v1/stores/:store/sensors/:sensor/password": BUILDERS,
  "POST /api/v1/stores/:store/sensors/:sensor/scene": ["owner", "manager", "installer"],
  "GET /api/v1/stores/:store/sensors/:sensor/scene": EVERYONE,
  "POST /api/v1/stores/:store/sensors/:sensor/setup": FITTERS,
  "DELETE /api/v1/stores/:store/sensors/:sensor/setup": FITTERS,
  "GET /api/v1/stores/:store/sensors/:sensor/recent": ["owner", "installer"],
  "POST /api/v1/stores/:store/cameras/find": ["owner", "installer"],
  "POST /api/v1/stores/:store/cameras/test": ["owner", "installer"],
  "POST /api/v1/stores/:store/cameras/inspect": ["owner", "installer"],
  "GET /api/v1/stores/:store/staff": ["owner", "manager", "installer", "key:configure"],
  "PUT /api/v1/stores/:store/staff": ["owner", "manager", "installer", "key:configure"],
  "PUT /api/v1/stores/:store/sign": ["owner", "manager"],
  "GET /api/v1/stores/:store/sign": PAPERS,
  "GET /api/v1/stores/:store/sign.pdf": PAPERS,
  "GET /api/v1/stores/:store/sign.png": PAPERS,
  "GET /api/v1/stores/:store/drafts/:kind": PAPERS,
  "GET /api/v1/stores/:store/evidence.zip": ["owner", "manager"],
  "GET /api/v1/stores/:store/decisions": ["owner", "manager", "installer", "key:configure"],

  "GET /api/v1/stores/:store/checks": [...EVERYONE, "key:read"],
  "POST /api/v1/stores/:store/checks": CHECKERS,
  "POST /api/v1/stores/:store/checks/:check/stop": CHECKERS,
  "DELETE /api/v1/stores/:store/checks/:check": ["owner", "manager"],

  "GET /api/v1/tally/:token": TALLY,
  "POST /api/v1/tally/:token/join": TALLY,
  "POST /api/v1/tally/:token/taps": TALLY,

  "GET /api/v1/welcome/:store": ANYBODY,
  "POST /api/v1/welcome/:store/consents": ANYBODY,
  "POST /api/v1/welcome/:store/answers": ANYBODY,
  "POST /api/v1/rights/:store/receipt": ANYBODY,
  "POST /api/v1/rights/:store/withdrawals": ANYBODY,

  "GET /api/v1/public/:store": ANYBODY,

  "GET /api/v1/shares": SHARERS,
  "POST /api/v1/shares": SHARERS,
  "DELETE /api/v1/shares/:share": SHARERS,

  "GET /api/v1/share/:token": SHARE,
  "GET /api/v1/share/:token/stores/:store/now": SHARE,
  "GET /api/v1/share/:token/stores/:store/figures": SHARE,
  "GET /api/v1/share/:token/stores/:store/totals": SHARE,

  "GET /api/v1/events": [...EVERYONE, "key:read"],

  "GET /api/v1/ledger/checkpoint": ANYBODY,
  "GET /api/v1/ledger/inclusion": ANYBODY,
  "GET /api/v1/ledger/consistency": ANYBODY,
  "GET /api/v1/ledger/entries": ["owner", "key:export"],

  "GET /api/v1/deployment": BUILDERS,
  "PUT /api/v1/deployment": ["owner", "key:configure"],
  "GET /api/v1/deployment/versions": BUILDERS,
  "GET /api/v1/deployment/versions/:version": BUILDERS,
  "POST /api/v1/demo/end": OWNER,

  "GET /api/v1/accounts": OWNER,
  "POST /api/v1/accounts": OWNER,
  "PATCH /api/v1/accounts/:account": OWNER,
  "DELETE /api/v1/accounts/:account": OWNER,

  "GET /api/v1/keys": OWNER,
  "POST /api/v1/keys": OWNER,
  "DELETE /api/v1/keys/:key": OWNER,

  "GET /api/v1/backups": OWNER,
  "POST /api/v1/backups": OWNER,
  "GET /api/v1/backups/:name": OWNER,
  "DELETE /api/v1/backups/:name": OWNER,

  "POST /api/v1/stores/:store/retirement": OWNER,
  "GET /api/v1/retirements": OWNER,
  "GET /api/v1/retirements/:ordered/certificate.pdf": OWNER,

  "GET /api/v1/cues": OWNER,
  "PUT /api/v1/cues": OWNER,
  "POST /api/v1/cues/test": OWNER,

  "GET /api/v1/about": EVERYONE,

  "GET /api/v1/agents": ["owner", "installer"],
  "POST /api/v1/agents/codes": ["owner", "installer"],
  "DELETE /api/v1/agents/:agent": OWNER,

  "POST /api/v1/agent/enrol": ANYBODY,
  "POST /api/v1/agent/challenge": ANYBODY,
  "POST /api/v1/agent/session": ANYBODY,
  "POST /api/v1/agent/records": AGENT,
  "POST /api/v1/agent/status": AGENT,
  "POST /api/v1/agent/scene": AGENT,
  "GET /api/v1/agent/configuration": AGENT,
} as const satisfies Readonly<Record<string, readonly Entrant[]>>;

/** A route, as `METHOD /path`. */
export type RouteName = keyof typeof ACCESS;
