import { Fault } from "#domain/fault/fault.ts";

export const UNIT_NAME = "lintel.service";
/** By this line our units are known: what somebody else wrote is never replaced or removed. */
export const UNIT_MARK = "# Written by `lintel service install`.";

/** Where systemd keeps what a user that it makes up may write. */
const STATE_ROOT = "/var/lib";
/** What `ProtectHome` hides. */
const HOMES: readonly string[] = ["/home", "/root", "/run/user"];
/** What `PrivateTmp` hides. */
const TEMPORARY: readonly string[] = ["/tmp", "/var/tmp"];

/** What a unit is written for; all paths absolute. */
export type UnitPlan = {
  readonly nodePath: string;
  /** Lintel's own folder; its `bin/lintel.mjs` is started. */
  readonly installation: string;
  readonly dataFolder: string;
  /** Null: systemd makes one up, that nothing else on the machine can be. */
  readonly user: string | null;
  readonly hasUsbCameras: boolean;
};

/**
 * The unit that runs `lintel up`. It may write its data and nothing else, start with no right of root's, and use only what counting needs.
 * @throws Fault `service/folder` where a path cannot stand in a unit
 */
export function serviceUnit({ nodePath, installation, dataFolder, user, hasUsbCameras }: UnitPlan): string {
  for (const path of [nodePath, installation, dataFolder]) checkPath(path);
  const stateName = dataFolder.slice(STATE_ROOT.length + 1);
  if (
    user === null &&
    (!isWithin(dataFolder, [STATE_ROOT]) || !/^[\w.-]+$/.test(stateName) || stateName.startsWith("."))
  )
    throw new Fault(
      "service/folder",
      `a user that systemd makes up can write in \`${STATE_ROOT}\` only, not in \`${dataFolder}\``,
    );
  if (isWithin(dataFolder, TEMPORARY))
    throw new Fault("service/folder", `\`${dataFolder}\` is emptied when the machine starts`);

  const hidden = [...HOMES, ...TEMPORARY];
  const shown = [installation, ...(isWithin(nodePath, [installation]) ? [] : [nodePath])].filter((path) =>
    isWithin(path, hidden),
  );
  const isHome = [installation, nodePath, dataFolder].some((path) => isWithin(path, HOMES));
  const start = [nodePath, `${installation}/bin/lintel.mjs`, "up", "--data", dataFolder];
  return `${UNIT_MARK}
# It is written anew by that command; what is yours goes into \`systemctl edit ${UNIT_NAME}\`.

[Unit]
Description=Lintel, counts who walks into a shop and keeps nobody
Wants=network-online.target
After=network-online.target
# A shop counts again after whatever happened, however often it happened.
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${start.map(commandWord).join(" ")}
Restart=always
RestartSec=5
# The first process ends those that it started; who does not end is ended.
KillMode=mixed
TimeoutStopSec=30
# A lens that takes too much memory is ended alone, and started anew by its agent.
OOMPolicy=continue
# No WatchdogSec: it would end a program that does not report to systemd. Lintel watches its processes itself.

${
  user === null
    ? `# A user that systemd makes up while this runs.\nDynamicUser=yes\nStateDirectory=${stateName}\nStateDirectoryMode=0700`
    : `User=${user}\nReadWritePaths=${pathWord(dataFolder)}`
}
UMask=0077
LimitNOFILE=65536
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
${isHome ? "# Of the homes only what stands here.\nProtectHome=tmpfs" : "ProtectHome=yes"}
PrivateTmp=yes
${shown.map((path) => `BindReadOnlyPaths=${pathWord(path)}\n`).join("")}${isWithin(dataFolder, HOMES) ? `BindPaths=${pathWord(dataFolder)}\n` : ""}${
  hasUsbCameras
    ? "# Of the devices only USB cameras.\nPrivateDevices=no\nDevicePolicy=closed\nDeviceAllow=char-video4linux rw\nSupplementaryGroups=video"
    : "# No USB camera was there; with one, install again.\nPrivateDevices=yes"
}
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=${hasUsbCameras ? "no" : "yes"}
ProtectHostname=yes
ProtectProc=invisible
# ProcSubset=pid is left out: how many cores and how much memory there is stands in /proc.
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
KeyringMode=private
# MemoryDenyWriteExecute is left out: V8 writes the machine code that it then runs, and would not start.
# Netlink tells which addresses this machine has.
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

/** Whether a path lies in one of these folders. */
export function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function checkPath(path: string): void {
  if (!path.startsWith("/") || /\/\.{0,2}(\/|$)/.test(path) || /[\p{C}'"\\]/u.test(path) || path.endsWith("/"))
    throw new Fault("service/folder", `\`${path}\` is no absolute path that can stand in a unit`);
}

/** A path in a list of paths: quoted, `%` not the sign of a specifier. */
function pathWord(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `"${path.replaceAll("%", "%%")}"`;
}

/** A word of a command: besides, `$` is not the sign of a variable, which it never is in the first. */
function commandWord(word: string, index: number): string {
  return index === 0 ? pathWord(word) : pathWord(word).replaceAll("$", "$$$$");
}
