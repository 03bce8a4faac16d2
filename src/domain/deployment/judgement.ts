import type { Capability } from "#domain/policy/capability.ts";
import {
  decide,
  heldBack,
  impliedCapabilities,
  isListed,
  type LawBook,
  type Ruling,
  strictest,
  type Verdict,
} from "#domain/policy/decide.ts";
import { ATTESTED, type Day, type Facts, factsOf, type Layer, type PaperFault } from "#domain/policy/evidence.ts";
import { jurisdictionsOver, siteOf } from "#domain/policy/place.ts";
import type { Deployment, Sensor, Store } from "./deployment.ts";
import { staffMethodOf } from "./staff.ts";

/** What may be done with one sensor of one store. */
export type Decision = {
  readonly store: string;
  readonly sensor: string;
  readonly capability: string;
  /** It is used for this; where not, it does it besides, or nobody has said that it does not. */
  readonly isNamed: boolean;
  readonly facts: Facts;
  readonly ruling: Ruling;
};

export type Judgement = { readonly at: Day; readonly verdict: Verdict; readonly decisions: readonly Decision[] };

/**
 * Judges a deployment by the law of a day: one decision for each store, sensor and capability, those included that follow
 * from what a sensor does though nobody named them.
 */
export function judge(deployment: Deployment, book: LawBook, at: Day, paperFault?: PaperFault): Judgement {
  const ruled = openRulings(book);
  const decisions = deployment.stores.flatMap((store) =>
    store.sensors.flatMap((sensor) => {
      const { facts, rulingOn } = ruled(factsOfSensor(deployment, store, sensor, at, paperFault));
      const asked = capabilitiesOf(sensor, facts, book);
      // What it does unnamed, putting it up among it, holds the whole sensor back where it may not run.
      // That Lintel keeps no history of anybody's visits is said of what is asked of it, not of what another's sensor may do.
      const unnamed = asked
        .filter((capability) => !sensor.does.includes(capability))
        .map(rulingOn)
        .filter(({ reasons }) => reasons.length === 0 || reasons.some(({ kind }) => kind !== "individual-history"));
      const worst =
        unnamed.find(({ verdict }) => verdict === "deny") ?? unnamed.find(({ verdict }) => verdict !== "permit");
      return asked.map((capability): Decision => {
        const ruling = rulingOn(capability);
        const isNamed = sensor.does.includes(capability);
        return {
          store: store.id,
          sensor: sensor.id,
          capability,
          isNamed,
          facts,
          ruling: worst && isNamed ? heldBack(ruling, worst) : ruling,
        };
      });
    }),
  );
  return { at, verdict: strictest(decisions.map(({ ruling }) => ruling.verdict)), decisions };
}

/** Sensors of which the same is known are judged once: a chain's shops are much alike. */
function openRulings(book: LawBook) {
  const known = new Map<string, { readonly facts: Facts; readonly rulingOn: (capability: Capability) => Ruling }>();
  return (facts: Facts) => {
    const key = JSON.stringify([[...facts.values], [...facts.lapsed], facts.until]);
    const rulings = new Map<Capability, Ruling>();
    const rulingOn = (capability: Capability) => {
      const ruling = rulings.get(capability) ?? decide(book, facts, capability);
      rulings.set(capability, ruling);
      return ruling;
    };
    const entry = known.get(key) ?? { facts, rulingOn };
    known.set(key, entry);
    return entry;
  };
}

/** All that is known of a sensor on a day, from the chain down to itself. */
export function factsOfSensor(
  deployment: Pick<Deployment, "practice" | "evidence">,
  store: Store,
  sensor: Sensor,
  at: Day,
  paperFault?: PaperFault,
): Facts {
  const levels = [deployment, store, sensor].flatMap(({ practice = {}, evidence = {} }) => [practice, evidence]);
  const jurisdiction = store.site.jurisdiction;
  const place = typeof jurisdiction === "string" ? siteOf(jurisdiction) : {};
  const isOwn = sensor.source !== undefined;
  const sensorClass = sensor.class ?? (isOwn ? "rgb_edge_ram_only" : undefined);
  const layers: Layer[] = [
    ...(isOwn ? [ATTESTED] : []),
    // Lintel has code for these ways, and for no other.
    ...(isOwn && sensor.does.includes("staff-exclusion") ? [{ proc: { staff_method: staffMethodOf(store) } }] : []),
    { site: { ...store.site, ...place } },
    ...levels,
    sensorClass === undefined ? {} : { sensor: { class: sensorClass } },
  ];
  return factsOf(layers, at, paperFault);
}

/** What is asked of a sensor: what it is used for, and what it does besides. Putting it up is asked where a law says anything of it. */
function capabilitiesOf(sensor: Sensor, facts: Facts, book: LawBook): Capability[] {
  const jurisdiction = facts.values.get("site.jurisdiction");
  const places = typeof jurisdiction === "string" ? jurisdictionsOver(jurisdiction) : [];
  const isInstallAsked = book.laws.some(
    (law) => places.includes(law.jurisdiction) && isListed(law, "install", facts.at),
  );
  const implied = impliedCapabilities(facts).filter((capability) => capability !== "install" || isInstallAsked);
  return [...new Set([...sensor.does, ...implied])];
}
