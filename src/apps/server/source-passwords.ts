import { maskAddress } from "#adapters/camera/address.ts";
import { readYamlText } from "#adapters/yaml/yaml-file.ts";

/**
 * Passwords that somebody wrote into a deployment. In what is shown they are masked; in what is put in force they are taken out,
 * kept encrypted, and named.
 *
 *     rtsp://guard:s3cret@192.0.2.7/stream2   ──►   rtsp://guard:$LYON_DOOR_PASSWORD@192.0.2.7/stream2
 */

type Json = Readonly<Record<string, unknown>>;

const WITH_PASSWORD = /^([a-z]+:\/\/[^:@/]*):([^$][\s\S]*)@([^@]*)$/i;
const IS_NAME = /^\$[A-Z_][A-Z0-9_]*$/;
/** Fields that hold a secret as such. */
const SECRET_FIELDS = ["key", "password", "secret"] as const;
const MASKED = "***";

/** A deployment's text as data that may be shown. */
export function withMaskedPasswords(text: string): Json {
  const file = readYamlText(text, "the deployment");
  return masked(file.kind === "read" ? file.data : {}) as Json;
}

function masked(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked(one, name)]));
  if (typeof value !== "string") return value;
  if (isSecretField(key)) return IS_NAME.test(value) ? value : MASKED;
  if (key !== "source" && key !== "url") return value;
  return WITH_PASSWORD.test(value) ? maskAddress(value) : value;
}

/**
 * Takes the passwords out of a deployment's data, or of one sensor's. `around` names what is not in the data itself: the store of a
 * sensor.
 */
export function keepPasswords(
  data: Json,
  around = "",
): { readonly data: Json; readonly passwords: Map<string, string> } {
  const passwords = new Map<string, string>();
  const keep = (names: readonly string[], secret: string): string => {
    const name = names
      .filter((one) => one !== "")
      .join("_")
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "_")
      .replace(/^(?=\d)/, "_");
    passwords.set(name, secret);
    return `$${name}`;
  };
  const walk = (value: unknown, names: readonly string[], key = ""): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, names));
    if (typeof value === "object" && value !== null) {
      const id = (value as Json).id;
      const below = typeof id === "string" ? [...names, id] : names;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, below, name)]));
    }
    if (typeof value !== "string") return value;
    if (isSecretField(key) && !IS_NAME.test(value)) return keep([...names, key], value);
    const [, before, password, after] = key === "source" || key === "url" ? (WITH_PASSWORD.exec(value) ?? []) : [];
    return password === undefined ? value : `${before}:${keep([...names, "password"], decoded(password))}@${after}`;
  };
  return { data: walk(data, [around]) as Json, passwords };
}

/** Puts back what was masked when it was shown: whoever sends `***` has not changed it. */
export function withStoredPasswords(data: Json, before: string): Json {
  const file = readYamlText(before, "the deployment");
  const known = new Map<string, string>();
  walkStrings(file.kind === "read" ? file.data : {}, (value, where) => known.set(where, value));
  return mapStrings(data, (value, where) => {
    const kept = known.get(where);
    return kept !== undefined && value.includes(MASKED) && (masked(kept, where.split("/").at(-1)) as string) === value
      ? kept
      : value;
  }) as Json;
}

function walkStrings(value: unknown, see: (value: string, where: string) => void): void {
  mapStrings(value, (text, where) => {
    see(text, where);
    return text;
  });
}

/** Lists are told apart by the ids in them, so that a sensor that moves keeps its place. */
function mapStrings(value: unknown, change: (value: string, where: string) => string, where = ""): unknown {
  if (Array.isArray(value))
    return value.map((one, index) => {
      const id = typeof one === "object" && one !== null ? (one as Json).id : undefined;
      return mapStrings(one, change, `${where}/${typeof id === "string" ? id : index}`);
    });
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, mapStrings(one, change, `${where}/${key}`)]),
    );
  return typeof value === "string" ? change(value, where) : value;
}

function isSecretField(key: string): boolean {
  return (SECRET_FIELDS as readonly string[]).includes(key);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
