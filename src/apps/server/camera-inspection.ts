import { z } from "zod";
import { describeDevice } from "#adapters/onvif/describe-device.ts";
import { CONCERN_NAMES } from "#domain/inspection/concern.ts";
import { AREAS, UNREAD_REASONS } from "#domain/inspection/device-description.ts";
import { inspectDevice, outcomeOf, SEVERITIES } from "#domain/inspection/inspect-device.ts";
import { legalGround } from "#domain/inspection/legal-ground.ts";
import { MAKERS } from "#domain/inspection/maker.ts";
import type { LawBook } from "#domain/policy/decide.ts";
import type { Day, Layer } from "#domain/policy/evidence.ts";
import { OUTCOMES, type Outcome, outcomeOfFault } from "./camera-outcome.ts";

const Sign = z.object({ source: z.string(), text: z.string(), state: z.enum(["on", "able", "unknown"]) });

const Finding = z.object({
  what: z.enum(CONCERN_NAMES as [string, ...string[]]).describe("docs/inspect.md explains each"),
  severity: z.enum(SEVERITIES),
  evidence: z.array(Sign).describe("what the camera said, in its own words"),
  more: z.int().describe("signs that are not among the evidence"),
  menu: z.string().nullable().describe("where it is switched off, in the words of its maker's pages"),
  law: z
    .object({
      capability: z.string(),
      verdict: z.enum(["deny", "unsettled", "permit"]),
      rows: z.array(
        z.object({ id: z.string(), article: z.string(), demand: z.object({ en: z.string(), zh: z.string() }) }),
      ),
      more: z.int(),
    })
    .nullable()
    .describe("by the law of the store's place; null where it has no rows of its own for it"),
});

const Inspection = z.object({
  verdict: z
    .enum(["found", "unread", "nothing"])
    .describe("`unread`: nothing was found, and not all could be read; `nothing` is no clearance"),
  maker: z.enum(MAKERS),
  manufacturer: z.string(),
  model: z.string(),
  firmware: z.string(),
  builtOn: z.string().nullable(),
  findings: z.array(Finding),
  unread: z.array(z.object({ area: z.enum(AREAS), why: z.enum(UNREAD_REASONS) })),
});

/** What became of an inspection, and what was found where the camera was reached. */
export const InspectionAnswer = z.object({
  outcome: z.enum(OUTCOMES),
  detail: z.string(),
  inspection: Inspection.nullable(),
});

/** No inspection, and why. */
export function notInspected(outcome: Outcome, detail: string) {
  return { outcome, detail, inspection: null };
}

/** Inspects a camera by ONVIF, and names the law of the place for what is found. Nothing is kept. */
export async function inspectCamera(
  camera: Parameters<typeof describeDevice>[0],
  { book, site, today }: { readonly book: LawBook; readonly site: Layer; readonly today: Day },
) {
  try {
    const told = inspectDevice(await describeDevice(camera), today);
    const findings = told.findings.map((finding) => ({
      ...finding,
      law: legalGround(book, { concern: finding.what, site, at: today }),
    }));
    return {
      outcome: "reached" as const,
      detail: "",
      inspection: { ...told, verdict: outcomeOf(told), findings },
    };
  } catch (error) {
    const { outcome, detail } = outcomeOfFault(error);
    return notInspected(outcome, detail);
  }
}
