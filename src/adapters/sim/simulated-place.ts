import type { Day } from "#domain/policy/evidence.ts";

/** A place in which simulated stores stand: its clock, its hours, its holidays. */
export type SimulatedPlace = {
  readonly jurisdiction: string;
  readonly timeZone: string;
  readonly hours: Readonly<Record<"weekday" | "friday" | "saturday" | "sunday", readonly string[]>>;
  /** Days of the year, `12-25` or `easter-monday`, and when it is open then. */
  readonly holidays: Readonly<Record<string, readonly string[]>>;
};

const CHRISTMAS_EVE = { "12-24": ["10:00-16:00"] };

/** One after the other, so that a chain of seven has every kind of hours and of summer time. */
export const SIMULATED_PLACES: readonly SimulatedPlace[] = [
  {
    jurisdiction: "EU-FR",
    timeZone: "Europe/Paris",
    hours: { weekday: ["10:00-19:30"], friday: ["10:00-19:30"], saturday: ["10:00-20:00"], sunday: [] },
    holidays: {
      "01-01": [],
      "easter-monday": [],
      "05-01": [],
      "07-14": [],
      "11-11": [],
      ...CHRISTMAS_EVE,
      "12-25": [],
    },
  },
  {
    jurisdiction: "US-IL",
    timeZone: "America/Chicago",
    hours: { weekday: ["10:00-20:00"], friday: ["10:00-21:00"], saturday: ["10:00-21:00"], sunday: ["11:00-18:00"] },
    holidays: { "01-01": [], "07-04": ["10:00-16:00"], ...CHRISTMAS_EVE, "12-25": [] },
  },
  {
    jurisdiction: "CN",
    timeZone: "Asia/Shanghai",
    hours: { weekday: ["10:00-22:00"], friday: ["10:00-22:00"], saturday: ["10:00-22:00"], sunday: ["10:00-22:00"] },
    holidays: { "01-01": ["11:00-20:00"], "05-01": ["10:00-22:00"], "10-01": ["10:00-22:00"] },
  },
  {
    jurisdiction: "EU-IT",
    timeZone: "Europe/Rome",
    hours: {
      weekday: ["09:30-13:00", "15:30-19:30"],
      friday: ["09:30-13:00", "15:30-19:30"],
      saturday: ["09:30-19:30"],
      sunday: [],
    },
    holidays: { "01-01": [], "01-06": [], "easter-monday": [], "04-25": [], "05-01": [], "08-15": [], "12-25": [] },
  },
  {
    jurisdiction: "KR",
    timeZone: "Asia/Seoul",
    hours: { weekday: ["10:30-21:00"], friday: ["10:30-22:00"], saturday: ["10:30-22:00"], sunday: ["10:30-21:00"] },
    holidays: { "01-01": ["12:00-20:00"], "03-01": ["10:30-21:00"], "12-25": ["10:30-21:00"] },
  },
  {
    jurisdiction: "EU-DE",
    timeZone: "Europe/Berlin",
    hours: { weekday: ["10:00-20:00"], friday: ["10:00-20:00"], saturday: ["10:00-20:00"], sunday: [] },
    holidays: {
      "01-01": [],
      "easter-monday": [],
      "05-01": [],
      "10-03": [],
      ...CHRISTMAS_EVE,
      "12-25": [],
      "12-26": [],
    },
  },
  {
    jurisdiction: "JP",
    timeZone: "Asia/Tokyo",
    // Past midnight at the end of the week.
    hours: { weekday: ["11:00-21:00"], friday: ["11:00-01:00"], saturday: ["11:00-01:00"], sunday: ["11:00-20:00"] },
    holidays: { "01-01": [], "03-20": ["11:00-20:00"], "05-03": ["11:00-20:00"] },
  },
];

/** The holidays of a place from one day to another, in the form of a deployment. */
export function holidaysOf({ holidays }: SimulatedPlace, first: Day, last: Day): { date: Day; hours: string[] }[] {
  const years = [Number(first.slice(0, 4)), Number(last.slice(0, 4))] as const;
  const all = Array.from({ length: years[1] - years[0] + 1 }, (_, index) => years[0] + index).flatMap((year) =>
    Object.entries(holidays).map(([name, hours]) => ({
      date: name === "easter-monday" ? easterMonday(year) : `${year}-${name}`,
      hours: [...hours],
    })),
  );
  return all.filter(({ date }) => first <= date && date <= last).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** The Monday after Easter, by the anonymous Gregorian computus (Nature, 20 April 1876). */
function easterMonday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 2)).toISOString().slice(0, 10);
}
