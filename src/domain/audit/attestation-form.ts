/**
 * Looks whether an attestation in a log is of the form that docs/ledger.md gives, written anew from that page: nothing else may be told of
 * a lens, so that nothing of anybody can be.
 */

const MESSAGES = "opened progress health bucket live scene dots proposed taught ended fault".split(" ");
const REFUSALS = "form size rate unasked stranger".split(" ");
const CAPABILITIES = "count zones scene-picture setup-view staff-exclusion".split(" ");
const ENDS = "ended crashed forbidden silent".split(" ");

type Form = (value: unknown) => boolean;

const isWhole: Form = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isText =
  (form: RegExp): Form =>
  (value) =>
    typeof value === "string" && form.test(value);
const orNull =
  (form: Form): Form =>
  (value) =>
    value === null || form(value);
const isCounts =
  (names: readonly string[]): Form =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).toSorted().join() === names.toSorted().join() &&
    Object.values(value).every(isWhole);

const isId = isText(/^[a-z0-9][a-z0-9-]{0,62}$/);
const isHash = isText(/^[0-9a-f]{64}$/);

/** Every field of an attestation, and what may stand there. */
const FIELDS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ["kind", (value) => value === "attestation"],
  ["atMs", isWhole],
  ["storeId", isId],
  ["sensorId", isId],
  ["agentId", isId],
  ["seq", isWhole],
  ["lens", isText(/^[0-9a-f]{16}$/)],
  ["program", isText(/^[0-9A-Za-z.+-]{1,32}$/)],
  ["build", isHash],
  ["model", orNull(isHash)],
  ["grants", (value) => Array.isArray(value) && value.every((one) => CAPABILITIES.includes(one))],
  ["sinceMs", isWhole],
  ["messages", isCounts(MESSAGES)],
  ["bytes", isWhole],
  ["lensBytes", isWhole],
  ["refused", isCounts(REFUSALS)],
  ["saidByLens", isCounts(["decoded", "analysed"])],
  ["end", orNull((value) => ENDS.includes(String(value)))],
  ["exit", orNull(isText(/^([0-9]{1,3}|SIG[A-Z0-9]{2,9})$/))],
]);

/** What is wrong with an attestation, in words; nothing where it is as it should be. */
export function attestationFaults(data: Readonly<Record<string, unknown>>): string[] {
  const unknown = Object.keys(data).filter((name) => !FIELDS.has(name));
  const wrong = [...FIELDS].flatMap(([name, isRight]) => (isRight(data[name]) ? [] : [name]));
  return [
    ...unknown.map((name) => `it has a field that no attestation has: \`${name}\``),
    ...wrong.map((name) => `its field \`${name}\` is missing, or not of the form of an attestation`),
  ];
}
