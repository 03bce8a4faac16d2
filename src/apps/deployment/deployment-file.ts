import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { readYamlFile, readYamlText, type YamlFile } from "#adapters/yaml/yaml-file.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { placeOfFact } from "#domain/deployment/fact-groups.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { LawBook } from "#domain/policy/decide.ts";
import type { PaperFault } from "#domain/policy/evidence.ts";
import { type Problem, readAs } from "#domain/policy/law.ts";
import { signatureOf } from "./file-signature.ts";
import { lawChecksums, placed, readLaws, readOwnAdditions } from "./law-shelf.ts";

/** So many problems of one file are told at most. */
const PROBLEMS_TOLD_MAX = 20;

/** A deployment with all that it is judged by. */
export type LoadedDeployment = {
  readonly path: string;
  readonly deployment: Deployment;
  readonly book: LawBook;
  readonly paperFault: PaperFault;
};

/** Reads a deployment file, the laws and its own additions to them. What is wrong in it is a fault with line and column. */
export function loadDeployment(
  path: string,
  { lawFolder }: { readonly lawFolder?: string | undefined } = {},
): LoadedDeployment {
  return loaded(readYamlFile(path), path, { lawFolder });
}

/** The same of a text at hand; `path` is where it lies or would lie: its laws and papers are looked for beside it. */
export function loadDeploymentText(
  text: string,
  path: string,
  { lawFolder }: { readonly lawFolder?: string | undefined } = {},
): LoadedDeployment {
  return loaded(readYamlText(text, path), path, { lawFolder });
}

/** The same deployment under the same laws, of which each paper is looked at anew: whether it lies there, and is what its checksum says. */
export function withPapersAnew(known: LoadedDeployment): LoadedDeployment {
  return { ...known, paperFault: paperFaultIn(dirname(known.path)) };
}

/** Tells the laws by which a deployment is judged, its own additions too, from what they were. */
export function lawSignature({ path, deployment }: LoadedDeployment, lawFolder: string | undefined): string {
  const own = deployment.laws.map((name) => signatureOf(within(dirname(path), name)));
  return JSON.stringify([...lawChecksums(lawFolder), ...own]);
}

/** What a deployment at hand says, without the laws by which it is judged. What is wrong in it is a fault, as of a file at `path`. */
export function readDeploymentText(text: string, path: string): Deployment {
  return deploymentOf(readYamlText(text, path));
}

function loaded(
  file: YamlFile,
  path: string,
  { lawFolder }: { readonly lawFolder: string | undefined },
): LoadedDeployment {
  const deployment = deploymentOf(file);
  const folder = dirname(path);
  const additions = deployment.laws.map((name) => readOwnAdditions(within(folder, name)));
  return { path, deployment, book: { ...readLaws(lawFolder), additions }, paperFault: paperFaultIn(folder) };
}

function deploymentOf(file: YamlFile): Deployment {
  if (file.kind === "unreadable")
    throw new Fault(
      file.isTooLarge ? "deployment/too-large" : "deployment/unreadable",
      `${file.where}: ${file.message}`,
    );
  const read = readAs(Deployment, file.data);
  if (read.kind === "broken") {
    const told = placed(file, read.problems.slice(0, PROBLEMS_TOLD_MAX).map(withHint));
    throw new Fault("deployment/invalid", told.map(({ where, message }) => `${where}: ${message}`).join("\n"));
  }
  return read.value;
}

/** Says of a paper that names a file whether it lies there, and is what its checksum says; asked once per file. */
function paperFaultIn(folder: string): PaperFault {
  const known = new Map<string, string | null>();
  const checksumOf = (path: string) => {
    if (!known.has(path)) known.set(path, checksum(path));
    return known.get(path) ?? null;
  };
  return ({ file, sha256 }) => {
    const found = checksumOf(within(folder, String(file)));
    if (found === null) return { en: `its file \`${file}\` is not there`, zh: `找不到文件 \`${file}\`` };
    if (sha256 !== undefined && sha256 !== found)
      return { en: `its file \`${file}\` is not what its checksum says`, zh: `文件 \`${file}\` 与校验值不符` };
    return null;
  };
}

function checksum(path: string): string | null {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return null;
  }
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** Where a fact stands at the wrong level, says which is the right one. */
function withHint(problem: Problem): Problem {
  const keys = problem.path.filter((key) => typeof key === "string");
  const level = keys.findLastIndex((key) => key === "practice" || key === "evidence" || key === "site");
  const candidates = level < 0 ? [keys.slice(-1)] : [keys.slice(level + 1), keys.slice(level)];
  const right = candidates.map((path) => placeOfFact(path.join("."))).find((place) => place !== null);
  if (!right || right === keys[level] || !problem.message.startsWith("there is no field")) return problem;
  return { ...problem, message: `${problem.message}; it belongs under \`${right}\`` };
}
