import { createHash } from "node:crypto";
import { withOtherSecrets } from "#adapters/camera/address.ts";
import { readYamlText, withYamlValue } from "#adapters/yaml/yaml-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import { SecretName } from "#domain/wire/agent-link.ts";

/**
 * Passwords that somebody wrote into a deployment. In what is shown they are masked; in what is put in force they are taken out,
 * kept encrypted, and named.
 *
 *     rtsp://guard:s3cret@192.0.2.7/stream2   ──►   rtsp://guard:$LYON_DOOR_PASSWORD@192.0.2.7/stream2
 */

type Json = Readonly<Record<string, unknown>>;

const IS_NAME = /^\$[A-Z_][A-Z0-9_]*$/;
/** Fields that hold a secret as such. */
const SECRET_FIELDS = ["key", "password", "secret"] as const;
const ADDRESS_FIELDS = ["source", "url"] as const;
const MASKED = "***";
/** `rtsp://host:554/a@b` has a port there, and no password. */
const IS_PORT = /^\d{1,5}\//;
/** What stays of a name that is too long, or not the only one. */
const NAME_LENGTH_CUT = 50;
const DIGEST_LENGTH = 10;
const NAMES_AT_A_PLACE_MAX = 10;

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
  const mask = (secret: string) => (IS_NAME.test(secret) ? secret : MASKED);
  if (isSecretField(key)) return mask(value);
  return isAddressField(key) ? withOtherSecrets(value, mask) : value;
}

type KeptPasswords = {
  readonly data: Json;
  /** By their names. */
  readonly passwords: Map<string, string>;
  /** What stands where a password stood. */
  readonly changes: readonly { readonly path: readonly (string | number)[]; readonly value: string }[];
};

/** Takes the passwords out of a deployment's text, and leaves all else as it was written. */
export function withoutPasswords(
  text: string,
  taken: ReadonlySet<string>,
): { readonly text: string; readonly passwords: ReadonlyMap<string, string> } {
  const file = readYamlText(text, "the deployment");
  if (file.kind !== "read" || typeof file.data !== "object" || file.data === null)
    return { text, passwords: new Map() };
  const { passwords, changes } = keepPasswords(file.data as Json, { taken });
  return { text: changes.reduce((shorter, { path, value }) => withYamlValue(shorter, path, value), text), passwords };
}

/**
 * Takes the passwords out of a deployment's data, or of one sensor's. `around` names what is not in the data itself: the store of a
 * sensor. No name that is `taken` is given: it stands for something else. What cannot be named stays where it is: a password that
 * is followed by `_`, as some cameras want it.
 */
export function keepPasswords(
  data: Json,
  {
    around = [],
    taken = new Set(),
  }: { readonly around?: readonly string[]; readonly taken?: ReadonlySet<string> } = {},
): KeptPasswords {
  const passwords = new Map<string, string>();
  const changes: { path: (string | number)[]; value: string }[] = [];
  const keep = (names: readonly string[], secret: string): string => {
    const plain = names
      .join("_")
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, "_")
      .replace(/^(?=\d)/, "_");
    // Of `a-b` and `c`, and of `a` and `b-c`, the plain names are the same.
    const isPlain = names.every((name) => /^[a-z0-9]+$/.test(name)) && SecretName.safeParse(plain).success;
    const candidates = [
      ...(isPlain ? [plain] : []),
      ...Array.from({ length: NAMES_AT_A_PLACE_MAX }, (_, index) => {
        return `${plain.slice(0, NAME_LENGTH_CUT)}_${digestOf([...names, String(index)])}`;
      }),
    ];
    const name = candidates.find((one) => !taken.has(one) && [undefined, secret].includes(passwords.get(one)));
    if (name === undefined) throw new Fault("request/unreadable", `\`${names.join(".")}\` holds too many passwords`);
    passwords.set(name, secret);
    return `$${name}`;
  };
  const walk = (value: unknown, names: readonly string[], path: readonly (string | number)[]): unknown => {
    const key = path.at(-1);
    if (Array.isArray(value)) return value.map((one, index) => walk(one, names, [...path, index]));
    if (typeof value === "object" && value !== null) {
      const { id } = value as Json;
      const below = typeof id === "string" ? [...names, id] : names;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, below, [...path, name])]));
    }
    if (typeof value !== "string" || typeof key !== "string") return value;
    const kept = textOf(value, names, key);
    if (kept !== value) changes.push({ path: [...path], value: kept });
    return kept;
  };
  const textOf = (value: string, names: readonly string[], key: string): string => {
    if (isSecretField(key)) return IS_NAME.test(value) ? value : keep([...names, key], value);
    if (!isAddressField(key)) return value;
    return withOtherSecrets(value, (secret) =>
      secret === "" || IS_NAME.test(secret) || IS_PORT.test(secret) || value.includes(`${secret}_`)
        ? secret
        : keep([...names, "password"], decoded(secret)),
    );
  };
  return { data: walk(data, around, []) as Json, passwords, changes };
}

/**
 * Puts back what was masked when it was shown: whoever sends `***` has not changed it. `place` is where in the deployment the data
 * stand. A fault where `***` stands for nothing that is known: an address that was changed needs its password again, so that none
 * is sent to another host.
 */
export function withStoredPasswords(data: Json, before: string, place = ""): Json {
  const file = readYamlText(before, "the deployment");
  const known = new Map<string, string>();
  walkStrings(file.kind === "read" ? file.data : {}, (value, where) => known.set(where, value));
  return mapStrings(
    data,
    (value, where) => {
      const key = where.split("/").at(-1)!;
      if (!value.includes(MASKED) || !(isSecretField(key) || isAddressField(key))) return value;
      const kept = known.get(where);
      if (kept !== undefined && masked(kept, key) === value) return kept;
      throw new Fault(
        "request/unreadable",
        `\`${where}\`: \`${MASKED}\` stands for no password that is known there; give it anew`,
      );
    },
    place,
  ) as Json;
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

function isAddressField(key: string): boolean {
  return (ADDRESS_FIELDS as readonly string[]).includes(key);
}

function digestOf(names: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, DIGEST_LENGTH).toUpperCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
