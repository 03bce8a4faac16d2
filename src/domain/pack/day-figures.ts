import type { BucketPart } from "#domain/wire/bucket-part.ts";

const HEAD = "day,kind,name,version,parts,watchedMs,in,out,staffIn,staffOut,entered";

/** The sums of each line and zone of each day, as a table that a spreadsheet opens (CSV). A name holds no quote. */
export function dayFigures(days: readonly { readonly day: string; readonly parts: readonly BucketPart[] }[]): string {
  const rows = days.flatMap(({ day, parts }) => {
    const units = Map.groupBy(parts, (part) => `${part.kind} ${nameOf(part)} ${part.version}`);
    return [...units.values()].map((own) => {
      const [first] = own as [BucketPart];
      return [day, first.kind, `"${nameOf(first)}"`, first.version, own.length, ...sumsOf(own)].join(",");
    });
  });
  return `${[HEAD, ...rows].join("\n")}\n`;
}

function nameOf(part: BucketPart): string {
  return part.kind === "line" ? part.lineId : part.zoneId;
}

function sumsOf(parts: readonly BucketPart[]): (number | "")[] {
  const sums = { watchedMs: 0, in: 0, out: 0, staffIn: 0, staffOut: 0, entered: 0 };
  for (const part of parts) {
    sums.watchedMs += part.watchedMs;
    if (part.kind === "zone") sums.entered += part.entered;
    else for (const field of ["in", "out", "staffIn", "staffOut"] as const) sums[field] += part[field];
  }
  return parts[0]?.kind === "zone"
    ? [sums.watchedMs, "", "", "", "", sums.entered]
    : [sums.watchedMs, sums.in, sums.out, sums.staffIn, sums.staffOut, ""];
}
