import type { Ledger } from "#adapters/ledger/open-ledger.ts";
import type { Store, StoreReader } from "#adapters/store/store.ts";
import type { Deployment, Store as Shop } from "#domain/deployment/deployment.ts";
import type { Reachability } from "#domain/reach/reachability.ts";
import type { LinkRecord } from "#domain/wire/agent-record.ts";
import type { Admission } from "./admission.ts";
import type { AgentSessions } from "./agent-sessions.ts";
import type { CueDesk } from "./cue-desk.ts";
import type { DeploymentKeeper } from "./deployment-keeper.ts";
import type { EventHub } from "./event-hub.ts";
import type { Fleet } from "./fleet.ts";
import type { Meters } from "./meters.ts";
import type { RetirementDesk } from "./retirement.ts";
import type { SceneShelf } from "./scene-shelf.ts";
import type { ShowDesk } from "./show-desk.ts";
import type { WelcomeGate } from "./welcome-gate.ts";

/** What the routes stand on. */
export type ServerParts = {
  /** The folder of the data. */
  readonly folder: string;
  /** The one writer. */
  readonly store: Store;
  /** Answers longer questions, beside the writer. */
  readonly reader: StoreReader;
  /** Makes figures, apart from whoever reads totals. */
  readonly figures: StoreReader;
  /** What is shown to others that it was not altered: `append` and go on. */
  readonly ledger: Ledger;
  /** Where the files of law are; those that come with Lintel where nothing is said. */
  readonly lawFolder: string | undefined;
  readonly keeper: DeploymentKeeper;
  readonly admission: Admission;
  readonly agentSessions: AgentSessions;
  readonly fleet: Fleet;
  readonly hub: EventHub;
  readonly meters: Meters;
  /** What people want to be shown of cameras. */
  readonly shows: ShowDesk;
  /** The pictures of cameras' scenes with nobody in them. */
  readonly scenes: SceneShelf;
  /** Whether browsers reach the pages by HTTPS, so that cookies may be kept to it. */
  readonly isSecure: boolean;
  /** Whether phones can come to the pages, and by which address. */
  reach(): Reachability;
  readonly secrets: SecretKeeper;
  /** Where it is told that somebody waits. */
  readonly cues: Pick<CueDesk, "state" | "test">;
  /** What people may be asked at the tablet of a store, and what they are told before. */
  readonly welcome: WelcomeGate;
  /** Stops and deletes stores and sensors for ever. */
  readonly retirement: RetirementDesk;
  /** Tells those who listen what was taken in. */
  announce(records: readonly LinkRecord[]): void;
  readonly nowMs: () => number;
};

/** Where passwords of cameras are kept. */
export type SecretKeeper = {
  names(): readonly string[];
  get(name: string): string | null;
  put(name: string, secret: string): void;
  remove(name: string): boolean;
};

/** The deployment in force; null where there is none yet. */
export function deploymentOf({ keeper }: ServerParts): Deployment | null {
  return keeper.current?.loaded.deployment ?? null;
}

/** The stores in force. */
export function shopsOf(parts: ServerParts): readonly Shop[] {
  return deploymentOf(parts)?.stores ?? [];
}
