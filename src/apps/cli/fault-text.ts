import type { Fault } from "#domain/fault/fault.ts";

/** A fault as its reader needs it: what happened, what to do. */
export function printFault(fault: Fault): void {
  const detail = fault.detail.replaceAll("\n", "\n        ");
  process.stderr.write(`lintel: ${detail} (${fault.code})\n        ${fault.remedy}\n`);
}
