import { Fault, type FaultCode } from "#domain/fault/fault.ts";

/** What became of asking a camera; the pages say it in the reader's language. */
export const OUTCOMES = [
  "reached",
  "password",
  "refused",
  "not-there",
  "no-camera",
  "no-pictures",
  "not-near",
  "unknown-host",
  "unreadable",
  "clock",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ONVIF_OUTCOMES: Readonly<Partial<Record<FaultCode, Outcome>>> = {
  "onvif/unreachable": "refused",
  "onvif/off": "no-camera",
  "onvif/password": "password",
  "onvif/clock": "clock",
  "onvif/unreadable": "no-camera",
  "onvif/no-stream": "no-pictures",
};

/** What a fault of ONVIF comes to; any other rises. */
export function outcomeOfFault(error: unknown): { readonly outcome: Outcome; readonly detail: string } {
  const outcome = error instanceof Fault ? ONVIF_OUTCOMES[error.code] : undefined;
  if (outcome === undefined) throw error;
  return { outcome, detail: (error as Fault).detail };
}
