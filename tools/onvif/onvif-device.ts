import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type Behaviour, errorEnvelope, misbehave } from "./misbehaviour.ts";
import { answerProbes } from "./probe-responder.ts";

/** A stream that the device tells of. */
export type DeviceProfile = {
  readonly token: string;
  readonly name: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** The older service only: every so many-th picture is sent. */
  readonly interval?: number;
  /** What it answers to who asks where it is. */
  readonly address: string;
  /** The token of its analytics. */
  readonly analytics?: string;
  /** Whether it sends metadata with what its analytics see. */
  readonly sendsMetadata?: boolean;
};

export type OnvifDeviceOptions = {
  readonly profiles: readonly DeviceProfile[];
  readonly login: { readonly user: string; readonly password: string };
  /** How it wants to be logged in to. `digest-hidden` offers HTTP digest only to who comes without any login. */
  readonly accepts?: "token" | "digest" | "digest-sha256" | "digest-hidden";
  /** How far its clock is before ours. */
  readonly clockOffsetMs?: number;
  /** What it says of its clock, where that is not the truth: another offset, nothing at all, or only in the header of HTTP. */
  readonly tellsClock?: number | "not" | "by-http";
  /** Whether it says that a login is too old, or only that it is refused. */
  readonly saysExpired?: boolean;
  /** The device's services: the newer media service beside the older one, the older one alone, or no list of them at all. */
  readonly services?: "both" | "older" | "unlisted";
  /** The host that it believes to be at, for what is behind a router. */
  readonly ownHost?: string;
  /** What it does instead of answering. */
  readonly behaviour?: Behaviour;
  /** What it does instead of answering single actions. */
  readonly broken?: Readonly<Record<string, Behaviour>>;
  /** Actions that this user may not ask for. */
  readonly forbidden?: readonly string[];
  /** Whether it asks nobody for a login. */
  readonly isOpen?: boolean;
  /** Namespaces of services that it has besides. */
  readonly moreServices?: readonly string[];
  /** Bodies of what it answers besides, or otherwise, by action. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Namespaces that its answers declare, as attributes. */
  readonly namespaces?: string;
  readonly name?: string;
  readonly model?: string;
  /** The interface at which it answers to who looks for cameras. */
  readonly foundAt?: string;
  /** What it sends besides its answer, as other things in a network do. */
  readonly noise?: readonly ((messageId: string) => string)[];
  /** Where it is on this machine's loopback, if that matters. */
  readonly at?: { readonly host: string; readonly port: number };
  /** HTTPS, with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
};

export type OnvifDevice = AsyncDisposable & {
  readonly port: number;
  /** All that was asked for, in its order; refused ones too. */
  readonly asked: readonly string[];
  readonly counts: { readonly refusedLogins: number; readonly plainPasswords: number };
  /** Null where it can be found, or was not to be; else why it cannot. */
  readonly notFindable: string | null;
};

/** A token whose time is further away than this is refused, as by a real camera. */
const TOKEN_AGE_MS_MAX = 5000;
const REALM = "onvif";
const OPEN_ACTIONS: readonly string[] = ["GetSystemDateAndTime", "GetServices", "GetCapabilities"];
const DEVICE = "http://www.onvif.org/ver10/device/wsdl";
const MEDIA_1 = "http://www.onvif.org/ver10/media/wsdl";
const MEDIA_2 = "http://www.onvif.org/ver20/media/wsdl";

/**
 * A device of ONVIF for the tests, on this machine only: it answers probes by UDP, and by HTTP the few actions that tell of streams.
 * Logins are checked as devices do: a token's digest, its age by the device's clock, and that it is not used twice; or HTTP digest.
 */
export async function openOnvifDevice(options: OnvifDeviceOptions): Promise<OnvifDevice> {
  const { profiles, login, accepts = "token", clockOffsetMs = 0, services = "both", forbidden = [] } = options;
  const asked: string[] = [];
  const counts = { refusedLogins: 0, plainPasswords: 0 };
  const usedNonces = new Set<string>();
  const httpNonce = randomBytes(12).toString("hex");
  const isDigest = accepts !== "token";

  const server = options.tls
    ? createHttpsServer({ key: options.tls.key, cert: options.tls.cert }, receive)
    : createHttpServer(receive);
  server.listen(options.at?.port ?? 0, options.at?.host ?? "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const base = `http${options.tls ? "s" : ""}://${options.ownHost ?? options.at?.host ?? "127.0.0.1"}:${options.ownHost ? 80 : port}`;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString("utf8");
    if (text.includes(login.password) || /basic/i.test(request.headers.authorization ?? "")) counts.plainPasswords++;
    const [, action = "nothing"] = /<s:Body><(\w+)/.exec(text) ?? [];
    asked.push(action);
    const behaviour = options.broken?.[action] ?? options.behaviour;
    if (behaviour && misbehave(response, behaviour, action)) return;

    if (options.tellsClock === "by-http") {
      response.sendDate = false;
      response.setHeader("Date", new Date(Date.now() + clockOffsetMs).toUTCString());
    } else response.sendDate = false;

    if (!options.isOpen && !OPEN_ACTIONS.includes(action)) {
      const refused = refusedLogin(request, text);
      if (refused) {
        counts.refusedLogins += refused.said ? 1 : 0;
        if (isDigest && (accepts !== "digest-hidden" || !refused.said))
          response.setHeader("WWW-Authenticate", ['Basic realm="onvif"', challenge()]);
        return send(response, isDigest ? 401 : 400, errorEnvelope(refused.subcode, "Sender not authorized"));
      }
      if (forbidden.includes(action))
        return send(response, 400, errorEnvelope("ter:NotAuthorized", "not for this user"));
    }
    const body = options.answers?.[action] ?? answerTo(action, text);
    if (body === null) return send(response, 500, errorEnvelope("ter:ActionNotSupported", "Not implemented"));
    send(response, 200, envelope(body, options.namespaces));
  }

  /** Null where who asks is who they say; else whether they said who they are at all, and what is wrong. */
  function refusedLogin(request: IncomingMessage, text: string): { said: boolean; subcode: string } | null {
    if (isDigest) return refusedDigest(request, text);
    const field = (name: string) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
    const [nonce, created, digest] = [field("Nonce"), field("Created"), field("Password")];
    if (nonce === "") return { said: false, subcode: "ter:NotAuthorized" };
    const right = createHash("sha1")
      .update(Buffer.concat([Buffer.from(nonce, "base64"), Buffer.from(created + login.password)]))
      .digest("base64");
    const ageMs = Math.abs(Date.now() + clockOffsetMs - Date.parse(created));
    if (!(ageMs <= TOKEN_AGE_MS_MAX) || usedNonces.has(nonce))
      return { said: true, subcode: options.saysExpired ? "wsse:MessageExpired" : "ter:NotAuthorized" };
    usedNonces.add(nonce);
    const user = field("Username").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    return right === digest && user === login.user ? null : { said: true, subcode: "ter:NotAuthorized" };
  }

  function refusedDigest(request: IncomingMessage, text: string): { said: boolean; subcode: string } | null {
    const header = request.headers.authorization ?? "";
    const subcode = "ter:NotAuthorized";
    if (header === "") return { said: text.includes("<UsernameToken>"), subcode };
    const field = (name: string) => new RegExp(`\\b${name}="?([^",]*)"?`).exec(header)?.[1] ?? "";
    const hash = (plain: string) =>
      createHash(accepts === "digest-sha256" ? "sha256" : "md5")
        .update(plain)
        .digest("hex");
    const secret = hash(`${login.user}:${REALM}:${login.password}`);
    const asked = hash(`POST:${request.url}`);
    const right = hash(`${secret}:${httpNonce}:${field("nc")}:${field("cnonce")}:auth:${asked}`);
    return field("response") === right && field("uri") === request.url ? null : { said: true, subcode };
  }

  function challenge(): string {
    const algorithm = accepts === "digest-sha256" ? ", algorithm=SHA-256" : "";
    return `Digest realm="${REALM}", qop="auth,auth-int", nonce="${httpNonce}", opaque="x"${algorithm}`;
  }

  function answerTo(action: string, text: string): string | null {
    const isNewer = text.includes(MEDIA_2);
    const [, token] = /<ProfileToken>([^<]*)</.exec(text) ?? [];
    const profile = profiles.find((one) => one.token === token);
    switch (action) {
      case "GetSystemDateAndTime":
        return options.tellsClock === "not" || options.tellsClock === "by-http"
          ? null
          : clockText(new Date(Date.now() + (options.tellsClock ?? clockOffsetMs)));
      case "GetServices":
        if (services === "unlisted") return null;
        return `<tds:GetServicesResponse>${[
          DEVICE,
          MEDIA_1,
          ...(services === "both" ? [MEDIA_2] : []),
          ...(options.moreServices ?? []),
        ]
          .map(
            (namespace, index) =>
              `<tds:Service><tds:Namespace>${namespace}</tds:Namespace><tds:XAddr>${base}/onvif/service${index}</tds:XAddr></tds:Service>`,
          )
          .join("")}</tds:GetServicesResponse>`;
      case "GetCapabilities":
        return `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>${base}/onvif/service1</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`;
      case "GetDeviceInformation":
        return `<tds:GetDeviceInformationResponse><tds:Manufacturer>Example</tds:Manufacturer><tds:Model>${options.model ?? "D1"}</tds:Model></tds:GetDeviceInformationResponse>`;
      case "GetProfiles":
        return `<trt:GetProfilesResponse>${profiles.map((one) => (isNewer ? newerProfile(one) : olderProfile(one))).join("")}</trt:GetProfilesResponse>`;
      case "GetStreamUri": {
        if (!profile) return null;
        const uri = profile.address.replaceAll("&", "&amp;");
        return isNewer
          ? `<tr2:GetStreamUriResponse xmlns:tr2="${MEDIA_2}"><tr2:Uri>${uri}</tr2:Uri></tr2:GetStreamUriResponse>`
          : `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`;
      }
      default:
        return null;
    }
  }

  const finder =
    options.foundAt === undefined
      ? null
      : await answerProbes({
          address: options.foundAt,
          addresses: `http://[fe80::1]/onvif/device_service ${base}/onvif/device_service`,
          scopes: [
            "onvif://www.onvif.org/type/video_encoder",
            `onvif://www.onvif.org/name/${encodeURIComponent(options.name ?? "camera")}`,
            `onvif://www.onvif.org/hardware/${encodeURIComponent(options.model ?? "D1")}`,
          ],
          noise: options.noise ?? [],
        });

  return {
    port,
    asked,
    counts,
    notFindable: finder?.kind === "unavailable" ? finder.why : null,
    async [Symbol.asyncDispose]() {
      if (finder?.kind === "answering") finder.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function envelope(body: string, namespaces = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="${DEVICE}" xmlns:trt="${MEDIA_1}" xmlns:tt="http://www.onvif.org/ver10/schema" ${namespaces}><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "application/soap+xml; charset=utf-8" }).end(text);
}

function clockText(at: Date): string {
  const time = `<tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time>`;
  const date = `<tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day></tt:Date>`;
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:UTCDateTime>${time}${date}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
}

function olderProfile(profile: DeviceProfile): string {
  const { token, name, codec, width, height, framesPerSecond, interval = 1, analytics, sendsMetadata } = profile;
  const more = `${analytics === undefined ? "" : `<tt:VideoAnalyticsConfiguration token="${analytics}"/>`}${sendsMetadata ? '<tt:MetadataConfiguration token="m"><tt:Analytics>true</tt:Analytics></tt:MetadataConfiguration>' : ""}`;
  return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${name}</tt:Name><tt:VideoEncoderConfiguration token="e"><tt:Encoding>${codec}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>${framesPerSecond}</tt:FrameRateLimit><tt:EncodingInterval>${interval}</tt:EncodingInterval></tt:RateControl></tt:VideoEncoderConfiguration>${more}</trt:Profiles>`;
}

function newerProfile(profile: DeviceProfile): string {
  const { token, name, codec, width, height, framesPerSecond, analytics, sendsMetadata } = profile;
  const more = `${analytics === undefined ? "" : `<tt:Analytics token="${analytics}"/>`}${sendsMetadata ? '<tt:Metadata token="m"><tt:Analytics>true</tt:Analytics></tt:Metadata>' : ""}`;
  return `<trt:Profiles token="${token}" fixed="true"><tt:Name>${name}</tt:Name><tt:Configurations><tt:VideoEncoder token="e"><tt:Encoding>${codec}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution><tt:RateControl ConstantBitRate="false"><tt:FrameRateLimit>${framesPerSecond}.0</tt:FrameRateLimit></tt:RateControl></tt:VideoEncoder>${more}</tt:Configurations></trt:Profiles>`;
}
