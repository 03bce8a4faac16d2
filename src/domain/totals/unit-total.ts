import type { MinuteSpan } from "#domain/calendar/store-calendar.ts";
import type { LineRole } from "#domain/wire/agent-record.ts";
import type { Total } from "./total.ts";

/** A line or zone in one version: what totals are kept of. */
export type Unit =
  | { readonly kind: "line"; readonly unitId: string; readonly version: number; readonly role: LineRole }
  | { readonly kind: "zone"; readonly unitId: string; readonly version: number; readonly role: null };

/** What one line or zone of a store counted in one span of time, in which something was told of it. */
export type UnitTotal = MinuteSpan & { readonly unit: Unit; readonly total: Total };
