import { z } from "zod";
import { withYamlValue } from "#adapters/yaml/yaml-file.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { keepPasswords, withMaskedPasswords, withStoredPasswords } from "#apps/server/source-passwords.ts";
import { type Asker, isWholeChain } from "#domain/access/asker.ts";
import { secretNamesIn } from "#domain/deployment/named-secrets.ts";
import { Fault } from "#domain/fault/fault.ts";
import { byOf } from "./stores.ts";

const Way = z.record(z.string(), z.unknown());
const WayState = z.object({
  isConnected: z.boolean().optional().describe("of MQTT"),
  waiting: z.int(),
  delivered: z.int().describe("since the server began, or the settings changed"),
  givenUp: z.int(),
  problem: z.string().nullable().describe("why the last try failed"),
});
const Tested = z.object({ hasArrived: z.boolean(), problem: z.string().nullable() }).nullable();

/** Where it is told that somebody waits: the block `cues:` of the deployment. It is the whole chain's. */
export function addCueRoutes({ parts, add }: Router): void {
  add(
    "GET /api/v1/cues",
    {
      summary: "Where it is told that somebody waits, and how that does; secrets are masked",
      tag: "cues",
      answer: z.object({
        webhook: Way.nullable(),
        mqtt: Way.nullable(),
        fault: z.object({ code: z.string(), detail: z.string(), remedy: z.string() }).nullable(),
        state: z.object({ webhook: WayState.nullable(), mqtt: WayState.nullable() }),
      }),
    },
    async ({ asker }) => {
      refuseUnlessTheirs(asker);
      const { current } = parts.keeper;
      const cues = (current ? withMaskedPasswords(current.text).cues : null) as
        | Record<string, never>
        | null
        | undefined;
      const { fault, webhook, mqtt } = parts.cues.state();
      return {
        webhook: cues?.webhook ?? null,
        mqtt: cues?.mqtt ?? null,
        fault: fault && { code: fault.code, detail: fault.detail, remedy: fault.remedy },
        state: { webhook, mqtt },
      };
    },
  );

  add(
    "PUT /api/v1/cues",
    {
      summary: "Tell it elsewhere; a way that is left out is told no more. Secrets are kept encrypted, not in the file",
      tag: "cues",
      body: z.strictObject({ webhook: Way.optional(), mqtt: Way.optional() }),
      answer: z.object({ version: z.int(), passwordsKept: z.array(z.string()) }),
    },
    async ({ asker, body }) => {
      refuseUnlessTheirs(asker);
      let passwords = new Map<string, string>();
      const { version } = await parts.keeper.edit(
        byOf(asker),
        (text) => {
          if (text === null) throw new Fault("link/nothing-deployed", "there is no deployment yet to write it into");
          const given = withStoredPasswords({ cues: body }, text);
          const elsewhere = withYamlValue(text, ["cues"], undefined);
          const kept = keepPasswords(given, { around: ["cue"], taken: new Set(secretNamesIn(elsewhere)) });
          passwords = kept.passwords;
          return Object.keys(body).length === 0 ? elsewhere : withYamlValue(text, ["cues"], kept.data.cues);
        },
        () => {
          for (const [name, secret] of passwords) parts.secrets.put(name, secret);
        },
      );
      return { version, passwordsKept: [...passwords.keys()] };
    },
  );

  add(
    "POST /api/v1/cues/test",
    {
      summary: "Send a cue that says that it is a test, and wait some seconds whether it arrives",
      tag: "cues",
      answer: z.object({ webhook: Tested, mqtt: Tested }),
    },
    async ({ asker }) => {
      refuseUnlessTheirs(asker);
      return await parts.cues.test();
    },
  );
}

function refuseUnlessTheirs(asker: Asker): void {
  if (!isWholeChain(asker)) throw nothingThere();
}
