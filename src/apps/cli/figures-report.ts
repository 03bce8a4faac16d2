import { HOUR_MINUTES, type Weekday, weekdayOf } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Share } from "#domain/figures/jointly-watched.ts";
import type { Inside } from "#domain/figures/occupancy.ts";
import type { PeakHour } from "#domain/figures/peak-hour.ts";
import type { PowerHours } from "#domain/figures/power-hours.ts";
import { RETURN_MINUTES_MAX } from "#domain/figures/returns.ts";
import type { Expected } from "#domain/figures/rota-passages.ts";
import { COMPARABLE_COMPLETENESS_MIN, SAME_WEEKDAYS } from "#domain/figures/same-weekday.ts";
import type { HourFigures, LineFigures, StoreFigures, ZoneFigures } from "#domain/figures/store-figures.ts";
import type { StoreNow } from "#domain/figures/store-now.ts";
import type { Total } from "#domain/figures/total.ts";
import type { Visits } from "#domain/figures/visits.ts";
import { plainTable } from "./table.ts";

/** A figure that there is not: nothing was open, nothing was watched, nobody came. */
const NONE = "–";
const SIMULATED = " (simulated: no such store exists)";
const HOUR_MS = HOUR_MINUTES * MINUTE_MS;

const CAPTURE_WORDS = {
  "entries-per-passer-by": "visitors ÷ passers-by",
  "entries-per-all": "visitors ÷ (visitors + passers-by)",
} as const;

/** The figures of a store as its manager reads them. */
export function figuresText(figures: StoreFigures, isSimulated: boolean): string {
  const { total, zones, lines } = figures;
  const hasStreet = lines.some(({ role }) => role === "passer-by");
  const parts = [
    headText(figures, isSimulated),
    plainTable(
      ["", "counted", "watched", "estimated besides"],
      [
        totalCells("visitors", total.visitors),
        totalCells("exits", total.exits),
        ...(hasStreet ? [totalCells("passers-by", total.passersBy)] : []),
      ],
    ),
    ...summaryLines(figures, hasStreet),
    "",
    rowsTable(figures, hasStreet),
  ];
  if (lines.length > 1) parts.push(linesTable(lines));
  if (zones.length > 0) parts.push(zonesTable(zones, figures.bounceMs));
  return [...parts, ...notes(figures)].join("\n");
}

/** How the present day of a store goes. */
export function nowText(
  { store, timeZone, day, untilMinute, isOpen, soFar, inside, usual }: StoreNow,
  isSimulated: boolean,
): string {
  const { visitors, exits, passersBy } = soFar;
  const lines = [
    `${store}${isSimulated ? SIMULATED : ""}, ${dayName(day)} ${day} until ${clockText(untilMinute, timeZone)}, ${timeZone}, ${isOpen ? "open" : "closed"}`,
    plainTable(
      ["so far", "counted", "watched", "estimated besides"],
      [
        totalCells("visitors", visitors),
        totalCells("exits", exits),
        ...(passersBy.completeness === null ? [] : [totalCells("passers-by", passersBy)]),
      ],
    ),
  ];
  if (inside) lines.push(`inside now    ${inside.people}${inside.isSure ? "" : "?"}`);
  if (usual) {
    const change = usual.change === null ? "" : `; today is ${signedShare(usual.change)}`;
    lines.push(
      `usual so far  ${Math.round(usual.mean)}, of the last ${counted(usual.days.length, nameOf(weekdayOf(day)))} up to this time${change}`,
    );
  }
  return lines.join("\n");
}

function counted(count: number, noun: string): string {
  return count === 1 ? noun : `${count} ${noun}s`;
}

function headText({ store, first, last, timeZone, total }: StoreFigures, isSimulated: boolean): string {
  const period = first === last ? `${dayName(first)} ${first}` : `${first} to ${last}`;
  const open =
    total.openMinutes === 0
      ? "closed"
      : `open ${hoursText(total.openMinutes * MINUTE_MS)} on ${total.openDays} ${total.openDays === 1 ? "day" : "days"}`;
  return `${store}${isSimulated ? SIMULATED : ""}, ${period}, ${timeZone}, ${open}`;
}

function totalCells(name: string, total: Total): string[] {
  return [name, countedText(total), watchedText(total.completeness), estimateText(total)];
}

function summaryLines(
  { total, visits, staffByRota, captureForm, timeZone, powerHours }: StoreFigures,
  hasStreet: boolean,
): string[] {
  const { capture, occupancy, peakHour, closed, staff } = total;
  const lines: string[] = [];
  if (total.visitors.counted > 0) lines.push(`visits        ${visitsText(visits)}`);
  if (total.groups.meanSize !== null)
    lines.push(
      `groups        ${total.groups.groups} of ${total.groups.people} people who came in where groups are told: ${total.groups.meanSize.toFixed(2)} people each`,
    );
  if (hasStreet)
    lines.push(
      `capture rate  ${shareText(capture.share)} = ${CAPTURE_WORDS[captureForm]}, in the ${watchedText(capture.completeness)} of open time when door and street were both watched`,
    );
  if (staff)
    lines.push(
      `staff         ${countedText(staff.in)} of the visitors, ${countedText(staff.out)} of the exits: by cloth and place, and in those totals`,
    );
  if (staffByRota)
    lines.push(
      `staff by rota ${expectedText(staffByRota.in)} in, ${expectedText(staffByRota.out)} out: an estimate from ${staffByRota.turns} people × shifts, in open time; in no total and subtracted from none`,
    );
  if (occupancy.peak && occupancy.mean !== null)
    lines.push(
      `inside        at most ${insideText(occupancy.peak, timeZone)}; ${occupancy.mean.toFixed(1)} on average; certain for ${watchedText(occupancy.sureShare)} of open time`,
    );
  if (peakHour) lines.push(`peak hour     ${peakText(peakHour)}`);
  if (powerHours) lines.push(`power hours   ${powerText(powerHours)}`);
  if (closed.in + closed.out > 0)
    lines.push(`while closed  ${closed.in} in, ${closed.out} out (staff, suppliers): in no total`);
  return lines;
}

/** Visits stand beside visitors with their interval, or why there are none. */
function visitsText({ basis, returns, visits }: Visits): string {
  if (!returns || !visits) {
    const why = basis.why === "too few days" ? `${basis.days} comparable days are too few` : "the interval is too wide";
    return `${NONE} who comes back within ${RETURN_MINUTES_MAX} min cannot be told: ${why}`;
  }
  return `~${visits.people} (${visits.low} to ${visits.high}) = visitors less ~${returns.people} (${returns.low} to ${returns.high}) who came back within ${RETURN_MINUTES_MAX} min; from the door times of ${basis.days} days, 95% interval`;
}

function expectedText({ people, low, high }: Expected): string {
  return `~${people} (${low} to ${high})`;
}

function rowsTable({ rows, by, first, last }: StoreFigures, hasStreet: boolean): string {
  const isDays = by === "day";
  const hasMean = !isDays && first !== last;
  // That a day was closed is worth a row; that every night was is not.
  const shown = rows.filter(({ openMinutes }) => isDays || openMinutes > 0);
  const head = [
    by,
    "open",
    "visitors",
    "watched",
    "estimated besides",
    ...(isDays ? ["usual", "change"] : []),
    ...(hasMean ? ["a day"] : []),
    ...(hasStreet ? ["passers-by", "watched", "capture"] : []),
    "most inside",
    ...(by === "hour" ? [] : ["peak hour"]),
  ];
  return plainTable(
    head,
    shown.map((row) => [
      isDays ? `${row.label} ${dayName(row.label)}` : rowName(row.label),
      row.openMinutes === 0 ? "closed" : hoursText(row.openMinutes * MINUTE_MS),
      countedText(row.visitors),
      watchedText(row.visitors.completeness),
      estimateText(row.visitors),
      ...(isDays ? usualCells(row) : []),
      ...(hasMean ? [perDayText(row)] : []),
      ...(hasStreet
        ? [countedText(row.passersBy), watchedText(row.passersBy.completeness), captureText(row.capture)]
        : []),
      row.occupancy.peak ? `${row.occupancy.peak.people}${row.occupancy.peak.isSure ? "" : "?"}` : NONE,
      ...(by === "hour" ? [] : [row.peakHour ? hourName(row.peakHour) + (row.peakHour.isSure ? "" : "?") : NONE]),
    ]),
  );
}

function usualCells({ sameWeekday, openMinutes }: HourFigures): string[] {
  if (!sameWeekday || openMinutes === 0) return [NONE, NONE];
  const { mean, change, days } = sameWeekday;
  const of = days.length < SAME_WEEKDAYS ? ` (of ${days.length})` : "";
  return [`${Math.round(mean)}${of}`, change === null ? NONE : signedShare(change)];
}

/** Counted visitors a day; of incomplete hours none, because it would be too low. */
function perDayText({ visitors, openDays }: HourFigures): string {
  const { completeness, counted } = visitors;
  return openDays > 0 && completeness !== null && completeness >= COMPARABLE_COMPLETENESS_MIN
    ? (counted / openDays).toFixed(1)
    : NONE;
}

function linesTable(lines: readonly LineFigures[]): string {
  return plainTable(
    ["line", "sensor", "role", "in", "out", "of them uncertain", "watched"],
    lines.map(({ name, sensor, role, in: entered, out, uncertain, completeness }) => {
      const isGap = completeness === 0;
      const counts = isGap ? [NONE, NONE, NONE] : [entered, out, uncertain];
      return [name, sensor, role, ...counts, watchedText(completeness)];
    }),
  );
}

function zonesTable(zones: readonly ZoneFigures[], bounceMs: number): string {
  return plainTable(
    [
      "zone",
      "sensor",
      "entries",
      "watched",
      "half stayed at most",
      "nine of ten at most",
      `bounce (below ${secondsText(bounceMs)})`,
      "draw rate",
    ],
    zones.map(({ name, sensor, entered, completeness, dwell, bounce, draw }) => [
      name,
      sensor,
      completeness === 0 ? NONE : entered,
      watchedText(completeness),
      dwell.medianMs === null ? NONE : secondsText(dwell.medianMs),
      dwell.p90Ms === null ? NONE : secondsText(dwell.p90Ms),
      shareText(bounce),
      captureText(draw),
    ]),
  );
}

function notes({ total, hasHours, unknownRows, first, last, onFile, lines }: StoreFigures): string[] {
  const all: string[] = [];
  const totals = [total.visitors, total.passersBy];
  if (!lines.some(({ role }) => role === "entrance"))
    all.push("No line is an entrance, so there are no visitors: give a line the role `entrance`.");
  if (!hasHours)
    all.push(
      "No opening hours are stated, so that every day counts as open from midnight to midnight: add `hours` to the store.",
    );
  if (totals.some(({ estimate }) => estimate.people > 0))
    all.push(
      "Estimated besides: what probably passed while nobody watched, from the same hours of the same weekdays. It is in no count, share or comparison.",
    );
  if (totals.some(({ estimate }) => estimate.gapMs > 0))
    all.push(
      "Gap: this part of the open time was not watched, and too little is known of such hours to estimate anything.",
    );
  if (onFile && first < onFile.first) all.push(`Nothing is on file before ${onFile.first}.`);
  if (onFile && last > onFile.last) all.push(`Nothing is on file after ${onFile.last}.`);
  if (unknownRows > 0)
    all.push(`${unknownRows} rows are of lines or zones that the deployment does not name: in no figure.`);
  return all;
}

/** A count; nothing at all watched is a gap and no zero. */
function countedText({ counted, openMs, watchedMs }: Total): string {
  return openMs === 0 || watchedMs === 0 ? NONE : String(counted);
}

/** Never rounded up: 100.0% is every millisecond. */
function watchedText(completeness: number | null): string {
  return completeness === null ? NONE : `${(Math.floor(completeness * 1000) / 10).toFixed(1)}%`;
}

function estimateText({ openMs, estimate: { people, estimatedMs, gapMs } }: Total): string {
  const parts = [estimatedMs > 0 ? `~${people}` : "", gapMs > 0 ? `gap ${shareText(gapMs / openMs)}` : ""];
  return parts.filter((part) => part !== "").join(", ");
}

function shareText(share: number | null): string {
  return share === null ? NONE : `${(100 * share).toFixed(1)}%`;
}

function captureText({ share }: Share): string {
  return shareText(share);
}

function signedShare(share: number): string {
  return `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)}%`;
}

function insideText({ people, minute, isSure }: Inside, timeZone: string): string {
  const day = storeCalendar(timeZone).dayOf(minute);
  return `${people}${isSure ? "" : "?"}, ${dayName(day)} ${day} at ${clockText(minute, timeZone)}`;
}

function clockText(minute: number, timeZone: string): string {
  return storeCalendar(timeZone).clockOf(minute);
}

function peakText(peak: PeakHour): string {
  const doubt = peak.isSure ? "" : "; an hour that was not watched may have had more";
  return `${nameOf(peak.weekday)} ${peak.day} at ${hourName(peak)}, ${peak.visitors} visitors${doubt}`;
}

/** Hours that follow each other as one span: `Fri 17–20, Sat 13–19`. */
function powerText({ hours, visitorShare, hourShare }: PowerHours): string {
  const spans: { weekday: Weekday; start: number; end: number }[] = [];
  for (const { weekday, hour } of hours) {
    const last = spans.at(-1);
    if (last && last.weekday === weekday && last.end === hour) last.end = hour + 1;
    else spans.push({ weekday, start: hour, end: hour + 1 });
  }
  const named = spans.map(({ weekday, start, end }) => `${nameOf(weekday)} ${start}–${end}`);
  return `${named.join(", ")}: ${shareText(hourShare)} of a week's open hours, ${shareText(visitorShare)} of its visitors`;
}

function hourName({ hour, isAgain }: Pick<PeakHour, "hour" | "isAgain">): string {
  return `${twoDigits(hour)}:00${isAgain ? " again" : ""}`;
}

function dayName(day: string): string {
  return nameOf(weekdayOf(day));
}

function rowName(label: string): string {
  return /^[a-z]/.test(label) ? nameOf(label as Weekday) : label;
}

function nameOf(weekday: Weekday): string {
  return `${weekday[0]!.toUpperCase()}${weekday.slice(1)}`;
}

function hoursText(durationMs: number): string {
  return `${(durationMs / HOUR_MS).toFixed(1)} h`;
}

function secondsText(durationMs: number): string {
  return durationMs < 60_000 ? `${Math.round(durationMs / 1000)} s` : `${(durationMs / 60_000).toFixed(1)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

const CSV_COLUMNS = [
  "store,row,openMinutes,openDays",
  "visitors,visitorsWatched,visitorsEstimatedBesides,visitorsGap",
  "exits,exitsWatched,exitsEstimatedBesides,exitsGap",
  "passersBy,passersByWatched,passersByEstimatedBesides,passersByGap",
  "captureForm,capture,captureWatched,mostInside,meanInside,insideSure,peakHour,peakHourSure,usual,usualDays,change,closedIn,closedOut",
  "groups,groupedPeople",
].join(",");

/** The rows of the stores as comma-separated values (RFC 4180). An empty cell is a gap or no figure, never a zero. */
export function figuresCsv(stores: readonly StoreFigures[]): string {
  const rows = stores.flatMap(({ store, captureForm, rows: own }) =>
    own.map((row) => {
      const { capture, occupancy, peakHour, sameWeekday, closed } = row;
      return [
        store,
        row.label,
        row.openMinutes,
        row.openDays,
        ...[row.visitors, row.exits, row.passersBy].flatMap(totalCsv),
        captureForm,
        share(capture.share),
        share(capture.completeness),
        occupancy.peak?.people ?? "",
        occupancy.mean?.toFixed(2) ?? "",
        share(occupancy.sureShare),
        peakHour ? `${peakHour.day} ${hourName(peakHour)}` : "",
        peakHour?.isSure ?? "",
        sameWeekday?.mean.toFixed(1) ?? "",
        sameWeekday?.days.length ?? "",
        share(sameWeekday?.change ?? null),
        closed.in,
        closed.out,
        row.groups.meanSize === null ? "" : row.groups.groups,
        row.groups.meanSize === null ? "" : row.groups.people,
      ].join(",");
    }),
  );
  return [CSV_COLUMNS, ...rows].join("\r\n");
}

function totalCsv(total: Total): (string | number)[] {
  const { counted, watchedMs, openMs, completeness, estimate } = total;
  const isGap = openMs === 0 || watchedMs === 0;
  const gap = openMs === 0 ? null : estimate.gapMs / openMs;
  return [isGap ? "" : counted, share(completeness), estimate.estimatedMs > 0 ? estimate.people : "", share(gap)];
}

/** Never rounded up to 1. */
function share(value: number | null): string {
  return value === null ? "" : (Math.floor(value * 10_000) / 10_000).toFixed(4);
}
