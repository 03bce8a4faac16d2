import type { AgeBand, SexTold } from "#domain/wire/welcome.ts";
import type { FaceAnswer } from "./estimate-face.ts";

/** What is true of the person on a picture, and the groups that they belong to: `{ skin: "V", glasses: "yes" }`. */
export type FaceLabel = {
  readonly ageBand: AgeBand;
  readonly sex: Extract<SexTold, "female" | "male">;
  readonly groups: Readonly<Record<string, string>>;
};

/** How often the estimate was right, wrong or unsure in one group of people. */
export type FaceCounts = {
  readonly people: number;
  /** Of those, with an answer; the others were told to come closer, or that no face or several were seen. */
  readonly estimated: number;
  readonly ageRight: number;
  /** One band beside the true one. */
  readonly ageBeside: number;
  readonly sexRight: number;
  readonly sexWrong: number;
  readonly sexUnsure: number;
};

export type FaceGroup = { readonly group: string; readonly value: string; readonly counts: FaceCounts };

const BANDS: readonly AgeBand[] = ["under-18", "18-29", "30-44", "45-59", "60-plus"];

/** What came out, for all and for every group: by sex, by age band, and by what else was labelled. In the order of first appearance. */
export function evaluateFaces(
  cases: ReadonlyArray<{ readonly label: FaceLabel; readonly answer: FaceAnswer }>,
): FaceGroup[] {
  const groups = new Map<string, { group: string; value: string; cases: (typeof cases)[number][] }>();
  const put = (group: string, value: string, one: (typeof cases)[number]) => {
    const key = JSON.stringify([group, value]);
    const known = groups.get(key) ?? { group, value, cases: [] };
    known.cases.push(one);
    groups.set(key, known);
  };
  for (const one of cases) {
    const { ageBand, sex, groups: others } = one.label;
    put("all", "", one);
    for (const [group, value] of Object.entries({ sex, age: ageBand, ...others })) put(group, value, one);
  }
  const names = [...new Set([...groups.values()].map(({ group }) => group))];
  return [...groups.values()]
    .toSorted((a, b) => names.indexOf(a.group) - names.indexOf(b.group))
    .map(({ group, value, cases: of }) => ({ group, value, counts: countsOf(of) }));
}

function countsOf(cases: ReadonlyArray<{ readonly label: FaceLabel; readonly answer: FaceAnswer }>): FaceCounts {
  const told = cases.flatMap(({ label, answer }) =>
    answer.kind === "estimated" ? [{ label, estimate: answer.estimate }] : [],
  );
  const count = (is: (one: (typeof told)[number]) => boolean) => told.filter(is).length;
  const apart = ({ label, estimate }: (typeof told)[number]) =>
    Math.abs(BANDS.indexOf(label.ageBand) - BANDS.indexOf(estimate.ageBand));
  const sexRight = count(({ label, estimate }) => label.sex === estimate.sex);
  const sexUnsure = count(({ estimate }) => estimate.sex === "unsure");
  return {
    people: cases.length,
    estimated: told.length,
    ageRight: count((one) => apart(one) === 0),
    ageBeside: count((one) => apart(one) === 1),
    sexRight,
    sexWrong: told.length - sexRight - sexUnsure,
    sexUnsure,
  };
}
