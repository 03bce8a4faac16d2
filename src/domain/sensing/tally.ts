/** How often each of a few names came up. */
export type Tally = Readonly<Record<string, number>>;

/** Distinct names that a tally tells apart; what comes after is counted as `OTHER`. */
export const TALLY_NAMES_MAX = 64;
/** A longer name is not repeated but counted as `OTHER`. */
export const TALLY_NAME_LENGTH_MAX = 40;
/** Where names are counted that are too many, too long, or might be somebody's words and not the name of a field. */
export const OTHER = "(other)";

/** Letters first: a number as a name could be a telephone's or a card's. */
const FIELD_NAME = /^[A-Za-z@#_][A-Za-z0-9@#_.:-]*$/;

/** Counts by name, in bounded room: however many names a sensor invents, and whatever it writes into them. */
export class NameTally {
  readonly #counts = new Map<string, number>();

  add(name: string, times = 1): void {
    const known = isRepeatable(name) && (this.#counts.has(name) || this.#counts.size < TALLY_NAMES_MAX) ? name : OTHER;
    this.#counts.set(known, (this.#counts.get(known) ?? 0) + times);
  }

  addAll(tally: Tally): void {
    for (const [name, times] of Object.entries(tally)) this.add(name, times);
  }

  /** The counts so far; what is added later does not change them. */
  get counts(): Tally {
    return Object.fromEntries(this.#counts);
  }
}

function isRepeatable(name: string): boolean {
  return name.length <= TALLY_NAME_LENGTH_MAX && FIELD_NAME.test(name);
}
