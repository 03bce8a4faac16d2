import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";

import { fileURLToPath } from "node:url";
import { openRtspServer, type RtspServerOptions } from "#tools/rtsp/rtsp-server.ts";
import type { CountReport } from "./count-report.ts";

// The command as its user meets it: a program that is run, on films, scenes, and a camera of our own making.

const CLI = fileURLToPath(new URL("main.ts", import.meta.url));
const LOGIN = { scheme: "digest", user: "shop", password: "hush" } as const;
const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));

type Ran = { readonly status: number | null; readonly out: string; readonly err: string };

/** Runs `lintel …` to its end. */
async function lintel(
  words: readonly string[],
  onStart: (pid: number) => void = () => {},
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const ran = { out: "", err: "" };
  child.stdout.on("data", (bytes) => {
    ran.out += bytes;
  });
  child.stderr.on("data", (bytes) => {
    ran.err += bytes;
  });
  if (child.pid !== undefined) onStart(child.pid);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...ran };
}

function temporary(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), "lintel-"));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function reportOf({ out }: Ran): CountReport {
  return JSON.parse(out) as CountReport;
}

test("the report says all that was counted, and for how long", async (context) => {
  const csv = join(temporary(context), "minutes.csv");
  const ran = await lintel(["count", "scene:entrance", "--json", "--csv", csv]);
  assert.equal(ran.status, 0, ran.err);
  const report = reportOf(ran);
  assert.deepEqual(Object.keys(report), [
    "source",
    "durationMs",
    "partial",
    "frames",
    "lookSize",
    "lines",
    "zones",
    "minutes",
    "speed",
  ]);
  assert.deepEqual([report.source, report.partial, report.frames.dropped], ["scene:entrance", false, 0]);
  const [door] = report.lines;
  assert.ok(door && door.name === "door" && door.in + door.out >= 20, JSON.stringify(report.lines));
  const minutes = report.minutes.filter((bucket) => bucket.kind === "line");
  assert.equal(
    minutes.reduce((sum, bucket) => sum + bucket.in, 0),
    door.in,
  );
  assert.ok(Math.abs(minutes.reduce((sum, bucket) => sum + bucket.watchedMs, 0) - report.durationMs) <= 200);
  const rows = readFileSync(csv, "utf8").trim().split("\r\n");
  assert.equal(rows.length, 1 + report.minutes.length);
  assert.match(rows[0] ?? "", /^minute,start,kind,name,in,out,/);
});

test("a film may be counted in part, which is no fault", async () => {
  const ran = await lintel(["count", ENTRANCE, "--line", "door=0.3,0.5,0.7,0.5", "--until", "10s", "--json"]);
  const report = reportOf(ran);
  assert.deepEqual([ran.status, report.partial], [0, false]);
  assert.ok(report.durationMs > 9000 && report.durationMs <= 10_000, `${report.durationMs} ms`);
});

test("without a line one is proposed, shown and counted", async () => {
  const ran = await lintel(["count", ENTRANCE, "--json"]);
  assert.equal(ran.status, 0, ran.err);
  assert.match(ran.err, /--line door=[\d.]+,[\d.]+,[\d.]+,[\d.]+/);
  const [line] = reportOf(ran).lines;
  assert.ok(line && line.in + line.out >= 15, JSON.stringify(line));
});

test("a film that was cut off is counted up to there, marked partial, and is a fault", async (context) => {
  const film = join(temporary(context), "cut.mp4");
  copyFileSync(ENTRANCE, film);
  truncateSync(film, Math.floor(readFileSync(ENTRANCE).length * 0.6));
  const ran = await lintel(["count", film, "--line", "door=0.3,0.5,0.7,0.5", "--json"]);
  const report = reportOf(ran);
  assert.deepEqual([ran.status, report.partial, report.fault?.code], [2, true, "camera/truncated"]);
  assert.ok((report.lines[0]?.in ?? 0) > 0 && report.durationMs > 10_000);
  assert.match(ran.err, /camera\/truncated/);
});

test("what cannot be counted says why and what to do, and ends with status 2", async (context) => {
  const film = join(temporary(context), "film.mp4");
  copyFileSync(ENTRANCE, film);
  const garbage = join(temporary(context), "garbage.mp4");
  writeFileSync(garbage, Buffer.alloc(100_000, "lintel"));
  const line = ["--line", "door=0.3,0.5,0.7,0.5"];
  const cases: [readonly string[], string][] = [
    [["nothing.mp4"], "camera/not-found"],
    [[garbage, ...line], "camera/not-a-film"],
    [["scene:nowhere"], "scene/unknown"],
    [[tmpdir()], "source/not-understood"],
    [["usb:/etc/passwd"], "source/not-understood"],
    [["usb:/dev/video999", "--place", "US-IL"], "camera/no-device"],
    [["http://127.0.0.1:9/film.mp4"], "source/not-understood"],
    [[film, ...line, "--overlay", film], "output/is-the-film"],
    [["scene:entrance", "--csv", join(tmpdir(), "no-such-folder", "minutes.csv")], "output/unwritable"],
    [[""], "source/not-understood"],
    [["scene:entrance", "--line", "door=0.3,0.5,1.7,0.5"], "line/outside-picture"],
    [["scene:entrance", "--zone", "z=0,0,1,1,1,0,0,1"], "zone/crosses-itself"],
    [["scene:entrance", "--fps", "0"], "count/unreadable"],
    [["scene:entrance", "--until", "soon"], "count/unreadable"],
    [["examples/shop-illinois.yaml", ...line], "count/unreadable"],
    [["examples/shop-illinois.yaml"], "deployment/secret-missing"],
    [["examples/camera-china.yaml"], "deployment/nothing-permitted"],
    [["rtsp://127.0.0.1:9/door"], "place/missing"],
    [["rtsp://127.0.0.1:9/door", "--place", "cn"], "place/denied"],
    [["rtsp://127.0.0.1:9/door", "--place", "EU-FR"], "place/denied"],
    [["rtsp://127.0.0.1:9/door", "--place", "XX"], "place/denied"],
    [["rtsp://shop:hush@127.0.0.1:9/door", "--place", "US-IL", ...line], "camera/refused"],
  ];
  for (const [words, code] of cases) {
    const ran = await lintel(["count", ...words]);
    assert.equal(ran.status, 2, `${words.join(" ")}: ${ran.err}`);
    assert.equal(ran.out, "", "nothing was counted, so no table may say 0");
    assert.ok(ran.err.includes(`(${code})`), `${words.join(" ")}: ${ran.err}`);
    assert.ok(!`${ran.out}${ran.err}`.includes("hush"), "a password is printed");
  }
});

test("a disk that fills up while it counts loses the file and not the count", {
  skip: existsSync("/dev/full") ? false : "left out: this system has no /dev/full",
}, async () => {
  const ran = await lintel(["count", "scene:empty", "--until", "3s", "--csv", "/dev/full"]);
  assert.equal(ran.status, 2);
  assert.match(ran.out, /door/);
  assert.ok(ran.err.includes("(output/unwritable)"), ran.err);
});

test("counting leaves nothing behind in the user's home, and nothing is told to anybody", async (context) => {
  const home = temporary(context);
  const ran = await lintel(["count", ENTRANCE, "--line", "door=0.3,0.5,0.7,0.5", "--json"], () => {}, {
    HOME: home,
    XDG_CACHE_HOME: join(home, ".cache"),
  });
  assert.equal(ran.status, 0, ran.err);
  assert.deepEqual(readdirSync(home, { recursive: true }), []);
});

test("Ctrl-C prints what was counted", async () => {
  const ran = await lintel(["count", ENTRANCE, "--line", "door=0.3,0.5,0.7,0.5", "--fps", "15", "--json"], (pid) => {
    setTimeout(() => process.kill(pid, "SIGINT"), 3500);
  });
  const report = reportOf(ran);
  assert.deepEqual([ran.status, report.partial], [130, true]);
  assert.ok(report.frames.analysed > 0, JSON.stringify(report.frames));
});

/** Counts at a camera that shows the entrance, until it ends or four seconds are over. */
async function countAtCamera(
  options: Partial<RtspServerOptions>,
  login?: { user: string; password: string },
): Promise<Ran> {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] }, ...options });
  const address = camera.address("/door", login);
  const line = ["--line", "door=0.3,0.5,0.7,0.5"];
  return await lintel(["count", address, ...line, "--place", "US-IL", "--until", "4s", "--json"]);
}

test("a camera is counted for as long as was asked, by the clock on the wall", async () => {
  const beganMinute = Math.floor(Date.now() / 60_000);
  const ran = await countAtCamera({ login: LOGIN }, LOGIN);
  const report = reportOf(ran);
  assert.deepEqual([ran.status, report.partial], [0, false], ran.err);
  assert.ok(report.frames.analysed >= 10, JSON.stringify(report.frames));
  const watchedMs = report.minutes.reduce((sum, bucket) => sum + bucket.watchedMs, 0);
  assert.ok(watchedMs > 2000 && watchedMs < 6000, `${watchedMs} ms`);
  assert.ok((report.minutes[0]?.minute ?? 0) >= beganMinute);
  assert.ok(!`${ran.out}${ran.err}`.includes(LOGIN.password), "a password is printed");
});

test("a camera that ends in the middle leaves what was counted, marked partial", async () => {
  const ran = await countAtCamera({ behaviour: { kind: "end", afterPictures: 45 } });
  const report = reportOf(ran);
  assert.deepEqual([ran.status, report.partial, report.fault?.code], [2, true, "camera/ended"]);
  assert.ok(report.frames.analysed > 0 && report.minutes.length > 0);
});

test("a camera that wants a password says so", async () => {
  for (const wrong of [undefined, { user: "shop", password: "guess" }]) {
    const ran = await countAtCamera({ login: LOGIN }, wrong);
    assert.deepEqual([ran.status, reportOf(ran).fault?.code], [2, "camera/password"]);
  }
});
