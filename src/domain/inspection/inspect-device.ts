import type { Day } from "#domain/policy/evidence.ts";
import { CONCERN_NAMES, type Concern, concernOf, describedConcern } from "./concern.ts";
import type { DeviceDescription, Sign, Unread } from "./device-description.ts";
import { firmwareDay, isOldFirmware } from "./firmware-age.ts";
import { type Maker, makerOf, menuOf } from "./maker.ts";

/** Signs of one finding that are told; how many more there are is said. */
export const SIGNS_TOLD_MAX = 8;

/** `must`: it runs, and must be switched off or changed; `check`: whether it runs cannot be seen; `note`: it could run, and does not. */
export const SEVERITIES = ["must", "check", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a camera does or can do beside being counted from. */
export type Finding = {
  readonly what: Concern;
  readonly severity: Severity;
  /** What the device said, the gravest first. */
  readonly evidence: readonly Sign[];
  /** Signs that are not among the evidence, because there are too many. */
  readonly more: number;
  /** Where it is switched off, in the words of its maker's pages; null where they are not known. */
  readonly menu: string | null;
};

/** What an inspection came to. INVARIANT: it says what was seen; that nothing was found never means that nothing runs. */
export type Inspection = {
  readonly maker: Maker;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  /** The day on which the firmware was built; null where its name does not say. */
  readonly builtOn: Day | null;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
};

const STATES: readonly Sign["state"][] = ["on", "unknown", "able"];

/** Judges what a device said of itself, on a day. */
export function inspectDevice(device: DeviceDescription, today: Day): Inspection {
  const { manufacturer, model, firmware, unread } = device;
  const maker = makerOf(device);
  const builtOn = firmwareDay(firmware, today);
  const aged: Sign[] =
    builtOn !== null && isOldFirmware(builtOn, today) ? [{ source: "firmware", text: builtOn, state: "unknown" }] : [];
  const byConcern = Map.groupBy([...device.signs, ...aged], concernOf);
  const hasPeople = [...byConcern].some(
    ([name, signs]) => name !== null && isOfPeople(name) && signs.some(({ state }) => state !== "able"),
  );
  const findings = CONCERN_NAMES.flatMap((what): Finding[] => {
    const signs = (byConcern.get(what) ?? []).map((sign) => (what === "mqtt" ? judgedBroker(sign, hasPeople) : sign));
    if (signs.length === 0) return [];
    const ranked = distinct(signs).toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
    return [
      {
        what,
        severity: SEVERITIES[STATES.indexOf(ranked[0]!.state)]!,
        evidence: ranked.slice(0, SIGNS_TOLD_MAX),
        more: Math.max(0, ranked.length - SIGNS_TOLD_MAX),
        menu: menuOf(maker, describedConcern(what).menu),
      },
    ];
  });
  const order = (finding: Finding) => SEVERITIES.indexOf(finding.severity);
  return {
    maker,
    manufacturer,
    model,
    firmware,
    builtOn,
    findings: findings.toSorted((a, b) => order(a) - order(b)),
    unread,
  };
}

/** `found`: something must be switched off or looked after; `unread`: nothing was found, and not all could be read. */
export function outcomeOf({ findings, unread }: Inspection): "found" | "unread" | "nothing" {
  if (findings.some(({ severity }) => severity !== "note")) return "found";
  return unread.some(({ why }) => why === "failed") ? "unread" : "nothing";
}

function isOfPeople(name: Concern): boolean {
  return ["faces", "bodies", "plates", "metadata"].includes(describedConcern(name).menu);
}

/** A broker that is told everything, or events of faces and plates, gets what may not leave; one that is told else is to be looked at. */
function judgedBroker(sign: Sign, hasPeople: boolean): Sign {
  const [, topics = ""] = / \[(.*?)\]?$/.exec(sign.text) ?? [];
  const isTold = topics === "" ? hasPeople : concernOf({ source: "topic", text: topics }) !== null;
  return { ...sign, state: isTold ? "on" : "unknown" };
}

function distinct(signs: readonly Sign[]): Sign[] {
  return [...new Map(signs.map((sign) => [`${sign.source} ${sign.text} ${sign.state}`, sign])).values()];
}
