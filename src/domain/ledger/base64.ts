const SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const GROUP_BYTES = 3;

/** Bytes in base64 (RFC 4648, section 4), padded. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += GROUP_BYTES) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + GROUP_BYTES);
    const bits = first * 65_536 + second * 256 + third;
    const symbols = [18, 12, 6, 0].map((shift) => SYMBOLS[(bits >> shift) & 63]!);
    const filled = Math.min(GROUP_BYTES, bytes.length - at) + 1;
    text += symbols
      .slice(0, filled)
      .join("")
      .padEnd(GROUP_BYTES + 1, "=");
  }
  return text;
}
