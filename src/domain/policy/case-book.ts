import { z } from "zod";

/** Real deployments and what became of them: the file `laws/cases/cases.yaml`. */

const text = z.string().min(1);

const Case = z.strictObject({
  id: text,
  name: text,
  /** The day whose law was broken or kept. */
  law_of: z.iso.date(),
  /** The deployment as it was found. */
  deployment: text,
  /** Deployments that yield the same figures and pass; each from the day whose law it was made for. */
  lawful: z.array(z.strictObject({ from: z.iso.date().optional(), deployment: text })).min(1),
  found: z.strictObject({
    conduct: text,
    scale: text,
    collected: text,
    finding: text,
    sanction: text,
    status: text,
    source: text,
  }),
  /** Where sources contradict each other, and which was used. */
  contradictions: z.array(z.strictObject({ point: text, sources: text, use: text })).default([]),
});

export const CaseBook = z.strictObject({ cases: z.array(Case) });

export type Case = z.output<typeof Case>;
