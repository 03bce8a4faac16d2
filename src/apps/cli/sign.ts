import { type LoadedDeployment, loadDeployment } from "#apps/deployment/deployment-file.ts";
import { makeSign, printSign, SHEET_NAMES, SIGN_FORMATS } from "#apps/papers/print-sign.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { SIGN_FIELDS } from "#domain/policy/sign-field.ts";
import { reachability } from "#domain/reach/reachability.ts";
import type { OpenField } from "#domain/signs/sign.ts";
import { readLanguages } from "#domain/signs/sign-languages.ts";
import { readDay } from "./check.ts";
import { checkOutput, writeOutput } from "./output-file.ts";

export type SignOptions = {
  readonly deployment: string;
  readonly size: string;
  readonly format: string;
  readonly languages?: string;
  readonly publicUrl?: string;
  readonly at?: string;
  readonly out?: string;
};

const WHOLE_STATUS = 0;
const DRAFT_STATUS = 1;

/** `lintel sign`: writes the sign and says what is left to a person; 0 where it may hang, 1 where it is a draft. */
export function sign(storeId: string, options: SignOptions): number {
  const { size, format } = readForm(options);
  const loaded = loadDeployment(options.deployment);
  const store = storeOf(loaded, storeId);
  const { phoneUrl } = reachability({
    listen: options.publicUrl === undefined ? undefined : "0.0.0.0",
    publicUrl: options.publicUrl,
  });
  const made = makeSign(loaded, store, { at: readDay(options.at), phoneUrl });
  const languages = readLanguages(options.languages, made.standing);
  const out = options.out ?? `sign-${storeId}.${format}`;
  checkOutput(out, options.deployment);
  writeOutput(out, printSign(made, { size, format, languages }));
  const rules = made.rules.length === 0 ? "no place's rule asks for anything" : made.rules.join("; ");
  print(`${out}: ${size}, ${languages.join(", ")}; ${rules}${made.isDraft ? "; a DRAFT, not to be hung" : ""}`);
  printOpen(
    "still to be said, because the place asks for it",
    made.open.filter(({ isRequired }) => isRequired),
  );
  printOpen(
    "recommended, and not said",
    made.open.filter(({ isRequired }) => !isRequired),
  );
  print("Not legal advice. Say that it hangs, and with which fields: `evidence: { notice: { sign } }`, docs/signs.md.");
  return made.isDraft ? DRAFT_STATUS : WHOLE_STATUS;
}

/** A store of a deployment by its id. */
export function storeOf({ deployment }: LoadedDeployment, id: string): Store {
  const store = deployment.stores.find((one) => one.id === id);
  if (!store)
    throw new Fault(
      "store/unknown",
      `there is no store \`${id}\`; there are ${deployment.stores
        .slice(0, 5)
        .map((one) => one.id)
        .join(", ")}`,
    );
  return store;
}

function readForm(options: SignOptions) {
  const size = SHEET_NAMES.find((name) => name === options.size.toUpperCase());
  if (!size) throw new Fault("sign/unreadable", `\`--size ${options.size}\` is not one of ${SHEET_NAMES.join(", ")}`);
  const format = SIGN_FORMATS.find((name) => name === options.format);
  if (!format)
    throw new Fault("sign/unreadable", `\`--format ${options.format}\` is not one of ${SIGN_FORMATS.join(", ")}`);
  return { size, format };
}

function printOpen(title: string, open: readonly OpenField[]): void {
  if (open.length > 0) print(`${title}:`);
  for (const { field, remedy } of open) print(`  ${SIGN_FIELDS[field].en} (${field}): ${remedy.en}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
