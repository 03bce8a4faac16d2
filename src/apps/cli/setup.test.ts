import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import test, { type TestContext } from "node:test";

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/lintel.mjs", ...words], { encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-setup-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the version is that of the package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  assert.deepEqual(lintel("--version"), { status: 0, out: `${version}\n`, err: "" });
});

test("a QR code is printed, or written to print, with what is to be known of the way", (context) => {
  const svg = join(folderOf(context), "code.svg");
  const shown = lintel("qr", "--public-url", "https://192.168.1.20:7070", "--path", "/tablet");
  assert.equal(shown.status, 0, shown.err);
  assert.match(shown.out, /█.*\n.*█/);
  assert.match(shown.out, /^https:\/\/192\.168\.1\.20:7070\/tablet$/m);
  assert.match(shown.out, /in its Wi-Fi/);
  const insecure = lintel("qr", "--listen", "192.168.1.20", "--svg", svg);
  assert.match(insecure.out, /tablet's camera will not work/);
  assert.match(readFileSync(svg, "utf8"), /^<svg .*http:\/\/192\.168\.1\.20:7070\/</);
});

test("no QR code is made where phones have no way, and it is said why", () => {
  for (const [words, code] of [
    [[], "qr/no-address"],
    [["--listen", "0.0.0.0"], "qr/no-address"],
    [["--public-url", "https://localhost"], "qr/no-address"],
    [["--public-url", "https://shop:s3cret@count.example"], "reach/unreadable"],
    [["--public-url", "https://count.example", "--path", "tablet"], "qr/path"],
    [["--public-url", "https://count.example", "--svg", "/nowhere/code.svg"], "output/unwritable"],
  ] as const) {
    const { status, out, err } = lintel("qr", ...words);
    assert.deepEqual([status, out], [2, ""], words.join(" "));
    assert.ok(err.includes(`(${code})`), err);
    assert.ok(!err.includes("s3cret"));
  }
});

test("an authority is made and used again, a given certificate is checked, and no key is printed", (context) => {
  const data = folderOf(context);
  const words = ["certificate", "make", "--data", data, "--host", "192.168.1.20"];
  const made = lintel(...words);
  assert.equal(made.status, 0, made.err);
  assert.match(made.out, /A new authority/);
  assert.deepEqual(readdirSync(join(data, "certificate")).toSorted(), ["authority.crt", "authority.pem", "server.pem"]);
  const again = lintel(...words, "--json");
  assert.equal((JSON.parse(again.out) as { made: string }).made, "nothing");
  const server = join(data, "certificate", "server.pem");
  const check = ["certificate", "check", "--cert", server, "--key", server];
  assert.match(lintel(...check, "--host", "192.168.1.20").out, /for localhost, 127\.0\.0\.1.*until 20/);
  const other = lintel(...check, "--host", "192.168.1.21");
  assert.equal(other.status, 2);
  assert.match(other.err, /certificate\/other-host/);
  for (const { out, err } of [made, again, other]) assert.doesNotMatch(`${out}${err}`, /PRIVATE/);
  assert.match(lintel("certificate", "make", "--data", data, "--host", "a b").err, /certificate\/host/);
});

test("the unit is shown before it is written: this installation, and its own Node", () => {
  const shown = lintel("service", "install", "--dry-run");
  assert.equal(shown.status, 0, shown.err);
  const [, node, script] = /^ExecStart=(\S+) (\S+) up --data \/var\/lib\/lintel$/m.exec(shown.out) ?? [];
  assert.ok(node && existsSync(node), shown.out);
  assert.match(node, /node_modules|bin\/node/);
  assert.equal(script, resolve("bin/lintel.mjs"));
  assert.equal(Number.parseInt(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.slice(1), 10), 26);
  assert.doesNotMatch(shown.err, /systemd says/);
  assert.match(lintel("service", "install", "--dry-run", "--user", "no-such-user").err, /service\/user/);
  assert.match(lintel("service", "install", "--dry-run", "--data", "/srv/x").err, /service\/folder/);
});

test("a machine without systemd is told so", {
  skip: existsSync("/run/systemd/system") ? "left out: systemd runs here, and is left alone" : false,
}, () => {
  for (const words of [["install"], ["remove"]]) assert.match(lintel("service", ...words).err, /service\/no-systemd/);
  assert.match(lintel("service", "show").err, /service\/not-there/);
});
