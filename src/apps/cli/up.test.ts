import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "#tools/chain/free-port.ts";
import { childrenOf } from "#tools/chain/running-chain.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const WAIT_MS_MAX = 90_000;

function start(context: TestContext, words: readonly string[]): { child: ChildProcess; text: () => string } {
  const child = spawn(process.execPath, [MAIN, "up", ...words], { stdio: ["ignore", "pipe", "pipe"] });
  context.after(() => child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (piece) => (text += piece));
  return { child, text: () => text };
}

async function until<T>(ask: () => T | null | undefined | false | Promise<T | null | undefined | false>): Promise<T> {
  for (const beganMs = performance.now(); ; await pause(200)) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(performance.now() - beganMs < WAIT_MS_MAX, "waited in vain");
  }
}

test("`lintel up` opens a demo that is counted live, is begun again as it was, and ends with all that it started", async (context) => {
  const data = mkdtempSync(join(tmpdir(), "lintel-up-"));
  context.after(() => rmSync(data, { recursive: true, force: true }));
  const words = ["--data", data, "--listen", `127.0.0.1:${await freePort()}`];
  const url = `http://${words.at(-1)}`;
  const { child, text } = start(context, words);
  const password = await until(() => /password (\S+)/.exec(text())?.[1]);
  const login = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login: "owner", password }),
  });
  assert.equal(login.status, 200);
  const cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
  const ask = async (path: string) => (await fetch(`${url}/api/v1/${path}`, { headers: { cookie } })).json();
  await until(async () => {
    const { sensors } = (await ask("stores/demo/sensors")) as { sensors: { kind: string; state: string }[] };
    const cameras = sensors.filter(({ kind }) => kind === "camera");
    return cameras.length === 4 && cameras.every(({ state }) => state === "running");
  });
  const now = (await ask("stores/demo/now")) as { isDemo: boolean; zones: unknown[] };
  assert.ok(now.isDemo, "nobody may take it for a real shop");
  await until(async () => ((await ask("stores/demo/now")) as typeof now).zones.length > 0);
  await until(async () => {
    const { figures } = (await ask("stores/demo/figures?from=2026-01-01&to=2026-01-01")) as { figures: object };
    return figures;
  });

  const started = childrenOf(child.pid!);
  assert.equal(started.length, 2, "a server and an agent");
  child.kill("SIGTERM");
  await once(child, "exit");
  for (const pid of started) assert.throws(() => process.kill(pid, 0), `process ${pid} goes on`);
  assert.doesNotMatch(text(), /was killed/);

  const again = start(context, words);
  await until(() => again.text().includes("Lintel is at"));
  assert.doesNotMatch(again.text(), /password/, "the owner's password is told once");
  assert.equal(
    (await fetch(`${url}/api/v1/stores`, { headers: { cookie } })).status,
    200,
    "who was logged in still is",
  );
  again.child.kill("SIGTERM");
  await once(again.child, "exit");
});

test("what cannot be listened at ends `lintel up` with a fault and its status, and `--empty` begins without the demo", async (context) => {
  const data = mkdtempSync(join(tmpdir(), "lintel-up-"));
  context.after(() => rmSync(data, { recursive: true, force: true }));
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  context.after(() => taken.close());
  const refused = start(context, [
    "--data",
    data,
    "--listen",
    `127.0.0.1:${(taken.address() as AddressInfo).port}`,
    "--empty",
  ]);
  const [status] = await once(refused.child, "exit");
  assert.equal(status, 2);
  assert.match(refused.text(), /server\/port/);
  const { child, text } = start(context, ["--data", data, "--listen", `127.0.0.1:${await freePort()}`, "--empty"]);
  await until(() => text().includes("No shop yet"));
  assert.doesNotMatch(text(), /demo/);
  writeFileSync(join(data, "shop.yaml"), "lintel: 1\nstores: [");
  await until(() => /The deployment is not in force: .*shop\.yaml/.test(text()));
  child.kill("SIGTERM");
  await once(child, "exit");
});

test("a data folder that cannot be made is a fault with a remedy", async (context) => {
  const file = join(mkdtempSync(join(tmpdir(), "lintel-up-")), "file");
  context.after(() => rmSync(dirname(file), { recursive: true, force: true }));
  writeFileSync(file, "");
  const { child, text } = start(context, ["--data", join(file, "data"), "--listen", `127.0.0.1:${await freePort()}`]);
  const [status] = await once(child, "exit");
  assert.equal(status, 2, text());
  assert.match(text(), /store\/disk/);
  assert.doesNotMatch(text(), /node:fs/);
});
