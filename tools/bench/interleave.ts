/** Something to be timed against others: one run of it, over as many items as it says. */
export type Contestant = { readonly name: string; readonly items: number; run(): void | Promise<void> };

/** Rounds that are not counted: they warm up caches and compilers. */
const WARM_ROUNDS = 3;

/**
 * Runs each contestant in turn, A B C A B C, so that what else the machine does falls on all of them. Returns the
 * milliseconds an item of each round, by name, on the processor: on a machine with nothing else to do a single thread
 * takes as long on the clock, and on any other the clock says nothing.
 *
 * `of: "thread"` counts this thread only, for work that is done on it: what V8 compiles for one contestant in the
 * background would else be charged to the next. `of: "process"` counts all threads, for work that is handed to others.
 */
export async function interleave(
  contestants: readonly Contestant[],
  { rounds, of }: { readonly rounds: number; readonly of: "thread" | "process" },
): Promise<Map<string, number[]>> {
  const usage = of === "thread" ? process.threadCpuUsage.bind(process) : process.cpuUsage.bind(process);
  const times = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < WARM_ROUNDS + rounds; round++)
    for (const { name, items, run } of contestants) {
      const before = usage();
      await run();
      const { user, system } = usage(before);
      if (round >= WARM_ROUNDS) times.get(name)?.push((user + system) / 1000 / items);
    }
  return times;
}
