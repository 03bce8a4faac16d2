import { Deployment } from "#domain/deployment/deployment.ts";
import { type Decision, judge } from "#domain/deployment/judgement.ts";
import { Fault } from "#domain/fault/fault.ts";
import { isMet } from "#domain/policy/decide.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { explain, missingFrom } from "#domain/policy/explain.ts";
import { type Grants, grantOf, grantsBy } from "#domain/policy/grant.ts";
import type { Place } from "#domain/policy/place.ts";
import { readLaws } from "./law-shelf.ts";

/**
 * The grants of a live camera of which nothing is known but its place; a fault with the first reason where the law of the
 * place asks for more. Somebody who can show more writes a deployment file.
 */
export function permitCamera(place: Place, { at, hasZones }: { readonly at: Day; readonly hasZones: boolean }): Grants {
  const does = hasZones ? ["count", "zones"] : ["count"];
  const deployment = Deployment.parse({
    lintel: 1,
    name: "a camera on the command line",
    stores: [
      {
        id: "store",
        time_zone: "UTC",
        site: { jurisdiction: place },
        sensors: [{ id: "camera", does, source: "rtsp:" }],
      },
    ],
  });
  const { verdict, decisions } = judge(deployment, { ...readLaws(), additions: [] }, at);
  if (verdict !== "permit") throw new Fault("place/denied", denialText(place, decisions));
  return grantsOf(decisions, does);
}

/**
 * The grants that the decisions on one sensor give. What it `does` is permitted one by one; where putting it up at all is
 * not, or something that it does though nobody named it, there are none.
 */
export function grantsOf(decisions: readonly Decision[], does: readonly string[]): Grants {
  const isSound = decisions.every(({ capability, ruling }) => does.includes(capability) || ruling.verdict === "permit");
  return grantsBy((capability) => {
    const decision = decisions.find((one) => one.capability === capability);
    if (!decision || !isSound) return null;
    const { ruling, store, sensor, facts } = decision;
    return grantOf(capability, ruling, { store, sensor, until: facts.until });
  });
}

/** What is off in these decisions and the first thing that is missing, in a few lines. */
export function denialText(name: string, decisions: readonly Decision[]): string {
  const off = decisions.filter(({ ruling }) => ruling.verdict !== "permit");
  const first = off[0];
  if (!first) return `${name}: all may run`;
  const general = first.ruling.reasons.find((reason) => reason.kind !== "row" && !isMet(reason));
  const missing = missingFrom(first.ruling.reasons, first.facts);
  const why = [
    ...(general ? [explain(general, first.facts).why.en] : []),
    ...missing.slice(0, 3).map(({ why: { en }, rows }) => `${en} (${rows[0]?.id})`),
  ];
  const more = missing.length > 3 ? [`and ${missing.length - 3} more`] : [];
  return [
    `${name}: ${[...new Set(off.map(({ capability }) => capability))].join(", ")} may not run`,
    ...why,
    ...more,
  ].join("\n");
}
