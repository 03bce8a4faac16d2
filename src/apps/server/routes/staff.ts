import { z } from "zod";
import { withYamlValue } from "#adapters/yaml/yaml-file.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { Rota } from "#domain/deployment/rota.ts";
import { Staff } from "#domain/deployment/staff.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { byOf, placeIn, StoreParams } from "./stores.ts";

const CAMERAS_MAX = 256;
const LOOKING = "staff-exclusion";

type WrittenSensor = { readonly id: string; readonly source?: string; readonly does: readonly string[] };

/** How staff are told from visitors in a store: by cloth and place, and what its rota expects. docs/staff.md explains it. */
export function addStaffRoutes({ parts, add }: Router): void {
  add(
    "GET /api/v1/stores/:store/staff",
    {
      summary: "How staff are told from visitors in a store, which cameras look for them, and its rota",
      tag: "deployment",
      params: StoreParams,
      answer: z.object({
        staff: z.record(z.string(), z.unknown()).nullable().describe("`stores[].staff` of the deployment"),
        rota: z.array(z.record(z.string(), z.unknown())).nullable().describe("`stores[].rota` of the deployment"),
        cameras: z.array(
          z.object({ sensor: z.string(), name: z.string(), looks: z.boolean().describe("it does `staff-exclusion`") }),
        ),
      }),
    },
    async ({ asker, params: { store } }) => {
      const { staff, rota, sensors } = ownStore(parts, asker, store);
      return {
        staff: staff ?? null,
        rota: rota ? [...rota] : null,
        cameras: sensors
          .filter(({ source }) => source !== undefined)
          .map(({ id, name = id, does }) => ({ sensor: id, name, looks: does.includes(LOOKING) })),
      };
    },
  );

  add(
    "PUT /api/v1/stores/:store/staff",
    {
      summary:
        "Say how staff are told from visitors, which cameras look for them, and who works when; whether a camera may, its law decides",
      tag: "deployment",
      params: StoreParams,
      body: z.strictObject({
        staff: Staff.nullable().describe("null: nobody is taken for staff"),
        rota: Rota.nullable().optional().describe("null: there is none; left out: it stays as it is"),
        cameras: z.array(Id).max(CAMERAS_MAX).describe("those that look for staff; all others do not"),
      }),
      answer: z.object({ version: z.int() }),
    },
    async ({ asker, params: { store }, body: { staff, rota, cameras } }) => {
      const { sensors } = ownStore(parts, asker, store);
      if (!cameras.every((camera) => sensors.some(({ id, source }) => id === camera && source !== undefined)))
        throw nothingThere();
      const { version } = await parts.keeper.edit(byOf(asker), (before) => {
        const { store: place, text: storeText } = placeIn(before, store);
        let text = withYamlValue(before!, ["stores", place, "staff"], staff ? withoutEmptyLists(staff) : undefined);
        if (rota !== undefined) text = withYamlValue(text, ["stores", place, "rota"], rota ?? undefined);
        const { sensors: written } = JSON.parse(storeText) as { readonly sensors: readonly WrittenSensor[] };
        for (const [index, { id, source, does }] of written.entries()) {
          if (source === undefined || cameras.includes(id) === does.includes(LOOKING)) continue;
          const next = cameras.includes(id) ? [...does, LOOKING] : does.filter((one) => one !== LOOKING);
          text = withYamlValue(text, ["stores", place, "sensors", index, "does"], next);
        }
        return text;
      });
      return { version };
    },
  );
}

/** What is empty need not be written. */
function withoutEmptyLists(staff: object): object {
  return Object.fromEntries(Object.entries(staff).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}
