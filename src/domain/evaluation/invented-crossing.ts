import { type Box, iou } from "#domain/space/box.ts";
import { MATCH_WINDOW_MS } from "./crossing-match.ts";
import {
  AROUND_MS,
  apartText,
  boxOf,
  HYSTERESIS,
  isAround,
  reach,
  SAME_CROSSING_MS_MAX,
  type Story,
  type TrackedCrossing,
  type Verdict,
} from "./line-story.ts";
import type { JudgedLook } from "./look.ts";
import type { LabelledBox } from "./mot-file.ts";
import type { LabelledCrossing } from "./true-crossings.ts";

/** Who overlaps a track's box by this much, as intersection over union, is near it. */
const NEAR_OVERLAP_MIN = 0.2;
/** Why a crossing was counted that nobody truly made, and whose track it was; `person` is null where there is nobody. */
export function whyInvented(crossing: TrackedCrossing, story: Story): Verdict & { readonly person: number | null } {
  const { looks, line, picture } = story;
  const { track, atMs, direction } = crossing;
  const around = looks.filter((look) => isAround(look, atMs) && boxOf(look, track));
  const near = around.filter((look) => nearestTo(boxOf(look, track), look));
  if (2 * near.length < around.length)
    return { cause: "nobody there", detail: `nobody under track ${track}`, tracks: [track], person: null };

  const upTo = looks.filter((look) => look.atMs <= atMs && boxOf(look, track));
  const lastBefore = upTo.findLast((look) => {
    const far = reach(look, track, { line, picture })!;
    return Math.abs(far) >= HYSTERESIS && far > 0 !== (direction === "in");
  });
  const here = whomIn(
    around.toSorted((x, y) => Math.abs(x.atMs - atMs) - Math.abs(y.atMs - atMs)),
    track,
  );
  if (!lastBefore) {
    const detail = `track ${track} began beyond the line and was joined to a lost one`;
    return { cause: "track broken", detail, tracks: [track], person: here };
  }
  const before = upTo.filter((look) => look.atMs <= lastBefore.atMs && lastBefore.atMs - look.atMs <= AROUND_MS);
  const there = whomIn(before.toReversed(), track);
  if (here !== null && here === there) return { person: here, ...whyTwice(crossing, here, story) };
  const detail = `track ${track} went from ${personText(there)} to ${personText(here)}`;
  // Who walks into the picture is labelled a little later than found, and before that nobody is there in the truth.
  const cause = there === null ? "nobody there" : "track broken";
  return { cause, detail, tracks: [track], person: here ?? there };
}

/** Whom a track lay on in the first of these looks in which it lay on somebody; if in none, whom it was near. */
function whomIn(looks: readonly JudgedLook[], track: number): number | null {
  const held = looks.find(({ personOf }) => personOf.has(track))?.personOf.get(track);
  if (held !== undefined) return held;
  const near = looks.flatMap((look) => nearestTo(boxOf(look, track), look) ?? []);
  return near[0]?.id ?? null;
}

function nearestTo(box: Box | undefined, { people }: JudgedLook): LabelledBox | undefined {
  if (!box) return undefined;
  const [nearest] = people.toSorted((a, b) => iou(b.box, box) - iou(a.box, box));
  return nearest && iou(nearest.box, box) >= NEAR_OVERLAP_MIN ? nearest : undefined;
}

/** Why a track that stayed with its person is one too many. */
function whyTwice(crossing: TrackedCrossing, person: number, { pairs, missed }: Story): Verdict {
  const { track } = crossing;
  const isSame = (one: LabelledCrossing): boolean =>
    one.id === person &&
    one.direction === crossing.direction &&
    Math.abs(one.atMs - crossing.atMs) <= SAME_CROSSING_MS_MAX;
  const right = pairs.find(([one]) => isSame(one) && Math.abs(one.atMs - crossing.atMs) <= MATCH_WINDOW_MS);
  if (right && right[1].track !== track) {
    const tracks = [right[1].track, track];
    return { cause: "track broken", detail: `person ${person} was counted by tracks ${tracks.join(" and ")}`, tracks };
  }
  if (right) return { cause: "line logic", detail: `track ${track} was counted twice`, tracks: [track] };
  const late = missed.find(isSame);
  const detail = late
    ? `track ${track} was counted ${apartText(late, crossing)}`
    : `person ${person} did not cross; track ${track} did`;
  return { cause: "line logic", detail, tracks: [track] };
}

function personText(person: number | null): string {
  return person === null ? "nobody" : `person ${person}`;
}
