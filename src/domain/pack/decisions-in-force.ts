import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";

/** An entry with its number in the ledger. */
export type Numbered = { readonly number: number; readonly entry: LedgerEntry };

/** What was decided of one capability of a sensor, from when, until when (null: it still is), by which rows of which files of law. */
export type DecisionInForce = {
  readonly entry: number;
  readonly sensor: string;
  readonly capability: string;
  readonly verdict: string;
  readonly sinceMs: number;
  readonly untilMs: number | null;
  readonly rules: readonly string[];
  /** The files of law of the place and of these rows, as they were when it was decided, and each change of them while it held. */
  readonly laws: readonly { readonly file: string; readonly sha256: string; readonly entry: number }[];
};

/** All that was in force of a store's decisions at any moment of a span, by sensor and capability and then by time. */
export function decisionsInForce(
  entries: readonly Numbered[],
  {
    storeId,
    fromMs,
    toMs,
    placeFiles,
    fileOfRule,
  }: {
    readonly storeId: string;
    readonly fromMs: number;
    readonly toMs: number;
    /** The files of law of the store's place: they decided also where none of their rows asks for anything. */
    readonly placeFiles: readonly string[];
    /** The file of law in which a row stands; null where nobody knows. */
    readonly fileOfRule: (rule: string) => string | null;
  },
): DecisionInForce[] {
  const own = entries.flatMap(({ number, entry }) =>
    entry.kind === "decision" && entry.storeId === storeId ? [{ number, ...entry }] : [],
  );
  const laws = entries.flatMap(({ number, entry }) => (entry.kind === "law" ? [{ number, ...entry }] : []));
  const subjects = Map.groupBy(own, ({ sensorId, capability }) => `${sensorId} ${capability}`);
  return [...subjects.keys()].toSorted().flatMap((subject) => {
    const told = subjects.get(subject)!;
    return told.flatMap(({ number, sensorId, capability, verdict, rules, atMs }, index): DecisionInForce[] => {
      const next = told[index + 1];
      if (atMs >= toMs || (next && next.atMs <= fromMs)) return [];
      const files = new Set([...placeFiles, ...rules.flatMap((rule) => fileOfRule(rule) ?? [])]);
      const lawsOf = [...files].toSorted().flatMap((file) => {
        const versions = laws.filter((law) => law.file === file && law.number < (next?.number ?? Number.MAX_VALUE));
        const first = versions.findLastIndex((law) => law.number < number);
        return versions.slice(Math.max(first, 0)).flatMap(({ sha256, number: entry }) => {
          return sha256 === null ? [] : [{ file, sha256, entry }];
        });
      });
      const untilMs = next?.atMs ?? null;
      return [{ entry: number, sensor: sensorId, capability, verdict, sinceMs: atMs, untilMs, rules, laws: lawsOf }];
    });
  });
}
