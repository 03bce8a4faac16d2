import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readYamlFile, type YamlFile } from "#adapters/yaml/yaml-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { BrokenLaw, LawBook } from "#domain/policy/decide.ts";
import { type Additions, type Law, type Problem, type Read, readAdditions, readLaw } from "#domain/policy/law.ts";

/** The laws that come with Lintel. */
export const LAWS = fileURLToPath(new URL("../../../laws/", import.meta.url));
const LAW_ENDING = ".yaml";

/**
 * All laws of a folder, one file a jurisdiction. A file that cannot be read denies what it governs, which is known from
 * its name; a folder without laws is a fault.
 */
export function readLaws(folder: string = LAWS): Pick<LawBook, "laws" | "broken"> {
  const laws: Law[] = [];
  const broken: BrokenLaw[] = [];
  for (const name of lawFilesIn(folder)) {
    const jurisdiction = basename(name, LAW_ENDING);
    const read = readLawFile(join(folder, name), readLaw);
    if (read.kind === "broken") broken.push({ jurisdiction: spelled(jurisdiction), ...read.first });
    else if (read.value.jurisdiction.toLowerCase() !== jurisdiction.toLowerCase()) {
      const message = `it is the law of \`${read.value.jurisdiction}\`: name the file after it`;
      for (const one of [spelled(jurisdiction), read.value.jurisdiction])
        broken.push({ jurisdiction: one, where: `${join(folder, name)}:1:1`, message });
    } else laws.push(read.value);
  }
  if (laws.length + broken.length === 0) throw new Fault("laws/not-found", `there is no law file in \`${folder}\``);
  return { laws, broken };
}

/** The SHA-256 of each law file of a folder by its name, in hexadecimal. */
export function lawChecksums(folder: string = LAWS): Map<string, string> {
  return new Map(
    lawFilesIn(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}

/** A chain's own additions. What cannot be read is a fault: nobody shall believe that it is in force. */
export function readOwnAdditions(path: string): Additions {
  const read = readLawFile(path, readAdditions);
  if (read.kind === "broken")
    throw new Fault("laws/unreadable", read.all.map(({ where, message }) => `${where}: ${message}`).join("\n"));
  return read.value;
}

export type Placed = { readonly where: string; readonly message: string };

/** Every problem of a file, with path, line and column. */
export function placed(file: Extract<YamlFile, { kind: "read" }>, problems: readonly Problem[]): Placed[] {
  return problems.map((problem) => ({ where: file.whereOf(problem.path, problem), message: problem.message }));
}

function readLawFile<T>(
  path: string,
  readAs: (data: unknown) => Read<T>,
): { kind: "read"; value: T } | { kind: "broken"; first: Placed; all: readonly Placed[] } {
  const file = readYamlFile(path);
  if (file.kind === "unreadable") {
    const first = { where: file.where, message: file.message };
    return { kind: "broken", first, all: [first] };
  }
  const read = readAs(file.data);
  if (read.kind === "read") return read;
  const all = placed(file, read.problems);
  return { kind: "broken", first: all[0]!, all };
}

function lawFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(LAW_ENDING))
      .toSorted();
  } catch (cause) {
    throw new Fault("laws/not-found", `the folder \`${folder}\` cannot be read`, { cause });
  }
}

/** `us-or-portland` as it is written in a deployment: countries and states in capitals, cities as names. */
function spelled(name: string): string {
  return name
    .split("-")
    .map((part) => (part.length <= 3 ? part.toUpperCase() : `${part[0]!.toUpperCase()}${part.slice(1)}`))
    .join("-");
}
