import type { Deployment, Store } from "#domain/deployment/deployment.ts";
import type { Decision } from "#domain/deployment/judgement.ts";
import { papersOf } from "#domain/deployment/papers.ts";
import { capabilityOf, isCapability } from "#domain/policy/capability.ts";
import type { PaperFault } from "#domain/policy/evidence.ts";
import { FACTS, type FactName, factOf, isFactName } from "#domain/policy/fact-catalogue.ts";
import { assurances, doings, fieldText } from "#domain/signs/sign-field-text.ts";
import type { SignFieldId } from "#domain/signs/sign-rules.ts";
import { SIGN_WORDS } from "#domain/signs/sign-words.ts";
import { standingOf } from "#domain/signs/standing.ts";
import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import type { Draft, DraftSection } from "./draft.ts";
import { DRAFT_SECTIONS, DRAFT_WORDS, type DraftKind, type SectionName } from "./draft-words.ts";

/** What is known and what is missing for one section. */
type Filled = Pick<DraftSection, "lines" | "open">;

const SECURITY = (Object.keys(FACTS) as FactName[]).filter((name) => name.startsWith("sec."));

/**
 * Fills a draft from what the deployment says and what is decided on a day. What nobody has said becomes a question; questions that only
 * a person can answer are always asked. Clauses of the law and of its facts are in English and Chinese only: who reads French or Korean
 * gets them in English.
 */
export function makeDraft(
  kind: DraftKind,
  deployment: Deployment,
  store: Store,
  {
    decisions,
    at,
    paperFault,
    language,
  }: {
    readonly decisions: readonly Decision[];
    readonly at: string;
    readonly paperFault: PaperFault;
    readonly language: WelcomeLanguage;
  },
): Draft {
  // A paper comes before what it is about: it tells of all that the store means to do, and beside it what the law permits of that.
  const planned = decisions.map((one) => ({ ...one, ruling: { ...one.ruling, verdict: "permit" as const } }));
  const standing = standingOf(deployment, store, planned, at);
  const words = DRAFT_WORDS[language];
  const signWords = SIGN_WORDS[language];
  const law = language === "zh" ? "zh" : "en";
  const here = decisions.filter((one) => one.store === store.id);
  const named = here.filter(({ isNamed }) => isNamed);

  /** Fields of the sign, in the words of the sign; what is open there is a question here. */
  const fields = (...ids: SignFieldId[]): Filled => {
    const said = ids.map((id) => [signWords.labels[id], fieldText(id, standing, null)] as const);
    return {
      lines: said.flatMap(([label, text]) => (text === null || text === "none" ? [] : [`${label}: ${text[language]}`])),
      open: said.flatMap(([label, text]) => (text === null ? [words.missing(label)] : [])),
    };
  };
  /** Flags that hold at every sensor are stated; the others are asked. */
  const flags = (names: readonly FactName[]): Filled => {
    const filled = { lines: [] as string[], open: [] as string[] };
    for (const name of names) {
      const fact = factOf(name);
      if (fact.kind !== "flag") continue;
      const holds = here.length > 0 && here.every(({ facts }) => facts.values.get(name) === true);
      if (holds) filled.lines.push(fact.yes[law]);
      else filled.open.push(words.missing(fact.yes[law]));
    }
    return filled;
  };
  const papers = papersOf(deployment, store, at, paperFault).map(({ paper, owner, date, end, fault }) => {
    const name = `${paper}.on_file`;
    const fact = isFactName(name) ? factOf(name) : null;
    const what = fact?.kind === "flag" ? fact.yes[law] : paper;
    const more = [
      date,
      owner && words.keeper(owner),
      end && words.until(end),
      fault && `${words.lapsed} (${fault[law]})`,
    ];
    return [what, ...more].filter((one) => one !== null).join("; ");
  });
  const isNoTransfer = here.length > 0 && here.every(({ facts }) => facts.values.get("transfer.pi") === false);

  const fill: Readonly<Record<SectionName, () => Filled>> = {
    parties: () => fields("S1", "S2", "S12", "S15"),
    description: () => ({
      lines: [
        ...doings(standing, signWords),
        ...fields("S5", "S9").lines,
        ...store.sensors.map(
          ({ id, class: sensorClass, source, does }) =>
            `${words.sensor} ${id}: ${sensorClass ?? (source === undefined ? "–" : "rgb_edge_ram_only")}; ${does.join(", ")}`,
        ),
      ],
      open: fields("S5", "S9").open,
    }),
    purpose: () => fields("S3", "S11"),
    necessity: () => ({
      lines: [
        ...fields("S8").lines,
        ...new Set(
          named.flatMap(({ capability }) => {
            const gentler = isCapability(capability) ? capabilityOf(capability).gentler : null;
            return gentler ? [`${capability} → ${gentler[law]}`] : [];
          }),
        ),
      ],
      open: flags(["necessity.on_file", "necessity.least_intrusive"]).open,
    }),
    effect: () => ({
      lines: [...assurances(standing, signWords), ...fields("S7", "S16").lines],
      open: fields("S7", "S16").open,
    }),
    retention: () => fields("S6"),
    recipients: () => fields("S14"),
    security: () => flags(SECURITY),
    law: () => ({
      lines: named.map(({ sensor, capability, ruling }) => {
        const rows = ruling.reasons.flatMap((reason) => (reason.kind === "row" ? [reason.row.id] : []));
        return `${sensor}, ${capability}: ${words.verdicts[ruling.verdict]}${rows.length === 0 ? "" : ` (${rows.join(", ")})`}`;
      }),
      open: [],
    }),
    papers: () => ({ lines: papers, open: [] }),
    decision: () => ({ lines: [], open: [] }),
    people: () => {
      const kinds = fields("S5");
      return { lines: [words.visitors, ...kinds.lines], open: kinds.open };
    },
    transfers: () =>
      isNoTransfer ? { lines: [words.noTransfer], open: [] } : { lines: [], open: [words.askTransfer] },
  };
  return {
    language,
    title: `${words.titles[kind]}: ${standing.storeName}`,
    about:
      words.about(standing.storeName, standing.controller, at) + (standing.isSimulated ? ` · ${signWords.demo}` : ""),
    warning: words.warning,
    openTitle: words.open,
    sections: DRAFT_SECTIONS[kind].map((name): DraftSection => {
      const { lines, open } = fill[name]();
      return { title: words.sections[name], lines, open: [...open, ...(words.ask[name] ?? [])] };
    }),
  };
}
