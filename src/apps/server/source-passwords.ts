import { maskAddress } from "#adapters/camera/address.ts";
import { readYamlText, withYamlValue } from "#adapters/yaml/yaml-file.ts";

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

type KeptPasswords = {
  readonly data: Json;
  /** By their names. */
  readonly passwords: ReadonlyMap<string, string>;
  /** What stands where a password stood. */
  readonly changes: readonly { readonly path: readonly (string | number)[]; readonly value: string }[];
};

/** Takes the passwords out of a deployment's text, and leaves all else as it was written. */
export function withoutPasswords(text: string): {
  readonly text: string;
  readonly passwords: ReadonlyMap<string, string>;
} {
  const file = readYamlText(text, "the deployment");
  if (file.kind !== "read" || typeof file.data !== "object" || file.data === null)
    return { text, passwords: new Map() };
  const { passwords, changes } = keepPasswords(file.data as Json);
  return { text: changes.reduce((shorter, { path, value }) => withYamlValue(shorter, path, value), text), passwords };
}

/**
 * Takes the passwords out of a deployment's data, or of one sensor's. `around` names what is not in the data itself: the store of a
 * sensor.
 */
export function keepPasswords(data: Json, around = ""): KeptPasswords {
  const passwords = new Map<string, string>();
  const changes: { path: (string | number)[]; value: string }[] = [];
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
  const change = (path: readonly (string | number)[], value: string) => {
    changes.push({ path: [...path], value });
    return value;
  };
  const walk = (value: unknown, names: readonly string[], path: readonly (string | number)[]): unknown => {
    const key = path.at(-1);
    if (Array.isArray(value)) return value.map((one, index) => walk(one, names, [...path, index]));
    if (typeof value === "object" && value !== null) {
      const id = (value as Json).id;
      const below = typeof id === "string" ? [...names, id] : names;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, below, [...path, name])]));
    }
    if (typeof value !== "string" || typeof key !== "string") return value;
    if (isSecretField(key) && !IS_NAME.test(value)) return change(path, keep([...names, key], value));
    const [, before, password, after] = key === "source" || key === "url" ? (WITH_PASSWORD.exec(value) ?? []) : [];
    if (password === undefined) return value;
    return change(path, `${before}:${keep([...names, "password"], decoded(password))}@${after}`);
  };
  return { data: walk(data, [around], []) as Json, passwords, changes };
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
