import { randomBytes } from "node:crypto";
import { type Grants, STAGED_CAPABILITIES } from "#domain/policy/grant.ts";
import {
  type Attested,
  type LENS_ENDS,
  MESSAGE_KINDS,
  type MessageKind,
  REFUSALS,
  type RefusalKind,
} from "#domain/wire/attestation.ts";
import { lensBuild, networkHash } from "./lens-build.ts";

/**
 * How often a lens is attested while it runs: at the end of each hour. A shop whose power is cut at night without notice loses no more of
 * it, and a thousand cameras make fewer entries in a year than half an hour of buckets of theirs are rows.
 */
const ATTEST_MS = 3_600_000;

/** What is attested of one camera of a lens. */
export type Attestation = Omit<Attested, "program"> & {
  readonly storeId: string;
  readonly sensorId: string;
  readonly atMs: number;
};

/** Who hears attestations, and by which clock. */
export type Attesting = {
  readonly onAttestation: (attestation: Attestation) => void;
  readonly nowMs: () => number;
  readonly everyMs?: number;
};

/** What came of one camera, as its lens's host counts it. */
export type CameraAccount = {
  /** A message was taken. */
  take(
    said: { readonly kind: MessageKind; readonly decoded?: number; readonly analysed?: number },
    bytes: number,
  ): void;
  /** The lens watches it no more. */
  close(): void;
};

/** Counts what comes out of a lens, from outside it. */
export type LensAccount = {
  /** So much came out of its pipe. */
  read(bytes: number): void;
  refuse(kind: RefusalKind): void;
  /** It begins to watch a camera by these grants, or does so again: then it is counted on. */
  open(grants: Grants): CameraAccount;
  /** Attests all of it for the last time. */
  end(end: (typeof LENS_ENDS)[number], exit: string | null): void;
};

type Tally = Pick<Attestation, "storeId" | "sensorId" | "grants" | "sinceMs"> & {
  readonly messages: Record<MessageKind, number>;
  readonly saidByLens: { decoded: number; analysed: number };
  bytes: number;
  /** How many watches of it go on. */
  open: number;
  /** None goes on, and it was attested since. */
  isTold: boolean;
};

/** Begins to count what comes out of a lens that is about to be started, and attests it: each hour, and when it has ended. */
export function openLensAccount(
  { entry, model }: { readonly entry: string; readonly model: string | undefined },
  { onAttestation, nowMs, everyMs = ATTEST_MS }: Attesting,
): LensAccount {
  const lens = { lens: randomBytes(8).toString("hex"), build: lensBuild(entry), model: networkHash(model) };
  const refused = zeros(REFUSALS);
  const tallies = new Map<string, Tally>();
  let lensBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  const attest = (last: Pick<Attestation, "end" | "exit">) => {
    const atMs = nowMs();
    for (const tally of tallies.values()) {
      const { open, isTold, ...told } = tally;
      if (isTold && last.end === null) continue;
      const copy = structuredClone({ ...told, refused });
      tally.isTold = open === 0;
      onAttestation({ ...lens, ...copy, sinceMs: Math.min(tally.sinceMs, atMs), atMs, lensBytes, ...last });
    }
  };
  const wait = () => {
    timer = setTimeout(
      () => {
        attest({ end: null, exit: null });
        wait();
      },
      everyMs - (nowMs() % everyMs),
    ).unref();
  };
  wait();

  return {
    read(bytes) {
      lensBytes += bytes;
    },
    refuse(kind) {
      refused[kind] += 1;
    },
    open(grants) {
      const given = STAGED_CAPABILITIES.filter((capability) => grants[capability]);
      const { store: storeId, sensor: sensorId } = grants[given[0]!]!;
      const name = `${storeId} ${sensorId} ${given}`;
      const tally = tallies.get(name) ?? {
        storeId,
        sensorId,
        grants: given,
        sinceMs: nowMs(),
        messages: zeros(MESSAGE_KINDS),
        saidByLens: { decoded: 0, analysed: 0 },
        bytes: 0,
        open: 0,
        isTold: false,
      };
      tallies.set(name, tally);
      tally.open += 1;
      tally.isTold = false;
      const saidBefore = { ...tally.saidByLens };
      return {
        take({ kind, decoded, analysed }, bytes) {
          tally.messages[kind] += 1;
          tally.bytes += bytes;
          // A lens says them anew with each watch.
          if (decoded !== undefined) tally.saidByLens.decoded = saidBefore.decoded + decoded;
          if (analysed !== undefined) tally.saidByLens.analysed = saidBefore.analysed + analysed;
        },
        close() {
          tally.open -= 1;
        },
      };
    },
    end(end, exit) {
      clearTimeout(timer);
      attest({ end, exit });
    },
  };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
