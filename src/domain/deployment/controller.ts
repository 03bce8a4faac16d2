import { z } from "zod";

/** How finely a store's figures are shared, from nothing to the quarter of an hour. */
const SHARED_FIGURES = ["none", "day", "hour", "quarter", "minute"] as const;

const CONTROLLER_LENGTH_MAX = 100;

export const Controller = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(CONTROLLER_LENGTH_MAX)
      .describe("who runs it; stores of one controller carry the same name, and accounts of that name see them whole"),
    shares: z
      .strictObject({
        figures: z
          .enum(SHARED_FIGURES)
          .default("none")
          .describe("the finest spans of figures that the chain may see; none: it sees no figure at all"),
        health: z.boolean().default(false).describe("whether the chain may see how its sensors are"),
      })
      .prefault({})
      .describe("what the contract with the chain says of it; what is not said is not shared"),
  })
  .describe(
    "who answers for it, where that is not the chain: a franchise store is its own controller, and the chain sees only what `shares` says",
  );

export type Controller = z.output<typeof Controller>;
