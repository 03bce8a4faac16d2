import { CAPABILITIES, type Capability, isCapability, lawNamesOf, ruleNameOf } from "./capability.ts";
import type { Day, Facts } from "./evidence.ts";
import type { FactName, FactValue } from "./fact-catalogue.ts";
import { PRIVATE_ZONES } from "./fact-catalogue.ts";
import { type Additions, isAsking, type Law, type Override, type Requirement } from "./law.ts";
import { jurisdictionsOver } from "./place.ts";
import {
  CAPABILITY,
  type Context,
  contextOf,
  namesOf,
  type Part,
  type Predicate,
  truthOf,
  truthOfPart,
} from "./predicate.ts";

/** In their order: one that denies outweighs all, and what is unsettled does not run. */
export type Verdict = "deny" | "unsettled" | "permit";

/** A part of a way that does not hold, and whether that is known or nobody has said so. */
export type Failing = { readonly part: Part; readonly isKnown: boolean };

/** Why a decision came out as it did. */
export type Reason =
  /** A row that applies and asks for something. */
  | {
      readonly kind: "row";
      readonly row: Requirement;
      readonly met: boolean;
      /** Of each way to meet it, what is missing; empty where it is met. */
      readonly failing: readonly (readonly Failing[])[];
      /** Rows that say what follows where it is not met. */
      readonly penalties: readonly Requirement[];
      /** Counsel holds that it does not bind here, so that it is not asked for. */
      readonly setAside: Setting | null;
    }
  /** A row that says what falls under others, or allows. */
  | { readonly kind: "cited"; readonly row: Requirement }
  | {
      readonly kind: "default";
      readonly law: Law;
      readonly capability: Capability;
      readonly verdict: "forbid" | "unsettled";
      readonly met: boolean;
      /** Who let it run all the same. */
      readonly letBy: Setting | "sign-off" | null;
    }
  | { readonly kind: "unlisted-place"; readonly jurisdiction: string | null }
  | {
      readonly kind: "unlisted-capability";
      readonly capability: string;
      readonly places: readonly string[];
      readonly letBy: Setting | null;
    }
  | { readonly kind: "broken-law"; readonly file: BrokenLaw }
  /** Nobody's picture is taken where people undress or wash, whatever else is on file. */
  | { readonly kind: "private-place"; readonly zone: string }
  /** Nobody is priced, sent to or turned away by their own visits, whatever else is on file; `rows` are those of the place that say so. */
  | { readonly kind: "individual-history"; readonly rows: readonly Requirement[] }
  /** The same sensor does something else that may not run. */
  | { readonly kind: "held-back"; readonly by: string; readonly verdict: Verdict }
  | { readonly kind: "no-day" };

/** What counsel set, and in whose name. */
export type Setting = {
  readonly override: Override;
  readonly by: string;
  readonly date: Day;
  readonly additions: string;
};

export type Ruling = {
  readonly capability: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Recommendations that are not followed. They deny nothing. */
  readonly warnings: readonly Requirement[];
};

/** A law file that could not be read: it denies all that it governs. */
export type BrokenLaw = { readonly jurisdiction: string; readonly where: string; readonly message: string };

/** All law that Lintel knows. */
export type LawBook = {
  readonly laws: readonly Law[];
  readonly broken: readonly BrokenLaw[];
  readonly additions: readonly Additions[];
};

/**
 * May this be done here, on this day? Deny, then unsettled, then permit, with every reason. INVARIANT: what is unknown
 * never helps: an unknown place, capability or day is denied; a row of which nobody knows whether it applies applies; one
 * of which nobody knows whether it is met is not met.
 */
export function decide(book: LawBook, facts: Facts, capability: string): Ruling {
  const reasons: Reason[] = [];
  const warnings: Requirement[] = [];
  const jurisdiction = textOf(facts.values.get("site.jurisdiction"));
  const places = jurisdiction === null ? [] : jurisdictionsOver(jurisdiction);
  const laws = book.laws.filter((law) => places.includes(law.jurisdiction));
  for (const file of book.broken) if (places.includes(file.jurisdiction)) reasons.push({ kind: "broken-law", file });
  if (!isDay(facts.at)) reasons.push({ kind: "no-day" });
  const zone = textOf(facts.values.get("install.zone"));
  if (zone !== null && PRIVATE_ZONES.includes(zone) && facts.values.get("sensor.imaging") !== false)
    reasons.push({ kind: "private-place", zone });
  if (capability === "targeting" && facts.values.get("targeting.individual") !== false)
    reasons.push({ kind: "individual-history", rows: laws.flatMap((law) => rowsAbout(law, "targeting", facts.at)) });
  if (laws.length === 0 && !reasons.some(({ kind }) => kind === "broken-law" || kind === "no-day"))
    reasons.push({ kind: "unlisted-place", jurisdiction });
  const settings = settingsOf(book, places, facts.at);
  const asked = openQuestion(facts, capability);
  if (isCapability(capability)) {
    const rows = [...laws, ...book.additions.filter((own) => places.includes(own.jurisdiction))].flatMap((law) =>
      rowsBinding(law, capability),
    );
    for (const row of rows) {
      if (!isInForce(row, facts.at) || !mayApply(row.when, asked)) continue;
      if (isAsking(row)) reasons.push(ruledRow(row, asked, settings));
      else if (row.effect === "recommend") warnings.push(row);
      else if (row.effect !== "penalty") reasons.push({ kind: "cited", row });
    }
    reasons.push(...laws.flatMap((law) => generalRule(law, capability, { asked, settings, at: facts.at })));
  }
  if (laws.length > 0 && !laws.some((law) => isListed(law, capability, facts.at)))
    reasons.push({ kind: "unlisted-capability", capability, places, letBy: letting(settings, capability) });
  const cited = laws.flatMap((law) => law.requirements).filter((row) => row.effect === "penalty");
  const punished = reasons.map((reason) => withPenalties(reason, cited, capability, facts.at));
  return { capability, verdict: verdictOf(punished), reasons: punished, warnings };
}

/** Whether a reason lets its capability run. */
export function isMet(reason: Reason): boolean {
  if (reason.kind === "row") return reason.met || reason.setAside !== null;
  if (reason.kind === "default") return reason.met;
  if (reason.kind === "unlisted-capability") return reason.letBy !== null;
  return reason.kind === "cited";
}

/** The same ruling for a sensor that does something else which may not run, so that nothing of it runs. */
export function heldBack(ruling: Ruling, by: Ruling): Ruling {
  if (by.verdict === "permit" || ruling.verdict === "deny") return ruling;
  const reasons: Reason[] = [...ruling.reasons, { kind: "held-back", by: by.capability, verdict: by.verdict }];
  return { ...ruling, reasons, verdict: verdictOf(reasons) };
}

/** The strictest of several verdicts; nothing at all is denied. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0 || verdicts.includes("deny")) return "deny";
  return verdicts.includes("unsettled") ? "unsettled" : "permit";
}

function verdictOf(reasons: readonly Reason[]): Verdict {
  const unmet = reasons.filter((reason) => !isMet(reason));
  if (unmet.length === 0) return "permit";
  const isOpen = (reason: Reason) =>
    (reason.kind === "default" || reason.kind === "held-back") && reason.verdict === "unsettled";
  return unmet.every(isOpen) ? "unsettled" : "deny";
}

/** Facts made ready to be asked many predicates. */
type Question = {
  readonly context: Context;
  readonly isKnown: (name: FactName) => boolean;
  readonly truths: Map<Predicate, boolean | "unknown">;
};

const questions = new WeakMap<Facts, Map<string, Question>>();
const CAPABILITY_FREE = "";

/** Rows that do not ask for the capability by name have one answer for all capabilities of a sensor. */
function openQuestion(facts: Facts, capability: string): { own: Question; any: Question; isSignedOff: boolean } {
  const known = questions.get(facts) ?? new Map<string, Question>();
  questions.set(facts, known);
  const open = (name: string): Question => {
    const question = known.get(name) ?? {
      context: contextOf(facts.values, name),
      isKnown: (fact: FactName) => facts.values.has(fact),
      truths: new Map(),
    };
    known.set(name, question);
    return question;
  };
  const isSignedOff = facts.values.get("counsel.signoff.on_file") === true;
  return { own: open(capability), any: open(CAPABILITY_FREE), isSignedOff };
}

type Asked = ReturnType<typeof openQuestion>;

const namesCapability = new WeakMap<Predicate, boolean>();

function questionFor(predicate: Predicate, asked: Asked): Question {
  const names = namesCapability.get(predicate) ?? namesOf([predicate]).has(CAPABILITY);
  namesCapability.set(predicate, names);
  return names ? asked.own : asked.any;
}

function ask(predicate: Predicate, asked: Asked): boolean | "unknown" {
  const question = questionFor(predicate, asked);
  const truth = question.truths.get(predicate) ?? truthOf(predicate, question.context, question.isKnown);
  question.truths.set(predicate, truth);
  return truth;
}

/** A row applies unless one of its conditions is known to be false. */
function mayApply(when: readonly Predicate[], asked: Asked): boolean {
  return when.every((condition) => ask(condition, asked) !== false);
}

function ruledRow(row: Requirement, asked: Asked, settings: readonly Setting[]): Reason {
  const met = row.met.some((way) => ask(way, asked) === true);
  const failing = met ? [] : row.met.map((way) => failingOf(way, asked));
  const setAside = settings.find(({ override }) => "set_aside" in override && override.set_aside === row.id) ?? null;
  return { kind: "row", row, met, failing, penalties: [], setAside };
}

function failingOf(way: Predicate, asked: Asked): Failing[] {
  const { context, isKnown } = questionFor(way, asked);
  return way.parts.flatMap((part) => {
    const truth = truthOfPart(part, context, isKnown);
    return truth === true ? [] : [{ part, isKnown: truth === false }];
  });
}

/**
 * What a place holds of a capability in general. The first verdict that is known to apply decides; where it is unknown
 * whether an earlier one applies, the strictest of them does.
 */
function generalRule(
  law: Law,
  capability: Capability,
  { asked, settings, at }: { readonly asked: Asked; readonly settings: readonly Setting[]; readonly at: Day },
): Reason[] {
  const rule = law.defaults[ruleNameOf(capability) as Capability];
  if (!rule) return [];
  if (!isRuleInForce(law, rule, at)) return [];
  const candidates: string[] = [];
  let isDecided = false;
  for (const { verdict, when } of rule.verdicts) {
    const truths = when.map((condition) => ask(condition, asked));
    if (truths.includes(false)) continue;
    candidates.push(verdict);
    isDecided = !truths.includes("unknown");
    if (isDecided) break;
  }
  const verdict =
    candidates.includes("forbid") || !isDecided ? "forbid" : candidates.includes("unsettled") ? "unsettled" : null;
  if (verdict === null) return [];
  const signOff = verdict === "unsettled" && asked.isSignedOff ? "sign-off" : null;
  const letBy = signOff ?? (verdict === "unsettled" ? letting(settings, capability) : null);
  return [{ kind: "default", law, capability, verdict, met: letBy !== null, letBy }];
}

/**
 * Whether a place's law says anything of a capability on a day: by a general rule, or by a row that names it. What no row in
 * force lists is not allowed, and be it that the law was not made yet.
 */
export function isListed(law: Law, capability: string, at: Day): boolean {
  if (!isCapability(capability)) return false;
  const rule = law.defaults[ruleNameOf(capability) as Capability];
  if (rule && isRuleInForce(law, rule, at)) return true;
  return rowsBinding(law, capability).some(
    (row) => row.effect !== "penalty" && isInForce(row, at) && namesIt(law, row, capability),
  );
}

/** Whether a row binds a capability by its name, and not with whatever is done. */
function namesIt(law: Law, { id, capabilities }: Requirement, capability: Capability): boolean {
  const names: readonly string[] = lawNamesOf(capability);
  return capabilities.some((name) => names.includes(name)) || (law.also[capability]?.includes(id) ?? false);
}

/** A general rule holds from the day on which the first of the rows that it was drawn from is in force. */
function isRuleInForce(law: Law, { rows = [] }: NonNullable<Law["defaults"][Capability]>, at: Day): boolean {
  const sources = law.requirements.filter(({ id }) => rows.includes(id));
  return sources.length === 0 || sources.some((row) => isInForce(row, at));
}

const bindings = new WeakMap<object, Map<Capability, readonly Requirement[]>>();

/** The rows of a law that bind a capability, found once. */
function rowsBinding(law: Law | Additions, capability: Capability): readonly Requirement[] {
  const known = bindings.get(law) ?? new Map<Capability, readonly Requirement[]>();
  bindings.set(law, known);
  const names: readonly string[] = ["*", ...lawNamesOf(capability)];
  const also: readonly string[] = ("also" in law && law.also[capability]) || [];
  const rows =
    known.get(capability) ??
    law.requirements.filter(
      ({ id, capabilities }) => also.includes(id) || capabilities.some((name) => names.includes(name)),
    );
  known.set(capability, rows);
  return rows;
}

/** The rows in force that bind a capability by its name and ask for something. */
function rowsAbout(law: Law, capability: Capability, at: Day): Requirement[] {
  return law.requirements.filter((row) => isAsking(row) && row.capabilities.includes(capability) && isInForce(row, at));
}

/** From its first day to its last. LIMIT: a row of which no day is known only recommends, and is held to be in force. */
function isInForce({ in_force: { from, to } }: Requirement, at: Day): boolean {
  return (from === null || from <= at) && (to === undefined || at <= to);
}

function withPenalties(reason: Reason, penalties: readonly Requirement[], capability: string, at: Day): Reason {
  if (reason.kind !== "row" || isMet(reason)) return reason;
  const { row } = reason;
  const binds = ({ capabilities }: Requirement) => capabilities.some((name) => name === "*" || name === capability);
  const own = penalties.filter(
    (penalty) => penalty.punishes.some((start) => row.id.startsWith(start)) && isInForce(penalty, at) && binds(penalty),
  );
  return { ...reason, penalties: own };
}

function settingsOf(book: LawBook, places: readonly string[], at: Day): Setting[] {
  return book.additions
    .filter((own) => places.includes(own.jurisdiction) && own.date <= at)
    .flatMap(({ overrides, by, date, additions }) =>
      overrides
        .filter(({ end }) => end === undefined || at <= end)
        .map((override) => ({ override, by, date, additions })),
    );
}

function letting(settings: readonly Setting[], capability: string): Setting | null {
  return settings.find(({ override }) => "let" in override && override.let === capability) ?? null;
}

function textOf(value: FactValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function isDay(at: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(at) && !Number.isNaN(Date.parse(at));
}

/** Capabilities that a sensor has by what it does, whether or not its deployment names them. */
export function impliedCapabilities(facts: Facts): Capability[] {
  const value = (name: FactName) => facts.values.get(name);
  const seesPeople = value("sensor.captures_pi") !== false;
  const may = (...names: FactName[]) => seesPeople && names.some((name) => value(name) !== false);
  const mayBe = (name: FactName, gentle: readonly string[]) => seesPeople && !gentle.includes(value(name) as string);
  const source = value("proc.demog_source");
  const isStarted = value("proc.mode") === "user_started";
  const implied: Partial<Record<Capability, boolean>> = {
    install: !["manual_tally", "tablet", "tablet_camera"].includes(value("sensor.class") as string),
    "image-storage": may("proc.image_persisted"),
    "face-snapshot": may("proc.face_snapshot"),
    "face-recognition":
      may("proc.identify", "proc.face_template", "proc.bystander_templates") ||
      (seesPeople && [value("proc.dedup_method"), value("proc.staff_method")].includes("face")),
    "demographics-face":
      seesPeople && (value("proc.emotion") === true || (!isStarted && (source === undefined || source === "face"))),
    "tablet-estimate": seesPeople && isStarted && source === "face",
    "demographics-body": seesPeople && source === "body",
    "de-duplication": mayBe("proc.dedup_method", ["none", "in_visit"]) || may("proc.reid_template"),
    "staff-exclusion": mayBe("proc.staff_method", ["none"]),
    "third-party-upload": may("proc.image_egress", "proc.face_egress"),
    "cross-border": may("transfer.pi"),
    targeting: may("targeting.individual"),
    publish: may("out.published"),
    retention: may("proc.image_persisted", "proc.face_template", "out.per_person_rows"),
  };
  return (Object.keys(CAPABILITIES) as Capability[]).filter((name) => implied[name]);
}
