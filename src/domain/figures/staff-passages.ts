import type { Store } from "#domain/deployment/deployment.ts";
import { type LinePassages, type Total, totalOf } from "./total.ts";

/** Staff among those who passed the entrances; each stands beside its completeness. */
export type StaffPassages = { readonly in: Total; readonly out: Total };

/**
 * Staff: people who passed the store's entrance lines while it was open and were taken for staff, by what they wore, where they were or
 * how long they stayed.
 *
 * Unit: people, whole. Range: 0 to the visitors (`in`) and to the exits (`out`), of which they are a part: nothing is subtracted from
 * those. Edge: null where the deployment does not say how staff are told (`stores[].staff`), because then nobody knows, and where nothing was
 * told of staff: a table of minutes (`lintel count --csv`) does not. Who crossed
 * with a torn vote is not in it. Estimates are of staff in like hours.
 * Source: our own; its error is measured by `lintel eval staff` and by checks at the door, in which phones tap who works there.
 */
export function staffPassages(
  { staff }: Pick<Store, "staff">,
  entrances: readonly LinePassages[],
): StaffPassages | null {
  const isTold = entrances.some(({ own }) => own.some((passage) => passage.isStaffTold));
  if (!staff || !isTold) return null;
  return {
    in: totalOf(entrances, (passage) => passage.staffIn),
    out: totalOf(entrances, (passage) => passage.staffOut),
  };
}
