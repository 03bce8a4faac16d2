import { z } from "zod";
import { drawQrCode } from "#adapters/qr/qr-code.ts";
import type { DoorCheck } from "#adapters/store/door-checks.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { newId, newToken, tokenHash } from "#apps/server/tokens.ts";
import { ownStore, visibleStore } from "#apps/server/visible-stores.ts";
import { type CheckedDoor, checkedDoors, lastChecks } from "#apps/tables/checked-doors.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { CHECK_STATES } from "#domain/tally/door-check.ts";
import { type Passages, sumOfPassages } from "#domain/tally/observation.ts";
import { CHECK_MINUTES, COUNTERS, LATE_MS_MAX, LEAD_MINUTES } from "#domain/tally/tap.ts";
import { UnitId } from "#domain/wire/bucket-part.ts";
import { byOf, StoreParams } from "./stores.ts";
import { sharedIn } from "./totals.ts";

/** Checks that one answer tells of. */
const CHECKS_TOLD_MAX = 100;

const CheckParams = StoreParams.extend({ check: z.string().max(60) });

const People = z.object({ in: z.number(), out: z.number(), staffIn: z.number(), staffOut: z.number() });
const ErrorOf = z
  .object({
    counted: z.number().describe("by Lintel"),
    people: z.number().describe("the mean of those who tapped"),
    error: z.number().nullable().describe("counted ÷ people − 1; null where nobody passed"),
    low: z.number().nullable().describe("of the 95% interval; null where too few passed for one"),
    high: z.number().nullable(),
  })
  .describe("docs/check-the-count.md says how the interval is made");

const ProportionOf = z.object({
  part: z.number(),
  of: z.number(),
  share: z.number().nullable().describe("part ÷ of; null of none"),
  low: z.number().nullable().describe("of the 95% interval (Wilson)"),
  high: z.number().nullable(),
});

const CheckAnswer = z.object({
  check: z.string(),
  unit: z.string(),
  version: z.int().describe("the drawing of the line that was checked"),
  isPresentDrawing: z.boolean().describe("false: the line was drawn otherwise since"),
  state: z.enum(CHECK_STATES),
  createdMs: z.int(),
  fromMs: z.int().describe("the first whole minute that counts"),
  toMs: z.int().describe("the end of the last"),
  closesMs: z.int().describe("when the result comes: what phones tell late is waited for"),
  counters: z
    .array(z.enum(COUNTERS))
    .describe("the phones that joined; while it runs nobody is told what they counted"),
  result: z
    .object({
      observers: z.array(People.extend({ counter: z.enum(COUNTERS), fromMs: z.int() })),
      observedMinutes: z.int().describe("that somebody was there for whole"),
      comparedMinutes: z.int().describe("of those, in which Lintel watched; all else here is of them"),
      completeness: z.number().nullable().describe("watched ÷ observed time"),
      counted: People,
      people: People.describe("the mean of those who were there"),
      agreement: z
        .object({
          taps: z.int(),
          matched: z.int().describe("of these, within 4 s of one of the other's in the same direction"),
          share: z.number().nullable().describe("matched ÷ taps"),
          counts: z.number().nullable().describe("the smaller count ÷ the larger"),
        })
        .nullable()
        .describe("of people with each other; null where one tapped"),
      both: ErrorOf.describe("in and out together"),
      in: ErrorOf,
      out: ErrorOf,
      withoutStaff: ErrorOf,
      staff: z
        .object({ recognised: ProportionOf, mistaken: ProportionOf })
        .describe("staff taken for staff, of the staff who passed; visitors taken for staff, of the visitors who did"),
    })
    .nullable()
    .describe("null while it runs"),
});

/** Checks of the count: people stand at a door and tap. */
export function addCheckRoutes({ parts, add }: Router): void {
  const { doorChecks } = parts.store;

  const answerOf = ({ check, result }: CheckedDoor) => {
    const { checkId, storeId, unitId, version, createdMs, fromMinute, toMinute, counters, kept } = check;
    const { observers: _count, state, ...told } = result ?? { observers: 0, state: "running" as const };
    return {
      check: checkId,
      unit: unitId,
      version,
      isPresentDrawing: lineVersion(storeId, unitId) === version,
      state,
      createdMs,
      fromMs: fromMinute * MINUTE_MS,
      toMs: toMinute * MINUTE_MS,
      closesMs: toMinute * MINUTE_MS + LATE_MS_MAX,
      counters: [...counters],
      result: kept && {
        ...told,
        agreement: kept.agreement,
        observers: kept.observations.map(({ counter, fromMinute: from, minutes }) => {
          const { in: came, out, staffIn, staffOut } = (minutes as readonly Passages[]).reduce(sumOfPassages);
          return { counter, fromMs: from * MINUTE_MS, in: came, out, staffIn, staffOut };
        }),
      },
    };
  };
  /** The version of a line as it is drawn now; null where the store has no such line. */
  const lineVersion = (store: string, unit: string): number | null =>
    parts.keeper.current?.units.find(
      ({ storeId, unitId, kind }) => storeId === store && unitId === unit && kind === "line",
    )?.version ?? null;

  add(
    "GET /api/v1/stores/:store/checks",
    {
      summary: "The checks of a store's lines by people who tapped, the newest first, with what they say",
      tag: "checks",
      params: StoreParams,
      query: z.strictObject({
        unit: UnitId.optional().describe("only this line, `SENSOR.NAME`"),
        last: z.enum(["0", "1"]).default("0").describe("1: only the newest of each line that came to a result"),
      }),
      answer: z.object({ checks: z.array(CheckAnswer) }),
    },
    async ({ asker, params: { store }, query: { unit, last } }) => {
      // A check tells of minutes.
      sharedIn(visibleStore(parts, asker, store), "minute");
      await doorChecks.closeDue(parts.nowMs());
      const question = { storeId: store, unitId: unit };
      if (last === "1") return { checks: [...(await lastChecks(parts.reader, question)).values()].map(answerOf) };
      const checks = [];
      for await (const checked of checkedDoors(parts.reader, question)) {
        checks.push(answerOf(checked));
        if (checks.length === CHECKS_TOLD_MAX) break;
      }
      return { checks };
    },
  );

  add(
    "POST /api/v1/stores/:store/checks",
    {
      summary:
        "Begin a check of a line: people open the link on their phones and tap who passes. The link is told once",
      tag: "checks",
      params: StoreParams,
      body: z.strictObject({
        unit: UnitId.describe("`SENSOR.NAME`"),
        minutes: z.int().min(CHECK_MINUTES.min).max(CHECK_MINUTES.max).default(CHECK_MINUTES.default),
        leadMinutes: z
          .int()
          .min(LEAD_MINUTES.min)
          .max(LEAD_MINUTES.max)
          .default(LEAD_MINUTES.default)
          .describe("whole minutes to open the page in, before the first that counts"),
      }),
      answer: z.object({
        check: z.string(),
        unit: z.string(),
        version: z.int(),
        state: z.literal("running"),
        fromMs: z.int(),
        toMs: z.int(),
        closesMs: z.int(),
        token: z.string(),
        path: z.string().describe("of the page for phones"),
        url: z.string().nullable().describe("of the page; null where phones have no way to this server"),
        qr: z.string().nullable().describe("a code of that address, as SVG"),
        obstacle: z.object({ text: z.string(), remedy: z.string() }).nullable().describe("why phones have no way"),
      }),
    },
    async ({ asker, params: { store }, body: { unit, minutes, leadMinutes } }) => {
      ownStore(parts, asker, store);
      const version = lineVersion(store, unit);
      if (version === null) throw new Fault("tally/no-line", `\`${store}\` has no line \`${unit}\``);
      const createdMs = parts.nowMs();
      await doorChecks.closeDue(createdMs);
      const fromMinute = Math.ceil(createdMs / MINUTE_MS) + leadMinutes;
      const [checkId, token] = [newId("check"), newToken()];
      const check = { storeId: store, checkId, unitId: unit, version, createdMs, createdBy: byOf(asker), fromMinute };
      const toMinute = fromMinute + minutes;
      const outcome = await doorChecks.begin({ ...check, toMinute, tokenHash: tokenHash(token) });
      if (outcome === "under-way") throw new Fault("tally/under-way", `a check of \`${unit}\` runs already`);
      if (outcome === "too-many") throw new Fault("tally/too-many", `so many checks run already at \`${store}\``);
      const path = `/tally/${token}`;
      const reach = parts.reach();
      const code = reach.phoneUrl === null ? null : drawQrCode({ reach, path });
      return {
        check: checkId,
        unit,
        version,
        state: "running" as const,
        fromMs: fromMinute * MINUTE_MS,
        toMs: toMinute * MINUTE_MS,
        closesMs: toMinute * MINUTE_MS + LATE_MS_MAX,
        token,
        path,
        url: code?.url ?? null,
        qr: code?.svg ?? null,
        obstacle: reach.obstacle && { text: reach.obstacle.text, remedy: reach.obstacle.remedy },
      };
    },
  );

  add(
    "POST /api/v1/stores/:store/checks/:check/stop",
    {
      summary: "End a check with the last whole minute; the result comes when what phones tell late has come",
      tag: "checks",
      params: CheckParams,
      answer: z.object({ check: z.string(), toMs: z.int(), closesMs: z.int() }),
    },
    async ({ asker, params: { store, check } }) => {
      ownStore(parts, asker, store);
      const nowMs = parts.nowMs();
      await doorChecks.closeDue(nowMs);
      const found: DoorCheck | null = await doorChecks.find(store, check);
      if (!found || found.kept) throw nothingThere();
      const { fromMinute, toMinute } = found;
      const end = Math.min(toMinute, Math.max(fromMinute, Math.floor(nowMs / MINUTE_MS)));
      if (!(await doorChecks.stop(store, check, end))) throw nothingThere();
      return { check, toMs: end * MINUTE_MS, closesMs: end * MINUTE_MS + LATE_MS_MAX };
    },
  );

  add(
    "DELETE /api/v1/stores/:store/checks/:check",
    {
      summary: "Take a check away, with its result",
      tag: "checks",
      params: CheckParams,
      answer: z.object({ removed: z.string() }),
    },
    async ({ asker, params: { store, check } }) => {
      ownStore(parts, asker, store);
      if (!(await doorChecks.remove(store, check))) throw nothingThere();
      parts.ledger.append({
        kind: "deletion",
        atMs: parts.nowMs(),
        storeId: store,
        what: "check",
        id: check,
        by: byOf(asker),
      });
      return { removed: check };
    },
  );
}
