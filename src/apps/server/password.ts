import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** OWASP's password storage guidance (2023): Argon2id with 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** A shorter password can be guessed (NIST SP 800-63B asks for 8; nobody types these often). */
export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 200;

const derive = promisify(argon2);

/** The hash of a password in the form of PHC, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${text(salt)}$${text(tag)}`;
}

/** Whether a password is the one of this hash. With null it takes as long and is not: nobody learns which logins there are. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    hash ?? (await nobodysHash()),
  );
  if (!match) return false;
  const [, memory, passes, parallelism, salt, tag] = match as unknown as string[];
  const kept = Buffer.from(tag!, "base64");
  const costs = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const given = await tagOf(password, Buffer.from(salt!, "base64"), costs, kept.length);
  return timingSafeEqual(given, kept) && hash !== null;
}

/** A password that a person can copy from a screen: no letters that look alike. 100 bits. */
export function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  // Bytes that would favour the first letters are left out.
  const usable = [...randomBytes(256)].filter((byte) => byte < 256 - (256 % letters.length));
  const chars = usable.slice(0, 18).map((byte) => letters[byte % letters.length]);
  return [0, 6, 12].map((from) => chars.slice(from, from + 6).join("")).join("-");
}

let nobodys: Promise<string> | null = null;

/** The hash of a password that nobody knows. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(SALT_BYTES).toString("hex"));
  return nobodys;
}

type Costs = { readonly memory: number; readonly passes: number; readonly parallelism: number };

function tagOf(password: string, salt: Buffer, costs: Costs, tagLength = TAG_BYTES): Promise<Buffer> {
  return derive("argon2id", { message: password.normalize("NFKC"), nonce: salt, tagLength, ...costs });
}

function text(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
