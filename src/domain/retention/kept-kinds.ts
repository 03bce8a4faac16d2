import type { Capability } from "#domain/policy/capability.ts";

/**
 * Every kind of data that Lintel keeps: where it lies, how long, and why so long. What a deployment may set stands under `retention:`;
 * the rest ends by a rule of its own, which is said here so that the schedule is whole.
 */

/** A day's data are kept for so many days after it, or `forever`. */
export type KeptDays = number | "forever";

/** Longer than any law asks, and what `forever` is to a row of law: a century. */
export const DAYS_MAX = 36_525;
/** An agent that was away tells minutes that are a month old; nothing that may still come in is taken away before. */
const COUNT_DAYS_MIN = 35;
const EVENT_DAYS = 400;
const YEAR_DAYS = 365;
/** Five years with their leap days, and one day more. Law: Shanghai asks for five years, and none of ours for longer. */
const PROOF_DAYS = 1827;

/** A kind whose days a deployment may set. */
type Aged = {
  readonly what: string;
  readonly where: string;
  /** Why it is kept so long where nobody says otherwise. */
  readonly ground: string;
  /** Of each store, or of the chain as a whole. */
  readonly of: "store" | "chain";
  readonly days: KeptDays;
  readonly daysMin: number;
  /** `forever` is allowed where there is none. */
  readonly daysMax?: number;
  /** The fact by which a law's row speaks of it, and what a day is in its unit. */
  readonly fact: { readonly name: string; readonly unitDays: number };
  /** The capabilities whose rows are asked. */
  readonly capabilities: readonly Capability[];
};

const kept = (kind: string): Pick<Aged, "fact" | "capabilities"> => ({
  fact: { name: `kept.${kind}_days`, unitDays: 1 },
  capabilities: ["retention"],
});

/** Kinds that end by age. A new kind is added here, its fact in the catalogue of the law, and in `adapters/store/kept-rows.ts` where it lies in the store's file. */
export const AGED_KINDS = {
  minutes: {
    what: "what each line and zone counted in each minute",
    where: "store.sqlite",
    ground: "sums of nobody in particular; figures are made of them, so that a day without its minutes has none",
    of: "store",
    days: "forever",
    daysMin: COUNT_DAYS_MIN,
    ...kept("minutes"),
  },
  hours_and_days: {
    what: "the same in hours and days",
    where: "store.sqlite",
    ground: "sums of nobody in particular; never shorter than the minutes that they are made of",
    of: "store",
    days: "forever",
    daysMin: COUNT_DAYS_MIN,
    ...kept("hours_and_days"),
  },
  sales: {
    what: "what tills sold, by hour",
    where: "store.sqlite",
    ground: "sums of nobody in particular; receipts are hashes, and go 35 days after their day",
    of: "store",
    days: "forever",
    daysMin: COUNT_DAYS_MIN,
    ...kept("sales"),
  },
  events: {
    what: "how cameras were, what the gate closed, that somebody waited",
    where: "store.sqlite",
    ground: "a year and a month of them shows what stood still, and compares a season with the last",
    of: "store",
    days: EVENT_DAYS,
    daysMin: 1,
    daysMax: EVENT_DAYS,
    ...kept("events"),
  },
  door_checks: {
    what: "checks of a door by people who tap: the result, and who made it",
    where: "store.sqlite",
    ground: "shows for three years that a count was checked; single taps go when a check is closed",
    of: "store",
    days: 3 * YEAR_DAYS + 1,
    daysMin: 1,
    ...kept("door_checks"),
  },
  scene_pictures: {
    what: "the picture of a camera's scene with nobody in it",
    where: "scenes/",
    ground: "one a camera, to draw lines on; gone with its camera, its source or its grant",
    of: "store",
    days: EVENT_DAYS,
    daysMin: 1,
    ...kept("scene_pictures"),
  },
  consent_proofs: {
    what: "that somebody agreed at the tablet, and how it ended; no answer",
    where: "answer-keys.sqlite",
    ground: "proof of notice and consent, by the longest time that a law of ours asks for",
    of: "chain",
    days: PROOF_DAYS,
    daysMin: 1,
    fact: { name: "consent.keep_years", unitDays: YEAR_DAYS },
    capabilities: ["tablet-answer", "tablet-estimate"],
  },
  backups: {
    what: "backups that the server made",
    where: "backups/",
    ground: "what was deleted lies in older backups until they go; those taken elsewhere are yours to delete",
    of: "chain",
    days: EVENT_DAYS,
    daysMin: 1,
    ...kept("backups"),
  },
} as const satisfies Record<string, Aged>;

export type AgedKind = keyof typeof AGED_KINDS;

/** Their names, in the order of the schedule. */
export const AGED_NAMES = Object.keys(AGED_KINDS) as AgedKind[];

/** The catalogue's entry, with the type that all entries share. */
export function agedKind(name: AgedKind): Aged {
  return AGED_KINDS[name];
}

/** What ends by a rule of its own, and not by days that a deployment sets. */
export const RULED_KINDS: ReadonlyArray<{ readonly what: string; readonly where: string; readonly until: string }> = [
  {
    what: "answers at the tablet, their keys and consents",
    where: "store.sqlite, answer-keys.sqlite",
    until: "their week is counted, or `welcome.kept_days`; at once when withdrawn",
  },
  {
    what: "weeks of answers that were counted",
    where: "store.sqlite, answer-keys.sqlite",
    until: "always: groups of ten and more",
  },
  { what: "texts of the notices", where: "store.sqlite", until: "always: they are what was agreed to" },
  { what: "taps of a check of a door", where: "store.sqlite", until: "the check is closed" },
  { what: "links to figures", where: "store.sqlite", until: "they expire or are taken back" },
  { what: "sessions", where: "store.sqlite", until: "they expire or are ended" },
  { what: "failed logins, as hashes", where: "store.sqlite", until: "a day after the last one, and the lock" },
  { what: "accounts, keys of programs, agents", where: "store.sqlite", until: "an owner removes or revokes them" },
  {
    what: "deployments that were in force",
    where: "store.sqlite",
    until: "always: they say what ran, by which rule, since when",
  },
  { what: "passwords of cameras, encrypted", where: "secrets.json", until: "removed, or their camera is retired" },
  { what: "what an agent has not delivered", where: "outbox.sqlite at the agent", until: "the server has it" },
  { what: "numbers of what agents told", where: "store.sqlite", until: "always: a bit each, without counts" },
  { what: "the log of requests", where: "standard error", until: "Lintel keeps none; who starts it decides" },
  {
    what: "the ledger, runs of retention, certificates of what was retired",
    where: "ledger/, retention.ndjson, retirements/",
    until: "always: they are the proof",
  },
];
