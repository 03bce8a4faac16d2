import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { type AccessUnit, type H264Film, readH264Film } from "./h264-film.ts";
import { interleaved, openRtpSender } from "./rtp-sender.ts";
import { challenge, isLoggedIn, type Login, openRequestReader, type RtspRequest } from "./rtsp-request.ts";

/** A receiver that leaves more than this unread misses pictures, as it would with a real camera. */
const BACKLOG_BYTES_MAX = 4 * 1024 * 1024;

/** H.264: units of types 1 to 5 are parts of pictures. */
const LAST_SLICE_TYPE = 5;

/** What a camera does once it was asked to play. */
export type Behaviour =
  | { readonly kind: "serve" }
  /** Falls silent, and keeps the connection. */
  | { readonly kind: "stall"; readonly afterPictures: number }
  /** Closes the connection. */
  | { readonly kind: "end"; readonly afterPictures: number }
  /** Sends the next key picture, and those after it, again and again while the time stamps run on. */
  | { readonly kind: "freeze"; readonly afterPictures: number; readonly pictures: number }
  /** Its time stamps stand, and the pictures go on. */
  | { readonly kind: "halt"; readonly afterPictures: number }
  /** Its pictures are chance bytes. */
  | { readonly kind: "garbage"; readonly afterPictures: number };

export type RtspServerOptions = {
  /** What is to be seen at each path: films (H.264, any container) one after the other, for ever, at their own rate. */
  readonly streams: Readonly<Record<string, readonly string[]>>;
  readonly login?: Login;
  readonly behaviour?: Behaviour;
  /** What the streams at these paths do instead. */
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  /** Over UDP: of each so many packets one is lost. */
  readonly losesOneOf?: number;
  /** 0: one that is free. */
  readonly port?: number;
};

export type RtspServer = AsyncDisposable & {
  readonly port: number;
  /** How many pictures were sent in all, and how many were not because the receiver did not read. */
  readonly counts: { readonly sent: number; readonly skipped: number; readonly lost: number };
  /** The address of a stream, with a name and password if they are given. */
  address(path: string, login?: { readonly user: string; readonly password: string }): string;
  /** Asks for another name and password from now on, and sends everybody away. */
  changeLogin(login: Login): void;
  close(): Promise<void>;
};

/**
 * A camera made of films, on this machine only: RTSP over TCP, pictures interleaved or over UDP, as the receiver asks. Each
 * receiver sees the stream from its beginning. A path without a stream is answered by 404.
 */
export async function openRtspServer(options: RtspServerOptions): Promise<RtspServer> {
  const { behaviours, behaviour = { kind: "serve" } } = options;
  let { login } = options;
  const behaviourAt = (path: string) => behaviours?.[path] ?? behaviour;
  const paths = [...new Set(Object.values(options.streams).flat())];
  const films = new Map(await Promise.all(paths.map(async (path) => [path, await readH264Film(path)] as const)));
  const streams = new Map(
    Object.entries(options.streams).map(([path, names]) => [path, names.flatMap((name) => films.get(name) ?? [])]),
  );
  const counts = { sent: 0, skipped: 0, lost: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const session = openSession({ socket, streams, login, behaviourAt, counts, losesOneOf: options.losesOneOf });
    socket.on("data", (piece: Buffer) => {
      if (!session.read(piece)) socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      session.close();
      sockets.delete(socket);
    });
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  }

  return {
    port,
    counts,
    address: (path, who) => `rtsp://${who ? `${who.user}:${who.password}@` : ""}127.0.0.1:${port}${path}`,
    changeLogin(changed) {
      login = changed;
      for (const socket of sockets) socket.destroy();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

type SessionOptions = {
  readonly socket: Socket;
  readonly streams: ReadonlyMap<string, readonly H264Film[]>;
  readonly login: Login | undefined;
  readonly behaviourAt: (path: string) => Behaviour;
  readonly counts: Counts;
  readonly losesOneOf: number | undefined;
};

type Counts = { sent: number; skipped: number; lost: number };

/** One receiver's connection, from its first question to its end. */
function openSession({ socket, streams, login, behaviourAt, counts, losesOneOf }: SessionOptions) {
  const nonce = randomBytes(16).toString("hex");
  const id = randomBytes(4).toString("hex");
  let player: { stop(): void } | undefined;
  let way: PacketWay = (packets) => socket.write(interleaved(packets, { channel: 0 }));
  let closeWay = () => {};

  async function setUp(request: RtspRequest): Promise<void> {
    const asked = request.headers.get("transport") ?? "";
    const [, ports, port] = /client_port=((\d+)-\d+)/.exec(asked) ?? [];
    if (/TCP.*interleaved/.test(asked))
      return answer(request, "200 OK", {
        Session: `${id};timeout=60`,
        Transport: "RTP/AVP/TCP;unicast;interleaved=0-1",
      });
    if (port === undefined) return answer(request, "461 Unsupported Transport");
    const udp = await openUdpWay({ port: Number(port), losesOneOf, counts });
    closeWay = udp.close;
    if (socket.destroyed) return closeWay();
    way = udp.send;
    const transport = `RTP/AVP;unicast;client_port=${ports};server_port=${udp.ports.join("-")}`;
    answer(request, "200 OK", { Session: `${id};timeout=60`, Transport: transport });
  }

  function answer(request: RtspRequest, status: string, headers: Record<string, string> = {}, body = ""): void {
    const all = {
      CSeq: request.headers.get("cseq") ?? "0",
      ...headers,
      ...(body && { "Content-Length": `${body.length}` }),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`RTSP/1.0 ${status}\r\n${lines.join("")}\r\n${body}`);
  }

  const read = openRequestReader((request) => {
    if (request.method === "OPTIONS")
      return answer(request, "200 OK", { Public: "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN" });
    if (login && !isLoggedIn(request, login, nonce))
      return answer(request, "401 Unauthorized", { "WWW-Authenticate": challenge(login, nonce) });
    const films = streams.get(pathOf(request.url));
    const film = films?.[0];
    if (!films || !film) return answer(request, "404 Not Found");
    switch (request.method) {
      case "DESCRIBE":
        return answer(
          request,
          "200 OK",
          { "Content-Base": `${request.url}/`, "Content-Type": "application/sdp" },
          describe(film),
        );
      case "SETUP":
        void setUp(request);
        return;
      case "PLAY":
        answer(request, "200 OK", { Session: id, Range: "npt=0.000-" });
        player ??= play({ socket, way, films, behaviour: behaviourAt(pathOf(request.url)), counts });
        return;
      case "TEARDOWN":
        answer(request, "200 OK", { Session: id });
        socket.end();
        return;
      default:
        return answer(request, "200 OK", { Session: id });
    }
  });

  return {
    read,
    close() {
      player?.stop();
      closeWay();
    },
  };
}

/** How packets go to the receiver. */
type PacketWay = (packets: readonly Buffer[]) => void;

/** Sends packets one by one to a port of this machine, from two of its own: one for pictures, one that hears reports. */
async function openUdpWay({
  port,
  losesOneOf,
  counts,
}: {
  readonly port: number;
  readonly losesOneOf: number | undefined;
  readonly counts: Counts;
}) {
  const sockets = [createSocket("udp4"), createSocket("udp4")] as const;
  for (const socket of sockets) {
    socket.on("error", () => {}); // a receiver that has gone
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
  }
  let packetsSent = 0;
  let isClosed = false;
  return {
    ports: sockets.map((socket) => socket.address().port),
    send(packets: readonly Buffer[]) {
      for (const packet of packets) {
        packetsSent += 1;
        if (losesOneOf !== undefined && packetsSent % losesOneOf === 0) counts.lost += 1;
        else if (!isClosed) sockets[0].send(packet, port, "127.0.0.1");
      }
    },
    close() {
      if (!isClosed) for (const socket of sockets) socket.close();
      isClosed = true;
    },
  };
}

type PlayOptions = {
  readonly socket: Socket;
  readonly way: PacketWay;
  readonly films: readonly H264Film[];
  readonly behaviour: Behaviour;
  readonly counts: Counts;
};

/** Sends the films one after the other, for ever, each picture when its time comes. */
function play({ socket, way, films, behaviour, counts }: PlayOptions): { stop(): void } {
  const sender = openRtpSender();
  const beganAtMs = performance.now();
  let filmBeganMs = 0;
  let filmIndex = 0;
  let unitIndex = 0;
  let played = 0;
  let isSkipping = false;
  /** Since when the stream no longer does what it should. */
  let haltedAtMs: number | null = null;
  const frozen: AccessUnit[] = [];
  let frozenIndex = 0;
  let timer: NodeJS.Timeout | undefined;

  function send(): void {
    const nowMs = performance.now() - beganAtMs;
    for (;;) {
      const film = films[filmIndex % films.length];
      const unit = film?.units[unitIndex];
      if (!film || !unit) return;
      const isDone = behaviour.kind !== "serve" && played >= behaviour.afterPictures;
      if (isDone && (behaviour.kind === "end" || behaviour.kind === "stall")) {
        if (behaviour.kind === "end") socket.end();
        return;
      }
      if (isDone) haltedAtMs ??= filmBeganMs + unit.shownAtMs;
      if (
        isDone &&
        behaviour.kind === "freeze" &&
        (unit.isKey || frozen.length > 0) &&
        frozen.length < behaviour.pictures
      )
        frozen.push(unit);
      const waitMs = filmBeganMs + unit.sentAtMs - nowMs;
      if (waitMs > 0) {
        timer = setTimeout(send, waitMs);
        return;
      }
      // What was skipped is missed up to the next key picture, or the receiver would see garbage.
      isSkipping = socket.writableLength > BACKLOG_BYTES_MAX || (isSkipping && !unit.isKey);
      if (isSkipping) counts.skipped++;
      else {
        const shownAtMs = filmBeganMs + unit.shownAtMs;
        if (behaviour.kind === "halt" && haltedAtMs !== null) way(sender.pack(unit, haltedAtMs));
        else if (behaviour.kind === "garbage" && haltedAtMs !== null) way(sender.pack(garbageLike(unit), shownAtMs));
        else if (behaviour.kind === "freeze" && frozen.length === behaviour.pictures)
          way(sender.pack(frozen[frozenIndex++ % frozen.length]!, shownAtMs));
        else way(sender.pack(unit, shownAtMs));
        counts.sent++;
      }
      played++;
      unitIndex++;
      if (unitIndex < film.units.length) continue;
      unitIndex = 0;
      filmIndex++;
      filmBeganMs += film.durationMs;
    }
  }

  send();
  return { stop: () => clearTimeout(timer) };
}

/**
 * As long, and of the same kind, so that a receiver takes it for pictures. Parameter sets stay as they are: of chance ones a
 * decoder may read any size.
 */
function garbageLike(unit: AccessUnit): AccessUnit {
  const isPicture = (nal: Buffer) => ((nal[0] ?? 0) & 0x1f) <= LAST_SLICE_TYPE;
  const garbage = (nal: Buffer) => Buffer.concat([nal.subarray(0, 1), randomBytes(nal.length)]);
  return { ...unit, nals: unit.nals.map((nal) => (isPicture(nal) ? garbage(nal) : nal)) };
}

function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.replace(/\/track1$/, "").replace(/\/$/, "");
}

function describe({ sequenceSet, pictureSet, framesPerSecond }: H264Film): string {
  const sets = `${sequenceSet.toString("base64")},${pictureSet.toString("base64")}`;
  const profile = sequenceSet.toString("hex", 1, 4);
  return [
    "v=0",
    "o=- 0 0 IN IP4 127.0.0.1",
    "s=film",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    "m=video 0 RTP/AVP 96",
    "a=rtpmap:96 H264/90000",
    `a=fmtp:96 packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${sets}`,
    `a=framerate:${framesPerSecond.toFixed(2)}`,
    "a=control:track1",
    "",
  ].join("\r\n");
}
