import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { openPushReceiver, type PushAnswer } from "./push-receiver.ts";

const KEY = "0123456789abcdef";
const OTHER_KEY = "fedcba9876543210";
const BYTES_MAX = 1000;
const ANSWER: PushAnswer = { accepted: 1, repeated: 0, dropped: { snapshot: 2 }, refused: {} };

async function openReceiver(onMessage: (sensor: string, text: string) => PushAnswer = () => ANSWER) {
  const keys = new Map([
    ["door", KEY],
    ["back door", OTHER_KEY],
  ]);
  return openPushReceiver({ keys, bytesMax: BYTES_MAX, onMessage });
}

async function push(port: number, path: string, init: RequestInit = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: "{}", ...init });
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? null : JSON.parse(text) };
}

const withKey = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } });

test("a sensor with its key is heard, in the header or in the address, and told what became of its message", async () => {
  const heard: string[] = [];
  await using receiver = await openReceiver((sensor, text) => {
    heard.push(`${sensor} ${text}`);
    return ANSWER;
  });
  const { status, body } = await push(receiver.port, "/sensors/door", { ...withKey(KEY), body: '{"a":1}' });
  assert.deepEqual([status, body], [202, ANSWER]);
  assert.equal((await push(receiver.port, `/sensors/back%20door?key=${OTHER_KEY}`)).status, 202);
  assert.deepEqual(heard, ['door {"a":1}', "back door {}"]);
});

test("whatever content type a counter names, or none, its text is read", async () => {
  await using receiver = await openReceiver((_, text) => ({ ...ANSWER, accepted: text.length }));
  for (const type of [
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "x",
    "",
  ]) {
    const headers = { authorization: `Bearer ${KEY}`, "content-type": type };
    assert.equal((await push(receiver.port, "/sensors/door", { headers, body: "12345" })).body.accepted, 5, type);
  }
});

test("without a key nobody is heard, and it does not show which sensors there are", async () => {
  await using receiver = await openReceiver(() => assert.fail("was heard"));
  for (const path of ["/sensors/door", "/sensors/nowhere", "/sensors/door?key=", "/sensors/door?key=a&key=b"]) {
    const { status, body } = await push(receiver.port, path);
    assert.deepEqual([status, body.code], [401, "sensor/key-missing"], path);
    assert.ok(body.remedy);
  }
  const answers = await Promise.all([
    push(receiver.port, "/sensors/door", withKey("wrong")),
    push(receiver.port, "/sensors/door", withKey(OTHER_KEY)),
    push(receiver.port, "/sensors/nowhere", withKey(KEY)),
    push(receiver.port, "/sensors/nowhere", withKey("")),
    push(receiver.port, "/", withKey(KEY)),
    push(receiver.port, "/sensors/door", { method: "PUT", ...withKey(KEY) }),
    push(receiver.port, "/sensors/%zz", withKey(KEY)),
    push(receiver.port, `/sensors/${"x".repeat(300)}`, withKey(KEY)),
  ]);
  const known = answers.filter((_, index) => index !== 3);
  assert.equal(answers[3]?.status, 401);
  for (const answer of known) assert.deepEqual(answer, { ...known[0], status: 404 });
});

test("a message without a key is not read, however large it says it is", async () => {
  await using receiver = await openReceiver(() => assert.fail("was heard"));
  const { status } = await push(receiver.port, "/sensors/door", { body: "x".repeat(BYTES_MAX * 2) });
  assert.equal(status, 401);
});

test("a fault is answered with its code and its remedy, and one of faces by a status of its own", async () => {
  const cases = [
    ["sensor/unreadable", 400],
    ["sensor/too-large", 413],
    ["sensor/face-counting", 422],
  ] as const;
  for (const [code, expected] of cases) {
    await using receiver = await openReceiver(() => {
      throw new Fault(code, "it is so");
    });
    const { status, body } = await push(receiver.port, "/sensors/door", withKey(KEY));
    assert.deepEqual([status, body.code, body.detail], [expected, code, "it is so"]);
    assert.ok(body.remedy.length > 0);
  }
});

test("a message that is too long is refused before it is read to its end", async () => {
  await using receiver = await openReceiver(() => assert.fail("was heard"));
  const long = { ...withKey(KEY), body: "x".repeat(BYTES_MAX + 1) };
  const { status, body } = await push(receiver.port, "/sensors/door", long);
  assert.deepEqual([status, body.code], [413, "sensor/too-large"]);
});

test("what is no HTTP does no harm", async () => {
  await using receiver = await openReceiver();
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(receiver.port, "127.0.0.1", () => socket.end("\u0000\u0001 nonsense\r\n\r\n"));
    let text = "";
    socket.on("data", (part) => {
      text += part.toString();
    });
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
  assert.match(answer, /^HTTP\/1\.1 400/);
  assert.equal((await push(receiver.port, "/sensors/door", withKey(KEY))).status, 202);
});

test("a port that is taken, and a key that could be guessed, are faults", async () => {
  await using receiver = await openReceiver();
  const plan = { keys: new Map([["door", KEY]]), bytesMax: BYTES_MAX, onMessage: () => ANSWER };
  const isFault = (code: string) => (error: unknown) =>
    error instanceof Fault && error.code === code && !error.message.includes("short-key");
  await assert.rejects(openPushReceiver({ ...plan, port: receiver.port }), isFault("sensor/port"));
  for (const key of ["short-key", "", "short-key with spaces in it", "x".repeat(201)])
    await assert.rejects(
      openPushReceiver({ ...plan, keys: new Map([["door", key]]) }),
      isFault("sensor/misconfigured"),
    );
});

test("a receiver that is closed hears nobody", async () => {
  const receiver = await openReceiver();
  await receiver[Symbol.asyncDispose]();
  await assert.rejects(push(receiver.port, "/sensors/door", withKey(KEY)));
});
