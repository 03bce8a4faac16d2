import { MATCH_WINDOW_MS, nearness, type PassedLine, pairCrossings } from "./crossing-match.ts";
import { whyInvented } from "./invented-crossing.ts";
import type { LineResult, TrackedCrossing, Verdict } from "./line-story.ts";
import type { JudgedLook } from "./look.ts";
import { whyMissed } from "./missed-crossing.ts";
import type { LabelledCrossing } from "./true-crossings.ts";

/** A true crossing that was missed, or a counted one that nobody truly made, and why. */
export type Miss = PassedLine &
  Verdict & {
    readonly kind: "missed" | "invented";
    /** Who crossed, or whom the track lay on; null where there is nobody. */
    readonly person: number | null;
  };

/** Every missed and every invented crossing of one line with its cause, in order of time. */
export function missesAt(result: LineResult, looks: readonly JudgedLook[]): Miss[] {
  const { pairs, missed, invented } = pairCrossings(result.truth, result.counted, likelihoodFrom(looks));
  const story = { ...result, looks, pairs, missed, invented };
  return [
    ...missed.map((one): Miss => ({ ...passed(one), kind: "missed", person: one.id, ...whyMissed(one, story) })),
    ...invented.map((other): Miss => ({ ...passed(other), kind: "invented", ...whyInvented(other, story) })),
  ].sort((a, b) => a.atMs - b.atMs);
}

/**
 * Where two cross together and one crossing is counted, it is the one's on whom its track lay; place and time, which a box
 * around both confuses, decide between the rest.
 */
export function likelihoodFrom(looks: readonly JudgedLook[]) {
  return (truth: LabelledCrossing, counted: TrackedCrossing): number => {
    const under = looks
      .filter(({ atMs }) => Math.abs(atMs - counted.atMs) <= MATCH_WINDOW_MS)
      .flatMap(({ personOf }) => personOf.get(counted.track) ?? []);
    const share = under.filter((person) => person === truth.id).length / Math.max(1, under.length);
    return (2 * share + nearness(truth, counted)) / 3;
  };
}

function passed({ line, direction, atMs, place }: PassedLine): PassedLine {
  return { line, direction, atMs, place };
}
