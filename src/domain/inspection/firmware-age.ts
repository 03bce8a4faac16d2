import type { Day } from "#domain/policy/evidence.ts";

/** Older firmware is told: makers mend what is found in it for about as long. */
export const FIRMWARE_YEARS_MAX = 3;
const FIRST_YEAR = 2005;

/**
 * The day on which a firmware was built, where its name says one: `V5.5.0 build 170725`, `2.800.0000000.16.R, Build Date
 * 2020-05-15`, `…_20230418`. Null where it does not; a day after `today` is none.
 */
export function firmwareDay(firmware: string, today: Day): Day | null {
  const found = [
    /\b(20\d\d)[-./](\d{1,2})[-./](\d{1,2})\b/,
    /(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)/,
    /\bbuild[ :_-]*(\d\d)(\d\d)(\d\d)(?!\d)/i,
  ];
  for (const pattern of found) {
    const [, year = "", month = "", date = ""] = pattern.exec(firmware) ?? [];
    const day = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    const isDay = Number(year) > 0 && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
    if (isDay && day <= today && day >= `${FIRST_YEAR}`) return day;
  }
  return null;
}

/** Whether a firmware of one day is older than `FIRMWARE_YEARS_MAX` on another. */
export function isOldFirmware(built: Day, today: Day): boolean {
  const [year = "", ...rest] = today.split("-");
  return built < [String(Number(year) - FIRMWARE_YEARS_MAX), ...rest].join("-");
}
