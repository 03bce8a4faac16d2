// A reporter of Node's tests that says the name of each test that fails, as a line of JSON. Where some are known to fail
// without a mutant (`ALREADY_FAILING`), the first other one ends the process: a mutant need be killed only once. The last
// line says that all tests ran.
import type { TestEvent } from "node:test/reporters";

/** What the reporter says last. */
export const ALL_RAN = "all ran\n";

const { ALREADY_FAILING } = process.env;
const already: readonly string[] | null = ALREADY_FAILING ? JSON.parse(ALREADY_FAILING) : null;

export default async function* firstFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== "test:fail" || already?.includes(data.name)) continue;
    yield `${JSON.stringify(data.name)}\n`;
    if (already) process.exit(1);
  }
  yield ALL_RAN;
}
