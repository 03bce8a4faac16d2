import { completeness, sumOfWatches } from "#domain/figures/completeness.ts";
import type { Expected } from "#domain/figures/rota-passages.ts";
import { COMPARABLE_COMPLETENESS_MIN } from "#domain/figures/same-weekday.ts";
import { type Estimated, figure, section, sumOfEstimates } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";
import type { StoreReading } from "./store-reading.ts";

/** Who came in, what of it were staff and returns, and how that compares. */
export function visitorsSection({ words, format, readings, isChain, beforeName }: Making): ReportSection {
  const totals = readings.map(({ figures }) => figures!.total);
  const sum = (of: (total: (typeof totals)[number]) => number) => totals.reduce((all, one) => all + of(one), 0);
  const counted = sum(({ visitors }) => visitors.counted);
  const watched = completeness(sumOfWatches(totals.map(({ visitors }) => visitors)));
  const isEmpty = readings.length === 0;
  const isPart = (told: number) => isChain && told > 0 && told < readings.length;
  const ofStores = (told: number) =>
    isPart(told) ? words.ofStores(format.number(told), format.number(readings.length)) : null;
  const withStaff = totals.filter(({ staff }) => staff !== null);
  const staff = withStaff.reduce((all, { staff: told }) => all + told!.in.counted, 0);
  const ofWithStaff = withStaff.reduce((all, { visitors }) => all + visitors.counted, 0);
  const told = readings.filter(({ figures }) => figures!.visits.visits !== null);
  const { visits: first } = readings[0]?.figures ?? {};
  const whyNoReturns = first?.basis.why === "too wide" ? words.why.wide : words.why.fewDays;
  const returnsBase =
    told.length === 0
      ? null
      : (ofStores(told.length) ??
        words.ofDays(format.number(Math.min(...told.map(({ figures }) => figures!.visits.basis.days)))));
  const estimates = (of: (reading: StoreReading) => Estimated | null) => {
    const known = readings.map(of).filter((one) => one !== null);
    return known.length === 0 ? null : sumOfEstimates(known);
  };
  const nets = readings.map(netVisits).filter((net) => net !== null);
  const rotas = readings.flatMap(({ figures }) => figures!.staffByRota ?? []);
  const sumOfRotas = (end: keyof Expected) => rotas.reduce((all, rota) => all + rota.in[end], 0);
  const perDay = perOpenDay(readings);
  const captures = totals.map(({ capture }) => capture).filter(({ share }) => share !== null);
  const peaks = readings
    .filter(({ shared }) => shared.figures !== "day")
    .flatMap(({ name, figures }) => {
      const peak = figures!.total.peakHour;
      return peak ? [{ name, ...peak }] : [];
    });
  const peak = peaks.toSorted((a, b) => b.visitors - a.visitors)[0];
  const none = { found: null, why: words.why.noFigures };
  return section("visitors", words.sections.visitors, {
    figures: [
      figure("visitors", words.visitors, {
        ...none,
        found: isEmpty ? null : counted,
        base: watched === null ? null : words.watched(format.share(watched)),
      }),
      figure("unwatched", words.unwatched, {
        ...none,
        found: isEmpty ? null : sum(({ visitors }) => visitors.estimate.people),
      }),
      figure("staff", words.staff, {
        found: withStaff.length === 0 ? null : staff,
        why: isEmpty ? words.why.noFigures : words.why.noStaff,
        isPartial: isPart(withStaff.length),
        base: ofStores(withStaff.length),
        grounds: ["staff-exclusion"],
      }),
      ...(rotas.length === 0
        ? []
        : [
            figure("staffByRota", words.staffByRota, {
              ...none,
              found: sumOfRotas("people"),
              isPartial: isPart(rotas.length),
              base: words.rotaBase(
                format.number(sumOfRotas("low")),
                format.number(sumOfRotas("high")),
                format.number(rotas.reduce((all, { turns }) => all + turns, 0)),
              ),
            }),
          ]),
      figure("visitorsWithoutStaff", words.withoutStaff, {
        found: withStaff.length === 0 ? null : ofWithStaff - staff,
        why: isEmpty ? words.why.noFigures : words.why.noStaff,
        isPartial: isPart(withStaff.length),
        base: ofStores(withStaff.length),
        grounds: ["count", "staff-exclusion"],
      }),
      figure("returns", words.returns, {
        found: estimates(({ figures }) => estimatedOf(figures!.visits.returns)),
        why: isEmpty ? words.why.noFigures : whyNoReturns,
        isPartial: isPart(told.length),
        base: returnsBase,
      }),
      figure("visits", words.visits, {
        found: estimates(({ figures }) => estimatedOf(figures!.visits.visits)),
        why: isEmpty ? words.why.noFigures : whyNoReturns,
        isPartial: isPart(told.length),
        base: returnsBase,
      }),
      figure("visitsWithoutStaff", words.net, {
        found: nets.length === 0 ? null : sumOfEstimates(nets),
        why: isEmpty ? words.why.noFigures : withStaff.length === 0 ? words.why.noStaff : whyNoReturns,
        isPartial: isPart(nets.length),
        base: ofStores(nets.length),
        grounds: ["count", "staff-exclusion"],
      }),
      figure("visitorsPerOpenDay", words.perDay, {
        measure: "count",
        found: perDay === null ? null : Math.round(perDay),
        why: isEmpty ? words.why.noFigures : words.why.neverOpen,
      }),
      figure("change", words.change, {
        measure: "change",
        found: changeOf(readings),
        why: isEmpty ? words.why.noFigures : words.why.incomparable,
        base: words.against(beforeName),
      }),
      figure("busiestHour", words.busiest, {
        found: peak?.visitors ?? null,
        why: readings.length > 0 && peaks.length === 0 ? words.why.daysOnly : words.why.noFigures,
        base: peak
          ? `${isChain ? `${peak.name}, ` : ""}${format.day(peak.day)}, ${String(peak.hour).padStart(2, "0")}:00`
          : null,
      }),
      // Of a chain it would be a mean of streets that have nothing in common.
      ...(isChain
        ? []
        : [
            figure("captureRate", words.capture, {
              measure: "share",
              found: captures[0]?.share ?? null,
              why: words.why.noPassersBy,
            }),
          ]),
    ],
  });
}

/** A store's visitors less staff and returns; null where either is not known. */
export function netVisits({ figures }: StoreReading): Estimated | null {
  if (!figures?.total.staff || !figures.visits.returns) return null;
  const visitors = figures.total.visitors.counted;
  const staff = figures.total.staff.in.counted;
  const { people, low, high } = figures.visits.returns;
  const within = (value: number) => Math.min(visitors, Math.max(0, value));
  // As far as who returned were staff themselves, they are taken off once.
  return {
    value: within(visitors - staff - people),
    low: within(visitors - staff - high),
    high: within(visitors - staff - Math.max(0, low - staff)),
  };
}

/** Visitors on an average open day, of all stores together; null where none was open. */
function perOpenDay(readings: readonly StoreReading[]): number | null {
  const means = readings.flatMap(({ figures }) => {
    const { visitors, openDays } = figures!.total;
    return openDays === 0 ? [] : [visitors.counted / openDays];
  });
  return means.length === 0 ? null : means.reduce((sum, one) => sum + one, 0);
}

/** How far visitors per open day are above those of the period before; null where the two cannot be compared. */
export function changeOf(readings: readonly StoreReading[]): number | null {
  let [now, then] = [0, 0];
  for (const { figures, before } of readings) {
    if (!figures || !before) continue;
    const { visitors, openDays } = figures.total;
    const isWatched = [visitors, before.visitors].every(
      (total) => (total.completeness ?? 0) >= COMPARABLE_COMPLETENESS_MIN,
    );
    if (!isWatched || openDays === 0 || before.openDays === 0) continue;
    now += visitors.counted / openDays;
    then += before.visitors.counted / before.openDays;
  }
  return then === 0 ? null : now / then - 1;
}

function estimatedOf(
  found: { readonly people: number; readonly low: number; readonly high: number } | null,
): Estimated | null {
  return found && { value: found.people, low: found.low, high: found.high };
}
