import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { openChance } from "#adapters/sim/chance.ts";
import { judgeLooks } from "#domain/evaluation/look.ts";
import {
  confusionParts,
  type Part,
  type StaffConfusion,
  staffConfusion,
  sumOfConfusions,
  type TakenFor,
} from "#domain/evaluation/staff-confusion.ts";
import { trueCrossings } from "#domain/evaluation/true-crossings.ts";
import { Fault } from "#domain/fault/fault.ts";
import { shareOf } from "#domain/figures/visitor-mix.ts";
import type { Line } from "#domain/space/line.ts";
import { COLOUR_FORM } from "#domain/staff/cloth.ts";
import type { StaffSigns } from "#domain/staff/staff-signs.ts";
import type { TimedFrame } from "#domain/vision/frame.ts";
import { sceneCase, TWELVE_LINES } from "./eval-all.ts";
import { runFilm } from "./film-run.ts";
import { findScene, sceneNames } from "./source.ts";
import { plainTable, shareText } from "./table.ts";

export type StaffOptions = { readonly upper?: string; readonly lower?: string; readonly lanyard?: string };

/** What staff wear in `scene:staff`, as its makers picked it from a palette. */
const SCENE_UNIFORM = { upper: "#16a34a", lower: "#22252b" } as const;
const STAFF_SCENE = "staff";

/** How a film is shown: as it is, or in worse light. */
export const CONDITIONS = ["as filmed", "dimmed", "dimmed, tinted, noisy"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** One film in one light: over its own lines, and over twelve more across the whole picture, for the larger sample. */
export type StaffRow = {
  readonly scene: string;
  readonly condition: Condition;
  readonly lines: "its own" | "twelve more";
  readonly taken: StaffConfusion;
} & ReturnType<typeof confusionParts>;

export type StaffReport = { readonly uniform: StaffOptions; readonly rows: readonly StaffRow[] };

/** Reads the options of `lintel eval staff`. */
export function readUniform(options: StaffOptions): StaffOptions {
  const { upper, lower, lanyard } = options;
  const given = Object.entries({ upper, lower, lanyard }).filter((entry): entry is [string, string] => !!entry[1]);
  for (const [name, colour] of given)
    if (!COLOUR_FORM.test(colour))
      throw new Fault("count/unreadable", `\`--${name} ${colour}\` is not a colour such as \`#16a34a\``);
  return given.length === 0 ? SCENE_UNIFORM : Object.fromEntries(given);
}

/** The scene `staff` in three lights, and every other scene, in which nobody works. */
export async function evaluateStaff(
  uniform: StaffOptions,
  { scenes = sceneNames() }: { readonly scenes?: readonly string[] } = {},
): Promise<StaffReport> {
  using detector = await openPersonDetector({});
  const rows: StaffRow[] = [];
  for (const scene of [STAFF_SCENE, ...scenes.filter((name) => name !== STAFF_SCENE)])
    for (const condition of scene === STAFF_SCENE ? CONDITIONS : CONDITIONS.slice(0, 1)) {
      const { truth, hidden = [], ...film } = sceneCase(scene);
      const staff = new Set(findScene(scene).truth.staff);
      const spoil = spoilerOf(condition);
      const lines = [...film.lines, ...TWELVE_LINES];
      const run = await runFilm({ ...film, lines, zones: [], detector, staff: signsOf(uniform), spoil });
      const everybody = [...truth, ...hidden];
      const looks = judgeLooks(run.looks, everybody);
      const confusionOver = (own: readonly Line[]) => {
        const names = new Set(own.map(({ name }) => name));
        const passed = own.flatMap((line) => trueCrossings(everybody, line, { ...run, anchor: "centre" }));
        const counted = run.crossings.filter(({ line }) => names.has(line));
        return staffConfusion({ truth: passed, counted }, looks, staff);
      };
      for (const [named, own] of [["its own", film.lines] as const, ["twelve more", TWELVE_LINES] as const]) {
        if (own.length === 0) continue;
        const taken = confusionOver(own);
        rows.push({ scene, condition, lines: named, taken, ...confusionParts(taken) });
      }
    }
  return { uniform, rows };
}

/** The confusion table. */
export function staffText({ uniform, rows }: StaffReport): string {
  const words = Object.entries(uniform).map(([part, colour]) => `${part} ${colour}`);
  const takenText = ({ staff, visitor, torn, uncounted }: TakenFor) => [staff, visitor, torn, uncounted].join(" / ");
  const cells = ({
    taken,
    recognised,
    mistaken,
    torn,
  }: Pick<StaffRow, "taken" | keyof ReturnType<typeof confusionParts>>) => [
    takenText(taken.staff),
    takenText(taken.visitors),
    takenText(taken.invented),
    ...[recognised, mistaken, torn].map(partText),
  ];
  const inAll = (["its own", "twelve more"] as const).flatMap((lines) => {
    const own = rows.filter((row) => row.lines === lines).map(({ taken }) => taken);
    if (own.length === 0) return [];
    const taken = sumOfConfusions(own);
    return [["all", "", lines, ...cells({ taken, ...confusionParts(taken) })]];
  });
  const table = plainTable(
    ["scene", "light", "lines", "staff", "visitors", "nobody", "recognised", "mistaken", "torn"],
    [...rows.map((row) => [row.scene, row.condition, row.lines, ...cells(row)]), ...inAll],
  );
  return [
    `Taken for staff by what they wear: ${words.join(", ")}`,
    table,
    "Crossings of staff, of visitors and of nobody, each: taken for staff / for a visitor / torn / not counted.",
    "recognised: staff taken for staff, of those counted. mistaken: others taken for staff, of those counted. torn: of all counted.",
    "In brackets: what chance leaves of it (Wilson, 95%).",
  ].join("\n");
}

function partText({ part, of }: Part): string {
  const share = shareOf(part, of);
  return share ? `${shareText(share.share)} (${percent(share.low)} to ${percent(share.high)})` : "–";
}

function percent(share: number): string {
  return (100 * share).toFixed(0);
}

function signsOf({ upper, lower, lanyard }: StaffOptions): StaffSigns {
  const plain = (colour: string | undefined) => (colour === undefined ? undefined : [{ colour, share: 1 }]);
  const uniforms = upper || lower ? [{ name: "uniform", upper: plain(upper), lower: plain(lower) }] : [];
  return { uniforms, lanyard, lines: [], zones: [] };
}

/** So much of each value of sRGB is left when it is dimmed: about a fifth of the light. */
const DIMMED = 0.48;
/** A tint like that of warm lamps: values of red, green and blue. */
const TINT = [1.08, 1, 0.82] as const;
/** The deviation of the noise, in values of 0..255: a small camera at night. */
const NOISE = 6;
const NOISE_SEED = "eval staff";

/** What a light does to a frame's pixels; undefined where it does nothing. */
function spoilerOf(condition: Condition): ((frame: TimedFrame) => TimedFrame) | undefined {
  if (condition === "as filmed") return undefined;
  const isBad = condition === "dimmed, tinted, noisy";
  const chance = openChance(NOISE_SEED);
  return (frame) => {
    const rgb = frame.rgb.map((value, at) => {
      const noise = isBad ? NOISE * chance.normal() : 0;
      return Math.max(0, Math.min(255, Math.round(value * DIMMED * (isBad ? TINT[at % 3]! : 1) + noise)));
    });
    return { ...frame, rgb };
  };
}
