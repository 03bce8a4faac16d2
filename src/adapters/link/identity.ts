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
  /** SPKI in DER, base64url. */
  readonly publicKey: string;
  /** Remembers the name that the server gave. */
  enrolled(agentId: string): void;
  /** Forgets it, and makes another key: who was revoked enrols as somebody new. */
  renew(): void;
  /** The signature of a challenge, base64url. */
  answerTo(challenge: string): string;
};

const KEY_FILE = "agent.key";
const NAME_FILE = "agent.json";
const OWN_MODE = 0o600;
const OTHERS = 0o077;
const Named = z.strictObject({ agentId: Id });

/** Opens the identity in a folder; the key is made the first time, and never leaves this machine. */
export function openIdentity(folder: string): Identity {
  const [keyPath, namePath] = [join(folder, KEY_FILE), join(folder, NAME_FILE)];
  mkdirSync(folder, { recursive: true });
  let key = existsSync(keyPath) ? keyIn(keyPath) : newKey(keyPath);
  let agentId = nameIn(namePath);
  return {
    get agentId() {
      return agentId;
    },
    get publicKey() {
      return createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64url");
    },
    enrolled(id) {
      writeFileSync(`${namePath}.unfinished`, JSON.stringify({ agentId: id }), { mode: OWN_MODE, flush: true });
      renameSync(`${namePath}.unfinished`, namePath);
      agentId = id;
    },
    renew() {
      rmSync(namePath, { force: true });
      rmSync(keyPath, { force: true });
      agentId = null;
      key = newKey(keyPath);
    },
    answerTo: (challenge) =>
      sign(null, Buffer.from(sessionText({ agentId: agentId ?? "", challenge })), key).toString("base64url"),
  };
}

function newKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: OWN_MODE, flag: "wx", flush: true });
  return privateKey;
}

function keyIn(path: string): KeyObject {
  // A copy may have forgotten who may read it; whoever reads it could tell counts in this agent's name.
  if ((statSync(path).mode & OTHERS) !== 0) {
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
