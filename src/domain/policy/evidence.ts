import { type Bilingual, type FactName, type FactValue, IMAGING, isFactName, NON_IMAGING } from "./fact-catalogue.ts";
import { isOfKind } from "./law.ts";

/** A day of the calendar, `2026-11-21`. */
export type Day = string;

/** Facts as a deployment states them, nested by group; a group that is a paper has owner, date, end, file and the like. */
export type Layer = Readonly<Record<string, unknown>>;

/** What is known of one sensor on one day. */
export type Facts = {
  readonly at: Day;
  readonly values: ReadonlyMap<FactName, FactValue>;
  /** Why a fact that was stated does not count: its paper has ended, or is not what it was. */
  readonly lapsed: ReadonlyMap<FactName, Bilingual>;
  /** The last day on which all this holds: the first end among the papers that count; null where none ends. */
  readonly until: Day | null;
};

/** What is wrong with a paper that a group points to, by the group's path; null where nothing is. */
export type PaperFault = (paper: Layer) => Bilingual | null;

const FACE_FLAGS: readonly FactName[] = [
  "proc.face_detect",
  "proc.face_template",
  "proc.face_geometry",
  "proc.body_embedding",
  "proc.gait_template",
  "proc.reid_template",
  "proc.identify",
  "proc.face_snapshot",
  "proc.face_egress",
  "proc.bystander_templates",
  "proc.emotion",
];
const PICTURE_FLAGS: readonly FactName[] = ["proc.image_persisted", "proc.image_egress"];
const NOTHING_SEEN = new Map<FactName, FactValue>([
  ...[...FACE_FLAGS, ...PICTURE_FLAGS, "out.per_person_rows" as const].map((name): [FactName, FactValue] => [
    name,
    false,
  ]),
  ["proc.demog_source", "none"],
  ["proc.dedup_method", "none"],
  ["proc.staff_method", "none"],
  ["targeting.individual", false],
  ["transfer.pi", false],
]);

/** What people tap, show or tally. A tablet that looks with its camera is another class. */
const SEES_NOTHING = ["tablet", "badge_reader", "manual_tally"] as const;

/**
 * What Lintel itself answers for where its own lens watches a camera, so that nobody need state it. The tests of
 * `apps/agent` hold it: no picture leaves the lens, nothing is kept, nobody is told from anybody.
 */
export const ATTESTED: Layer = {
  proc: {
    mode: "sweep",
    ...Object.fromEntries([...FACE_FLAGS, ...PICTURE_FLAGS].map((name) => [name.slice("proc.".length), false])),
    demog_source: "none",
    dedup_method: "in_visit",
    staff_method: "none",
    local_only: true,
  },
  out: { aggregate_only: true, per_person_rows: false, grain_minutes: 1, published: false },
  retention: {
    frame_ms: 200,
    raw_image_seconds: 0,
    track_seconds: 0,
    id_minutes: 1,
    video_hours: 0,
    template_shortest: true,
  },
  counts: { face_individuals: 0, pi_individuals: 0, sensitive_individuals: 0 },
  transfer: { pi: false, payload: "aggregate" },
  targeting: { individual: false, messages: false },
  model: { outputs: ["presence"] },
  defaults: { safe: true, face_off: true },
};

/**
 * The facts of a sensor: layers from the widest (the chain) to the nearest (the sensor), of which the nearest wins field
 * by field; `null` takes a field back. A paper that is dated later, has ended, or is not what its checksum says, proves
 * nothing: all it states is unknown.
 */
export function factsOf(layers: readonly Layer[], at: Day, paperFault: PaperFault = () => null): Facts {
  const values = new Map<FactName, FactValue>();
  const lapsed = new Map<FactName, Bilingual>();
  const ends = new Map<FactName, Day | null>();
  const state = (name: FactName, value: unknown, fault: Bilingual | null, end: Day | null) => {
    values.delete(name);
    lapsed.delete(name);
    ends.delete(name);
    if (fault) lapsed.set(name, fault);
    else if (isOfKind(name, value)) {
      values.set(name, value);
      ends.set(name, end);
    }
  };
  const walk = (group: Layer, path: string, fault: Bilingual | null, end: Day | null) => {
    const ownFault = fault ?? faultOfGroup(group, at, paperFault);
    const ownEnd = earlier(end, dayOf(group.end));
    for (const [key, value] of Object.entries(group)) {
      const name = path === "" ? key : `${path}.${key}`;
      if (isFactName(name)) state(name, value, ownFault, ownEnd);
      else if (typeof value === "object" && value !== null && !Array.isArray(value))
        walk(value as Layer, name, ownFault, ownEnd);
    }
    const checkedOn = path === "device_check" ? dayOf(group.date) : null;
    if (checkedOn) state("device_check.age_days", daysBetween(checkedOn, at), ownFault, ownEnd);
  };
  for (const layer of layers) walk(layer, "", null, null);
  derive(values);
  const until = [...ends.values()].reduce(earlier, null);
  return { at, values, lapsed, until };
}

/** What follows from the class of a sensor. A class may add what is not stated, never take away what is. */
function derive(values: Map<FactName, FactValue>): void {
  const sensorClass = values.get("sensor.class");
  if (typeof sensorClass !== "string") return;
  const isOneOf = (classes: readonly string[]) => classes.includes(sensorClass);
  values.set("sensor.imaging", isOneOf(IMAGING));
  values.set("sensor.wifi", sensorClass === "wifi_probe");
  if (isOneOf(NON_IMAGING) || isOneOf(SEES_NOTHING))
    for (const [name, value] of NOTHING_SEEN) if (!values.has(name)) values.set(name, value);
  if (sensorClass === "rgb_edge_ram_only")
    for (const name of PICTURE_FLAGS) if (!values.has(name)) values.set(name, false);
  if (sensorClass === "rgb_recorded") values.set("proc.image_persisted", true);
  const seesNobody = [...FACE_FLAGS, ...PICTURE_FLAGS].every((name) => values.get(name) === false);
  values.set("sensor.captures_pi", !((isOneOf(NON_IMAGING) || sensorClass === "manual_tally") && seesNobody));
}

/** Why a paper shows nothing on a day: it has ended, is dated later, or is not what its checksum says; null where it does. */
export function faultOfGroup(group: Layer, at: Day, paperFault: PaperFault): Bilingual | null {
  return faultOfPaper(group, at) ?? (hasPaper(group) ? paperFault(group) : null);
}

function faultOfPaper(group: Layer, at: Day): Bilingual | null {
  const [date, end] = [dayOf(group.date), dayOf(group.end)];
  if (end !== null && end < at) return { en: `its paper ended on ${end}`, zh: `该文件已于 ${end} 到期` };
  if (date !== null && date > at) return { en: `its paper is dated later: ${date}`, zh: `该文件的日期较晚：${date}` };
  return null;
}

function hasPaper(group: Layer): boolean {
  return typeof group.file === "string";
}

function dayOf(value: unknown): Day | null {
  return typeof value === "string" ? value : null;
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function daysBetween(from: Day, to: Day): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}
