import { Fault } from "#domain/fault/fault.ts";
import { type StreamOffer, type SuitableStream, suitableStream } from "#domain/stream/suitable-stream.ts";
import { type Conversation, DEVICE_NAMESPACE, openConversation } from "./conversation.ts";
import { MEDIA_1, MEDIA_2, type ServicePlace, servicesOf } from "./device-services.ts";
import { type StreamAddress, streamAddress } from "./stream-address.ts";
import { attributeOf, elementAt, elementsAt, escapeXml, numberAt, shownText, textAt, type Xml } from "./xml-answer.ts";

const SCHEMA = "http://www.onvif.org/ver10/schema";

/** More are left out, and how many is said; a recorder may have them, a camera has two to five. */
export const PROFILES_MAX = 64;

/** A stream of a camera, and where it is. */
export type CameraStream = StreamOffer & StreamAddress;

/** What a camera offers. */
export type CameraStreams = {
  readonly host: string;
  /** Where it speaks ONVIF. */
  readonly port: number;
  /** Its maker and model, as it says itself; empty where it does not. */
  readonly model: string;
  /** How far its clock is before ours; null where it does not say. */
  readonly clockOffsetMs: number | null;
  /** In the camera's own order. */
  readonly streams: readonly CameraStream[];
  /** The one to count from; null where none can be. */
  readonly suitable: SuitableStream<CameraStream> | null;
  /** Profiles that were left out, each with why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
};

/**
 * Asks a camera by ONVIF for its streams. No picture is asked for, and nothing is changed in the camera.
 * Without `port` it is looked for where makers have it.
 * @throws Fault `onvif/unreachable`, `onvif/off`, `onvif/password`, `onvif/clock`, `onvif/unreadable`, `onvif/no-stream`
 */
export async function cameraStreams(options: {
  readonly host: string;
  readonly port?: number | undefined;
  readonly username: string;
  readonly password: string;
  /** By HTTPS. */
  readonly isSecure?: boolean | undefined;
}): Promise<CameraStreams> {
  const conversation = await openConversation(options);
  const profiles = await readProfiles(conversation, await findMedia(conversation));
  const model = await readModel(conversation);

  const streams: CameraStream[] = [];
  const leftOut = profiles
    .slice(PROFILES_MAX)
    .map(({ offer }) => ({ name: offer.name, why: `more than ${PROFILES_MAX} profiles` }));
  for (const { offer, askAddress } of profiles.slice(0, PROFILES_MAX)) {
    const given = await askAddress();
    const address = given.kind === "address" ? streamAddress(given.text, options.host) : null;
    if (address) streams.push({ ...offer, ...address });
    else
      leftOut.push({
        name: offer.name,
        why: given.kind === "refused" ? `no address: ${given.why}` : "what it gives is no address of RTSP",
      });
  }
  if (streams.length === 0)
    throw new Fault("onvif/no-stream", `\`${options.host}\` offers no stream of pictures with an address`);
  const { host, port, clockOffsetMs } = conversation;
  return { host, port, model, clockOffsetMs, streams, suitable: suitableStream(streams), leftOut };
}

/** A media service of a device: the newer one knows H.265, the older one every device has. */
type Media = ServicePlace & { readonly namespace: typeof MEDIA_1 | typeof MEDIA_2 };

type Profile = {
  readonly offer: StreamOffer;
  readonly askAddress: () => Promise<
    { readonly kind: "address"; readonly text: string } | { readonly kind: "refused"; readonly why: string }
  >;
};

/** The media services, the better one first. */
async function findMedia(conversation: Conversation): Promise<Media[]> {
  const services = await servicesOf(conversation);
  const found = ([MEDIA_2, MEDIA_1] as const).flatMap((namespace) => {
    const place = services.get(namespace);
    return place ? [{ namespace, ...place }] : [];
  });
  if (found.length === 0)
    throw new Fault("onvif/no-stream", `\`${conversation.host}\` speaks ONVIF, and has no pictures`);
  return found;
}

async function readProfiles(conversation: Conversation, media: readonly Media[]): Promise<Profile[]> {
  for (const service of media) {
    const isNew = service.namespace === MEDIA_2;
    const { path, port } = service;
    const asked = await conversation.ask({
      path,
      port,
      body: isNew
        ? `<GetProfiles xmlns="${MEDIA_2}"><Type>VideoEncoder</Type></GetProfiles>`
        : `<GetProfiles xmlns="${MEDIA_1}"/>`,
    });
    const response = asked.kind === "answer" ? elementAt(asked.body, "GetProfilesResponse") : null;
    const profiles = elementsAt(response ?? {}, "Profiles").flatMap((profile) => {
      const encoder = isNew
        ? elementAt(profile, "Configurations", "VideoEncoder")
        : elementAt(profile, "VideoEncoderConfiguration");
      const token = attributeOf(profile, "token");
      if (!encoder || token === "") return [];
      const offer = readOffer(encoder, shownText(textAt(profile, "Name") || token));
      return [{ offer, askAddress: () => askAddress(conversation, service, token) }];
    });
    if (profiles.length > 0) return profiles;
  }
  throw new Fault("onvif/no-stream", `\`${conversation.host}\` lists no profile with pictures for this user`);
}

function readOffer(encoder: Xml, name: string): StreamOffer {
  const rate = numberAt(encoder, "RateControl", "FrameRateLimit");
  // Every so many-th picture is sent; only the older service has it, and 0 or nothing is every one.
  const interval = numberAt(encoder, "RateControl", "EncodingInterval") || 1;
  return {
    name,
    codec: codecName(textAt(encoder, "Encoding")),
    width: numberAt(encoder, "Resolution", "Width") ?? 0,
    height: numberAt(encoder, "Resolution", "Height") ?? 0,
    framesPerSecond: rate ? Math.round((10 * rate) / interval) / 10 : null,
  };
}

function codecName(text: string): string {
  const plain = text.toUpperCase().replace(/[^A-Z\d]/g, "");
  return { MPV4ES: "MPEG4", MP4VES: "MPEG4", HEVC: "H265", AVC: "H264", MJPEG: "JPEG" }[plain] ?? shownText(plain);
}

async function askAddress(conversation: Conversation, { namespace, path, port }: Media, token: string) {
  const profile = `<ProfileToken>${escapeXml(token)}</ProfileToken>`;
  const setup = `<StreamSetup><Stream xmlns="${SCHEMA}">RTP-Unicast</Stream><Transport xmlns="${SCHEMA}"><Protocol>RTSP</Protocol></Transport></StreamSetup>`;
  const asked = await conversation.ask({
    path,
    port,
    body: `<GetStreamUri xmlns="${namespace}">${namespace === MEDIA_2 ? "<Protocol>RTSP</Protocol>" : setup}${profile}</GetStreamUri>`,
  });
  if (asked.kind === "fault")
    return { kind: "refused" as const, why: asked.reason || asked.subcodes.at(-1) || "the camera does not say why" };
  const response = elementAt(asked.body, "GetStreamUriResponse") ?? {};
  return { kind: "address" as const, text: textAt(response, "MediaUri", "Uri") || textAt(response, "Uri") };
}

async function readModel(conversation: Conversation): Promise<string> {
  const asked = await conversation
    .ask({ body: `<GetDeviceInformation xmlns="${DEVICE_NAMESPACE}"/>` })
    .catch((error) => {
      // Some users may see streams and not this, which is only for people to read.
      if (error instanceof Fault && error.code === "onvif/password") return null;
      throw error;
    });
  const told = asked?.kind === "answer" ? elementAt(asked.body, "GetDeviceInformationResponse") : null;
  return told ? shownText(`${textAt(told, "Manufacturer")} ${textAt(told, "Model")}`) : "";
}
