const SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes of padded base64, null where it is not the one way to write them: no bit of the text is without effect. */
export function bytesOfBase64(text: string): Uint8Array | null {
  const symbols = text.replace(/={1,2}$/, "");
  if (text.length % 4 !== 0) return null;
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const symbol of symbols) {
    const worth = SYMBOLS.indexOf(symbol);
    if (worth < 0) return null;
    bits = bits * 64 + worth;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push(Math.floor(bits / 2 ** held));
    bits %= 2 ** held;
  }
  return bits === 0 ? Uint8Array.from(bytes) : null;
}
