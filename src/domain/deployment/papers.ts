import { type Day, faultOfGroup, type Layer, type PaperFault } from "#domain/policy/evidence.ts";
import type { Bilingual } from "#domain/policy/fact-catalogue.ts";
import type { Deployment, Store } from "./deployment.ts";

/** Where a paper is stated. A nearer one wins over a wider one, fact by fact. */
export const PAPER_LEVELS = ["chain", "store", "sensor"] as const;

/** A paper that a deployment points to. */
export type ShownPaper = {
  readonly level: (typeof PAPER_LEVELS)[number];
  /** Of one sensor; null where it holds for more. */
  readonly sensor: string | null;
  /** Its place in the evidence, `notice.sign`. */
  readonly paper: string;
  readonly owner: string | null;
  readonly date: Day | null;
  /** The last day on which it counts; null where it names none. */
  readonly end: Day | null;
  readonly file: string | null;
  readonly link: string | null;
  /** Why it shows nothing on this day; null where it counts. */
  readonly fault: Bilingual | null;
};

/**
 * The papers that hold for a store, from the chain's down to each sensor's, in the order in which they stand. A group of evidence that
 * names nobody and no day, file or link is a statement and no paper.
 */
export function papersOf(
  deployment: Pick<Deployment, "evidence">,
  store: Store,
  at: Day,
  paperFault: PaperFault,
): ShownPaper[] {
  return [
    ...papersIn({ level: "chain", sensor: null }, deployment.evidence),
    ...papersIn({ level: "store", sensor: null }, store.evidence),
    ...store.sensors.flatMap(({ id, evidence }) => papersIn({ level: "sensor", sensor: id }, evidence)),
  ];

  function papersIn(
    whose: Pick<ShownPaper, "level" | "sensor">,
    group: Layer = {},
    path = "",
    widerFault: Bilingual | null = null,
  ): ShownPaper[] {
    const { owner, date, end, file, link } = group;
    const fault = widerFault ?? faultOfGroup(group, at, paperFault);
    const isPaper = path !== "" && [owner, date, end, file, link].some((field) => typeof field === "string");
    const own = { owner: text(owner), date: text(date), end: text(end), file: text(file), link: text(link) };
    const inner = Object.entries(group).flatMap(([key, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? papersIn(whose, value as Layer, path === "" ? key : `${path}.${key}`, fault)
        : [],
    );
    return isPaper ? [{ ...whose, paper: path, ...own, fault }, ...inner] : inner;
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
