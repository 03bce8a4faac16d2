/**
 * The short code of a receipt: eleven symbols that nobody can guess and one that tells slips of who types it, as 4-4-4.
 * Source: Douglas Crockford, Base 32 (2019): no I, L, O, U; the check symbol is the number modulo 37.
 */

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKED_BY = 37n;
const SYMBOL_BITS = 5n;
const VALUE_SYMBOLS = 11;
/** How much chance a code holds: 55 bits, of which the check symbol's rule takes a fifth of one. */
export const CODE_BITS = VALUE_SYMBOLS * Number(SYMBOL_BITS);
const GROUP = 4;

/**
 * The code of a number below 2^`CODE_BITS`; null where its check symbol would be one of the five that are no letter or digit, so that
 * whoever draws codes draws again.
 */
export function receiptCode(value: bigint): string | null {
  const check = SYMBOLS[Number(value % CHECKED_BY)];
  if (check === undefined) return null;
  const symbols = Array.from(
    { length: VALUE_SYMBOLS },
    (_, index) => SYMBOLS[Number((value >> (SYMBOL_BITS * BigInt(VALUE_SYMBOLS - 1 - index))) & 31n)]!,
  );
  return [...symbols, check].join("").replace(new RegExp(`(.{${GROUP}})(?=.)`, "g"), "$1-");
}

/** A code as somebody typed it, in the form of the receipt; null where it is none. `O` is read as 0, `I` and `L` as 1. */
export function receiptCodeTyped(typed: string): string | null {
  const symbols = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (symbols.length !== VALUE_SYMBOLS + 1) return null;
  let value = 0n;
  for (const symbol of symbols.slice(0, VALUE_SYMBOLS)) {
    const worth = SYMBOLS.indexOf(symbol);
    if (worth < 0) return null;
    value = (value << SYMBOL_BITS) | BigInt(worth);
  }
  const code = receiptCode(value);
  return code?.endsWith(symbols.at(-1)!) ? code : null;
}
