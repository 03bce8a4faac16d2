import { z } from "zod";
import { attested } from "#domain/wire/attestation.ts";
import { Id, Seq, UnitId, Version } from "#domain/wire/bucket-part.ts";

/**
 * What the ledger holds. INVARIANT: no personal data. Accounts are known by the id that was drawn for them and by their role; consents
 * are hashes with a salt that is made of the receipt's code; and the hour of a consent is all that is said of when.
 */

const TEXT_LENGTH_MAX = 300;
const RULES_MAX = 200;

const text = z.string().max(TEXT_LENGTH_MAX);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const whole = z.int().min(0);
const atMs = whole;
/** Who did it: the id of an account or a key, `file`, `restore`, or the program itself. Never a login or a name. */
const by = text;

export const LedgerEntry = z.discriminatedUnion("kind", [
  /** The first. */
  z.strictObject({ kind: z.literal("begun"), atMs, origin: text, program: text }),
  /** So many entries were lost before this one: the disk took none for too long. */
  z.strictObject({ kind: z.literal("gap"), atMs, lost: whole }),
  /** What the law says of one capability of one sensor, whenever that changes. */
  z.strictObject({
    kind: z.literal("decision"),
    atMs,
    storeId: Id,
    sensorId: Id,
    capability: text,
    /** The store's day by whose law it was decided. */
    day: Day,
    verdict: z.enum(["permit", "deny", "unsettled", "not-asked"]),
    /** Whether by this a grant began or ended. */
    grant: z.enum(["begun", "ended"]).nullable(),
    /** The rows of law that decided. */
    rules: z.array(text).max(RULES_MAX),
    /** The last day on which it holds; null where no paper ends. */
    until: Day.nullable(),
  }),
  /** A file of law as it is from now on; null where it is gone. */
  z.strictObject({ kind: z.literal("law"), atMs, file: text, sha256: Sha256.nullable() }),
  z.strictObject({ kind: z.literal("configuration"), atMs, version: whole, sha256: Sha256, by }),
  /** A line or zone in a version. */
  z.strictObject({
    kind: z.literal("unit"),
    atMs,
    storeId: Id,
    unit: z.enum(["line", "zone"]),
    unitId: UnitId,
    version: Version,
    role: text.nullable(),
    /** Of its drawing's canonical JSON. */
    sha256: Sha256.nullable(),
  }),
  z.strictObject({
    kind: z.literal("account"),
    atMs,
    accountId: text,
    change: z.enum(["created", "changed", "removed"]),
    role: text,
    by,
  }),
  /** What a rule of retention took away: how many, of what, before which day. */
  z.strictObject({
    kind: z.literal("retention-run"),
    atMs,
    storeId: Id.nullable(),
    what: text,
    removed: whole,
    beforeDay: Day,
  }),
  z.strictObject({ kind: z.literal("export"), atMs, storeId: Id, span: text, fromDay: Day, toDay: Day, by }),
  z.strictObject({ kind: z.literal("deletion"), atMs, storeId: Id.nullable(), what: text, id: text, by }),
  /** A backup was put in the place of the store: the newest configuration is from then. */
  z.strictObject({ kind: z.literal("restore"), atMs, version: whole, by }),
  /** The hash over all buckets of a line or zone of a store's day, as docs/ledger.md says. */
  z.strictObject({
    kind: z.literal("day-digest"),
    atMs,
    storeId: Id,
    day: Day,
    unit: z.enum(["line", "zone"]),
    unitId: UnitId,
    version: Version,
    parts: whole,
    sha256: Sha256,
    /** The entry of the digest in whose place this one stands; null where it is the first. */
    supersedes: whole.nullable(),
  }),
  /** What an agent counted of a lens that it started, and what came out of it; of one camera, up to `atMs`. */
  z.strictObject({
    kind: z.literal("attestation"),
    atMs,
    storeId: Id,
    sensorId: Id,
    agentId: Id,
    /** The agent's own number of it: told again it is the same, and is not written twice. */
    seq: Seq,
    ...attested,
  }),
  /** SHA-256 over a salt, which is made of the receipt's code, and what was agreed to or taken back. */
  z.strictObject({ kind: z.enum(["consent", "withdrawal"]), atMs, storeId: Id, hash: Sha256 }),
]);

export type LedgerEntry = z.infer<typeof LedgerEntry>;
