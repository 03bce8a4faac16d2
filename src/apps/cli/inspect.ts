import { describeDevice } from "#adapters/onvif/describe-device.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { readLaws } from "#apps/deployment/law-shelf.ts";
import { Fault } from "#domain/fault/fault.ts";
import { INSPECTION_WORDS, tellFinding } from "#domain/inspection/finding-words.ts";
import { type Finding, type Inspection, inspectDevice, outcomeOf } from "#domain/inspection/inspect-device.ts";
import { type LegalGround, legalGround } from "#domain/inspection/legal-ground.ts";
import type { LawBook } from "#domain/policy/decide.ts";
import type { Layer } from "#domain/policy/evidence.ts";
import { placeOfCamera, siteOf } from "#domain/policy/place.ts";
import { readCameraHost, readCameraPassword } from "./cameras.ts";
import { readDay } from "./check.ts";

export type InspectOptions = {
  readonly user: string;
  readonly passwordEnv?: string;
  readonly https?: boolean;
  readonly place?: string;
  readonly file?: string;
  readonly store?: string;
  readonly json?: boolean;
};

const STATUSES = { nothing: 0, found: 1, unread: 2 } as const;
const WORDS = INSPECTION_WORDS.en;

/** A finding, what is to be done about it, and by which law. */
type Told = Finding & ReturnType<typeof tellFinding> & { readonly law: LegalGround | null };

/**
 * `lintel inspect`: what a camera runs and sends beside being counted from. 0 where nothing was found, 1 where something must be
 * switched off or looked after, 2 where nothing was found and not all could be read.
 */
export async function inspect(where: string, options: InspectOptions): Promise<number> {
  const { host, port } = readCameraHost(where);
  const law = readGround(options);
  const password = await readCameraPassword(host, options);
  const device = await describeDevice({ host, port, username: options.user, password, isSecure: options.https });
  const inspection = inspectDevice(device, readDay(undefined));
  const outcome = outcomeOf(inspection);
  const findings = inspection.findings.map(
    (finding): Told => ({
      ...finding,
      ...tellFinding(finding, "en"),
      law: law && legalGround(law.book, { concern: finding.what, site: law.site, at: readDay(undefined) }),
      what: finding.what,
    }),
  );
  const report = { host, port: device.port, ...inspection, outcome, findings, unseen: WORDS.unseen };
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : textOf(report, law !== null)}\n`);
  return STATUSES[outcome];
}

/** Whose law is asked: of a place, or of a store of a deployment; null where neither is named. */
function readGround({ place, file, store }: InspectOptions): { readonly book: LawBook; readonly site: Layer } | null {
  if ((file === undefined) !== (store === undefined) || (place !== undefined && file !== undefined))
    throw new Fault(
      "onvif/option",
      "name a place, `--place CN`, or a store with its file, `--file shop.yaml --store mall-7`",
    );
  if (place !== undefined) return { book: { ...readLaws(), additions: [] }, site: siteOf(placeOfCamera(place)) };
  if (file === undefined) return null;
  const { deployment, book } = loadDeployment(file);
  const shop = deployment.stores.find(({ id }) => id === store);
  if (!shop) throw new Fault("store/unknown", `\`${file}\` has no store \`${store}\``);
  return { book, site: shop.site };
}

type Report = Omit<Inspection, "findings"> & {
  readonly host: string;
  readonly port: number;
  readonly outcome: ReturnType<typeof outcomeOf>;
  readonly findings: readonly Told[];
};

const SUMMARIES = {
  found: "This camera does, or may do, more than counting needs:",
  unread: "Nothing was found, and not all could be read: that is no clearance.",
  nothing: "Nothing was found that must be switched off.",
} as const;

function textOf(report: Report, hasLaw: boolean): string {
  const { host, port, manufacturer, model, firmware, builtOn, outcome, findings, unread } = report;
  const name = `${manufacturer} ${model}`.trim() || "a camera";
  const built = builtOn === null ? "when it was built is not said" : `built on ${builtOn}`;
  const left = unread.map(({ area, why, detail }) => {
    const more = why === "failed" && detail !== "" ? ` (${detail})` : "";
    return `  ${WORDS.areas[area]}: ${WORDS.unread[why]}${more}`;
  });
  return [
    `${name} at ${host}:${port}, firmware ${firmware || "unknown"}, ${built}`,
    SUMMARIES[outcome],
    ...findings.flatMap((finding) => ["", ...findingLines(finding, hasLaw)]),
    "",
    ...(left.length > 0 ? ["Not read:", ...left, ""] : []),
    "What cannot be seen from outside:",
    ...WORDS.unseen.map((line) => `  ${line}`),
    ...(hasLaw || findings.length === 0
      ? []
      : ["", "`--place CN`, or `--file shop.yaml --store ID`, says by which law. This is not legal advice."]),
  ].join("\n");
}

function findingLines({ severity, what, why, remedy, where, evidence, more, law }: Told, hasLaw: boolean): string[] {
  const seen = evidence.map(({ source, text, state }) => `${WORDS.sources[source]} ${text}: ${WORDS.states[state]}`);
  const rows = law?.rows.map(({ id, article, demand }) => `${id} (${article}): ${demand.en}`) ?? [];
  const ground = law
    ? law.verdict === "permit"
      ? [`nothing in the law of this place forbids \`${law.capability}\` by itself`]
      : [...rows, ...(law.more > 0 ? [`and ${law.more} more: \`lintel laws --capability ${law.capability}\``] : [])]
    : hasLaw
      ? ["no row of its own; who keeps a camera must keep it safe"]
      : [];
  return [
    `${WORDS.severities[severity].toUpperCase()}  ${WORDS.concerns[what].what}`,
    ...labelled("seen", [...seen, ...(more > 0 ? [`and ${more} more`] : [])]),
    ...labelled("why", [why]),
    ...labelled("law", ground),
    ...labelled("do", [remedy]),
    ...labelled("where", [where]),
  ];
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(6)} ${line}`);
}
