import type { Size } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import { MATCH_WINDOW_MS } from "./crossing-match.ts";
import {
  apartText,
  boxOf,
  HYSTERESIS,
  isAround,
  reach,
  SAME_CROSSING_MS_MAX,
  type Story,
  secondsText,
  type Verdict,
} from "./line-story.ts";
import type { JudgedLook } from "./look.ts";
import type { LabelledCrossing } from "./true-crossings.ts";

/**
 * Why a true crossing was not counted, read from the looks before and after it.
 *
 *      clearly left        ┊  │  ┊        clearly right
 *     ●━━━━━●━━━━━●━━━━━●━━┊━━│━━┊━●━━━━━●━━━━━●━━━━━►  the person, look by look
 *                       a  ┊  │  ┊ b                    a: the last track before, b: the first one after
 */
export function whyMissed(crossing: LabelledCrossing, story: Story): Verdict {
  const { id, frame, fromFrame, atMs } = crossing;
  const { looks } = story;
  const around = looks.filter((look) => isAround(look, atMs) && look.people.some((person) => person.id === id));
  const found = around.filter(({ scoreOf }) => scoreOf.has(id));
  if (2 * found.length < around.length)
    return { cause: "not detected", detail: `found in ${found.length} of ${around.length} looks`, tracks: [] };

  const fromMs = looks.findLast((look) => look.frame <= fromFrame)?.atMs ?? 0;
  const before = looks.filter((look) => look.frame <= fromFrame && fromMs - look.atMs <= MATCH_WINDOW_MS);
  const after = looks.filter((look) => look.frame >= frame && look.atMs - atMs <= MATCH_WINDOW_MS);
  const a = holdsOf(id, before).at(-1);
  const b = holdsOf(id, after)[0];
  if (a && a.track === b?.track) {
    const lastElsewhere = before.findLast(({ personOf }) => (personOf.get(a.track) ?? id) !== id);
    if (!lastElsewhere) return whyPassedOver(crossing, a.track, story);
    const taken = holdsOf(id, before).find(({ track, atMs: at }) => track === a.track && at > lastElsewhere.atMs) ?? b;
    return { cause: "track broken", detail: brokenAt(undefined, taken, { id, before, after }), tracks: [a.track] };
  }
  const tracks = [a, b].flatMap((hold) => hold?.track ?? []);
  return { cause: "track broken", detail: brokenAt(a, b, { id, before, after }), tracks };
}

/** When a track lay on a person. */
type Hold = { readonly track: number; readonly atMs: number };

function holdsOf(person: number, looks: readonly JudgedLook[]): Hold[] {
  return looks.flatMap(({ atMs, trackOf }) => {
    const track = trackOf.get(person);
    return track === undefined ? [] : [{ track, atMs }];
  });
}

function brokenAt(
  a: Hold | undefined,
  b: Hold | undefined,
  { id, before, after }: { id: number; before: readonly JudgedLook[]; after: readonly JudgedLook[] },
): string {
  const otherOf = ({ track }: Hold, looks: readonly JudgedLook[]) =>
    looks.map(({ personOf }) => personOf.get(track)).find((person) => person !== undefined && person !== id);
  const [leftFor, tookFrom] = [a && otherOf(a, after), b && otherOf(b, before)];
  const end = leftFor === undefined ? "" : ` and then on person ${leftFor}`;
  const origin = tookFrom === undefined ? "" : `, before that on person ${tookFrom}`;
  return [
    a ? `track ${a.track} until ${secondsText(a.atMs)}${end}` : "no track before",
    b ? `track ${b.track} from ${secondsText(b.atMs)}${origin}` : "none after",
  ].join(", ");
}

/** Why a person whom one track followed over the line was not counted. */
function whyPassedOver(crossing: LabelledCrossing, track: number, { looks, line, picture, invented }: Story): Verdict {
  const counted = invented.find(
    (other) =>
      other.track === track &&
      other.direction === crossing.direction &&
      Math.abs(other.atMs - crossing.atMs) <= SAME_CROSSING_MS_MAX,
  );
  const tracks = [track];
  if (counted)
    return { cause: "line logic", detail: `track ${track} was counted ${apartText(crossing, counted)}`, tracks };

  const seen = looks.filter((look) => boxOf(look, track));
  const isIn = crossing.direction === "in";
  const [upTo, after] = [
    seen.filter(({ frame, atMs }) => frame < crossing.frame && crossing.atMs - atMs <= SAME_CROSSING_MS_MAX),
    seen.filter(({ frame }) => frame >= crossing.frame),
  ];
  const short = -reachMax(upTo, track, { line, picture, isIn: !isIn });
  const beyond = reachMax(
    after.filter(({ atMs }) => atMs - crossing.atMs <= MATCH_WINDOW_MS),
    track,
    { line, picture, isIn },
  );
  const bornMs = seen[0]!.atMs;
  if (short > -HYSTERESIS && crossing.atMs - bornMs <= MATCH_WINDOW_MS)
    return { cause: "track broken", detail: `track ${track} began on the line, at ${secondsText(bornMs)}`, tracks };
  const way = `from ${short.toFixed(2)} to ${beyond.toFixed(2)} of its height beyond the line`;
  return { cause: "line logic", detail: `track ${track} went ${way}`, tracks };
}

/** How far beyond the line, to the right (`isIn`) or the left, a track came at the most, in box heights. */
function reachMax(
  looks: readonly JudgedLook[],
  track: number,
  { isIn, ...where }: { line: Line; picture: Size; isIn: boolean },
): number {
  const reaches = looks.map((look) => reach(look, track, where)).filter((far) => far !== undefined);
  return Math.max(...reaches.map((far) => (isIn ? far : -far)));
}
