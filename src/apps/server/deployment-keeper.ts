import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AllottedUnit, Configuration, StoreConfigurations } from "#adapters/store/configurations.ts";
import {
  type LoadedDeployment,
  lawSignature,
  loadDeploymentText,
  withPapersAnew,
} from "#apps/deployment/deployment-file.ts";
import { signatureOf } from "#apps/deployment/file-signature.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { refusedKeeping } from "#domain/deployment/keeping.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { drawnStores } from "./drawn-units.ts";
import type { SecretKeeper } from "./server-parts.ts";
import { withoutPasswords } from "./source-passwords.ts";

/** The deployment of a data folder: what a person edits, and what the API edits. */
export const DEPLOYMENT_FILE = "shop.yaml";
/** Deployments of the past that are kept read, to judge late buckets by. */
const PAST_KEPT_MAX = 8;
/** Owner and group may read it: it says where cameras hang. */
const FILE_MODE = 0o640;

/** The text of the version that puts nothing in force. */
const NOTHING = "";
/** Laws, and the papers that a deployment names, are looked at anew after this. */
const LAWS_LOOK_MS = 60_000;

/** A deployment that agents count by. */
export type InForce = {
  readonly version: number;
  readonly text: string;
  readonly loaded: LoadedDeployment;
  readonly units: readonly AllottedUnit[];
};

/** Keeps the one model that the file and the API edit, and every version that was ever in force. */
export type DeploymentKeeper = {
  /** Null where nothing was ever deployed here. */
  readonly current: InForce | null;
  /** Why the file as it is now is not what is in force; null where it is. */
  readonly fault: Fault | null;
  /** Looks at the file; takes it in where it has changed and can be. True where something else is in force now. */
  look(): Promise<boolean>;
  /**
   * Makes an edit of the file's text, and puts it in force; a fault, and nothing changed, where it would be no deployment.
   * `edit` gets the text as it lies on the disk now, null where there is none. `before` is done when it is known to be a
   * deployment, before anything names it.
   */
  edit(by: string, edit: (text: string | null) => string, before?: () => void): Promise<InForce>;
  /** Puts nothing in force: the file is taken away. */
  clear(by: string): Promise<void>;
  /** What was in force at any moment of the minute that begins at `atMs`, the oldest first. */
  at(atMs: number): Promise<LoadedDeployment[]>;
};

/**
 * Opens the deployment of a data folder. Where the file is gone and the store knows one (it was restored from a backup), the
 * file is written anew. A file that is no deployment changes nothing: what was in force stays, and the fault is shown.
 */
export async function openDeploymentKeeper(
  folder: string,
  {
    configurations,
    nowMs,
    lawFolder,
    secrets,
  }: {
    readonly configurations: StoreConfigurations;
    /** Keeps a password that somebody wrote into the file; there its name stands from then on. */
    readonly secrets: Pick<SecretKeeper, "names" | "put">;
    readonly nowMs: () => number;
    readonly lawFolder?: string | undefined;
  },
): Promise<DeploymentKeeper> {
  const path = join(folder, DEPLOYMENT_FILE);
  const past = new Map<number, LoadedDeployment>();
  let current: InForce | null = null;
  let fault: Fault | null = null;
  let seen = "";
  let lawsSeen = "";
  let lawsSeenMs = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const latest = await configurations.latest();

  /** One change at a time. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act);
    turn = next.catch(() => {});
    return next;
  };
  /** INVARIANT: no password gets into the database, of which backups are made. */
  const hidden = (text: string) => {
    const { text: shorter, passwords } = withoutPasswords(text, new Set(secrets.names()));
    for (const [name, secret] of passwords) secrets.put(name, secret);
    return shorter;
  };
  const load = (text: string) => loadDeploymentText(text, path, { lawFolder });
  /** A text that is new; one that is in force stays in force when a law changes, and `lintel retention` says so. */
  const loadNew = (text: string): LoadedDeployment => {
    const loaded = load(text);
    if (text !== (current?.text ?? latest?.text)) refuseUnlawfulKeeping(loaded, storeDay(nowMs(), "UTC"));
    return loaded;
  };
  const enforce = async (text: string, by: string, loaded = load(text)): Promise<InForce> => {
    const { version, units } = await configurations.put({
      atMs: nowMs(),
      text,
      sha256: digestOf(text),
      by,
      stores: drawnStores(loaded.deployment),
    });
    current = { version, text, loaded, units };
    [lawsSeen, lawsSeenMs] = [lawSignature(loaded, lawFolder), nowMs()];
    return current;
  };
  /** Laws and papers change beside the file that names them, and a paper ends by being taken away. */
  const lookAtLaws = () => {
    if (!current || nowMs() - lawsSeenMs < LAWS_LOOK_MS) return;
    lawsSeenMs = nowMs();
    try {
      const laws = lawSignature(current.loaded, lawFolder);
      current = { ...current, loaded: laws === lawsSeen ? withPapersAnew(current.loaded) : load(current.text) };
      lawsSeen = laws;
      if (fault?.code.startsWith("laws/")) fault = null;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    }
  };
  const lookNow = async (): Promise<boolean> => {
    const signature = signatureOf(path);
    if (signature === seen) {
      lookAtLaws();
      return false;
    }
    seen = signature;
    const written = readOrNull(path);
    if (written === null) {
      fault = current && new Fault("deployment/unreadable", `\`${path}\` is gone; what was in force stays in force`);
      return false;
    }
    try {
      const text = hidden(written);
      if (text !== written) {
        writeWhole(path, text);
        seen = signatureOf(path);
      }
      const before = current?.version;
      const { version } = await enforce(text, "file", loadNew(text));
      fault = null;
      return version !== before;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // What is wrong with the file is wrong until it is changed; the disk may have room at the next look.
      if (!error.code.startsWith("deployment/")) seen = "";
      fault = error;
      return false;
    }
  };
  const readPast = (configuration: Configuration): LoadedDeployment => {
    const known = past.get(configuration.version) ?? load(configuration.text);
    past.delete(configuration.version);
    past.set(configuration.version, known);
    if (past.size > PAST_KEPT_MAX) past.delete(past.keys().next().value!);
    return known;
  };

  if (latest && latest.text !== NOTHING) {
    if (!existsSync(path)) writeWhole(path, latest.text);
    if (readOrNull(path) !== latest.text) await inForceBefore(latest);
  }
  await lookNow();

  /** The last one that was in force, for as long as the file is no better. */
  async function inForceBefore({ text, by }: Configuration): Promise<void> {
    try {
      await enforce(text, by);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    }
  }

  return {
    get current() {
      return current;
    },
    get fault() {
      return fault;
    },
    look: () => inTurn(lookNow),
    edit: (by, edit, before = () => {}) =>
      inTurn(async () => {
        const text = hidden(edit(readOrNull(path)));
        const loaded = loadNew(text);
        before();
        writeWhole(path, text);
        // Until this is done the next look takes the file in: an edit that was written is never lost.
        const inForce = await enforce(text, by, loaded);
        seen = signatureOf(path);
        fault = null;
        return inForce;
      }),
    clear: (by) =>
      inTurn(async () => {
        rmSync(path, { force: true });
        seen = signatureOf(path);
        [current, fault] = [null, null];
        await configurations.put({ atMs: nowMs(), text: NOTHING, sha256: digestOf(NOTHING), by, stores: [] });
      }),
    async at(atMs) {
      const versions = (await configurations.at(atMs)).filter(({ text }) => text !== NOTHING);
      return versions.map((one) => (one.version === current?.version ? current.loaded : readPast(one)));
    },
  };
}

function refuseUnlawfulKeeping({ deployment, book }: LoadedDeployment, at: Day): void {
  const [first] = refusedKeeping(deployment, book, at);
  if (!first) return;
  const { store, kind, days, why } = first;
  const remedy = why.remedy ? ` Next: ${why.remedy.en}.` : "";
  throw new Fault(
    "deployment/kept-unlawfully",
    `\`retention.${kind}: ${days}\` at \`${store}\`: ${why.requirement}, ${why.article}: ${why.why.en}${remedy}`,
  );
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** It is there whole or as it was before, whatever happens meanwhile. */
function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.unfinished`;
  try {
    writeFileSync(unfinished, text, { mode: FILE_MODE, flush: true });
    renameSync(unfinished, path);
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch (cause) {
    throw new Fault("store/disk", `\`${path}\` cannot be written`, { cause });
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
