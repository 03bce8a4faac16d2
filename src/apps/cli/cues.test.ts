import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { Aedes } from "aedes";

const CLI = "src/apps/cli/main.ts";
const SECRETS = { CUE_SECRET: "a-secret-of-the-shop", BROKER_PASSWORD: "secret-of-the-broker" };

async function lintel(...words: string[]) {
  const child = spawn(process.execPath, [CLI, ...words], { env: { ...process.env, ...SECRETS } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const [status] = await once(child, "close");
  return { status, out, err };
}

async function receivers(context: TestContext, status = 204) {
  const bodies: string[] = [];
  const http = createHttp(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    bodies.push(body);
    response.writeHead(status).end();
  });
  const broker = await Aedes.createBroker();
  const topics: string[] = [];
  broker.on("publish", ({ topic }) => topics.push(topic));
  broker.authenticate = (_client, _name, password, done) =>
    done(null, password?.toString() === SECRETS.BROKER_PASSWORD);
  const mqtt = createServer(broker.handle);
  for (const server of [http, mqtt]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  context.after(async () => {
    http.close();
    mqtt.close();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
  });
  return {
    bodies,
    topics,
    webhook: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    mqtt: `mqtt://127.0.0.1:${(mqtt.address() as AddressInfo).port}`,
  };
}

test("a test event arrives by webhook and MQTT, as the command line or the file says, and is marked", async (context) => {
  const { bodies, topics, webhook, mqtt } = await receivers(context);
  const words = [
    "--webhook",
    webhook,
    "--secret",
    "$CUE_SECRET",
    "--mqtt",
    mqtt,
    "--username",
    "x",
    "--password",
    "$BROKER_PASSWORD",
  ];
  const { status, out, err } = await lintel("cues", "test", ...words, "--store", "mall-7", "--zone", "till");
  assert.equal(status, 0, err);
  assert.match(out, /webhook: the test arrived\nmqtt: the test arrived/);
  const { test: isTest, storeId, zone } = JSON.parse(bodies[0]!);
  assert.deepEqual([isTest, storeId, zone], [true, "mall-7", "till"]);
  assert.ok(topics.includes("lintel/lintel/test"));
  assert.ok(!topics.some((topic) => topic.startsWith("homeassistant/")));
  const folder = mkdtempSync(join(tmpdir(), "lintel-cues-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "shop.yaml");
  writeFileSync(file, `lintel: 1\ncues:\n  webhook: { url: "${webhook}", secret: $CUE_SECRET }\n`);
  for (const where of [
    ["--file", file],
    ["--data", folder],
  ])
    assert.equal((await lintel("cues", "test", ...where)).status, 0);
  assert.equal(bodies.length, 3);
  writeFileSync(file, "lintel: 1\ncues:\n  webhook: { url: x, secret: plain-secret-in-file }\n");
  const refused = await lintel("cues", "test", "--file", file);
  assert.match(refused.err, /shop\.yaml:3:\d+: write the name of an environment variable/);
  assert.doesNotMatch(refused.err, /plain-secret/);
});

test("what does not arrive is said, with what to do and without a secret", async (context) => {
  const { webhook, mqtt } = await receivers(context, 401);
  const signed = ["--secret", "$CUE_SECRET"];
  for (const [words, code, why] of [
    [["--webhook", webhook, ...signed], "cue/undelivered", /webhook: it answered 401/],
    [["--mqtt", mqtt, "--username", "x", "--password", "$CUE_SECRET"], "cue/undelivered", /mqtt: the broker at `127/],
    [["--webhook", "http://169.254.169.254/", ...signed], "cue/misconfigured", /no webhook goes there/],
    [["--webhook", webhook], "cue/option", /--secret/],
    [["--webhook", webhook, "--secret", "hunter2hunter2hunter2"], "cue/option", /environment variable/],
    [["--webhook", webhook, "--secret", "$NO_SUCH_VARIABLE"], "deployment/secret-missing", /NO_SUCH_VARIABLE/],
    [[], "cue/option", /name `--webhook`/],
    [["--file", "none.yaml"], "deployment/unreadable", /no such file/],
  ] as ReadonlyArray<readonly [string[], string, RegExp]>) {
    const { status, err } = await lintel("cues", "test", ...words);
    assert.equal(status, 2, `${words} ${err}`);
    assert.ok(err.includes(code), err);
    assert.match(err, why);
    assert.doesNotMatch(err, /hunter2|a-secret-of-the-shop/);
  }
});

test("the way to tell a genuine call that docs/cues.md shows is right", async () => {
  const [, snippet = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync("docs/cues.md", "utf8")) ?? [];
  const { signatureOf } = await import("#adapters/webhook/webhook.ts");
  const code = `${snippet}\nexport { isGenuine };`;
  const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const header = signatureOf("k".repeat(16), 1000, "{}");
  assert.ok(isGenuine(header, "{}", "k".repeat(16), 1100));
  assert.ok(!isGenuine(header, "{ }", "k".repeat(16), 1100));
  assert.ok(!isGenuine(header, "{}", "k".repeat(16), 1301));
});
