import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { INSPECTED_DEVICES, inspectedDevice } from "#tools/onvif/inspected-devices.ts";
import { type OnvifDeviceOptions, openOnvifDevice } from "#tools/onvif/onvif-device.ts";

const CLI = fileURLToPath(new URL("main.ts", import.meta.url));
const LOGIN = { user: "guard", password: "of-the-camera-7" };

async function inspect(
  kind: keyof typeof INSPECTED_DEVICES,
  words: readonly string[],
  { password = LOGIN.password, ...options }: Partial<OnvifDeviceOptions> & { readonly password?: string } = {},
) {
  await using device = await openOnvifDevice({ ...inspectedDevice(INSPECTED_DEVICES[kind], LOGIN), ...options });
  const at = `127.0.0.1:${device.port}`;
  const child = spawn(process.execPath, [CLI, "inspect", at, "--user", LOGIN.user, ...words]);
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
  child.stdin.on("error", () => {}).end(`${password}\n`);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  assert.ok(!`${out}${err}`.includes(LOGIN.password));
  return { status, out, err };
}

test("a plain camera ends with 0, and it is said that this is no clearance", async () => {
  const { status, out, err } = await inspect("plain", []);
  assert.equal(status, 0, err);
  assert.match(out, /^Example D1 at 127.*built on 2026-03-01\nNothing was found that must be switched off/);
  assert.match(out, /“Nothing found” does not mean that nothing runs/);
});

test("a camera that recognises faces ends with 1: what was seen, why, by which row of China's law, and where it is switched off", async () => {
  const { status, out, err } = await inspect("faceRecognition", ["--place", "cn"]);
  assert.equal(status, 1, err);
  assert.match(out, /MUST BE CHANGED {2}Face recognition\n {2}seen {3}rule tt:FaceRecognition .*: on/);
  assert.match(out, /law {4}CN-[A-Z]+-\d+ \(/);
  assert.match(out, /where {2}Setting > Event > Smart Plan/);
  assert.doesNotMatch(out, /secret|key=1/);
});

test("programs get the same as JSON, by the law of a store of a deployment", async () => {
  const words = ["--file", "examples/shop-illinois.yaml", "--store", "chicago", "--json"];
  const { status, out, err } = await inspect("sends", words);
  assert.equal(status, 1, err);
  const report = JSON.parse(out);
  assert.deepEqual([report.maker, report.outcome], ["axis", "found"]);
  for (const finding of report.findings)
    for (const field of ["what", "severity", "evidence", "where", "why", "remedy"])
      assert.ok(finding[field]?.length > 0, `${finding.what} ${field}`);
  assert.ok(report.findings.some(({ law }: { law: { rows: unknown[] } | null }) => law && law.rows.length > 0));
  assert.ok(report.unseen.length > 0);
});

test("what could not be read ends with 2, as what cannot be asked does", async () => {
  const half = inspect("plain", [], { broken: { GetEventProperties: "garbage" } });
  const cases = [
    [[], { password: "guess-guess" }, "onvif/password"],
    [["--store", "chicago"], {}, "onvif/option"],
    [["--file", "examples/shop-illinois.yaml", "--store", "none"], {}, "store/unknown"],
  ] as const;
  const ran = await Promise.all(
    cases.map(async ([words, options, code]) => [code, await inspect("plain", words, options)] as const),
  );
  for (const [code, { status, err }] of ran) {
    assert.equal(status, 2, err);
    assert.ok(err.includes(`(${code})`), err);
  }
  const { status, out, err } = await half;
  assert.equal(status, 2, err);
  assert.match(out, /no clearance[\s\S]*its events: no answer that can be read/);
});
