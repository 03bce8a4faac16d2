import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { readLaws } from "#apps/deployment/law-shelf.ts";
import { Deployment, type Store } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";

export type LawFigures = {
  readonly stores: number;
  readonly sensors: number;
  readonly decisions: number;
  readonly rows: number;
  /** Reading the laws, with every predicate. */
  readonly readMs: number;
  /** Judging all stores, no two of which state the same. */
  readonly judgeMs: number;
};

const STORES = 1000;
const EXAMPLES = ["boutique-france", "camera-china", "mall-china", "shop-illinois", "shop-korea", "chain-europe"];
const AT = "2026-11-21";

/** How long the law takes over a chain of a thousand stores, spread over the places of the examples. */
export function measureLaw(): LawFigures {
  const beganMs = performance.now();
  const book = { ...readLaws(), additions: [] };
  const readMs = performance.now() - beganMs;
  const examples = EXAMPLES.map((name) => Deployment.parse(parse(readFileSync(`examples/${name}.yaml`, "utf8"))));
  const stores = Array.from({ length: STORES }, (_, index): Store => {
    const { practice, evidence, stores: own } = examples[index % examples.length]!;
    const store = own[0]!;
    // A city of its own, so that nothing that was found for one store serves another.
    return {
      ...store,
      id: `store-${index}`,
      site: { ...store.site, city: `city ${index}` },
      practice: { ...practice, ...store.practice },
      evidence: { ...evidence, ...store.evidence },
    };
  });
  const judgeBeganMs = performance.now();
  const { decisions } = judge(
    { lintel: 1, name: "a chain", laws: [], settings: examples[0]!.settings, stores },
    book,
    AT,
  );
  return {
    stores: STORES,
    sensors: stores.reduce((sum, { sensors }) => sum + sensors.length, 0),
    decisions: decisions.length,
    rows: book.laws.reduce((sum, { requirements }) => sum + requirements.length, 0),
    readMs,
    judgeMs: performance.now() - judgeBeganMs,
  };
}
