import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { openLedger } from "#adapters/ledger/open-ledger.ts";
import { openStoreReaderWorker } from "#adapters/store/reader-worker.ts";
import { openStore } from "#adapters/store/store.ts";
import { programVersion } from "#apps/deployment/program-version.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { mayShow } from "#domain/policy/grant.ts";
import { hostKind } from "#domain/reach/host-kind.ts";
import { reachability } from "#domain/reach/reachability.ts";
import { LINK_PATH, LINK_RECORDS_BYTES_MAX } from "#domain/wire/agent-link.ts";
import { openAdmission } from "./admission.ts";
import { openAgentSessions } from "./agent-sessions.ts";
import { openAnnouncer } from "./announcer.ts";
import { credentialsOf, NOBODY } from "./credentials.ts";
import { openCueDesk } from "./cue-desk.ts";
import { openDeploymentKeeper } from "./deployment-keeper.ts";
import { openEventHub } from "./event-hub.ts";
import { openFleet } from "./fleet.ts";
import { digestDays } from "./ledger-digests.ts";
import { ledgerSigner } from "./ledger-key.ts";
import { type ToldState, tellState } from "./ledger-state.ts";
import { openMeters } from "./meters.ts";
import { textOfBody } from "./packed-body.ts";
import { sendOwedReports } from "./report-round.ts";
import { openRetention } from "./retention-run.ts";
import { openRetirementDesk } from "./retirement.ts";
import { openRouter } from "./route.ts";
import { addAccountRoutes } from "./routes/accounts.ts";
import { addAgentLinkRoutes } from "./routes/agent-link.ts";
import { addAgentRoutes } from "./routes/agents.ts";
import { addBackupRoutes } from "./routes/backups.ts";
import { addCameraRoutes } from "./routes/cameras.ts";
import { addCheckRoutes } from "./routes/checks.ts";
import { addCueRoutes } from "./routes/cues.ts";
import { addDeploymentRoutes } from "./routes/deployment.ts";
import { addEventRoutes } from "./routes/events.ts";
import { addEvidenceRoutes } from "./routes/evidence.ts";
import { addExportRoutes } from "./routes/export.ts";
import { addFigureRoutes } from "./routes/figures.ts";
import { addSharedRoutes } from "./routes/figures-by-link.ts";
import { addHistoryRoutes } from "./routes/history.ts";
import { addKeyRoutes } from "./routes/keys.ts";
import { addLedgerRoutes } from "./routes/ledger.ts";
import { addPageRoutes } from "./routes/pages.ts";
import { addPublicRoutes } from "./routes/public.ts";
import { addReportRoutes } from "./routes/reports.ts";
import { addRetirementRoutes } from "./routes/retirement.ts";
import { addSalesRoutes } from "./routes/sales.ts";
import { addSessionRoutes } from "./routes/session.ts";
import { addShareRoutes } from "./routes/shares.ts";
import { addShowRoutes } from "./routes/shows.ts";
import { addSignRoutes } from "./routes/signs.ts";
import { addStaffRoutes } from "./routes/staff.ts";
import { addStatusRoutes } from "./routes/status.ts";
import { addStoreRoutes } from "./routes/stores.ts";
import { addTallyRoutes } from "./routes/tally.ts";
import { addTotalsRoutes } from "./routes/totals.ts";
import { addVisitorMixRoutes } from "./routes/visitor-mix.ts";
import { addWelcomeRoutes } from "./routes/welcome.ts";
import { openSceneShelf, type ScenePlace } from "./scene-shelf.ts";
import { type SecretKeeper, type ServerParts, shopsOf } from "./server-parts.ts";
import { openShowDesk } from "./show-desk.ts";
import { warmFigures } from "./warm-figures.ts";
import { releaseWeeks } from "./week-release.ts";
import { openWelcomeGate } from "./welcome-gate.ts";

/** Requests of one client in a minute: a page that looks at everything, or an agent that catches up. */
export const REQUESTS_PER_MINUTE_MAX = 1200;
/** Bodies that name no limit of their own. */
const BODY_BYTES_MAX = 100_000;
const REQUEST_MS_MAX = 30_000;
const KEEP_ALIVE_MS = 72_000;
const DEPLOYMENT_LOOK_MS = 1000;
/** How often checks of doors whose time is over are looked for, so that no tap is kept for long after. */
const CHECKS_LOOK_MS = 10_000;
/** So often pictures are thrown away that may not be kept any more; none is shown meanwhile. */
const SCENES_LOOK_MS = 60_000;
/** So often it is looked for reports that are owed. */
const REPORTS_LOOK_MS = 60_000;
/** So often it is looked whether something else is in force, or another day has begun. */
const STATE_LOOK_MS = 1000;
/** So often days are looked for that are over, or were added to since. */
const DIGESTS_LOOK_MS = 60_000;
/** So often it is looked for weeks to count and for answers whose time is over. */
const WEEKS_LOOK_MS = 600_000;

const STATUS_BY_FAULT: Partial<Record<FaultCode, number>> = {
  "access/login-needed": 401,
  "access/wrong-login": 401,
  "access/nothing-there": 404,
  "access/not-allowed": 403,
  "access/not-shared": 403,
  "access/forged": 403,
  "access/locked": 429,
  "request/too-many": 429,
  "request/too-large": 413,
  "import/too-long": 413,
  "access/login-taken": 409,
  "access/last-owner": 409,
  "tally/under-way": 409,
  "store/backup-runs": 409,
  "store/backup-exists": 409,
  "tally/too-many": 409,
  "access/too-many-links": 409,
  "welcome/not-permitted": 403,
  "welcome/notice-changed": 409,
  "welcome/child-alone": 403,
  "welcome/answered-already": 409,
  "welcome/other-source": 409,
  "welcome/too-many": 429,
  "link/enrolment-code": 403,
  "link/refused": 403,
  "link/revoked": 403,
  "link/nothing-deployed": 404,
  "scene/not-permitted": 403,
  "store/disk": 507,
  "store/full": 507,
  "ledger/disk": 507,
  "store/unknown": 404,
};
const STATUS_OF_OTHER_FAULTS = 400;

export type ServerOptions = {
  readonly folder: string;
  readonly host: string;
  /** 0 for one that is free. */
  readonly port: number;
  /** Speaks HTTPS itself. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** What browsers call the server, where that is not its own address: behind a proxy, or by a name. */
  readonly publicUrl?: string | undefined;
  readonly secrets: SecretKeeper;
  readonly lawFolder?: string | undefined;
  readonly nowMs?: () => number;
  /** A line of JSON for each request and fault; null for none. */
  readonly log?: { write(line: string): void } | null;
  /** Hears when the file of the deployment has changed: the version that it put in force, or why it did not. */
  readonly onDeployment?: (change: number | Fault) => void;
};

/** A server that answers, until it is closed. */
export type RunningServer = {
  readonly port: number;
  /** Where an agent on this machine comes in: by HTTP, whatever others speak. */
  readonly agentUrl: string;
  readonly parts: ServerParts;
  /** The description of the API (OpenAPI 3.1). */
  openApi(): unknown;
  /** Other certificates from the next connection on. */
  renew(tls: { readonly key: string; readonly cert: string }): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Opens the server of a data folder: its store, its deployment, and all routes. It is the only writer of the store. */
export async function openServer(options: ServerOptions): Promise<RunningServer> {
  const { folder, host, port, tls, publicUrl, secrets, nowMs = Date.now, lawFolder, log } = options;
  await using open = new AsyncDisposableStack();
  const signer = ledgerSigner(folder);
  const ledger = open.use(openLedger(folder, { signer, nowMs }));
  const store = open.use(await openStore(folder, { tell: ledger.append }));
  ledger.append({ kind: "begun", atMs: nowMs(), origin: signer.name, program: programVersion() });
  const reader = open.use(openStoreReaderWorker(folder));
  // In a thread apart: figures of a year take their time, and nobody's totals wait for them.
  const figures = open.use(openStoreReaderWorker(folder));
  const keeper = await openDeploymentKeeper(folder, {
    configurations: store.configurations,
    nowMs,
    lawFolder,
    secrets,
  });
  const hub = openEventHub();
  const meters = openMeters();
  const desk = open.use(openCueDesk({ keeper, figures, secrets, meters, nowMs }));
  const announcer = open.use(openAnnouncer({ hub, nowMs, onCue: desk.cue }));
  const units = new Map<string, Set<string>>();
  const scenes = openSceneShelf(folder);
  const retirement = openRetirementDesk({
    store,
    ledger,
    signer,
    keeper,
    secrets,
    scenes,
    folder,
    nowMs,
    onRemoved: ({ storeId }) => units.delete(storeId),
  });
  await retirement.resume();
  let ownPort = port;
  const parts: ServerParts = {
    folder,
    store,
    reader,
    figures,
    ledger,
    lawFolder,
    keeper,
    admission: openAdmission({ keeper, nowMs, isUnit, isRetired: retirement.isRetired }),
    agentSessions: openAgentSessions(nowMs),
    fleet: openFleet(),
    hub,
    meters,
    shows: openShowDesk(nowMs),
    scenes,
    isSecure: tls !== undefined || (publicUrl?.startsWith("https:") ?? false),
    reach: () => reachability({ listen: listenText(host, ownPort), publicUrl, isSecure: tls !== undefined }),
    secrets,
    cues: desk,
    welcome: openWelcomeGate({ keeper, nowMs }),
    retirement,
    announce: announcer.announce,
    nowMs,
  };

  /** Units are taken away with what is retired only: one that was found stays found until then. */
  async function isUnit(part: Parameters<Parameters<typeof openAdmission>[0]["isUnit"]>[0]): Promise<boolean> {
    const key = `${part.kind} ${part.kind === "line" ? part.lineId : part.zoneId} ${part.version}`;
    if (units.get(part.storeId)?.has(key)) return true;
    const all = await store.units(part.storeId);
    const known = new Set(all.map(({ kind, unitId, version }) => `${kind} ${unitId} ${version}`));
    units.set(part.storeId, known);
    return known.has(key);
  }

  const app = await openApp(parts, { tls, log: log ?? null });
  open.defer(() => app.close());
  const looking = setInterval(() => {
    const before = keeper.fault?.detail;
    void keeper.look().then((isOther) => {
      if (keeper.fault && keeper.fault.detail !== before) options.onDeployment?.(keeper.fault);
      if (!isOther) return;
      options.onDeployment?.(keeper.current!.version);
      const { version } = keeper.current!;
      for (const { id } of keeper.current!.loaded.deployment.stores)
        hub.tell({ storeId: id, kind: "configuration", data: { version } });
    });
  }, DEPLOYMENT_LOOK_MS);
  open.defer(() => clearInterval(looking));
  let closed: Promise<unknown> = Promise.resolve();
  const closing = setInterval(() => {
    // Another look comes; a disk that is full is told to whoever asks for something, and ends no server.
    closed = Promise.all([store.doorChecks.closeDue(nowMs()), store.tillSales.closeDue(nowMs())]).catch(
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
      },
    );
  }, CHECKS_LOOK_MS);
  open.defer(async () => {
    clearInterval(closing);
    await closed;
  });
  const told: ToldState = { inForce: null, day: "" };
  let telling = tellState(parts, told).catch(onlyFaults);
  const stating = setInterval(() => {
    telling = telling.then(() => tellState(parts, told)).catch(onlyFaults);
  }, STATE_LOOK_MS);
  open.defer(async () => {
    clearInterval(stating);
    await telling;
  });
  const stopDigests = new AbortController();
  let digesting: Promise<void> | null = null;
  const digests = setInterval(() => {
    digesting ??= digestDays(parts, stopDigests.signal).finally(() => {
      digesting = null;
    });
  }, DIGESTS_LOOK_MS);
  open.defer(async () => {
    clearInterval(digests);
    stopDigests.abort();
    await digesting;
  });
  const tidying = setInterval(() => void parts.scenes.keepOnly(shownPlaces(parts)), SCENES_LOOK_MS);
  open.defer(() => clearInterval(tidying));
  let releasing = releaseWeeks(parts);
  const counting = setInterval(() => {
    releasing = releasing.then(() => releaseWeeks(parts));
  }, WEEKS_LOOK_MS);
  open.defer(async () => {
    clearInterval(counting);
    await releasing;
  });
  let reporting = Promise.resolve();
  const sending = setInterval(() => {
    // What else fails is told to whoever asks for a report.
    reporting = reporting.then(() => sendOwedReports(parts)).catch(onlyFaults);
  }, REPORTS_LOOK_MS);
  open.defer(async () => {
    clearInterval(sending);
    await reporting;
  });
  open.use(openRetention(parts));
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new Fault("server/port", `the server cannot listen at \`${host}:${port}\``, { cause });
  }
  void warmFigures(parts);
  const address = app.server.address();
  if (typeof address === "object" && address) ownPort = address.port;
  const own = tls ? null : ownAddress(host);
  const agentUrl = own === null ? await openAgentDoor(app, open) : `http://${own}:${ownPort}`;
  const held = open.move();
  return {
    port: ownPort,
    agentUrl,
    parts,
    openApi: () => app.swagger(),
    renew: (renewed) => (app.server as unknown as { setSecureContext?(tls: object): void }).setSecureContext?.(renewed),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function onlyFaults(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
}

function listenText(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The cameras of which a picture may be kept now. */
function shownPlaces(parts: ServerParts): ScenePlace[] {
  return shopsOf(parts).flatMap(({ id: storeId, sensors }) =>
    sensors.flatMap(({ id: sensorId, source }) =>
      source !== undefined && mayShow(parts.admission.grantsNow(storeId, sensorId), "scene-picture")
        ? [{ storeId, sensorId, source }]
        : [],
    ),
  );
}

/** By which address of its own this machine comes in where a host is listened at; null where it does not. */
function ownAddress(host: string): string | null {
  const kind = hostKind(host);
  if (kind === "any") return "127.0.0.1";
  if (kind !== "loopback") return null;
  return host.includes(":") ? `[${host}]` : host;
}

/**
 * A second door for the agent on this machine: it speaks HTTP to this machine only, and cannot know the certificate of a server that
 * is called by another name.
 */
async function openAgentDoor(app: FastifyInstance, open: AsyncDisposableStack): Promise<string> {
  const door = createServer((request, response) => {
    if (request.url?.startsWith(`${LINK_PATH}/`)) return app.routing(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  open.defer(() => {
    door.close();
    door.closeAllConnections();
  });
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
}

async function openApp(
  parts: ServerParts,
  { tls, log }: { readonly tls: ServerOptions["tls"]; readonly log: ServerOptions["log"] },
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A stream of events never ends by itself.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      answerFault(reply, unreadable("the request is not one that can be read")),
    logger: log
      ? {
          stream: log,
          // Neither headers nor bodies nor queries: a secret may stand in any of them.
          serializers: {
            req: ({ method, url, ip }: FastifyRequest) => ({ method, path: loggedPath(url), from: ip }),
            res: ({ statusCode }: FastifyReply) => ({ status: statusCode }),
            err: (error: Error) => ({
              type: error.name,
              message: error instanceof Fault ? error.code : error.message,
              stack: error.stack ?? "",
            }),
          },
        }
      : false,
    ...(tls && { https: tls }),
  } as object) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof Fault) return answerFault(reply, error);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const [first] = error.validation;
      const where =
        first?.instancePath
          .split("/")
          .filter((key) => key !== "")
          .join(".") ?? "";
      const place = [error.validationContext, where].filter((text) => text).join(" ");
      return answerFault(reply, unreadable(`${place}: ${first?.message ?? ""}`));
    }
    if (error.statusCode === 413) return answerFault(reply, new Fault("request/too-large", "the body is too long"));
    if (error.statusCode === 429)
      return answerFault(reply, new Fault("request/too-many", "too many requests in a minute"));
    if (error.statusCode !== undefined && error.statusCode < 500) return answerFault(reply, unreadable(error.message));
    request.log.error(error);
    // A bug. The supervisor starts the server anew; nothing that was acknowledged is lost.
    process.nextTick(() => {
      throw error;
    });
    return reply.code(500).send();
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: parts.isSecure,
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE_MAX,
    timeWindow: 60_000,
    // A key or agent that is known has a measure of its own, wherever it sits; whatever is made up counts for its address.
    keyGenerator: async (request) => {
      const { asker } = request.headers.authorization === undefined ? NOBODY : await credentialsOf(parts, request);
      return "id" in asker ? asker.id : request.ip;
    },
  });
  await app.register(cookie);
  app.addContentTypeParser("application/x-ndjson", { parseAs: "buffer" }, (request: FastifyRequest, body: Buffer) =>
    textOfBody(request, body, { bytesMax: LINK_RECORDS_BYTES_MAX }),
  );
  for (const type of ["text/csv", "application/xml", "text/xml", "multipart/form-data"])
    app.addContentTypeParser(type, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Lintel",
        version: "1",
        description:
          "Counts who walks into a shop and keeps nobody. Errors are answered with `code`, `detail` and `remedy`.",
      },
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "a program's key, made under `/api/v1/keys`" },
          cookie: { type: "apiKey", in: "cookie", name: parts.isSecure ? "__Host-lintel" : "lintel" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs" });

  const router = openRouter(app, parts);
  addPageRoutes(router);
  addStatusRoutes(router);
  addSessionRoutes(router);
  addStoreRoutes(router);
  addTotalsRoutes(router);
  addFigureRoutes(router);
  addExportRoutes(router);
  addReportRoutes(router);
  addCheckRoutes(router);
  addTallyRoutes(router);
  addWelcomeRoutes(router);
  addPublicRoutes(router);
  addSignRoutes(router);
  addEvidenceRoutes(router);
  addVisitorMixRoutes(router);
  addShareRoutes(router);
  addLedgerRoutes(router);
  addSharedRoutes(router);
  addHistoryRoutes(router);
  addSalesRoutes(router);
  addEventRoutes(router);
  addDeploymentRoutes(router);
  addStaffRoutes(router);
  addShowRoutes(router);
  addCameraRoutes(router);
  addAccountRoutes(router);
  addKeyRoutes(router);
  addBackupRoutes(router);
  addRetirementRoutes(router);
  addCueRoutes(router);
  addAgentRoutes(router);
  addAgentLinkRoutes(router);
  router.assertComplete();
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    answerFault(reply, new Fault("access/nothing-there", "there is nothing here, or nothing that you may see")),
  );
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    parts.meters.requests.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  return app;
}

/** A path without its query and without the secret of a link, which is in its third or second part. */
function loggedPath(url: string): string {
  return url.split("?")[0]!.replace(/^((?:\/api\/v1)?\/(?:tally|share)\/)[^/]+/, "$1…");
}

function answerFault(reply: FastifyReply, { code, detail, remedy }: Fault): FastifyReply {
  if (code === "access/login-needed") reply.header("www-authenticate", "Bearer");
  return reply
    .code(STATUS_BY_FAULT[code] ?? STATUS_OF_OTHER_FAULTS)
    .type("application/json")
    .serializer(JSON.stringify)
    .send({ code, detail, remedy });
}

function unreadable(detail: string): Fault {
  return new Fault("request/unreadable", detail);
}
