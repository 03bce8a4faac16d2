import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { spread } from "#domain/sensing/spread.ts";
import type { LinePart } from "#domain/wire/bucket-part.ts";
import { CROSSINGS_PER_MINUTE_MAX } from "#domain/wire/lens-message.ts";
import type { HistoryCount } from "./history-rows.ts";

/** How a line of a previous counter came by its minutes: somebody else's table said so. */
export const IMPORT_METHOD = "import-1" as const;

/**
 * What a span of a previous counter says of each of its minutes: its people spread over them evenly, over those in which the store was
 * open where the mapping says when. The sum of the span is true, its minutes are not.
 *
 * `seq` is the minute itself and the agent is the line's own, so that a minute of a line can be imported once, whatever file or mapping
 * tells of it: the same file again changes nothing, and a longer one adds what is new.
 * LIMIT: a previous counter does not say how long it watched. Where it has a row it is taken to have watched all of it.
 */
export function historyParts(
  count: HistoryCount,
  {
    storeId,
    agentId,
    calendar,
    open,
  }: {
    readonly storeId: string;
    readonly agentId: string;
    readonly calendar: StoreCalendar;
    readonly open: { readonly from: number; readonly to: number } | null;
  },
): LinePart[] {
  const minutes = count.stretches.flatMap(({ fromMinute, toMinute }) =>
    Array.from({ length: toMinute - fromMinute }, (_, index) => fromMinute + index),
  );
  const isOpen = (minute: number) => {
    if (open === null) return 1;
    const [hour = 0, rest = 0] = calendar.clockOf(minute).split(":").map(Number);
    return hour * 60 + rest >= open.from && hour * 60 + rest < open.to ? 1 : 0;
  };
  const weights = minutes.map(isOpen);
  const [comers, goers] = [spread(count.in, weights), spread(count.out, weights)];
  return minutes.map((minute, index) => {
    const [people, out] = [comers[index]!, goers[index]!];
    if (people > CROSSINGS_PER_MINUTE_MAX || out > CROSSINGS_PER_MINUTE_MAX)
      throw new Fault(
        "import/row-unreadable",
        `\`${count.line}\` would have ${Math.max(people, out)} people in one minute from ${new Date(minute * MINUTE_MS).toISOString()}`,
      );
    return {
      kind: "line",
      storeId,
      lineId: count.line,
      version: count.version,
      minute,
      agentId,
      seq: minute,
      in: people,
      out,
      staffIn: 0,
      staffOut: 0,
      groupsIn: 0,
      uncertain: 0,
      watchedMs: count.isWhole ? MINUTE_MS : 0,
      method: IMPORT_METHOD,
    };
  });
}
