import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** Reads a day of a store, for the option of that name. */
export function readStoreDay(text: string, option: string, code: FaultCode): Day {
  if (!isDay(text)) throw new Fault(code, `\`${option} ${text}\` is not a day such as \`2026-03-14\``);
  return text;
}

/** Reads a month as its first and its last day. */
export function readMonth(text: string, option: string, code: FaultCode): { readonly first: Day; readonly last: Day } {
  const first = `${text}-01`;
  if (!isDay(first)) throw new Fault(code, `\`${option} ${text}\` is not a month such as \`2026-03\``);
  const [year = 0, month = 0] = text.split("-").map(Number);
  return { first, last: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}

function isDay(text: string): boolean {
  return (
    /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) && (new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false)
  );
}
