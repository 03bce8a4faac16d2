import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#domain/fault/fault.ts";
import { isWithin, serviceUnit, UNIT_MARK, UNIT_NAME } from "./service-unit.ts";

/** Where systemd is on this machine. */
export type SystemdPlaces = {
  readonly unitFolder: string;
  /** There exactly where systemd has started the machine (`sd_booted`). */
  readonly bootedFolder: string;
  readonly deviceFolder: string;
  readonly systemctl: string;
};

export const PLACES: SystemdPlaces = {
  unitFolder: "/etc/systemd/system",
  bootedFolder: "/run/systemd/system",
  deviceFolder: "/dev",
  systemctl: "systemctl",
};
export const DEFAULT_DATA = "/var/lib/lintel";
const COMMAND_MS_MAX = 60_000;
const ROOT = 0;

/** What is asked for. */
export type ServicePlan = {
  readonly nodePath: string;
  readonly installation: string;
  /** Undefined: where a user that systemd makes up may write. */
  readonly dataFolder?: string | undefined;
  /** Undefined: one that systemd makes up. */
  readonly user?: string | undefined;
};

/** A unit, and what is to be known of it. */
export type PlannedService = {
  readonly path: string;
  readonly text: string;
  /** What systemd says of it; null where there is no systemd to ask, empty where all is well. */
  readonly verdict: string | null;
  readonly notes: readonly string[];
};

/**
 * The unit as it would be written, and what systemd says of it. Nothing is changed, and no right is needed.
 * @throws Fault `service/user`, `service/folder`
 */
export function planService(plan: ServicePlan, places: SystemdPlaces = PLACES): PlannedService {
  const { nodePath, installation, dataFolder = DEFAULT_DATA, user } = plan;
  const owner = user === undefined ? null : userNumbers(user);
  const hasUsbCameras =
    existsSync(places.deviceFolder) && readdirSync(places.deviceFolder).some((name) => /^video\d+$/.test(name));
  const text = serviceUnit({ nodePath, installation, dataFolder, user: user ?? null, hasUsbCameras });
  checkDataFolder(dataFolder, owner);
  return {
    path: join(places.unitFolder, UNIT_NAME),
    text,
    verdict: verify(text),
    notes: [
      ...(isWithin(installation, ["/tmp", "/var/tmp"])
        ? [`Lintel itself lies in \`${installation}\`, which is emptied when the machine starts: move it`]
        : []),
      ...((statSync(installation).mode & 0o005) === 0o005 || statSync(installation).uid === owner?.uid
        ? []
        : [`\`${installation}\` may be read by its owner only: let ${user ?? "all"} read it, \`chmod -R go+rX\``]),
      ...(hasUsbCameras ? ["USB cameras are there: the service may use them"] : []),
    ],
  };
}

/**
 * Writes the unit and tells systemd of it; starts nothing. What is there already and the same is left as it is.
 * @throws Fault `service/not-root`, `service/no-systemd`, `service/exists`, `service/user`, `service/folder`, `service/refused`
 */
export function installService(
  plan: ServicePlan,
  places: SystemdPlaces = PLACES,
): PlannedService & { readonly isNew: boolean } {
  checkRights(places);
  const planned = planService(plan, places);
  const { path, text, verdict } = planned;
  if (verdict) throw new Fault("service/refused", `systemd does not accept the unit:\n${verdict}`);
  const before = unitText(path);
  if (before !== null && before !== text) {
    const whose = before.startsWith(UNIT_MARK)
      ? "it was written for another folder, user or version"
      : "somebody else wrote it";
    throw new Fault("service/exists", `\`${path}\` is there with other content: ${whose}`);
  }
  if (plan.user !== undefined) makeDataFolder(plan.dataFolder ?? DEFAULT_DATA, userNumbers(plan.user));
  if (before === null) {
    const beside = `${path}.new`;
    writeFileSync(beside, text, { mode: 0o644, flush: true });
    renameSync(beside, path);
  }
  systemctl(places, ["daemon-reload"]);
  return { ...planned, isNew: before === null };
}

/**
 * Stops the service and takes its unit away; data stay. A unit that somebody else wrote is left.
 * @throws Fault `service/not-root`, `service/no-systemd`, `service/not-there`, `service/exists`, `service/refused`
 */
export function removeService(places: SystemdPlaces = PLACES): { readonly path: string } {
  checkRights(places);
  const { path, text } = showService(places);
  if (!text.startsWith(UNIT_MARK)) throw new Fault("service/exists", `\`${path}\` is not a unit that Lintel wrote`);
  systemctl(places, ["disable", "--now", UNIT_NAME]);
  rmSync(path);
  systemctl(places, ["daemon-reload"]);
  return { path };
}

/** The unit that is there, and whether it runs where systemd does. @throws Fault `service/not-there` */
export function showService(places: SystemdPlaces = PLACES): {
  readonly path: string;
  readonly text: string;
  /** `active, enabled`, in systemd's words; null where systemd is not there. */
  readonly state: string | null;
} {
  const path = join(places.unitFolder, UNIT_NAME);
  const text = unitText(path);
  if (text === null) throw new Fault("service/not-there", `there is no \`${path}\``);
  const ask = (word: string) => spawnSync(places.systemctl, [word, UNIT_NAME], { encoding: "utf8" }).stdout?.trim();
  const state = existsSync(places.bootedFolder)
    ? [ask("is-active"), ask("is-enabled")].filter(Boolean).join(", ")
    : null;
  return { path, text, state };
}

function checkRights({ bootedFolder }: SystemdPlaces): void {
  if (process.platform !== "linux" || !existsSync(bootedFolder))
    throw new Fault("service/no-systemd", "systemd has not started this machine");
  if (process.geteuid?.() !== ROOT) throw new Fault("service/not-root", "units can be written by root only");
}

/** Null where there is none; a link is none of ours, and is not followed. */
function unitText(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
  if (!lstatSync(path).isFile()) throw new Fault("service/exists", `\`${path}\` is there and is no file`);
  return readFileSync(path, "utf8");
}

type UserNumbers = { readonly name: string; readonly uid: number; readonly gid: number };

/** Asked of the system, which may know users that stand in no file. */
function userNumbers(name: string): UserNumbers {
  if (!/^[a-z_][a-z\d_-]{0,31}$/.test(name)) throw new Fault("service/user", `\`${name}\` is no name of a user`);
  const [uid, gid] = ["-u", "-g"].map((what) => spawnSync("id", [what, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) throw new Fault("service/user", `there is no user \`${name}\``);
  if (name === "nobody") throw new Fault("service/user", "`nobody` owns what is nobody's, and should own no data");
  if (Number(uid.stdout) === ROOT)
    throw new Fault("service/user", "what reads from the network should not run as root");
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function checkDataFolder(folder: string, owner: UserNumbers | null): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found || !owner) return;
  if (!found.isDirectory()) throw new Fault("service/folder", `\`${folder}\` is there and is no folder`);
  if (found.uid !== owner.uid)
    throw new Fault(
      "service/folder",
      `\`${folder}\` does not belong to \`${owner.name}\`: \`chown -R ${owner.name}: ${folder}\``,
    );
}

function makeDataFolder(folder: string, owner: UserNumbers): void {
  if (existsSync(folder)) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, owner.uid, owner.gid);
  } catch (cause) {
    throw new Fault("service/folder", `\`${folder}\` cannot be made`, { cause });
  }
}

/** Asks systemd's own checker, on a copy that lies nowhere where it could be started. */
function verify(text: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), "lintel-unit-"));
  try {
    const path = join(folder, UNIT_NAME);
    writeFileSync(path, text);
    // Manual pages are not looked for: a small machine has none.
    const { status, stdout, stderr, error } = spawnSync("systemd-analyze", ["verify", "--man=no", path], {
      encoding: "utf8",
      timeout: COMMAND_MS_MAX,
    });
    if (error) return null;
    // What it finds in units of others is not for us to say; a line that it would ignore is said with status 0.
    const told = `${stdout}${stderr}`.split("\n").filter((line) => line.includes(UNIT_NAME));
    return status !== 0 || told.length > 0 ? told.map((line) => line.replaceAll(`${folder}/`, "")).join("\n") : "";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function systemctl({ systemctl: program }: SystemdPlaces, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: "utf8", timeout: COMMAND_MS_MAX });
  if (status !== 0)
    throw new Fault(
      "service/refused",
      `\`systemctl ${words.join(" ")}\` failed: ${stderr?.trim() || error?.message || status}`,
    );
}
