import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { createInterface } from "node:readline";

// A lens that wants its picture to get out. It is started in the lens's place, by the lens's host and with the lens's rights; which way it
// tries stands at the end of each camera's address: `rtsp://127.0.0.1:9/WAY?where`. What became of it, it says in the one free sentence
// that a lens has. `where` is what the test listens at: ports and a folder.

/** A picture of 32×32: what must be found nowhere. */
const PICTURE = Buffer.from("PIXEL".repeat(615)).subarray(0, 3072);
const TEXT = PICTURE.toString("base64");
/** A way that says nothing for so long has failed. */
const PATIENCE_MS = 5000;
const PIPE = 3;

type Where = { readonly tcp: number; readonly udp: number; readonly folder: string; readonly parent: number };
type Way = (where: Where, send: (said: unknown, camera?: number) => void) => unknown;

const require = createRequire(import.meta.url);
const progress = { kind: "progress", atMs: 0, decoded: 0, analysed: 0, dropped: 0, damaged: 0, detectMs: 0 };
const hot = (times: number) =>
  Array.from({ length: times }, (_, index) => index).reduce((sum, index) => sum + index, 0);
const file = ({ folder }: Where, name = "leak.bin") => `${folder}/${name}`;
/** Settles when something opens, fails when it does not. */
const opened = (begin: (yes: () => void, no: (error: unknown) => void) => unknown) =>
  new Promise<void>((yes, no) => {
    begin(() => yes(), no);
  });

/** What may not work at all: each is to end with an error. */
const DENIED: Readonly<Record<string, Way>> = {
  // Sockets
  tcp: async ({ tcp }) => {
    const net = await import("node:net");
    await opened((yes, no) => net.connect(tcp, "127.0.0.1", yes).on("error", no));
  },
  "tcp-listen": async () => {
    const net = await import("node:net");
    await opened((yes, no) => {
      process.once("uncaughtException", no); // it is thrown past the server's own event
      net.createServer().on("error", no).listen(0, "127.0.0.1", yes);
    });
  },
  udp: async ({ udp }) => {
    const dgram = await import("node:dgram");
    const socket = dgram.createSocket("udp4");
    await opened((yes, no) =>
      socket.on("error", no).send(PICTURE, udp, "127.0.0.1", (error) => (error ? no(error) : yes())),
    );
  },
  "unix-socket": async (where) => {
    const net = await import("node:net");
    await opened((yes, no) => net.connect(file(where, "listening.sock"), yes).on("error", no));
  },
  "unix-listen": async (where) => {
    const net = await import("node:net");
    await opened((yes, no) => net.createServer().on("error", no).listen(file(where, "own.sock"), yes));
  },
  http: async ({ tcp }) => {
    const http = await import("node:http");
    const post = { method: "POST", port: tcp, host: "127.0.0.1" };
    await opened((yes, no) => http.request(post, yes).on("error", no).end(PICTURE));
  },
  http2: async ({ tcp }) => {
    const http2 = await import("node:http2");
    await opened((yes, no) => http2.connect(`http://127.0.0.1:${tcp}`, yes).on("error", no));
  },
  tls: async ({ tcp }) => {
    const tls = await import("node:tls");
    await opened((yes, no) => tls.connect(tcp, "127.0.0.1", {}, yes).on("error", no));
  },
  fetch: ({ tcp }) => fetch(`http://127.0.0.1:${tcp}/`, { method: "POST", body: PICTURE }),
  websocket: ({ tcp }) =>
    opened((yes, no) => {
      const socket = new WebSocket(`ws://127.0.0.1:${tcp}/`);
      socket.onopen = yes;
      socket.onerror = () => no(new Error("it did not open"));
    }),
  "dns-lookup": async () => (await import("node:dns/promises")).lookup(`${TEXT.slice(0, 50)}.example`),
  "dns-resolve": async ({ udp }) => {
    const { Resolver } = await import("node:dns/promises");
    const resolver = new Resolver({ timeout: 500, tries: 1 });
    resolver.setServers([`127.0.0.1:${udp}`]);
    return resolver.resolve4(`${TEXT.slice(0, 50)}.example`);
  },
  "dns-service": async ({ tcp }) => (await import("node:dns/promises")).lookupService("127.0.0.1", tcp),
  // Files
  write: async (where) => (await import("node:fs")).writeFileSync(file(where), PICTURE),
  append: async (where) => (await import("node:fs/promises")).appendFile(file(where), PICTURE),
  stream: async (where) => {
    const { createWriteStream } = await import("node:fs");
    await opened((yes, no) => createWriteStream(file(where)).on("error", no).on("finish", yes).end(PICTURE));
  },
  mkdir: async (where) => (await import("node:fs")).mkdirSync(file(where, TEXT.slice(0, 200))),
  mkdtemp: async (where) => (await import("node:fs")).mkdtempSync(file(where, "leak-")),
  symlink: async (where) => (await import("node:fs")).symlinkSync(TEXT, file(where)),
  link: async (where) => (await import("node:fs")).linkSync(import.meta.filename, file(where)),
  rename: async (where) => (await import("node:fs")).renameSync(import.meta.filename, file(where)),
  copy: async (where) => (await import("node:fs")).copyFileSync(import.meta.filename, file(where)),
  utimes: async (where) => (await import("node:fs")).utimesSync(where.folder, 1, 1),
  chmod: async (where) => (await import("node:fs")).chmodSync(where.folder, 0o777),
  futimes: async () => {
    const fs = await import("node:fs");
    fs.futimesSync(fs.openSync(import.meta.filename, "r"), 1, 1);
  },
  "shared-memory": async () => (await import("node:fs")).writeFileSync("/dev/shm/leak.bin", PICTURE),
  "own-name-in-proc": async () => (await import("node:fs")).writeFileSync("/proc/self/comm", TEXT.slice(0, 15)),
  report: (where) => process.report.writeReport(file(where, "report.json")),
  "heap-snapshot": async (where) => (await import("node:v8")).writeHeapSnapshot(file(where, "leak.heapsnapshot")),
  trace: async () => (await import("node:trace_events")).createTracing({ categories: ["v8"] }).enable(),
  sqlite: async (where) => {
    const { DatabaseSync } = await import("node:sqlite");
    new DatabaseSync(file(where, "leak.sqlite")).exec(`create table "${TEXT}"(x)`);
  },
  "sqlite-builtin": (where) => {
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    new DatabaseSync(":memory:").exec(`create table t(x); vacuum into '${file(where, "leak.sqlite")}'`);
  },
  "read-elsewhere": async () => (await import("node:fs")).readFileSync("/etc/passwd"),
  "read-data-beside": async () => (await import("node:fs")).readdirSync(new URL("../../.types", import.meta.url)),
  // Programs, threads, debuggers, what lies below
  exec: async () => (await import("node:child_process")).execFileSync("true"),
  fork: async () => (await import("node:child_process")).fork(import.meta.filename),
  execve: () => process.execve!("/bin/true", ["true"]),
  cluster: async () => (await import("node:cluster")).default.fork(),
  worker: async () => new (await import("node:worker_threads")).Worker("1", { eval: true }),
  inspector: async () => (await import("node:inspector")).open(0, "127.0.0.1"),
  "inspector-session": async () => new (await import("node:inspector")).Session().connect(),
  wasi: async () => new (await import("node:wasi")).WASI({ version: "preview1", preopens: { "/": "/" } }),
  binding: () => (process as unknown as { binding(name: string): unknown }).binding("fs"),
  "other-library": () => process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libm.so.6"),
  ffi: async () => {
    const name = "node:ffi"; // its types are not known yet
    return new (await import(name)).DynamicLibrary("libc.so.6");
  },
  // Other processes
  signal: ({ parent }) => process.kill(parent, "SIGUSR2"),
  debugger: ({ parent }) => (process as unknown as { _debugProcess(pid: number): void })._debugProcess(parent),
  title: () => {
    process.title = TEXT;
  },
  "title-anew": () => Object.defineProperty(process, "title", { value: TEXT }),
  "send-handle": () => process.send!({ picture: TEXT }),
};

/** What works, and reaches nobody. */
const UNHEARD: Readonly<Record<string, Way>> = {
  stdout: () => void process.stdout.write(PICTURE),
  stderr: () => console.error(TEXT),
  "raw-debug": () => (process as unknown as { _rawDebug(text: string): void })._rawDebug(TEXT),
  "standard-input": () => void writeSync(0, PICTURE),
  environment: () => {
    process.env.PICTURE = TEXT;
  },
  descriptors: () => {
    // None of the agent's files and sockets is among them; those of its own event loop may refuse or take a byte.
    for (let descriptor = 4; descriptor < 64; descriptor++)
      try {
        writeSync(descriptor, "PIX");
      } catch {}
  },
  "compile-cache": async (where) => (await import("node:module")).enableCompileCache(where.folder),
};

/** What native code that comes with Lintel would do at script's bidding: files get their name, and not a byte. */
const EMPTY: Readonly<Record<string, Way>> = {
  "network-profile": async (where) => {
    const { InferenceSession } = require("onnxruntime-node");
    const options = { enableProfiling: true, profileFilePrefix: file(where, "profile") };
    await InferenceSession.create(require.resolve("../../models/face.onnx"), options);
  },
  "ffmpeg-file": async (where) => {
    const { FormatContext } = require("node-av");
    const container = new FormatContext();
    container.allocOutputContext2(null, "data", file(where, "leak.data"));
    await container.openOutput();
    container.pb?.write?.(PICTURE);
    container.pb?.flush?.();
  },
};

/** What must be the lens's end. */
const DEADLY: Readonly<Record<string, Way>> = {
  "unknown-kind": (_where, send) => send({ kind: "picture", rgb: TEXT }),
  "unknown-field": (_where, send) => send({ ...progress, rgb: "AAAA" }),
  "field-beside": () => void writeSync(PIPE, `${JSON.stringify({ camera: 0, said: progress, rgb: TEXT })}\n`),
  "no-json": () => void writeSync(PIPE, Buffer.concat([PICTURE, Buffer.from("\n")])),
  "no-line": () => {
    for (;;) writeSync(PIPE, PICTURE);
  },
  "too-long": (_where, send) => send({ kind: "fault", code: "lens/crashed", detail: TEXT + TEXT + TEXT }),
  "long-text": (_where, send) => send({ kind: "fault", code: "lens/crashed", detail: TEXT.slice(0, 1000) }),
  "line-names": (_where, send) => send({ kind: "bucket", bucket: bucketOf(TEXT.slice(0, 30)) }),
  "zone-names": (_where, send) => send({ kind: "live", zones: [{ zone: TEXT.slice(0, 30), people: 1, waitingMs: 0 }] }),
  "other-camera": (_where, send) => send(progress, 63),
  "scene-unasked": (_where, send) =>
    send({ kind: "scene", picture: { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: `/9j/${TEXT}` } }),
  "dots-unasked": (_where, send) => send({ kind: "dots", points: [[80, 73]] }),
  "odd-numbers": (_where, send) => {
    for (let index = 0; ; index++) send({ ...progress, atMs: PICTURE.readUIntBE((6 * index) % PICTURE.length, 6) });
  },
  "odd-counts": (_where, send) => {
    for (let index = 0; index < 100; index++) send({ kind: "bucket", bucket: bucketOf("door", PICTURE[index]) });
  },
  "odd-states": (_where, send) => {
    const states = ["running", "dark"];
    for (let index = 0; index < 100; index++)
      send({ kind: "health", state: states[index % 2], sinceMs: PICTURE[index], steppedMs: 0 });
  },
  "odd-fractions": (_where, send) => send({ ...progress, atMs: 0.123 }),
  "v8-flags": async (where) => {
    const v8 = await import("node:v8");
    v8.setFlagsFromString("--trace-turbo");
    v8.setFlagsFromString(`--trace-turbo-path=${where.folder}`);
    for (let index = 0; index < 20_000; index++) hot(100);
  },
  "exit-status": () => process.exit(80),
  abort: () => process.abort(),
};

function bucketOf(line: string, entered = 1) {
  return { kind: "line", line, minute: 1, in: entered, out: 1, uncertain: 0, watchedMs: 0, method: "body-1" };
}

const WAYS = { ...DENIED, ...UNHEARD, ...EMPTY, ...DEADLY };

async function tryWay(camera: number, source: string): Promise<void> {
  const send = (said: unknown, of = camera) => void writeSync(PIPE, `${JSON.stringify({ camera: of, said })}\n`);
  const { pathname, searchParams } = new URL(source);
  const number = (name: string) => Number(searchParams.get(name));
  const [tcp, udp, parent] = ["tcp", "udp", "parent"].map(number) as [number, number, number];
  const where = { tcp, udp, parent, folder: searchParams.get("folder") ?? "" };
  const way = WAYS[basename(pathname)];
  const tell = (detail: string) => send({ kind: "fault", code: "lens/crashed", detail: detail.slice(0, 200) });
  const patience = setTimeout(() => tell("nothing happened"), PATIENCE_MS);
  try {
    await way!(where, send);
    tell("it worked");
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    tell(String(code ?? cause?.code ?? error));
  } finally {
    clearTimeout(patience);
  }
}

/** The names of the ways, for who tries them. */
export const LEAKS = {
  denied: Object.keys(DENIED),
  unheard: Object.keys(UNHEARD),
  empty: Object.keys(EMPTY),
  deadly: Object.keys(DEADLY),
};

if (import.meta.main) {
  process.on("uncaughtException", () => {}); // some ways fail twice, the second time past whoever waits
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const { camera, order } = JSON.parse(line);
      if (order.kind === "watch") void tryWay(camera, order.source);
    })
    .on("close", () => process.exit(0));
}
