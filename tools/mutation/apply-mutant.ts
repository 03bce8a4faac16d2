// Loaded before the tests (`--import`): gives them one source with one change. The file itself stays as it is.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { type Mutant, mutated } from "./mutant.ts";

const { MUTANT } = process.env;
if (MUTANT) {
  const mutant = JSON.parse(MUTANT) as Mutant;
  const target = pathToFileURL(mutant.file).href;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== target) return loaded;
      return { ...loaded, source: mutated(String(loaded.source), mutant) };
    },
  });
}
