import { z } from "zod";
import { readYamlText, withYamlData, withYamlValue, yamlText } from "#adapters/yaml/yaml-file.ts";
import { DEMO_STORE } from "#apps/server/demo.ts";
import type { Router } from "#apps/server/route.ts";
import { nothingThere } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { keepPasswords, withMaskedPasswords, withStoredPasswords } from "#apps/server/source-passwords.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { type Asker, isWholeChain } from "#domain/access/asker.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { secretNamesIn } from "#domain/deployment/named-secrets.ts";
import { PAPER_LEVELS, papersOf } from "#domain/deployment/papers.ts";
import { Fault } from "#domain/fault/fault.ts";
import { capabilityOf, isCapability } from "#domain/policy/capability.ts";
import { isMet } from "#domain/policy/decide.ts";
import { explain } from "#domain/policy/explain.ts";
import { SECRET_LENGTH_MAX } from "#domain/wire/agent-link.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import { controllerOf } from "./accounts.ts";
import { byOf, placeIn, StoreParams } from "./stores.ts";

const DEPLOYMENT_BYTES_MAX = 8_000_000;
const REASONS_TOLD_MAX = 50;

// What comes by HTTP is JSON already; a form that refers to itself cannot be described.
const Json = z.record(z.string(), z.unknown());
export const SensorParams = StoreParams.extend({ sensor: Id });
const Version = z.object({ version: z.int(), atMs: z.int(), by: z.string(), sha256: z.string() });
const Words = z.object({ en: z.string(), zh: z.string() });
const Accepted = z.object({ version: z.int(), passwordsKept: z.array(z.string()) });

/** The one model of the chain, which the file `shop.yaml` and these routes edit. */
export function addDeploymentRoutes({ parts, add }: Router): void {
  const { configurations } = parts.store;

  add(
    "GET /api/v1/deployment",
    {
      summary: "The deployment in force; passwords are masked",
      tag: "deployment",
      answer: z.object({
        version: z.int().nullable(),
        deployment: Json.nullable(),
        fault: z.object({ code: z.string(), detail: z.string(), remedy: z.string() }).nullable(),
      }),
    },
    async ({ asker }) => {
      refuseWholeUnlessTheirs(asker);
      const { current, fault } = parts.keeper;
      return {
        version: current?.version ?? null,
        deployment: current && withMaskedPasswords(current.text),
        fault: fault && { code: fault.code, detail: fault.detail, remedy: fault.remedy },
      };
    },
  );

  add(
    "PUT /api/v1/deployment",
    {
      summary:
        "Put another deployment in force, whole or not at all; passwords in it are kept encrypted, not in the file",
      tag: "deployment",
      body: Json,
      answer: Accepted,
      bodyBytesMax: DEPLOYMENT_BYTES_MAX,
    },
    async ({ asker, body }) => {
      refuseWholeUnlessTheirs(asker);
      const before = parts.keeper.current?.text ?? null;
      const whole = before === null ? body : withStoredPasswords(body, before);
      const taken = new Set(secretNamesIn(JSON.stringify(whole)));
      const { data, passwords } = keepPasswords(whole, { taken });
      const { version } = await parts.keeper.edit(
        byOf(asker),
        (text) => (text === null || readYamlText(text, "").kind !== "read" ? yamlText(data) : withYamlData(text, data)),
        () => keepAll(passwords),
      );
      return { version, passwordsKept: [...passwords.keys()] };
    },
  );

  add(
    "GET /api/v1/deployment/versions",
    {
      summary: "Every deployment that was in force",
      tag: "deployment",
      answer: z.object({ versions: z.array(Version) }),
    },
    async ({ asker }) => {
      refuseWholeUnlessTheirs(asker);
      return { versions: await configurations.list() };
    },
  );

  add(
    "GET /api/v1/deployment/versions/:version",
    {
      summary: "One of them; passwords are masked",
      tag: "deployment",
      params: z.object({ version: z.coerce.number().int().min(1) }),
      answer: Version.extend({ deployment: Json }),
    },
    async ({ asker, params: { version } }) => {
      refuseWholeUnlessTheirs(asker);
      const found = await configurations.find(version);
      if (!found) throw nothingThere();
      const { text, ...rest } = found;
      return { ...rest, deployment: withMaskedPasswords(text) };
    },
  );

  add(
    "GET /api/v1/stores/:store/sensors/:sensor",
    {
      summary: "A sensor as it stands in the deployment, to be changed and put again; passwords are masked",
      tag: "deployment",
      params: SensorParams,
      answer: z.object({
        sensor: Json,
        units: z.array(z.object({ unit: z.string(), kind: z.enum(["line", "zone"]), version: z.int() })),
      }),
    },
    async ({ asker, params: { store, sensor } }) => {
      ownStore(parts, asker, store);
      const { text, units } = parts.keeper.current!;
      const place = placeIn(text, store, sensor);
      if (!place.isThere) throw nothingThere();
      const stores = withMaskedPasswords(text).stores as { readonly sensors: readonly Record<string, unknown>[] }[];
      return {
        sensor: stores[place.store]!.sensors[place.sensor]!,
        units: units
          .filter(({ storeId, unitId }) => storeId === store && partsOfUnitId(unitId).sensor === sensor)
          .map(({ unitId: unit, kind, version }) => ({ unit, kind, version })),
      };
    },
  );

  add(
    "PUT /api/v1/stores/:store/sensors/:sensor",
    {
      summary:
        "Put up a sensor, or change one: its source, lines and zones; another drawing is another version of a line",
      tag: "deployment",
      params: SensorParams,
      body: Json,
      answer: Accepted,
    },
    async ({ asker, params: { store, sensor }, body }) => {
      ownStore(parts, asker, store);
      let passwords = new Map<string, string>();
      const { version } = await parts.keeper.edit(
        byOf(asker),
        (text) => {
          const place = placeIn(text, store, sensor);
          const elsewhere = withYamlValue(text!, ["stores", place.store, "sensors", place.sensor], null);
          const given = withStoredPasswords({ ...body, id: sensor }, text!, `/stores/${store}/sensors/${sensor}`);
          if (!isWholeChain(asker)) refuseOthersSecrets(given, place.text);
          const kept = keepPasswords(given, { around: [store], taken: new Set(secretNamesIn(elsewhere)) });
          passwords = kept.passwords;
          return withYamlValue(text!, ["stores", place.store, "sensors", place.sensor], kept.data);
        },
        () => keepAll(passwords),
      );
      return { version, passwordsKept: [...passwords.keys()] };
    },
  );

  add(
    "DELETE /api/v1/stores/:store/sensors/:sensor",
    {
      summary: "Take a sensor down; what it counted stays",
      tag: "deployment",
      params: SensorParams,
      answer: z.object({ version: z.int() }),
    },
    async ({ asker, params: { store, sensor } }) => {
      ownStore(parts, asker, store);
      const { version } = await parts.keeper.edit(byOf(asker), (text) => {
        const place = placeIn(text, store, sensor);
        if (!place.isThere) throw nothingThere();
        return withYamlValue(text!, ["stores", place.store, "sensors", place.sensor], undefined);
      });
      return { version };
    },
  );

  add(
    "PUT /api/v1/stores/:store/sensors/:sensor/password",
    {
      summary: "Give a camera's password; it is kept encrypted, and told to nobody but the agent that needs it",
      tag: "deployment",
      params: SensorParams,
      body: z.strictObject({ password: z.string().min(1).max(SECRET_LENGTH_MAX) }),
      answer: z.object({ name: z.string() }),
    },
    async ({ asker, params: { store, sensor }, body: { password } }) => {
      const found = ownStore(parts, asker, store).sensors.find(({ id }) => id === sensor);
      const name = /\/\/[^@/]*:\$([A-Z_][A-Z0-9_]*)@/.exec(found?.source ?? "")?.[1];
      if (!found) throw nothingThere();
      if (name === undefined)
        throw new Fault("request/unreadable", `the source of \`${sensor}\` names no password: \`rtsp://user:$NAME@…\``);
      const others = deploymentOf(parts)!.stores.filter(({ id }) => id !== store);
      if (!isWholeChain(asker) && secretNamesIn(JSON.stringify(others)).includes(name))
        throw new Fault("access/not-allowed", `\`$${name}\` is the password of other stores as well`);
      parts.secrets.put(name, password);
      return { name };
    },
  );

  add(
    "GET /api/v1/stores/:store/decisions",
    {
      summary:
        "What may run today at each sensor of a store, why not, what to do about it, and the papers with their ends",
      tag: "deployment",
      params: StoreParams,
      answer: z.object({
        signHangs: z
          .boolean()
          .nullable()
          .describe("whether it is stated that the sign at the entrance hangs; null: nobody has said it"),
        day: z.string(),
        decisions: z.array(
          z.object({
            sensor: z.string(),
            capability: z.string(),
            isNamed: z.boolean().describe("false: nobody asked for it, and the sensor does it besides"),
            isBuilt: z.boolean().describe("false: Lintel has no code for it, whatever the law says"),
            verdict: z.enum(["permit", "unsettled", "deny"]),
            until: z.string().nullable().describe("the last day of this decision, where a paper ends"),
            missing: z.array(
              Words.extend({
                requirement: z.string(),
                article: z.string(),
                next: Words.nullable().describe("what to do about it"),
              }),
            ),
            gentler: Words.nullable().describe("what would do instead of what may not run"),
          }),
        ),
        papers: z.array(
          z.object({
            sensor: z.string().nullable().describe("null: of the store, or of the whole chain"),
            level: z.enum(PAPER_LEVELS),
            paper: z.string().describe("by its place in the deployment, `notice.sign`"),
            owner: z.string().nullable(),
            date: z.string().nullable(),
            end: z.string().nullable().describe("the last day on which it counts"),
            file: z.string().nullable(),
            link: z.string().nullable(),
            fault: Words.nullable().describe("why it shows nothing today"),
          }),
        ),
      }),
    },
    async ({ asker, params: { store } }) => {
      const shop = ownStore(parts, asker, store);
      const { loaded } = parts.keeper.current!;
      const day = storeDay(parts.nowMs(), shop.time_zone);
      const { decisions } = judge({ ...loaded.deployment, stores: [shop] }, loaded.book, day, loaded.paperFault);
      const signHangs = signStatedIn(shop.evidence) ?? signStatedIn(loaded.deployment.evidence) ?? null;
      return {
        signHangs,
        day,
        decisions: decisions.map(({ sensor, capability, isNamed, ruling: { verdict, reasons }, facts }) => {
          const described = isCapability(capability) ? capabilityOf(capability) : null;
          return {
            sensor,
            capability,
            isNamed,
            isBuilt: described?.isBuilt ?? false,
            verdict,
            until: facts.until,
            missing: reasons
              .filter((reason) => !isMet(reason))
              .slice(0, REASONS_TOLD_MAX)
              .map((reason) => {
                const { requirement, article, why, remedy } = explain(reason, facts);
                return { ...why, requirement, article, next: remedy };
              }),
            gentler: verdict === "permit" ? null : (described?.gentler ?? null),
          };
        }),
        papers: papersOf(loaded.deployment, shop, day, loaded.paperFault),
      };
    },
  );

  add(
    "PUT /api/v1/stores/:store/sign",
    {
      summary:
        "Say whether the sign hangs at the entrance. Where the law asks for it and it is gone, what it permits is taken down within seconds",
      tag: "deployment",
      params: StoreParams,
      body: z.strictObject({ hangs: z.boolean() }),
      answer: z.object({ version: z.int() }),
    },
    async ({ asker, params: { store }, body: { hangs } }) => {
      ownStore(parts, asker, store);
      const { version } = await parts.keeper.edit(byOf(asker), (text) =>
        withYamlValue(text!, ["stores", placeIn(text, store).store, "evidence", "notice", "sign", "on_file"], hangs),
      );
      return { version };
    },
  );

  add(
    "POST /api/v1/demo/end",
    {
      summary: "End the demo: its made-up history is removed, and nothing is in force until you put your own shop",
      tag: "deployment",
      answer: z.object({ partsRemoved: z.int() }),
    },
    async ({ asker }) => {
      if (controllerOf(asker) !== null || deploymentOf(parts)?.simulated !== true) throw nothingThere();
      await parts.keeper.clear(byOf(asker));
      const removed = await parts.store.removeStore(DEMO_STORE);
      parts.ledger.append({
        kind: "deletion",
        atMs: parts.nowMs(),
        storeId: DEMO_STORE,
        what: "store",
        id: DEMO_STORE,
        by: byOf(asker),
      });
      return { partsRemoved: removed === "unknown" ? 0 : removed.parts };
    },
  );

  /** The whole model is for those of the chain, and not of some stores of it. */
  function refuseWholeUnlessTheirs(asker: Asker): void {
    if (!isWholeChain(asker)) throw nothingThere();
  }

  function keepAll(passwords: ReadonlyMap<string, string>): void {
    for (const [name, secret] of passwords) parts.secrets.put(name, secret);
  }
}

/**
 * Refuses the names of secrets that do not stand at the store already: an agent sends what they stand for to the address beside them,
 * and who sets up one store shall not have the passwords of another, or what the agent's environment holds, sent anywhere.
 */
function refuseOthersSecrets(data: object, storeText: string): void {
  const own = secretNamesIn(storeText);
  const other = secretNamesIn(JSON.stringify(data)).find((name) => !own.includes(name));
  if (other !== undefined)
    throw new Fault(
      "access/not-allowed",
      `\`$${other}\` is no password of this store; write the password itself, and it is kept`,
    );
}

/** Whether evidence of one level says that the sign hangs; undefined where it says nothing of it. */
function signStatedIn(evidence: unknown): boolean | null | undefined {
  const { notice } = (evidence ?? {}) as {
    readonly notice?: { readonly sign?: { readonly on_file?: boolean | null } };
  };
  return notice?.sign?.on_file;
}
