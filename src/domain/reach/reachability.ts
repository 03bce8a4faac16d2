import { Fault } from "#domain/fault/fault.ts";
import { type HostKind, hostKind } from "./host-kind.ts";

/** Where Lintel listens if nothing is said. */
export const DEFAULT_LISTEN = "127.0.0.1:7070";
const DEFAULT_PORT = 7070;
const PORT_MAX = 65_535;
/** A longer address makes a QR code that phones read badly. */
export const PUBLIC_URL_LENGTH_MAX = 300;

/** What stands between the shop's phones and the pages, or is to be known of the way. */
export type ReachKind =
  /** Only this machine can come to where Lintel listens. */
  | "listens-here-only"
  /** The address means the device that opens it. */
  | "means-this-device"
  /** Lintel listens at every address of the machine; which one phones come to was not said. */
  | "no-address"
  /** An address at which no page can be opened. */
  | "unusable"
  /** Phones must be in the shop's network. */
  | "private-address"
  /** Some phones and networks do not know such a name. */
  | "unsure-name"
  /** The page is not secure: browsers give it no camera. */
  | "plain-http"
  /** Something before Lintel must take the calls and pass them on. */
  | "needs-proxy";

export type ReachNote = { readonly kind: ReachKind; readonly text: string; readonly remedy: string };

/** Whether phones and tablets in the shop can open the pages, and how. */
export type Reachability = {
  /** What a QR code says, without a `/` at its end; null where phones have no way. */
  readonly phoneUrl: string | null;
  /** Why there is none; null where there is one. */
  readonly obstacle: ReachNote | null;
  /** Whether a tablet's camera can be used: on a secure page that the tablet can open. */
  readonly hasTabletCamera: boolean;
  /** What else is to be known, the obstacle not repeated. */
  readonly notes: readonly ReachNote[];
};

export type ListenAddress = { readonly host: string; readonly port: number };
export type PublicUrl = {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** Without a `/` at its end: empty, or `/lintel`. */
  readonly path: string;
};

/**
 * What can be said without asking the network: where Lintel listens, and by which address people are told to come.
 * `isSecure` is whether Lintel itself speaks HTTPS there.
 * LIMIT: whether a name resolves, a firewall lets calls pass, or a proxy is there, only a phone in the shop can show.
 * @throws Fault `reach/unreadable`
 */
export function reachability({
  listen = DEFAULT_LISTEN,
  publicUrl,
  isSecure = false,
}: {
  readonly listen?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly isSecure?: boolean | undefined;
}): Reachability {
  const listening = readListenAddress(listen);
  const url = publicUrl === undefined ? null : readPublicUrl(publicUrl);
  const kind = hostKind(url?.host ?? listening.host);
  const isHereOnly = hostKind(listening.host) === "loopback";
  const shown = url ? urlText(url) : urlText({ ...listening, isSecure, path: "" });

  const obstacle = url
    ? addressObstacle(kind, url.host)
    : isHereOnly
      ? {
          kind: "listens-here-only" as const,
          text: `Lintel listens at \`${listen}\`, where only this machine can come`,
          remedy: "listen for the shop's network and say how phones come there: `--listen 0.0.0.0 --public-url URL`",
        }
      : kind === "any"
        ? {
            kind: "no-address" as const,
            text: "Lintel listens at every address of this machine, and no one was named for phones",
            remedy: "name it: `--public-url https://192.168.1.20:7070`, with the address of this machine",
          }
        : addressObstacle(kind, listening.host);
  if (obstacle) return { phoneUrl: null, obstacle, hasTabletCamera: false, notes: [] };

  const isSecurePage = url?.isSecure ?? isSecure;
  return {
    phoneUrl: shown,
    obstacle: null,
    hasTabletCamera: isSecurePage,
    notes: [
      ...(isSecurePage
        ? []
        : [
            {
              kind: "plain-http" as const,
              text: `\`${shown}\` is not secure: a tablet's camera will not work there, and passwords can be read on the way`,
              remedy: "use `https://`, with a certificate of yours or the one that Lintel makes",
            },
          ]),
      ...nameNotes(kind, url?.host ?? listening.host),
      ...(url ? proxyNotes(url, { listening, isHereOnly, isSecure }) : []),
    ],
  };
}

/** Reads `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT`. @throws Fault `reach/unreadable` */
export function readListenAddress(text: string): ListenAddress {
  const bare = text.includes(":") && hostKind(text) !== "none" && !text.startsWith("[");
  const [, host = "", portText] = bare ? [text, text] : (/^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text) ?? []);
  const port = portText === undefined ? DEFAULT_PORT : Number(portText);
  const isHost = hostKind(host) !== "none";
  if (!isHost || port < 1 || port > PORT_MAX)
    throw new Fault("reach/unreadable", `\`${text}\` is no address to listen at`);
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port };
}

/** Reads `https://shop.example:7070/path`. @throws Fault `reach/unreadable` */
export function readPublicUrl(text: string): PublicUrl {
  const refuse = (why: string) => new Fault("reach/unreadable", `the public URL ${why}`);
  if (text.length > PUBLIC_URL_LENGTH_MAX) throw refuse(`is longer than ${PUBLIC_URL_LENGTH_MAX} characters`);
  // It is printed on paper and told to everybody, so that no part of a refusal may repeat a password either.
  if (/^[a-z]+:\/\/[^/]*@/i.test(text)) throw refuse("holds a name or a password");
  const match = /^(https?):\/\/(\[[\da-f:.]+\]|[^\s/:?#[\]@\\]+)(?::(\d{1,5}))?(\/[\w\-./~]*)?$/i.exec(text);
  if (!match) throw refuse(`\`${text}\` is not of the form \`https://shop.example:7070\``);
  const [, scheme = "", host = "", portText, path = ""] = match;
  const isSecure = scheme.toLowerCase() === "https";
  const port = portText === undefined ? defaultPort(isSecure) : Number(portText);
  if (port < 1 || port > PORT_MAX) throw refuse(`names the port ${port}, which cannot be`);
  if (hostKind(host) === "none") throw refuse(`names \`${host}\`, where no page can be`);
  return { isSecure, host: host.toLowerCase().replace(/^\[(.*)\]$/, "$1"), port, path: path.replace(/\/+$/, "") };
}

function urlText({ isSecure, host, port, path }: PublicUrl): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return `http${isSecure ? "s" : ""}://${shown}${port === defaultPort(isSecure) ? "" : `:${port}`}${path}`;
}

function defaultPort(isSecure: boolean): number {
  return isSecure ? 443 : 80;
}

function addressObstacle(kind: HostKind, host: string): ReachNote | null {
  const remedy = "name the address of this machine in the shop's network: `--public-url https://192.168.1.20:7070`";
  if (kind === "loopback")
    return { kind: "means-this-device", text: `\`${host}\` means the phone itself to a phone`, remedy };
  if (kind === "any") return { kind: "no-address", text: `\`${host}\` is no address that one can go to`, remedy };
  if (kind === "link-local" || kind === "none")
    return { kind: "unusable", text: `phones cannot open a page at \`${host}\``, remedy };
  return null;
}

function nameNotes(kind: HostKind, host: string): ReachNote[] {
  if (kind === "private")
    return [
      {
        kind: "private-address",
        text: `\`${host}\` is an address of the shop's own network: phones must be in its Wi-Fi`,
        remedy: "let the router keep this address for this machine, or what was printed will no longer lead here",
      },
    ];
  if (kind === "local-name" || kind === "short-name")
    return [
      {
        kind: "unsure-name",
        text: `not every phone and network knows the name \`${host}\``,
        remedy: "try it with a phone, or use this machine's address",
      },
    ];
  return [];
}

function proxyNotes(
  url: PublicUrl,
  here: { readonly listening: ListenAddress; readonly isHereOnly: boolean; readonly isSecure: boolean },
): ReachNote[] {
  const why = here.isHereOnly
    ? "Lintel listens for this machine only"
    : url.isSecure !== here.isSecure
      ? `Lintel itself speaks ${here.isSecure ? "HTTPS" : "HTTP"}`
      : url.port !== here.listening.port
        ? `Lintel itself listens at port ${here.listening.port}`
        : null;
  if (why === null) return [];
  return [
    {
      kind: "needs-proxy",
      text: `${why}: something must take calls at \`${urlText(url)}\` and pass them on`,
      remedy: "see that a proxy is there, or let Lintel listen there itself: `--listen 0.0.0.0`",
    },
  ];
}
