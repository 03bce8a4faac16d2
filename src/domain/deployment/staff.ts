import { z } from "zod";
import { CLOTH_COLOURS_MAX, COLOUR_FORM } from "#domain/staff/cloth.ts";
import { type StaffSigns, UNIFORMS_MAX } from "#domain/staff/staff-signs.ts";
import { LINES_MAX, ZONES_MAX } from "#domain/wire/lens-message.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";

/** Nobody is in a picture for longer than a day. */
export const STAY_MINUTES_MAX = 1440;
const MINUTE_MS = 60_000;
/** Shares of a garment that were rounded still make a whole. */
const SHARES_OFF_MAX = 0.02;
const UNITS_MAX = 64;

const Colour = z.string().regex(COLOUR_FORM, "a colour is written `#16a34a`");

const Cloth = z
  .union([
    Colour,
    z
      .array(z.strictObject({ colour: Colour, share: z.number().min(0).max(1) }))
      .min(1)
      .max(CLOTH_COLOURS_MAX)
      .refine(
        (colours) => Math.abs(colours.reduce((sum, { share }) => sum + share, 0) - 1) <= SHARES_OFF_MAX,
        "the shares of its colours must be 1 together",
      ),
  ])
  .describe("its colour, or how much of it has which");

const Uniform = z
  .strictObject({
    name: z.string().min(1).max(64),
    upper: Cloth.optional().describe("what is worn above: shirt, jacket, apron"),
    lower: Cloth.optional().describe("what is worn below; where both are named both must fit"),
  })
  .refine(
    ({ upper, lower }) => upper !== undefined || lower !== undefined,
    "a uniform has an `upper`, a `lower` or both",
  );

/** How the cameras of a store tell staff from visitors: by cloth and place, never by a face or a body. Any one sign is enough. */
export const Staff = z
  .strictObject({
    uniforms: z.array(Uniform).max(UNIFORMS_MAX).default([]),
    lanyard: Colour.optional().describe(
      "the colour of the ribbons around their necks; for cameras that are so near that a ribbon is two pixels wide",
    ),
    lines: z.array(z.string().min(1)).max(UNITS_MAX).default([]).describe("lines that only staff cross, `SENSOR.NAME`"),
    zones: z
      .array(z.string().min(1))
      .max(UNITS_MAX)
      .default([])
      .describe("zones in which only staff stay, `SENSOR.NAME`: behind the till"),
    stay_minutes: z
      .number()
      .positive()
      .max(STAY_MINUTES_MAX)
      .optional()
      .describe("who is in one camera's view without a break for longer than this works here"),
  })
  .refine(
    ({ uniforms, lanyard, lines, zones, stay_minutes }) =>
      uniforms.length + lines.length + zones.length > 0 || lanyard !== undefined || stay_minutes !== undefined,
    "nothing says how staff are told: a uniform, a lanyard, a line, a zone or a stay",
  )
  .describe("how staff are told from visitors; for sensors that do `staff-exclusion`");

type Staff = z.output<typeof Staff>;

type Unit = { readonly name: string };
type StaffStore = {
  readonly staff?: Staff | undefined;
  readonly sensors: readonly {
    readonly id: string;
    readonly does: readonly string[];
    readonly feed?: unknown;
    readonly lines: readonly Unit[];
    readonly zones: readonly Unit[];
  }[];
};

/** Refuses signs that no camera looks for, and lines and zones that are not there. A camera without signs to look for finds nobody. */
export function checkStaff({ staff, sensors }: StaffStore, context: z.RefinementCtx): void {
  const refuse = (message: string, path: PropertyKey[]) => context.addIssue({ code: "custom", message, path });
  if (!staff) return;
  if (!sensors.some(({ feed, does }) => feed === undefined && does.includes("staff-exclusion")))
    refuse("no camera of the store does `staff-exclusion`: add it to what one does, or leave `staff` out", ["staff"]);
  for (const kind of ["lines", "zones"] as const) {
    const present = sensors.flatMap((sensor) => sensor[kind].map(({ name }) => unitIdOf(sensor.id, name)));
    for (const [index, unitId] of staff[kind].entries())
      if (!present.includes(unitId)) refuse(`no sensor of the store has \`${unitId}\``, ["staff", kind, index]);
  }
}

/**
 * The lines and zones of staff that are left when a sensor of the store goes; null where no camera is left that looks for staff, or nothing
 * that it could look for.
 */
export function staffPlacesWithout(
  { staff, sensors }: StaffStore & { readonly staff: Staff },
  sensorId: string,
): { readonly lines: readonly string[]; readonly zones: readonly string[] } | null {
  const others = sensors.filter(({ id }) => id !== sensorId);
  const own = sensors.find(({ id }) => id === sensorId);
  const isOwn = (kind: "lines" | "zones", unitId: string) =>
    own?.[kind].some(({ name }) => unitIdOf(sensorId, name) === unitId) ?? false;
  const lines = staff.lines.filter((unitId) => !isOwn("lines", unitId));
  const zones = staff.zones.filter((unitId) => !isOwn("zones", unitId));
  const looks = others.some(({ feed, does }) => feed === undefined && does.includes("staff-exclusion"));
  const isSaid =
    staff.uniforms.length + lines.length + zones.length > 0 ||
    staff.lanyard !== undefined ||
    staff.stay_minutes !== undefined;
  return looks && isSaid ? { lines, zones } : null;
}

/** The signs that one camera looks for; undefined where it is not to look for staff. */
export function staffSignsOf(
  { staff }: Pick<StaffStore, "staff">,
  sensor: Pick<StaffStore["sensors"][number], "id" | "does" | "lines" | "zones">,
): StaffSigns | undefined {
  if (!staff || !sensor.does.includes("staff-exclusion")) return undefined;
  const own = (units: readonly Unit[], among: readonly string[], max: number) =>
    units.flatMap(({ name }) => (among.includes(unitIdOf(sensor.id, name)) ? [name] : [])).slice(0, max);
  return {
    uniforms: staff.uniforms.map(({ name, upper, lower }) => ({
      name,
      ...(upper !== undefined && { upper: clothOf(upper) }),
      ...(lower !== undefined && { lower: clothOf(lower) }),
    })),
    ...(staff.lanyard !== undefined && { lanyard: staff.lanyard }),
    lines: own(sensor.lines, staff.lines, LINES_MAX),
    zones: own(sensor.zones, staff.zones, ZONES_MAX),
    ...(staff.stay_minutes !== undefined && { stayMsMin: Math.round(staff.stay_minutes * MINUTE_MS) }),
  };
}

/** How a law sees it (`proc.staff_method`): by what is worn where that is looked at, else by place and time. */
export function staffMethodOf({ staff }: Pick<StaffStore, "staff">): "uniform" | "zone" {
  const looksAtCloth = staff !== undefined && (staff.uniforms.length > 0 || staff.lanyard !== undefined);
  return looksAtCloth ? "uniform" : "zone";
}

function clothOf(cloth: z.output<typeof Cloth>) {
  return typeof cloth === "string" ? [{ colour: cloth, share: 1 }] : cloth;
}
