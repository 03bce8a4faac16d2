import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { openCanvas, openFileCanvas } from "#adapters/canvas/canvas.ts";
import { recordsIn } from "#adapters/csv/read-csv.ts";
import { openFaceNetworks } from "#adapters/detector/face-networks.ts";
import { bandOf } from "#domain/face/age-and-sex.ts";
import { estimateFace, type FaceAnswer } from "#domain/face/estimate-face.ts";
import { evaluateFaces, type FaceGroup, type FaceLabel } from "#domain/face/face-evaluation.ts";
import type { Pixels } from "#domain/face/face-view.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type ShareInterval, shareOf } from "#domain/figures/visitor-mix.ts";
import { plainTable, shareText } from "./table.ts";

const PICTURES_MAX = 20_000;
const AGE_YEARS_MAX = 120;
/** As large as the tablet's camera sees: a photograph that is finer says more of a face than the tablet will. */
const PICTURE_SIDE_MAX = 640;

/** Of fewer people a group's share is not known to ten points either way. */
const GROUP_ANSWERS_MIN = 100;

/** What `lintel eval faces --json` prints: by group how often the estimate was right, and on what it was measured. */
export type FacesReport = {
  /** SHA-256 of the labels, so that an evaluation on file can be told from another. */
  readonly labels: string;
  readonly pictures: number;
  /** Whether a group has hardly any answers: then it shows how the command works, and nothing of how well the estimate does. */
  readonly isDemonstration: boolean;
  /** How many pictures had no answer, by why. */
  readonly withoutAnswer: Readonly<Record<string, number>>;
  readonly groups: readonly FaceGroup[];
};

type Labelled = { readonly file: string; readonly label: FaceLabel };

/**
 * Estimates every picture of a set as the tablet would, and compares with its labels: a CSV with the columns `file`, `age` (years) and
 * `sex` (`female` or `male`), and any others as groups. Pictures are read and forgotten one by one; nothing is written.
 */
export async function evaluateFaceSet(folder: string, labelsPath: string): Promise<FacesReport> {
  if (!existsSync(labelsPath)) throw unreadable(`there is no file \`${labelsPath}\``);
  const text = readFileSync(labelsPath, "utf8").replace(/^\uFEFF/, "");
  const labelled = readLabels(text, labelsPath);
  const networks = await openFaceNetworks();
  const cases: { label: FaceLabel; answer: FaceAnswer }[] = [];
  for (const { file, label } of labelled)
    cases.push({ label, answer: await estimateFace(await readPixels(join(folder, file)), networks) });
  const withoutAnswer: Record<string, number> = {};
  for (const { answer } of cases)
    if (answer.kind !== "estimated") withoutAnswer[answer.kind] = (withoutAnswer[answer.kind] ?? 0) + 1;
  const groups = evaluateFaces(cases);
  const isSmall = ({ group, counts }: FaceGroup) => group !== "all" && counts.estimated < GROUP_ANSWERS_MIN;
  return {
    labels: createHash("sha256").update(text).digest("hex"),
    pictures: cases.length,
    withoutAnswer,
    isDemonstration: groups.some(isSmall),
    groups,
  };
}

/** The report as a table: shares with what chance leaves of them (Wilson, 95%). */
export function facesText({ pictures, isDemonstration, withoutAnswer, groups }: FacesReport): string {
  const rows = groups.map(({ group, value, counts }) => {
    const of = (people: number) => intervalText(shareOf(people, counts.estimated));
    return [
      value === "" ? group : `${group} ${value}`,
      counts.people,
      counts.estimated,
      of(counts.ageRight),
      of(counts.ageRight + counts.ageBeside),
      of(counts.sexRight),
      of(counts.sexWrong),
      of(counts.sexUnsure),
    ];
  });
  const why = Object.entries(withoutAnswer).map(([kind, count]) => `${kind}: ${count}`);
  return [
    plainTable(
      ["group", "people", "answers", "age right", "age within 1", "sex right", "sex wrong", "sex unsure"],
      rows,
    ),
    `${pictures} pictures${why.length === 0 ? "" : `; without an answer: ${why.join(", ")}`}.`,
    ...(isDemonstration
      ? [
          `ONLY A DEMONSTRATION: a group has fewer than ${GROUP_ANSWERS_MIN} answers. It is no evaluation by group; do not put it on file as one.`,
        ]
      : []),
    "It says how the estimate does on this set, and of other people, light and cameras as much as the set is like them.",
  ].join("\n");
}

function readLabels(text: string, path: string): Labelled[] {
  const delimiter = (text.split("\n", 1)[0] ?? "").includes(";") ? ";" : ",";
  const [head, ...records] = recordsIn(text, delimiter);
  const names = head?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  for (const name of ["file", "age", "sex"])
    if (!names.includes(name)) throw unreadable(`\`${path}\` has no column \`${name}\``);
  if (records.length === 0) throw unreadable(`\`${path}\` labels no picture`);
  if (records.length > PICTURES_MAX) throw unreadable(`\`${path}\` labels more than ${PICTURES_MAX} pictures`);
  return records.map(({ cells, line }) => {
    const values = Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()]));
    const { file = "", age = "", sex, ...groups } = values;
    const years = age === "" ? Number.NaN : Number(age);
    if (file === "" || normalize(file).startsWith("..") || file.startsWith("/"))
      throw unreadable(`\`${path}\` line ${line}: \`${file}\` is no file below the folder`);
    if (!(years >= 0 && years <= AGE_YEARS_MAX))
      throw unreadable(`\`${path}\` line ${line}: \`${age}\` is no age in years`);
    if (sex !== "female" && sex !== "male")
      throw unreadable(`\`${path}\` line ${line}: \`${sex}\` is neither \`female\` nor \`male\``);
    return { file, label: { ageBand: bandOf(years), sex, groups } };
  });
}

async function readPixels(path: string): Promise<Pixels> {
  if (!existsSync(path)) throw unreadable(`there is no picture \`${path}\``);
  const picture = await openFileCanvas(readFileSync(path)).catch((cause: unknown) => {
    throw unreadable(`\`${path}\` is no picture`, cause);
  });
  const scale = Math.min(1, PICTURE_SIDE_MAX / Math.max(picture.size.width, picture.size.height));
  const size = {
    width: Math.max(1, Math.round(picture.size.width * scale)),
    height: Math.max(1, Math.round(picture.size.height * scale)),
  };
  const canvas = openCanvas(size);
  picture.drawOnto(canvas.pen, { left: 0, top: 0, ...size });
  return { ...size, data: canvas.pen.getImageData(0, 0, size.width, size.height).data };
}

function intervalText(interval: ShareInterval | null): string {
  if (!interval) return "–";
  const { share, low, high } = interval;
  return `${shareText(share)} (${Math.round(100 * low)}–${Math.round(100 * high)})`;
}

function unreadable(detail: string, cause?: unknown): Fault {
  return new Fault("evaluation/labels", detail, { cause });
}
