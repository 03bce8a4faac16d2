import { z } from "zod";
import { CUE_AFTER_S_MAX, CueSettings } from "#domain/cues/cue-settings.ts";
import { Fault } from "#domain/fault/fault.ts";
import { CAPABILITIES, type Capability } from "#domain/policy/capability.ts";
import { IMAGING, SENSOR_CLASSES } from "#domain/policy/fact-catalogue.ts";
import { isInOrder, Retention, StoreRetention, scheduleOf } from "#domain/retention/schedule.ts";
import { SENSOR_LINES_MAX, SENSOR_SHAPES } from "#domain/sensing/sensor-shape.ts";
import { ANCHORS } from "#domain/space/anchor.ts";
import { checkLine } from "#domain/space/line.ts";
import { checkZone } from "#domain/space/zone.ts";
import { LINES_MAX, Name, ZONES_MAX } from "#domain/wire/lens-message.ts";
import { TRANSPORTS } from "#domain/wire/lens-order.ts";
import { Contacts } from "./contacts.ts";
import { Controller } from "./controller.ts";
import { Evidence, Practice, Site } from "./fact-groups.ts";
import { Holidays, OpeningHours } from "./opening-hours.ts";
import { Rota } from "./rota.ts";
import { checkReports, MailServer, ScheduledReports } from "./scheduled-reports.ts";
import { Settings } from "./settings.ts";
import { checkStaff, Staff } from "./staff.ts";
import { Welcome } from "./welcome.ts";

/**
 * A chain as one file: its stores, what hangs in them, what that does, and what can be shown for it. The same file is
 * checked against the law, counted from, and shown to an inspector.
 */

/** A larger chain splits its file. */
const STORES_MAX = 5000;
const SENSORS_PER_STORE_MAX = 256;
const ANALYSED_PER_SECOND_MAX = 60;

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "an id is made of a-z, 0-9 and `-`, up to 63")
  .describe("its name in reports and addresses; never use one again for something else");
const fraction = z.number().min(0).max(1);
const Point = z
  .tuple([fraction, fraction])
  .describe("x and y in fractions of the picture; 0,0 is the upper left corner");

const Line = z
  .strictObject({
    name: Name,
    role: z
      .enum(["entrance", "inner", "passer-by"])
      .default("entrance")
      .describe("only entrances make up the store's visitors"),
    from: Point.describe("stand here and look to `to`: from your left to your right is in"),
    to: Point,
    anchor: z.enum(ANCHORS).default("centre").describe("what of a person must cross"),
  })
  .describe("a line across a door");

const Zone = z
  .strictObject({
    name: Name,
    corners: z.array(Point).min(3).describe("in order around the area"),
    cue: z
      .strictObject({ after_s: z.number().min(1).max(CUE_AFTER_S_MAX).describe("seconds") })
      .optional()
      .describe("says so once when somebody has waited here for longer than this"),
  })
  .describe("an area of the floor");

const TimeZone = z
  .string()
  .refine(isTimeZone, "this is no time zone such as `Europe/Paris`")
  .describe("the store's day is a day of this time zone: `Europe/Paris`, `Asia/Shanghai`");

const secret = "a name and a password are written as names of environment variables, `$BROKER_PASSWORD`";

const Feed = z
  .strictObject({
    shape: z.enum(SENSOR_SHAPES).describe("the form in which it tells its counts; docs/sensors.md describes each"),
    via: z.union([
      z.strictObject({
        push: z
          .strictObject({ key: z.string().min(1).describe(secret) })
          .describe("it sends `POST /sensors/STORE.SENSOR` to `listen`, with this key"),
      }),
      z.strictObject({
        mqtt: z
          .strictObject({
            url: z.string().min(1).describe("`mqtts://broker.example:8883`"),
            topic: z.string().min(1),
            username: z.string().min(1).optional().describe(secret),
            password: z.string().min(1).optional().describe(secret),
          })
          .describe("it publishes to a broker"),
      }),
    ]),
    lines: z
      .array(
        z.strictObject({
          theirs: z
            .string()
            .min(1)
            .describe("what the sensor calls the line; `*` where it has only one and no name for it"),
          line: Name.describe("what you call it"),
          role: z.enum(["entrance", "inner", "passer-by"]).default("entrance"),
          direction: z
            .enum(["in", "out"])
            .default("in")
            .describe("which way the sensor's in, its forward or its only count goes"),
        }),
      )
      .min(1)
      .max(SENSOR_LINES_MAX),
    time_zone: TimeZone.optional().describe("of the device, where it tells local time; without it, the store's"),
    reset_at: z
      .string()
      .regex(/^\d{2}:\d{2}$/, "a time of day is written `00:00`")
      .optional()
      .describe("when an `onvif-counter` begins again by its programme, in its local time"),
  })
  .describe("a counter that tells Lintel what it counted");

const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as [Capability, ...Capability[]];

const Sensor = z
  .strictObject({
    id: Id,
    name: z.string().min(1).optional(),
    class: z
      .enum(SENSOR_CLASSES)
      .optional()
      .describe(
        "what kind of sensor it is, by how far its pictures get: beam, tof_no_picture, mmwave, lowres_thermal take none; rgb_edge_ram_only keeps them in the memory of the device; rgb_stream sends them; rgb_recorded stores them; a tablet is tapped, a tablet_camera looks at a face that is offered. A camera with `source` is rgb_edge_ram_only",
      ),
    does: z.array(z.enum(CAPABILITY_NAMES)).min(1).describe("everything it is used for"),
    source: z
      .string()
      .min(1)
      .optional()
      .describe(
        "a camera that Lintel itself watches: `rtsp://…`, `usb:/dev/video0`, a film, `scene:entrance`, `loop:` and a film or scene that is shown without end. A password is written as the name of an environment variable, `$DOOR_PASSWORD`, and taken from there. What Lintel's lens does with pictures need not be stated",
      ),
    transport: z
      .enum(TRANSPORTS)
      .optional()
      .describe(
        "how the pictures of an `rtsp://` camera travel: `tcp`, or `udp` for a camera that can do no other; over UDP packets are lost, and with them pictures",
      ),
    feed: Feed.optional(),
    analysed_per_second: z.number().positive().max(ANALYSED_PER_SECOND_MAX).default(5),
    lines: z.array(Line).max(LINES_MAX).default([]),
    zones: z.array(Zone).max(ZONES_MAX).default([]),
    practice: Practice.optional(),
    evidence: Evidence.optional(),
  })
  .superRefine(({ class: sensorClass, lines, zones, does, source, transport, feed }, context) => {
    if (transport !== undefined && !(source !== undefined && /^(rtsp:\/\/|\$)/i.test(source)))
      context.addIssue({
        code: "custom",
        message: "only an `rtsp://` camera has a `transport`: leave it out",
        path: ["transport"],
      });
    if (feed && source !== undefined)
      context.addIssue({
        code: "custom",
        message: "it has a `source`, so that Lintel counts itself: leave one out",
        path: ["feed"],
      });
    if (feed && !does.includes("count"))
      context.addIssue({ code: "custom", message: "it tells counts, but does not `count`", path: ["does"] });
    for (const [index, { name, from, to }] of lines.entries())
      refuseFault(() => checkLine({ name, from: point(from), to: point(to) }), context, ["lines", index]);
    for (const [index, { name, corners }] of zones.entries())
      refuseFault(() => checkZone({ name, corners: corners.map(point) }), context, ["zones", index]);
    refuseTwins(
      [...lines, ...zones].map(({ name }) => name),
      context,
      "lines",
    );
    if (source === undefined) return;
    if (sensorClass !== undefined && !(IMAGING as readonly string[]).includes(sensorClass))
      context.addIssue({
        code: "custom",
        message: `it has a \`source\`, so that it is a camera and no \`${sensorClass}\``,
        path: ["class"],
      });
    if (lines.length > 0 && !does.includes("count"))
      context.addIssue({ code: "custom", message: "it has lines, but does not `count`", path: ["does"] });
    if (zones.length > 0 && !does.includes("zones"))
      context.addIssue({ code: "custom", message: "it has zones, but does not do `zones`", path: ["does"] });
  })
  .describe("a camera, a counter, a tablet: anything that tells something of people");

const Store = z
  .strictObject({
    id: Id,
    name: z.string().min(1).optional(),
    controller: Controller.optional(),
    time_zone: TimeZone,
    hours: OpeningHours.optional(),
    holidays: Holidays.optional(),
    staff: Staff.optional(),
    rota: Rota.optional(),
    site: Site.describe("where it is, and whose law applies"),
    welcome: Welcome.optional(),
    contacts: Contacts.optional(),
    retention: StoreRetention.optional(),
    practice: Practice.optional(),
    evidence: Evidence.optional(),
    sensors: z.array(Sensor).max(SENSORS_PER_STORE_MAX).superRefine(refuseTwinIds),
  })
  .refine(({ controller, site }) => controller === undefined || site.franchise !== false, {
    message: "somebody else than the chain controls it, but `site.franchise` says that nobody else runs it",
    path: ["controller"],
  })
  .superRefine(checkStaff);

export const Deployment = z
  .strictObject({
    lintel: z.literal(1).describe("the version of this form"),
    name: z.string().min(1).describe("the chain"),
    simulated: z
      .literal(true)
      .optional()
      .describe(
        "no such chain exists: `lintel simulate` made it up, or it is the demo, whose cameras play scenes and whose history is simulated. Every figure of it says so",
      ),
    laws: z
      .array(z.string().min(1))
      .default([])
      .describe("files of your counsel's own additions, from the folder of this file"),
    listen: z
      .strictObject({ host: z.string().min(1).default("127.0.0.1"), port: z.int().min(1).max(65_535) })
      .optional()
      .describe("where counts are received that sensors push; this machine only where no host is named"),
    practice: Practice.optional().describe("what is done in all stores; a store or sensor may say otherwise"),
    evidence: Evidence.optional().describe("what can be shown for all stores; a store or sensor may say otherwise"),
    settings: Settings.prefault({}),
    cues: CueSettings.optional(),
    welcome: Welcome.optional(),
    contacts: Contacts.optional(),
    mail: MailServer.optional(),
    reports: ScheduledReports.optional(),
    retention: Retention.optional(),
    stores: z.array(Store).min(1).max(STORES_MAX).superRefine(refuseTwinIds),
  })
  .superRefine(checkReports)
  .superRefine(({ retention, stores }, context) => {
    for (const [index, store] of stores.entries())
      if (!isInOrder(scheduleOf(retention, store.retention)))
        context.addIssue({
          code: "custom",
          message: "hours and days are made of minutes: keep them at least as long",
          path: store.retention ? ["stores", index, "retention"] : ["retention"],
        });
  })
  .describe("a Lintel deployment: which stores and sensors there are, what they do, and what can be shown for it");

export type Deployment = z.output<typeof Deployment>;
export type Store = Deployment["stores"][number];
export type Sensor = Store["sensors"][number];

/** The published form of a deployment, for editors and other programs (JSON Schema 2020-12). */
export function deploymentSchema(): Record<string, unknown> {
  return {
    $id: "https://lintel.invalid/deployment.schema.json",
    title: "Lintel deployment",
    ...z.toJSONSchema(Deployment, { io: "input", unrepresentable: "any" }),
  };
}

function refuseTwinIds(items: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const ids = items.map(({ id }) => id);
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) !== index)
      context.addIssue({ code: "custom", message: `the id \`${id}\` is given twice`, path: [index, "id"] });
}

function refuseTwins(names: readonly string[], context: z.RefinementCtx, key: string): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined)
    context.addIssue({ code: "custom", message: `the name \`${twin}\` is given twice`, path: [key] });
}

function refuseFault(check: () => unknown, context: z.RefinementCtx, path: PropertyKey[]): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.addIssue({ code: "custom", message: `${error.detail}; ${error.remedy}`, path });
  }
}

function point([x, y]: readonly [number, number]) {
  return { x, y };
}

const timeZones = new Map<string, boolean>();

/** Asked once of each name: it takes a quarter of a millisecond, and a chain has many shops in few zones. */
function isTimeZone(name: string): boolean {
  const known = timeZones.get(name) ?? isFormatted(name);
  timeZones.set(name, known);
  return known;
}

function isFormatted(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== null;
  } catch {
    return false;
  }
}
