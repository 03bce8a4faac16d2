import { getHeapStatistics } from "node:v8";
import { chance } from "./chance.ts";
import { strangeField } from "./schema-sample.ts";
import type { Target } from "./targets.ts";

/** What is wrong with a door, and the text that shows it. */
export type Failure = { readonly door: string; readonly why: string; readonly seed: number; readonly text: string };

export type FuzzFigures = {
  readonly doors: readonly {
    readonly name: string;
    readonly messages: number;
    /** Of them, how many were taken: where it is none, nothing behind the first check was reached. */
    readonly taken: number;
    readonly slowestMs: number;
  }[];
  readonly failures: readonly Failure[];
  /** The most that the process held, in bytes. */
  readonly heapBytes: number;
};

/** Reading hangs: no message here is so long that even a busy machine reads at it for so long, unless time grows with its square. */
const READ_MS_MAX = 30_000;
/** What is taken names each figure, and fills defaults in; beyond this it has grown. */
const TAKEN_TIMES_MAX = 8;
const TAKEN_LETTERS_MORE_MAX = 64_000;
/** More than the largest message takes, many times over: beyond it something is kept that should not be. */
export const HEAP_BYTES_MAX = 1_500_000_000;
/** Of one door: more of the same say nothing new. */
const FAILURES_MAX = 5;
const LOOK_EVERY = 10_000;

/** Sends so many messages to all doors, each by its weight. Every message has its own seed, so that one can be made again. */
export function fuzz(doors: readonly Target[], { messages, seed }: { messages: number; seed: number }): FuzzFigures {
  const weights = doors.reduce((sum, { weight }) => sum + weight, 0);
  const failures: Failure[] = [];
  let heapBytes = 0;
  const figures = doors.map((door) => {
    const before = failures.length;
    const share = Math.ceil((messages * door.weight) / weights);
    let taken = 0;
    let slowestMs = 0;
    for (let at = 0; at < share && failures.length - before < FAILURES_MAX; at++) {
      const own = (seed + at) >>> 0;
      const text = door.make(chance(own));
      const fail = (why: string) => failures.push({ door: door.name, why, seed: own, text });
      const began = performance.now();
      try {
        const value = door.take(text);
        if (value !== null) {
          taken++;
          const strange = strangeField(value, door.fields);
          if (strange !== null) fail(`took the field ${JSON.stringify(strange)}`);
          if (JSON.stringify(value).length > TAKEN_TIMES_MAX * text.length + TAKEN_LETTERS_MORE_MAX)
            fail("took more than came");
        }
      } catch (error) {
        fail(`crashed: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
      }
      const ms = performance.now() - began;
      slowestMs = Math.max(slowestMs, ms);
      if (ms > READ_MS_MAX) fail(`took ${Math.round(ms)} ms to read`);
      if (at % LOOK_EVERY === 0) heapBytes = Math.max(heapBytes, getHeapStatistics().used_heap_size);
    }
    return { name: door.name, messages: share, taken, slowestMs };
  });
  return { doors: figures, failures, heapBytes };
}
