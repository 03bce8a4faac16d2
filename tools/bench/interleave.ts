/** Something to be timed against others: one run of it, over as many items as it says. */
export type Contestant = { readonly name: string; readonly items: number; run(): void | Promise<void> };

/** Rounds that are not counted: they warm up caches and compilers. */
const WARM_ROUNDS = 2;

/**
 * Runs each contestant in turn, A B C A B C, so that what else the machine does falls on all of them. Returns the
 * milliseconds an item of each round, by name: of this process on the processor, all its threads together. On a machine
 * with nothing else to do a single thread takes as long on the clock; on any other the clock says nothing.
 */
export async function interleave(
  contestants: readonly Contestant[],
  { rounds }: { readonly rounds: number },
): Promise<Map<string, number[]>> {
  const times = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < WARM_ROUNDS + rounds; round++)
    for (const { name, items, run } of contestants) {
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      if (round >= WARM_ROUNDS) times.get(name)?.push((user + system) / 1000 / items);
    }
  return times;
}
