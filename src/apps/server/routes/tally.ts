import { z } from "zod";
import type { DoorCheck, Seat } from "#adapters/store/door-checks.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { shopsOf } from "#apps/server/server-parts.ts";
import { newToken, tokenHash } from "#apps/server/tokens.ts";
import type { Asker } from "#domain/access/asker.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { passagesOf, tapsWithin } from "#domain/tally/observation.ts";
import { COUNTERS, DIRECTIONS, LATE_MS_MAX, TAPS_PER_BATCH_MAX, TAPS_PER_COUNTER_MAX } from "#domain/tally/tap.ts";
import { MINUTE_MAX, MINUTE_MIN } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";

/** Of one address: four phones behind one router that tell every second, and who guesses gets no further. */
const REQUESTS_PER_MINUTE_MAX = 300;
/** What a phone made up to be known by is of so many characters. */
const PHONE_LENGTH = { min: 16, max: 64 } as const;
/** A seat's secret, behind its letter. */
const SEAT_LENGTH = 22;

const TokenParams = z.object({ token: z.string() });
const Seats = z.string().regex(new RegExp(`^[${COUNTERS.join("")}]-[\\w-]{${SEAT_LENGTH}}$`));
const TapNumber = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const PhoneAnswer = z.object({
  nowMs: z.int().describe("the server's clock: a phone adds the difference to its own"),
  fromMs: z.int().describe("the first whole minute that counts"),
  toMs: z.int(),
  leftMs: z.int().describe("until the end; 0 when it is over, and what was tapped before may still be told"),
  closesMs: z.int().describe("when the link ends"),
  store: z.string().describe("its name"),
  door: z.string().describe("the line's name"),
  own: z
    .object({
      name: z.enum(COUNTERS),
      in: z.int().describe("all that this phone tapped and did not undo; staff are in it"),
      out: z.int(),
      staffIn: z.int(),
      staffOut: z.int(),
      counting: z.int().describe("how many of these taps lie in the minutes that count"),
      lastN: z.int().nullable().describe("the highest number that is not undone"),
    })
    .nullable()
    .describe("null where the phone has not joined. What others or Lintel count is told to nobody who taps"),
});

/** What a phone at the door asks. Its link is for one check, and ends with it. */
export function addTallyRoutes({ parts, add }: Router): void {
  const { doorChecks } = parts.store;

  /** The check of the link; it may have been taken away since whoever asks was let in, or its store. */
  const checkOf = async (asker: Asker): Promise<DoorCheck> => {
    const check = asker.kind === "tally" ? await doorChecks.find(asker.storeId, asker.checkId) : null;
    const shop = shopsOf(parts).find(({ id }) => id === check?.storeId);
    if (!check || check.kept || !shop) throw nothingThere();
    return check;
  };
  const seatOf = async (check: DoorCheck, counter: string): Promise<Seat> => {
    const seat = await doorChecks.seatOf(check, tokenHash(counter.slice(2)));
    if (!seat || seat.counter !== counter[0]) throw nothingThere();
    return { storeId: check.storeId, checkId: check.checkId, counter: seat.counter };
  };
  const answerOf = async (check: DoorCheck, seat: Seat | null): Promise<z.output<typeof PhoneAnswer>> => {
    const { storeId, unitId, fromMinute, toMinute } = check;
    const shop = shopsOf(parts).find(({ id }) => id === storeId);
    const taps = seat ? await doorChecks.tapsOf(seat) : [];
    const nowMs = parts.nowMs();
    return {
      nowMs,
      fromMs: fromMinute * MINUTE_MS,
      toMs: toMinute * MINUTE_MS,
      leftMs: Math.max(0, toMinute * MINUTE_MS - nowMs),
      closesMs: toMinute * MINUTE_MS + LATE_MS_MAX,
      store: shop?.name ?? storeId,
      door: partsOfUnitId(unitId).name,
      own: seat && {
        name: seat.counter,
        ...passagesOf(taps),
        counting: tapsWithin(taps, check).length,
        lastN: taps.at(-1)?.n ?? null,
      },
    };
  };

  add(
    "GET /api/v1/tally/:token",
    {
      summary: "How a check stands for one phone: its own taps and the time that is left",
      tag: "tally",
      params: TokenParams,
      query: z.strictObject({ counter: Seats.optional() }),
      answer: PhoneAnswer,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, query: { counter } }) => {
      const check = await checkOf(asker);
      return await answerOf(check, counter === undefined ? null : await seatOf(check, counter));
    },
  );

  add(
    "POST /api/v1/tally/:token/join",
    {
      summary: "Join a check with a phone; the same phone again has the place that it had",
      tag: "tally",
      params: TokenParams,
      body: z.strictObject({
        phone: z
          .string()
          .min(PHONE_LENGTH.min)
          .max(PHONE_LENGTH.max)
          .optional()
          .describe(
            "made up by the phone at random and kept there, so that nothing is lost when the page is opened anew",
          ),
      }),
      answer: PhoneAnswer.extend({ counter: z.string().describe("send it with all that follows") }),
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, body: { phone } }) => {
      const check = await checkOf(asker);
      const secret = tokenHash(`${check.checkId} ${phone ?? newToken()}`).slice(0, SEAT_LENGTH);
      const name = await doorChecks.join(check, tokenHash(secret), parts.nowMs());
      if (!name) throw new Fault("tally/too-many", `${COUNTERS.length} phones have joined, which is the most`);
      const { storeId, checkId } = check;
      return { counter: `${name}-${secret}`, ...(await answerOf(check, { storeId, checkId, counter: name })) };
    },
  );

  add(
    "POST /api/v1/tally/:token/taps",
    {
      summary: "Tell taps, each by its number: told again it is the same tap, undone it counts no more",
      tag: "tally",
      params: TokenParams,
      body: z.strictObject({
        counter: Seats,
        taps: z
          .array(
            z.strictObject({
              n: TapNumber.describe("the phone's own: 0, 1, 2 …"),
              atMs: z
                .int()
                .min(MINUTE_MIN * MINUTE_MS)
                .max(MINUTE_MAX * MINUTE_MS)
                .describe("by the server's clock"),
              direction: z.enum(DIRECTIONS),
              isStaff: z.boolean().default(false),
            }),
          )
          .max(TAPS_PER_BATCH_MAX)
          .default([]),
        undone: z.array(TapNumber).max(TAPS_PER_BATCH_MAX).default([]).describe("numbers of taps that were none"),
      }),
      answer: PhoneAnswer,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, body: { counter, taps, undone } }) => {
      const check = await checkOf(asker);
      const seat = await seatOf(check, counter);
      if ((await doorChecks.tap(seat, taps, undone)) === "too-many")
        throw new Fault("tally/too-many", `a phone taps ${TAPS_PER_COUNTER_MAX} times in a check at most`);
      return await answerOf(check, seat);
    },
  );
}
