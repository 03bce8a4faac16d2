import { openGate } from "#apps/agent/gate.ts";
import { watchSource } from "#apps/agent/watch-source.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Cloth } from "#domain/staff/cloth.ts";
import { addressOf } from "./count-deployment.ts";

export type TeachOptions = {
  readonly part: string;
  readonly name: string;
  readonly laws?: string;
  readonly json?: boolean;
};

const PARTS = ["upper", "lower"] as const;
const LOOKS_PER_SECOND = 5;
/** A film is shown no longer than this; a camera's lesson is over after two seconds of pictures. */
const LESSON_MS_MAX = 20_000;

/**
 * `lintel staff teach`: what a garment that hangs before a camera looks like to it, as YAML for the deployment. The lens measures it, and
 * says colours only.
 */
export async function teachUniform(
  path: string,
  { store, sensor, part, name, laws, json }: TeachOptions & { readonly store: string; readonly sensor: string },
): Promise<string> {
  if (!PARTS.some((one) => one === part))
    throw new Fault("count/unreadable", `\`--part ${part}\` is neither \`upper\` nor \`lower\``);
  const gate = openGate(path, { nowMs: Date.now, lawFolder: laws });
  const permit = gate.permits.find((one) => one.store.id === store && one.sensor.id === sensor);
  if (permit?.sensor.source === undefined) throw new Fault("staff/unknown", `\`${store}\` has no camera \`${sensor}\``);
  if (!permit.grants["staff-exclusion"])
    throw new Fault("staff/not-permitted", permit.why || `\`${sensor}\` does no \`staff-exclusion\``);
  const { source, transport } = permit.sensor;
  const { taught, fault } = await watchSource({
    kind: "watch",
    task: "teach",
    source: addressOf(source),
    ...(transport && { transport }),
    analysedPerSecond: LOOKS_PER_SECOND,
    grants: permit.grants,
    lines: [],
    zones: [],
    untilMs: LESSON_MS_MAX,
  }).outcome;
  if (fault) throw fault;
  if (!taught || taught.length === 0) throw new Fault("staff/no-garment", `\`${sensor}\` saw no garment`);
  return json ? JSON.stringify({ name, [part]: taught }, null, 2) : yamlOf(name, part, taught);
}

function yamlOf(name: string, part: string, cloth: Cloth): string {
  const [first] = cloth;
  const worn =
    cloth.length === 1
      ? [`        ${part}: "${first!.colour}"`]
      : [
          `        ${part}:`,
          ...cloth.map(({ colour, share }) => `          - { colour: "${colour}", share: ${share} }`),
        ];
  return [
    "# For the store in the deployment:",
    "    staff:",
    "      uniforms:",
    `      - name: ${JSON.stringify(name)}`,
    ...worn,
  ].join("\n");
}
