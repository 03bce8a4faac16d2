import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  installService,
  type PlannedService,
  planService,
  removeService,
  type ServicePlan,
  showService,
} from "#adapters/systemd/install-service.ts";

const INSTALLATION = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

export type ServiceOptions = { readonly user?: string; readonly data: string; readonly dryRun?: boolean };

/** `lintel service install`: writes the unit or prints it, and says what to run next. */
export function installUnit({ user, data, dryRun }: ServiceOptions): string {
  const plan: ServicePlan = { nodePath: lockedNode(), installation: INSTALLATION, dataFolder: resolve(data), user };
  if (dryRun) {
    const planned = planService(plan);
    printNotes(planned);
    return planned.text.trimEnd();
  }
  const installed = installService(plan);
  printNotes(installed);
  return [
    installed.isNew
      ? `${installed.path} was written; nothing runs yet.`
      : `${installed.path} is there already, the same.`,
    "Next:",
    "  sudo systemctl enable --now lintel    # start it now, and whenever the machine starts",
    "  systemctl status lintel               # does it run?",
    "  journalctl -u lintel -f               # what it says; on its first start the owner's login, once",
    "  lintel service remove                 # stop it and take the unit away; data stay",
  ].join("\n");
}

/** `lintel service show`. */
export function showUnit(): string {
  const { path, text, state } = showService();
  return `# ${path}${state === null ? "" : ` (${state})`}\n${text.trimEnd()}`;
}

/** `lintel service remove`. */
export function removeUnit(): string {
  const { path } = removeService();
  return `${path} was taken away, and the service stopped; its data are where they were.`;
}

function printNotes({ notes, verdict }: PlannedService): void {
  const all = [
    ...notes,
    ...(verdict === null ? ["systemd is not here to check the unit"] : []),
    ...(verdict ? [`systemd says of the unit:\n${verdict}`] : []),
  ];
  for (const note of all) process.stderr.write(`lintel: ${note.replaceAll("\n", "\n        ")}\n`);
}

/** The Node that the lockfile brings, by its own path; the one that runs this where it brings none. */
function lockedNode(): string {
  try {
    return createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return process.execPath;
  }
}
