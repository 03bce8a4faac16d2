import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { type OnvifDeviceOptions, openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";

const CLI = fileURLToPath(new URL("main.ts", import.meta.url));
const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
const LOGIN = { user: "lintel", password: "hush-hush" };

type Ran = { readonly status: number | null; readonly out: string; readonly err: string };

/** Runs a program to its end, while our camera goes on. */
function run(
  program: string,
  words: readonly string[],
  { env = {}, input = "" }: { readonly env?: Record<string, string>; readonly input?: string } = {},
): Promise<Ran> {
  const child = spawn(program, words, { env: { ...process.env, ...env } });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  child.stdin.on("error", () => {}).end(input);
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
}

const lintel = (words: readonly string[], options: Parameters<typeof run>[2] = {}) =>
  run(process.execPath, [CLI, ...words], options);

async function openCamera(context: TestContext, options: Partial<OnvifDeviceOptions> = {}) {
  const rtsp = await openRtspServer({
    streams: { "/main": [ENTRANCE], "/sub": [ENTRANCE] },
    login: { scheme: "digest", ...LOGIN },
  });
  context.after(() => rtsp.close());
  const profile = { codec: "H264", framesPerSecond: 15 };
  const device = await openOnvifDevice({
    login: LOGIN,
    name: "Door",
    model: "D-100",
    profiles: [
      { ...profile, token: "0", name: "main", width: 2560, height: 1440, address: `rtsp://10.9.9.9:${rtsp.port}/main` },
      { ...profile, token: "1", name: "sub", width: 640, height: 360, address: `rtsp://10.9.9.9:${rtsp.port}/sub` },
    ],
    ...options,
  });
  context.after(() => device[Symbol.asyncDispose]());
  return { device, rtsp };
}

test("an installer who knows a password and no address comes from looking for cameras to counted frames", async (context) => {
  const { device, rtsp } = await openCamera(context, { foundAt: "127.0.0.1", clockOffsetMs: 7_200_000 });
  let where = `127.0.0.1:${device.port}`;
  if (device.notFindable === null) {
    const found = await lintel(["cameras", "find", "--from", "127.0.0.1", "--wait", "1s", "--json"]);
    assert.equal(found.status, 0, found.err);
    const { cameras } = JSON.parse(found.out) as {
      cameras: { host: string; port: number; name: string; model: string }[];
    };
    const camera = cameras.find(({ port }) => port === device.port);
    assert.deepEqual([camera?.name, camera?.model], ["Door", "D-100"]);
    where = `${camera?.host}:${camera?.port}`;
  } else context.diagnostic(`left out: looking for cameras, ${device.notFindable}`);

  const env = { DOOR_PASSWORD: LOGIN.password };
  const words = ["cameras", "streams", where, "--user", LOGIN.user, "--password-env", "DOOR_PASSWORD"];
  const told = await lintel([...words, "--json"], { env });
  assert.equal(told.status, 0, told.err);
  const { take } = JSON.parse(told.out) as { take: { name: string; source: string } };
  assert.deepEqual(take, {
    name: "sub",
    source: `rtsp://lintel:$DOOR_PASSWORD@127.0.0.1:${rtsp.port}/sub`,
    why: "about as large as Lintel looks at, H.264, 15 frames a second",
    advice: null,
  });

  const folder = mkdtempSync(join(tmpdir(), "lintel-cameras-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const shop = join(folder, "shop.yaml");
  const example = readFileSync("examples/shop-illinois.yaml", "utf8");
  writeFileSync(
    shop,
    example.replace(/source: .*/, () => `source: ${take.source}`),
  );
  const counted = await lintel(["count", shop, "--until", "5s", "--json"], { env });
  assert.equal(counted.status, 0, counted.err);
  const [camera] = (JSON.parse(counted.out) as { cameras: { minutes: { watchedMs: number }[] }[] }).cameras;
  const watchedMs = camera?.minutes.reduce((sum, minute) => sum + minute.watchedMs, 0) ?? 0;
  assert.ok(watchedMs > 1000, `${watchedMs} ms were watched: ${counted.err}`);
  assert.ok(rtsp.counts.sent > 10);
  for (const { out, err } of [told, counted]) assert.ok(!`${out}${err}`.includes(LOGIN.password));
});

test("for people there is a table, the line for the deployment, and why", async (context) => {
  const { device, rtsp } = await openCamera(context);
  const where = `127.0.0.1:${device.port}`;
  const { status, out, err } = await lintel(["cameras", "streams", where, "--user", LOGIN.user], {
    input: `${LOGIN.password}\n`,
  });
  assert.equal(status, 0, err);
  assert.match(out, /Example D-100 at 127\.0\.0\.1/);
  assert.match(out, /main.*2560 × 1440.*15.*H264/);
  assert.ok(out.includes(`  source: rtsp://lintel:$CAMERA_PASSWORD@127.0.0.1:${rtsp.port}/sub\n`), out);
  assert.match(out, /Take `sub`: about as large/);
  assert.match(out, /was given at `10\.9\.9\.9`/);
  assert.ok(!`${out}${err}`.includes(LOGIN.password));
});

test("a password is typed without being seen", {
  skip: spawnSync("script", ["--version"]).status === 0 ? false : "left out: this machine has no `script`",
}, async (context) => {
  const { device } = await openCamera(context);
  const command = `${process.execPath} ${CLI} cameras streams 127.0.0.1:${device.port} --user ${LOGIN.user}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], { stdio: ["pipe", "pipe", "pipe"] });
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    if (!shown.includes("Password of") && `${shown}${text}`.includes("Password of"))
      // A slip of the finger, a deletion, an arrow.
      setTimeout(() => child.stdin.write(`${LOGIN.password}X\u007f\u001b[D\r`), 200);
    shown += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(status, 0, shown);
  assert.match(shown, /Take `sub`/);
  assert.ok(!shown.includes(LOGIN.password), shown);
});

test("what goes wrong is said, with what to do, and no password", async (context) => {
  const { device } = await openCamera(context);
  const where = `127.0.0.1:${device.port}`;
  const user = ["--user", LOGIN.user];
  const cases: [words: string[], input: string, code: string][] = [
    [["streams", where, ...user], "guess-guess\n", "onvif/password"],
    [["streams", where, ...user], "", "cameras/password-missing"],
    [["streams", where, ...user, "--password-env", "NOT_THERE"], "", "cameras/password-missing"],
    [["streams", where, ...user, "--password-env", "hush"], "", "onvif/option"],
    [["streams", "127.0.0.1:9", ...user], "guess-guess\n", "onvif/off"],
    [["streams", "rtsp://lintel:hush-hush@127.0.0.1/", ...user], "guess-guess\n", "onvif/option"],
    [["streams", "127.1", ...user], "guess-guess\n", "onvif/option"],
    [["streams", "127.0.0.1:99999", ...user], "guess-guess\n", "onvif/option"],
    [["find", "--from", "192.0.2.1", "--wait", "100ms"], "", "onvif/network"],
    [["find", "--wait", "2h"], "", "onvif/option"],
  ];
  for (const [words, input, code] of cases) {
    const ran = await lintel(["cameras", ...words], { input });
    assert.equal(ran.status, 2, `${words.join(" ")}: ${ran.err}`);
    assert.ok(ran.err.includes(`(${code})`), `${words.join(" ")}: ${ran.err}`);
    assert.doesNotMatch(`${ran.out}${ran.err}`, /hush-hush|guess-guess/);
  }
});
