import { z } from "zod";
import { STAGED_CAPABILITIES } from "#domain/policy/grant.ts";

/**
 * What an agent attests of a lens that it started, for each camera that this lens watched: what ran, and what came out of it. It is
 * counted outside the lens, at the agent's end of its pipe; only `saidByLens` is the lens's own word. Sums are since the lens began to
 * watch that camera, so that the newest attestation of a lens holds all that the ones before it do.
 * INVARIANT: no personal data, and no text that a lens could choose: names come from the deployment, all else are numbers, hashes and
 * words of this page.
 */

/** The kinds of messages that a lens may send; `LensMessage` says what is in each. */
export const MESSAGE_KINDS = [
  "opened",
  "progress",
  "health",
  "bucket",
  "live",
  "scene",
  "dots",
  "proposed",
  "taught",
  "ended",
  "fault",
] as const;

/**
 * Why a message was refused. `form`: not a message of the agreed form. `size`: too long. `rate`: more often than may be. `unasked`:
 * a picture of the scene or dots that nobody asked for. `stranger`: of a camera, line or zone that the lens was not given.
 */
export const REFUSALS = ["form", "size", "rate", "unasked", "stranger"] as const;

/**
 * How a lens came to its end: it was told to end and did, it ended by itself or by another's hand, it was killed for a message that it
 * may not send, or because it was silent.
 */
export const LENS_ENDS = ["ended", "crashed", "forbidden", "silent"] as const;

const PROGRAM_LENGTH_MAX = 32;
/** A status, or the name of a signal. */
const EXIT_FORM = /^([0-9]{1,3}|SIG[A-Z0-9]{2,9})$/;

const whole = z.int().min(0);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const countsOf = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, whole])) as Record<Name, typeof whole>);

/** What an attestation says, but of whom, by whom and when. */
export const attested = {
  /** The lens's process: drawn when it was started, so that what came of one process can be told from the next. */
  lens: z.string().regex(/^[0-9a-f]{16}$/),
  /** The version of the agent that started it. */
  program: z
    .string()
    .max(PROGRAM_LENGTH_MAX)
    .regex(/^[0-9A-Za-z.+-]+$/),
  /** SHA-256 over the code that was started; docs/ledger.md says how to make it. */
  build: Sha256,
  /** Of the network's file; null where it was none that could be read. */
  model: Sha256.nullable(),
  /** The capabilities for which its order held a grant. */
  grants: z.array(z.enum(STAGED_CAPABILITIES)).max(STAGED_CAPABILITIES.length).readonly(),
  sinceMs: whole,
  /** Messages about this camera that were taken, by their kind, and how many bytes they were. */
  messages: countsOf(MESSAGE_KINDS),
  bytes: whole,
  /** All bytes that came out of the lens, about whatever camera, refused ones among them. */
  lensBytes: whole,
  /** Messages of the lens, about whatever camera, that were refused; each ends its lens. */
  refused: countsOf(REFUSALS),
  /** Frames that were decoded and looked at, as the lens says. */
  saidByLens: z.strictObject({ decoded: whole, analysed: whole }),
  /** Null while it runs. */
  end: z.enum(LENS_ENDS).nullable(),
  exit: z.string().regex(EXIT_FORM).nullable(),
};

const Attested = z.strictObject(attested);
export type Attested = z.infer<typeof Attested>;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
export type RefusalKind = (typeof REFUSALS)[number];
