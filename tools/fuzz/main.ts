import { parseArgs } from "node:util";
import Table from "cli-table3";
import { fuzz, HEAP_BYTES_MAX } from "./fuzz.ts";
import { targets } from "./targets.ts";

// `npm run fuzz`: a million messages, nearly right, to every door through which something comes that another made.
const TEXT_SHOWN = 400;
const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const { doors, failures, heapBytes } = fuzz(targets(), { messages: Number(values.messages), seed });
const table = new Table({ head: ["door", "messages", "taken", "slowest"], style: { head: [], border: [] } });
for (const { name, messages, taken, slowestMs } of doors)
  table.push([name, messages, taken, `${slowestMs.toFixed(1)} ms`]);
console.log(table.toString());
console.log(`at most ${Math.round(heapBytes / 1e6)} MB held`);
for (const { door, why, seed: own, text } of failures)
  console.log(`${door}: ${why}\n  seed ${own}: ${JSON.stringify(text.slice(0, TEXT_SHOWN))}`);
if (failures.length > 0 || heapBytes > HEAP_BYTES_MAX) process.exitCode = 1;
