import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import { sessionText } from "#domain/wire/agent-link.ts";
import { Id } from "#domain/wire/bucket-part.ts";

/** Who an agent is to its server: a key pair that it made itself, and the name that the server gave it. */
export type Identity = {
  /** Null until it is enrolled. */
  readonly agentId: string | null;
  /**
   * What to enrol with: SPKI in DER, base64url. Who is enrolled already enrols as somebody new, with another key; the one before is
   * the one that answers until the server has taken the new one.
   */
  keyToEnrol(): string;
  /** Remembers the name that the server gave to that key. */
  enrolled(agentId: string): void;
  /** The signature of a challenge, base64url. */
  answerTo(challenge: string): string;
};

const KEY_FILE = "agent.key";
const NEXT_KEY_FILE = "agent.key.next";
const NAME_FILE = "agent.json";
const OWN_MODE = 0o600;
const OTHERS = 0o077;
const Named = z.strictObject({ agentId: Id });

/** Opens the identity in a folder; the key is made the first time, and never leaves this machine. */
export function openIdentity(folder: string): Identity {
  const [keyPath, nextPath, namePath] = [join(folder, KEY_FILE), join(folder, NEXT_KEY_FILE), join(folder, NAME_FILE)];
  mkdirSync(folder, { recursive: true });
  let agentId = nameIn(namePath);
  // It ended while it took another name: the code lets the same key in again.
  if (agentId === null && existsSync(nextPath)) renameSync(nextPath, keyPath);
  let key = keyAt(keyPath);
  let next: KeyObject | null = null;
  return {
    get agentId() {
      return agentId;
    },
    keyToEnrol() {
      if (agentId !== null) next ??= keyAt(nextPath);
      return createPublicKey(next ?? key)
        .export({ type: "spki", format: "der" })
        .toString("base64url");
    },
    enrolled(id) {
      if (next) {
        rmSync(namePath, { force: true });
        renameSync(nextPath, keyPath);
        [key, next] = [next, null];
      }
      writeFileSync(`${namePath}.unfinished`, JSON.stringify({ agentId: id }), { mode: OWN_MODE, flush: true });
      renameSync(`${namePath}.unfinished`, namePath);
      agentId = id;
    },
    answerTo: (challenge) =>
      sign(null, Buffer.from(sessionText({ agentId: agentId ?? "", challenge })), key).toString("base64url"),
  };
}

/** The key in a file, made where there is none. */
function keyAt(path: string): KeyObject {
  if (existsSync(path)) return keyIn(path);
  const { privateKey } = generateKeyPairSync("ed25519");
  const text = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(`${path}.unfinished`, text, { mode: OWN_MODE, flush: true });
  renameSync(`${path}.unfinished`, path);
  return privateKey;
}

function keyIn(path: string): KeyObject {
  // A copy may have forgotten who may read it; whoever reads it could tell counts in this agent's name.
  if (process.platform !== "win32" && (statSync(path).mode & OTHERS) !== 0) {
    chmodSync(path, OWN_MODE);
    throw new Fault("link/key-exposed", `others could read \`${path}\``);
  }
  try {
    return createPrivateKey(readFileSync(path));
  } catch (cause) {
    throw new Fault("link/key-unreadable", `\`${path}\` holds no key`, { cause });
  }
}

function nameIn(path: string): string | null {
  if (!existsSync(path)) return null;
  try {
    return Named.parse(JSON.parse(readFileSync(path, "utf8"))).agentId;
  } catch (cause) {
    throw new Fault("link/key-unreadable", `\`${path}\` does not say which agent this is`, { cause });
  }
}
