import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import { SECRETS_MAX, Secret, SecretName } from "#domain/wire/agent-link.ts";

/** Passwords of cameras and brokers by their names, encrypted on the disk. */
export type Vault = {
  names(): readonly string[];
  /** Null where there is none of that name. */
  get(name: string): string | null;
  /** It is on the disk when this returns. */
  put(name: string, secret: string): void;
  /** Whether there was one. */
  remove(name: string): boolean;
};

const FILE = "secrets.json";
const KEY_FILE = "secret.key";
const LOCK_FILE = "secrets.lock";
/** How long a change waits for another program's; each takes milliseconds. */
const LOCK_MS_MAX = 10_000;
/** Takes the place of the key file, for who keeps keys elsewhere. */
const KEY_VARIABLE = "LINTEL_SECRET_KEY";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";
const OWN_MODE = 0o600;
const OTHERS = 0o077;

const Kept = z.record(SecretName, z.base64());

/**
 * Opens the secrets of a folder: AES-256-GCM, each bound to its name, under a key in a file of its own that nobody else may read, or
 * in the environment. Several processes may change them, one after the other. With `areCopies` another machine has them all: where
 * the key is lost, the first that is put begins anew. LIMIT: who may read both files reads the secrets; it keeps them out of backups,
 * copies and glances.
 */
export function openVault(folder: string, { areCopies = false }: { readonly areCopies?: boolean } = {}): Vault {
  const path = join(folder, FILE);
  const read = (): Record<string, string> => {
    if (!existsSync(path)) return {};
    try {
      return Kept.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch (cause) {
      throw new Fault("vault/unreadable", `\`${path}\` cannot be read`, { cause });
    }
  };
  const write = (kept: Record<string, string>) => {
    try {
      writeFileSync(`${path}.unfinished`, JSON.stringify(kept, null, 2), { mode: OWN_MODE, flush: true });
      renameSync(`${path}.unfinished`, path);
    } catch (cause) {
      throw new Fault("vault/unreadable", `\`${path}\` cannot be written`, { cause });
    }
  };
  return {
    names: () => Object.keys(read()).toSorted(),
    get(name) {
      const kept = read()[name];
      return kept === undefined ? null : opened(name, Buffer.from(kept, "base64"), keyOf(folder));
    },
    put(name, secret) {
      if (!SecretName.safeParse(name).success || !Secret.safeParse(secret).success)
        throw new Fault("vault/name", `\`${name}\` is no name of a secret, or the secret is empty or too long`);
      using _lock = openLock(folder);
      const there = read();
      const kept = areCopies && isKeyLost(folder, there) ? {} : there;
      if (!(name in kept) && Object.keys(kept).length >= SECRETS_MAX)
        throw new Fault("vault/name", `there are ${SECRETS_MAX} secrets already`);
      write({ ...kept, [name]: sealed(name, secret, keyFor(folder, kept)).toString("base64") });
    },
    remove(name) {
      if (!(name in read())) return false;
      using _lock = openLock(folder);
      const { [name]: gone, ...kept } = read();
      if (gone !== undefined) write(kept);
      return gone !== undefined;
    },
  };
}

function sealed(name: string, secret: string, key: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function opened(name: string, kept: Buffer, key: Buffer): string {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, kept.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name))
      .setAuthTag(kept.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(kept.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Fault("vault/key", `the secret \`${name}\` was made with another key`, { cause });
  }
}

/**
 * Makes this the only one that changes a folder's secrets until it is closed; waits for whoever is at it. The lock is the system's own
 * and ends with its process, however that ends, so that none is ever left behind.
 */
function openLock(folder: string): Disposable {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: LOCK_MS_MAX });
    lock.exec("begin exclusive");
    return lock;
  } catch (cause) {
    lock?.close();
    throw new Fault("vault/unreadable", `\`${join(folder, FILE)}\` cannot be changed, or another program holds it`, {
      cause,
    });
  }
}

/** The key for a new secret, made where there is none yet: only while there are no secrets, which another key would shut for ever. */
function keyFor(folder: string, kept: Readonly<Record<string, string>>): Buffer {
  const path = join(folder, KEY_FILE);
  if (givenKey() === null && !existsSync(path) && Object.keys(kept).length === 0) makeKey(path);
  return keyOf(folder);
}

function isKeyLost(folder: string, kept: Readonly<Record<string, string>>): boolean {
  return givenKey() === null && !existsSync(join(folder, KEY_FILE)) && Object.keys(kept).length > 0;
}

function makeKey(path: string): void {
  try {
    const key = randomBytes(KEY_BYTES).toString("base64");
    writeFileSync(`${path}.unfinished`, key, { mode: OWN_MODE, flush: true });
    renameSync(`${path}.unfinished`, path);
  } catch (cause) {
    throw new Fault("vault/key", `the key \`${path}\` cannot be made`, { cause });
  }
}

/** Whatever was given, of any length: 256 bits of it. */
function givenKey(): Buffer | null {
  const given = process.env[KEY_VARIABLE];
  return given === undefined || given === "" ? null : createHash("sha256").update(given).digest();
}

/** The key of a folder's secrets; a fault where it is lost. */
function keyOf(folder: string): Buffer {
  const given = givenKey();
  if (given) return given;
  const path = join(folder, KEY_FILE);
  if (!existsSync(path))
    throw new Fault(
      "vault/key-lost",
      `there are secrets in \`${join(folder, FILE)}\`, and their key \`${path}\` is gone`,
    );
  try {
    // It came from a copy that forgot who may read it.
    if ((statSync(path).mode & OTHERS) !== 0) chmodSync(path, OWN_MODE);
    const key = Buffer.from(readFileSync(path, "utf8"), "base64");
    if (key.length === KEY_BYTES) return key;
  } catch (cause) {
    throw new Fault("vault/key", `the key \`${path}\` cannot be read`, { cause });
  }
  throw new Fault("vault/key", `\`${path}\` holds no key of ${KEY_BYTES} bytes`);
}
