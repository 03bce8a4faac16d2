import { type Language, LOCALES } from "./language.ts";

export type Format = ReturnType<typeof formatOf>;

const DAY_MS = 86_400_000;

/** Numbers, shares, dates and durations as a language writes them. */
export function formatOf(language: Language) {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const fineShare = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const change = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  });
  const signedShare = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  // A day of a store's calendar has no time zone of its own: it is written as it stands.
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
  const fullDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const shortDay = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "numeric" });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const unit = (value: number, name: "second" | "minute" | "hour") =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const period = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
  const dateOf = (text: string) => new Date(`${text}T00:00:00Z`);
  const clock = (atMs: number, timeZone?: string) =>
    new Intl.DateTimeFormat(locale, {
      ...(timeZone !== undefined && { timeZone }),
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(atMs);
  return {
    locale,
    number: (value: number) => whole.format(value),
    tenth: (value: number) => tenth.format(value),
    /** Completeness never rounds up to all. */
    share: (value: number) => share.format(Math.floor(value * 100) / 100),
    roundShare: (value: number) => share.format(value),
    fineShare: (value: number) => fineShare.format(value),
    change: (value: number) => change.format(value),
    signedShare: (value: number) => signedShare.format(value),
    day: (text: string) => day.format(dateOf(text)),
    fullDay: (text: string) => fullDay.format(dateOf(text)),
    shortDay: (text: string) => shortDay.format(dateOf(text)),
    amount: (value: number) => amount.format(value),
    month: (text: string) => month.format(dateOf(`${text.slice(0, 7)}-01`)),
    dates: (first: string, last: string) => `${period.format(dateOf(first))} – ${period.format(dateOf(last))}`,
    /** 0 is Monday. */
    weekday: (index: number) => weekday.format(new Date(4 * DAY_MS + index * DAY_MS)),
    clock,
    moment: (atMs: number, timeZone?: string) =>
      new Intl.DateTimeFormat(locale, {
        ...(timeZone !== undefined && { timeZone }),
        dateStyle: "medium",
        timeStyle: "short",
        hourCycle: "h23",
      } as Intl.DateTimeFormatOptions).format(atMs),
    money: (amount: number, currency: string) =>
      new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount),
    duration: (ms: number) =>
      ms < 60_000
        ? unit(ms / 1000, "second")
        : ms < 3_600_000
          ? unit(ms / 60_000, "minute")
          : unit(ms / 3_600_000, "hour"),
  };
}
