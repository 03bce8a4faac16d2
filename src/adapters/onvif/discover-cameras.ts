import { randomUUID } from "node:crypto";
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "#domain/fault/fault.ts";
import { elementAt, elementsAt, readXml, shownText, textAt } from "./xml-answer.ts";

/** WS-Discovery, section 2.4. */
const GROUP = "239.255.255.250";
const PORT = 3702;
/** How long cameras are given to answer. */
export const WAIT_MS = 4000;
/** UDP loses datagrams: the same question again (SOAP over UDP, section 4). */
const PROBE_AGAIN_MS = 500;
/** What a device may say of itself. */
const DATAGRAM_BYTES_MAX = 16_384;
/** More answers than these are not read; a network with so many cameras is asked a part at a time. */
export const DATAGRAMS_MAX = 2000;
const DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
const ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

/** A camera that answered. */
export type FoundCamera = {
  /** Where its answer came from; not what it says, which may be of another network. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** As it says itself; empty where it does not. */
  readonly name: string;
  readonly model: string;
};

export type Discovery = {
  /** By their addresses. */
  readonly cameras: readonly FoundCamera[];
  /** The addresses of ours at which was asked. */
  readonly askedAt: readonly string[];
  /** Those at which could not be asked. */
  readonly failedAt: readonly string[];
  /** Datagrams that were no answer to us, too long, or too many. */
  readonly ignored: number;
};

/**
 * Asks all cameras that can be reached without a router, at each interface on its own, because a machine may be in the shop's
 * network and in the cameras'. `addresses` are those of our interfaces; without them all but the loopback's.
 * LIMIT: IPv4; and what a camera says of itself is not proven, so that nothing is done but shown.
 * @throws Fault `onvif/network` where no interface could be asked at
 */
export async function discoverCameras({
  waitMs = WAIT_MS,
  addresses = ownAddresses(),
}: {
  readonly waitMs?: number | undefined;
  readonly addresses?: readonly string[] | undefined;
} = {}): Promise<Discovery> {
  const messageId = `urn:uuid:${randomUUID()}`;
  const cameras = new Map<string, FoundCamera>();
  let datagrams = 0;
  let ignored = 0;
  const hear = (datagram: Buffer, from: RemoteInfo) => {
    const camera = ++datagrams > DATAGRAMS_MAX ? null : readMatch(datagram, { from, messageId });
    if (camera) cameras.set(`${camera.host}:${camera.port}`, camera);
    else ignored++;
  };

  const opened = await Promise.all(addresses.map((address) => openSocket(address, hear)));
  const sockets = opened.filter((socket) => socket !== null);
  try {
    const asked = new Set<Socket>();
    const ask = async () => {
      const sent = await Promise.all(sockets.map((socket) => sendProbe(socket, messageId)));
      for (const [index, socket] of sockets.entries()) if (sent[index]) asked.add(socket);
    };
    await ask();
    await sleep(Math.min(PROBE_AGAIN_MS, waitMs / 2));
    await ask();
    if (asked.size > 0) await sleep(waitMs - Math.min(PROBE_AGAIN_MS, waitMs / 2));
    const askedAt = addresses.filter((_, index) => asked.has(opened[index]!));
    if (askedAt.length === 0)
      throw new Fault(
        "onvif/network",
        addresses.length === 0
          ? "this machine is in no network"
          : `no camera could be asked from ${addresses.join(", ")}`,
      );
    return {
      cameras: [...cameras.values()].toSorted((a, b) => order(a).localeCompare(order(b))),
      askedAt,
      failedAt: addresses.filter((address) => !askedAt.includes(address)),
      ignored,
    };
  } finally {
    for (const socket of sockets) socket.close();
  }
}

/** The machine's own addresses of IPv4 in networks. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}

/** A socket that sends by the interface of this address, and hears what is answered to it; null where there is no such one. */
function openSocket(address: string, hear: (datagram: Buffer, from: RemoteInfo) => void): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const fail = () => {
      socket.close();
      resolve(null);
    };
    socket.once("error", fail);
    socket.on("message", hear);
    socket.bind({ address, port: 0, exclusive: true }, () => {
      socket.off("error", fail);
      // What fails later fails in sending, which is told.
      socket.on("error", () => {});
      try {
        socket.setMulticastInterface(address);
        resolve(socket);
      } catch {
        fail();
      }
    });
  });
}

function sendProbe(socket: Socket, messageId: string): Promise<boolean> {
  const probe = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${ADDRESSING}" xmlns:d="${DISCOVERY}" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">`,
    `<s:Header><a:Action s:mustUnderstand="1">${DISCOVERY}/Probe</a:Action><a:MessageID>${messageId}</a:MessageID>`,
    `<a:ReplyTo><a:Address>${ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>`,
    '<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>',
    "<s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>",
  ].join("");
  return new Promise((resolve) => socket.send(probe, PORT, GROUP, (error) => resolve(error === null)));
}

function readMatch(
  datagram: Buffer,
  { from, messageId }: { readonly from: RemoteInfo; readonly messageId: string },
): FoundCamera | null {
  if (datagram.byteLength > DATAGRAM_BYTES_MAX) return null;
  const envelope = elementAt(readQuietly(datagram.toString("utf8")) ?? {}, "Envelope");
  if (!envelope || textAt(envelope, "Header", "RelatesTo") !== messageId) return null;
  const match = elementsAt(elementAt(envelope, "Body", "ProbeMatches") ?? {}, "ProbeMatch")[0];
  if (!match) return null;
  const urls = textAt(match, "XAddrs")
    .split(/\s+/)
    .filter((text) => /^https?:\/\//i.test(text) && URL.canParse(text))
    .map((text) => new URL(text));
  // Plain HTTP before HTTPS, whose certificate nobody could check; its own address before one of another network.
  const rank = (url: URL) => (url.hostname === from.address ? 0 : 2) + (url.protocol === "https:" ? 1 : 0);
  const [url] = urls.toSorted((a, b) => rank(a) - rank(b));
  const scopes = textAt(match, "Scopes").split(/\s+/);
  const isSecure = url?.protocol === "https:";
  return {
    host: from.address,
    port: Number(url?.port || (isSecure ? 443 : 80)),
    isSecure,
    name: scopeOf(scopes, "name"),
    model: scopeOf(scopes, "hardware"),
  };
}

/** Anybody can send datagrams: what is beyond a limit is no answer, and ends nothing. */
function readQuietly(text: string) {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** ONVIF Core, 7.3.2.2: `onvif://www.onvif.org/name/Door%20camera`. */
function scopeOf(scopes: readonly string[], kind: string): string {
  const prefix = `onvif://www.onvif.org/${kind}/`;
  const text = scopes.find((scope) => scope.toLowerCase().startsWith(prefix))?.slice(prefix.length) ?? "";
  try {
    return shownText(decodeURIComponent(text));
  } catch {
    return shownText(text);
  }
}

function order({ host, port }: FoundCamera): string {
  return `${host.replace(/\d+/g, (part) => part.padStart(3, "0"))}:${port}`;
}
