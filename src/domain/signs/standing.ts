import { type Contacts, contactsOf, controllerNameOf } from "#domain/deployment/contacts.ts";
import type { Deployment, Sensor, Store } from "#domain/deployment/deployment.ts";
import { type Decision, factsOfSensor } from "#domain/deployment/judgement.ts";
import { scheduleAt } from "#domain/deployment/keeping.ts";
import { isEstimateEvaluated, welcomeOf } from "#domain/deployment/welcome.ts";
import { CAPABILITIES, type Capability, capabilityOf, isCapability } from "#domain/policy/capability.ts";
import type { Facts } from "#domain/policy/evidence.ts";
import type { FactName } from "#domain/policy/fact-catalogue.ts";

/**
 * What is so at a store, as people are told it. INVARIANT: a claim that something is not done is `true` only where that is known of every
 * sensor in the store; what nobody has said is not claimed.
 */
export type Standing = {
  readonly storeId: string;
  readonly storeName: string;
  readonly isSimulated: boolean;
  readonly jurisdiction: string;
  readonly memberState: string | null;
  readonly controller: string;
  /** The chain that gets figures of somebody else's store, and by which spans. */
  readonly sharedWith: { readonly name: string; readonly figures: string } | null;
  readonly contacts: Contacts;
  /** What runs, built by Lintel, in the order of the catalogue. */
  readonly does: readonly Capability[];
  readonly liveFrom: string | null;
  readonly isImaging: boolean;
  readonly takesPersonalData: boolean;
  /** Faces are looked at nowhere: not for counting, and not at a tablet. */
  readonly noFaceLookedAt: boolean;
  /** Nobody is recognised or found again, by face, body or gait. */
  readonly nobodyRecognised: boolean;
  readonly noPictureKept: boolean;
  readonly noPictureLeaves: boolean;
  readonly nobodySingledOut: boolean;
  readonly purpose: string | null;
  readonly legalGround: string | null;
  /** Rooms that the sensors look into; null where one of them is not stated. */
  readonly areas: readonly string[] | null;
  /** How long a picture stays in memory (ms); null where it is not known of every camera. */
  readonly frameMs: number | null;
  readonly answersKeptDays: number | null;
  /** How long counts are kept at most; null where they stay. */
  readonly numbersKeptDays: number | null;
  /** Everything that watches is Lintel's own, which never pauses. */
  readonly isAlwaysOn: boolean;
  readonly mayObject: boolean;
  /** Nobody outside gets personal data: there is no vendor, or it is stated so. */
  readonly noProcessor: boolean;
  readonly fullNoticeUrl: string | null;
};

/** So much of a store's sensors as what is told of them rests on. */
type Known = { readonly sensor: Sensor; readonly facts: Facts; readonly runs: boolean };

/** Works out what is so at a store, from what its deployment says and what is decided on a day. */
export function standingOf(deployment: Deployment, store: Store, decisions: readonly Decision[], at: string): Standing {
  const permitted = decisions.filter((one) => one.store === store.id && isRunning(one));
  const does = (Object.keys(CAPABILITIES) as Capability[]).filter((one) =>
    permitted.some(({ capability }) => capability === one),
  );
  const known = store.sensors.map((sensor): Known => {
    const facts =
      decisions.find((one) => one.store === store.id && one.sensor === sensor.id)?.facts ??
      factsOfSensor(deployment, store, sensor, at);
    return { sensor, facts, runs: permitted.some((one) => one.sensor === sensor.id) };
  });
  // What is Lintel's own does nothing where it may not run; another maker's device may do it all the same.
  const there = known.filter(({ sensor, runs }) => runs || !isOurs(sensor));
  const running = known.filter(({ runs }) => runs);
  const each = (name: FactName, wanted: boolean) =>
    there.length > 0 && there.every((one) => factFor(one, name) === wanted);
  const none = (...names: FactName[]) => names.every((name) => each(name, false));
  const one = <T>(name: FactName): T | null => {
    const values = new Set(running.map(({ facts }) => facts.values.get(name)));
    return values.size === 1 ? (([...values][0] as T | undefined) ?? null) : null;
  };
  const cameras = there.filter(({ facts }) => facts.values.get("sensor.imaging") !== false && !isTablet(facts));
  const frames = cameras.map(({ facts }) => facts.values.get("retention.frame_ms"));
  const areas = running.filter(({ facts }) => !isTablet(facts)).map(({ facts }) => facts.values.get("install.zone"));
  const estimates = does.includes("tablet-estimate");
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const { figures = "none" } = store.controller?.shares ?? {};
  const welcome = welcomeOf(deployment, store);
  // They are never kept shorter than the minutes that they are made of.
  const { hours_and_days: sumsDays } = scheduleAt(deployment, store);
  return {
    storeId: store.id,
    storeName: store.name ?? store.id,
    isSimulated: deployment.simulated === true,
    jurisdiction: text(known[0]?.facts.values.get("site.jurisdiction")) ?? text(store.site.jurisdiction) ?? "",
    memberState: text(known[0]?.facts.values.get("site.member_state")),
    controller: controllerNameOf(deployment, store),
    sharedWith: store.controller && figures !== "none" ? { name: deployment.name, figures } : null,
    contacts: contactsOf(deployment, store),
    does,
    liveFrom: text(store.site.live_from),
    isImaging: cameras.length > 0,
    takesPersonalData: there.some(({ facts }) => facts.values.get("sensor.captures_pi") !== false),
    noFaceLookedAt:
      !estimates &&
      none("proc.face_detect", "proc.face_template", "proc.face_geometry", "proc.face_snapshot", "proc.identify"),
    nobodyRecognised: none(
      "proc.identify",
      "proc.face_template",
      "proc.body_embedding",
      "proc.gait_template",
      "proc.reid_template",
    ),
    noPictureKept: none("proc.image_persisted", "proc.face_snapshot"),
    noPictureLeaves: none("proc.image_egress", "proc.face_egress"),
    nobodySingledOut: none("targeting.individual", "out.per_person_rows"),
    purpose: one("purpose"),
    legalGround: one<string>("lawful_basis") ?? (one("lia.on_file") === true ? "legitimate_interest" : null),
    areas: areas.every((area) => typeof area === "string") ? [...new Set(areas as string[])] : null,
    frameMs: frames.every((ms) => typeof ms === "number") ? Math.max(0, ...(frames as number[])) : null,
    numbersKeptDays: sumsDays === "forever" ? null : sumsDays,
    answersKeptDays: does.some((capability) => capability.startsWith("tablet-")) ? welcome.kept_days : null,
    isAlwaysOn: cameras.length > 0 && running.every(({ sensor }) => isOurs(sensor)),
    mayObject: one("rights.object_path") === true,
    noProcessor: running.length > 0 && running.every(({ facts }) => facts.values.get("processor.role") === "none"),
    fullNoticeUrl: fullNoticeOf(deployment, store),
  };
}

function isRunning({ isNamed, capability, ruling, facts }: Decision): boolean {
  const isBuilt = isCapability(capability) && capabilityOf(capability).isBuilt;
  const isEvaluated = capability !== "tablet-estimate" || isEstimateEvaluated(facts);
  return isNamed && isBuilt && isEvaluated && ruling.verdict === "permit";
}

/** Lintel's lens or page: it is there only while it may run. */
function isOurs({ source, class: sensorClass }: Sensor): boolean {
  return source !== undefined || sensorClass === "tablet" || sensorClass === "tablet_camera";
}

function isTablet({ values }: Facts): boolean {
  return String(values.get("sensor.class")).startsWith("tablet");
}

/** What is not done at the tablet, because Lintel's own page does not do it: docs/consent.md. Its estimate is told apart. */
const NOT_AT_TABLET: readonly FactName[] = [
  "proc.identify",
  "proc.face_template",
  "proc.face_snapshot",
  "proc.body_embedding",
  "proc.gait_template",
  "proc.reid_template",
  "proc.image_persisted",
  "proc.image_egress",
  "proc.face_egress",
  "out.per_person_rows",
  "targeting.individual",
];

function factFor({ facts }: Known, name: FactName) {
  return facts.values.get(name) ?? (isTablet(facts) && NOT_AT_TABLET.includes(name) ? false : undefined);
}

/** The nearest link to a full notice that is stated to be there. */
function fullNoticeOf(deployment: Deployment, store: Store): string | null {
  for (const { evidence } of [store, deployment]) {
    const { notice } = (evidence ?? {}) as { readonly notice?: { readonly second_layer?: { readonly link?: string } } };
    const link = notice?.second_layer?.link;
    if (typeof link === "string") return link;
  }
  return null;
}
