import type { Deployment, Store } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import type { LawBook } from "#domain/policy/decide.ts";
import type { Day, PaperFault } from "#domain/policy/evidence.ts";
import { SIGN_FIELDS } from "#domain/policy/sign-field.ts";
import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import { remedyOf } from "./open-field.ts";
import { fieldText } from "./sign-field-text.ts";
import { PLAIN_SIGN, SIGN_RULES, type SignFieldId, type SignRuleName, signRulesFor } from "./sign-rules.ts";
import { type Standing, standingOf } from "./standing.ts";

type Said = Readonly<Record<WelcomeLanguage, string>>;

export type SignLine = {
  readonly field: SignFieldId;
  readonly isRequired: boolean;
  /** Null where it is open: the place asks for it, and the deployment does not say it. */
  readonly text: Said | null;
};

/** What only a human can say, and where to say it. */
export type OpenField = { readonly field: SignFieldId; readonly isRequired: boolean; readonly remedy: Said };

/** A door sign, before it is drawn. */
export type Sign = {
  readonly standing: Standing;
  readonly at: Day;
  /** Where its code leads; null where there is no address, and no code. */
  readonly url: string | null;
  readonly rules: readonly SignRuleName[];
  readonly lines: readonly SignLine[];
  readonly open: readonly OpenField[];
  /** It must not hang as it is: something that is asked for is open, nothing runs, or the shop does not exist. */
  readonly isDraft: boolean;
};

/** The order in which people read it: what happens, then who, then the rest. */
const ORDER: readonly SignFieldId[] = [
  "S17",
  "S4",
  "S3",
  "S8",
  "S1",
  "S2",
  "S12",
  "S7",
  "S16",
  "S15",
  "S5",
  "S6",
  "S14",
  "S11",
  "S9",
  "S18",
  "S19",
  "S20",
  "S21",
  "S10",
  "S13",
];

/** The sign of a store for its place and for what is so there. A field that is asked for and not known is open, and never made up. */
export function signOf(standing: Standing, { at, url }: { readonly at: Day; readonly url: string | null }): Sign {
  const rules = signRulesFor({ ...standing, estimatesFromFaces: standing.does.includes("tablet-estimate") });
  const asked = rules.length === 0 ? [PLAIN_SIGN] : rules.map((name) => SIGN_RULES[name]);
  const isAsked = (kind: "required" | "recommended", field: SignFieldId) =>
    asked.some((rule) => (rule[kind] as readonly SignFieldId[]).includes(field));
  const lines: SignLine[] = [];
  const open: OpenField[] = [];
  for (const field of ORDER) {
    const isRequired = isAsked("required", field);
    if (!isRequired && !isAsked("recommended", field) && !ALWAYS.includes(field)) continue;
    const text = fieldText(field, standing, url);
    if (text === "none") continue;
    if (text !== null || isRequired) lines.push({ field, isRequired, text });
    if (text === null) open.push({ field, isRequired, remedy: remedyOf(field) });
  }
  const isDraft = standing.isSimulated || standing.does.length === 0 || open.some(({ isRequired }) => isRequired);
  return { standing, at, url, rules, lines, open, isDraft };
}

/** No sign is plain without what happens, what for, and by whom, whether the place asks for it or not. */
const ALWAYS: readonly SignFieldId[] = ["S1", "S3", "S4"];

/**
 * What will be so at a store once its sign hangs: where the law asks for the sign first, nothing may run before, and a sign that says so
 * would say the wrong thing the day it hangs.
 */
export function standingUnderSign(
  deployment: Deployment,
  store: Store,
  { book, at, paperFault }: { readonly book: LawBook; readonly at: Day; readonly paperFault: PaperFault },
): Standing {
  const sign = {
    on_file: true,
    fields: Object.keys(SIGN_FIELDS),
    before_entry: true,
    area_shown: true,
    every_entrance: true,
  };
  const hung: Store = {
    ...store,
    sensors: store.sensors.map((sensor) => {
      const evidence = (sensor.evidence ?? {}) as { readonly notice?: object };
      return { ...sensor, evidence: { ...evidence, notice: { ...evidence.notice, sign } } as typeof sensor.evidence };
    }),
  };
  const { decisions } = judge({ ...deployment, stores: [hung] }, book, at, paperFault);
  return standingOf(deployment, hung, decisions, at);
}
