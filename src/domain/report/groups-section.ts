import { figure, section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";

const SIZES = ["1", "2", "3", "4", "5+"];

/** Who came in together. */
export function groupsSection({ words, format, readings }: Making): ReportSection {
  const told = readings.map(({ figures }) => figures!.total.groups);
  const groups = told.reduce((sum, one) => sum + one.groups, 0);
  const people = told.reduce((sum, one) => sum + one.people, 0);
  const why = readings.length === 0 ? words.why.noFigures : words.why.noGroups;
  const sizes = told.map((one) => one.sizes).filter((of) => of !== null);
  return section("groups", words.sections.groups, {
    figures: [
      figure("groups", words.groups, { found: groups === 0 ? null : groups, why }),
      figure("groupSize", words.groupSize, {
        measure: "tenths",
        found: groups === 0 ? null : people / groups,
        why,
        base: groups === 0 ? null : words.ofPeople(format.number(people)),
      }),
    ],
    note: sizes.length > 0 ? null : groups > 0 ? words.why.noSizes : null,
    method: sizes.length > 0 ? words.sizes.method : null,
    charts:
      sizes.length === 0
        ? []
        : [
            {
              kind: "columns",
              title: words.sizes.title,
              measure: "count",
              entries: SIZES.map((label, index) => ({
                label,
                value: sizes.reduce((sum, of) => sum + (of[index] ?? 0), 0),
              })),
            },
          ],
  });
}
