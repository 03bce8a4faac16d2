import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordsIn } from "#adapters/csv/read-csv.ts";
import { readYamlFile, type YamlFile, yamlText } from "#adapters/yaml/yaml-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import { columnsRead, HistoryMapping } from "#domain/history/history-mapping.ts";
import { readAs } from "#domain/policy/law.ts";
import { Id } from "#domain/wire/bucket-part.ts";

/** Mappings are kept here in the folder of the data, as `STORE.NAME.yaml`. */
const MAPPINGS_FOLDER = "imports";
const PROBLEMS_TOLD_MAX = 20;

type OfStore = { readonly data: string; readonly storeId: string };

/** The mapping that a YAML file holds; a fault that says where it is wrong. */
export function mappingFrom(file: YamlFile): HistoryMapping {
  if (file.kind === "unreadable") throw new Fault("import/mapping", `${file.where}: ${file.message}`);
  const read = readAs(HistoryMapping, file.data);
  if (read.kind === "read") return read.value;
  const told = read.problems
    .slice(0, PROBLEMS_TOLD_MAX)
    .map((problem) => `${file.whereOf(problem.path)}: ${problem.message}`);
  throw new Fault("import/mapping", told.join("\n"));
}

/** The mapping that was kept of a store by this name; null where there is none. */
export function namedMapping(name: string, { data, storeId }: OfStore): HistoryMapping | null {
  const kept = join(data, MAPPINGS_FOLDER, `${storeId}.${name}.yaml`);
  return Id.safeParse(name).success && existsSync(kept) ? mappingFrom(readYamlFile(kept)) : null;
}

/** The one mapping that was kept of a store and whose columns a file has, by its beginning. */
export function fittingMapping(
  beginning: string,
  { file, data, storeId }: OfStore & { readonly file: string },
): HistoryMapping {
  const folder = join(data, MAPPINGS_FOLDER);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.startsWith(`${storeId}.`) && name.endsWith(".yaml"))
        .toSorted()
    : [];
  const mappings = names.map((name) => mappingFrom(readYamlFile(join(folder, name))));
  const fitting = mappings.filter((mapping) => {
    const header = recordsIn(beginning, mapping.delimiter).find(({ line }) => line >= mapping.header_line);
    const cells = header?.cells.map((cell) => cell.trim()) ?? [];
    return columnsRead(mapping).every((column) => cells.includes(column));
  });
  if (fitting.length === 1) return fitting[0]!;
  const which = fitting.map(({ name }) => `\`${name}\``).join(", ");
  throw new Fault(
    "import/option",
    fitting.length === 0
      ? `no mapping that fits \`${file}\` was kept of \`${storeId}\`; give one with \`--map\``
      : `several mappings fit \`${file}\`: say \`--map\` with one of ${which}`,
  );
}

/** Keeps a mapping of a store, so that its next file needs none; what was kept by the same name is replaced whole. */
export function keepMapping(mapping: HistoryMapping, { data, storeId }: OfStore): void {
  const folder = join(data, MAPPINGS_FOLDER);
  const path = join(folder, `${storeId}.${mapping.name}.yaml`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.unfinished`, yamlText(mapping), { flush: true });
    renameSync(`${path}.unfinished`, path);
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` could not be written`, { cause });
  }
}
