import { type Conversation, DEVICE_NAMESPACE } from "./conversation.ts";
import { elementAt, elementsAt, textAt, type Xml } from "./xml-answer.ts";

/** Where a service of a device is asked, always at the host that was asked. */
export type ServicePlace = { readonly path: string; readonly port: number };

export const MEDIA_1 = "http://www.onvif.org/ver10/media/wsdl";
export const MEDIA_2 = "http://www.onvif.org/ver20/media/wsdl";
export const EVENTS = "http://www.onvif.org/ver10/events/wsdl";
export const ANALYTICS = "http://www.onvif.org/ver20/analytics/wsdl";
/** What devices from before 2011 call the services that they have. */
const OLDER = { Media: MEDIA_1, Events: EVENTS, Analytics: ANALYTICS } as const;

/** The services of a device by their namespaces. Devices answer it to everybody. */
export async function servicesOf(conversation: Conversation): Promise<ReadonlyMap<string, ServicePlace>> {
  const asked = await conversation.ask({
    isOpen: true,
    body: `<GetServices xmlns="${DEVICE_NAMESPACE}"><IncludeCapability>false</IncludeCapability></GetServices>`,
  });
  const services =
    asked.kind === "answer" ? elementsAt(elementAt(asked.body, "GetServicesResponse") ?? {}, "Service") : [];
  const found = new Map(
    services.map((one) => [textAt(one, "Namespace"), within(conversation, textAt(one, "XAddr"))] as const),
  );
  if (found.has(MEDIA_1) || found.has(MEDIA_2)) return found;

  const older = await conversation.ask({
    isOpen: true,
    body: `<GetCapabilities xmlns="${DEVICE_NAMESPACE}"><Category>All</Category></GetCapabilities>`,
  });
  const capabilities: Xml =
    (older.kind === "answer" && elementAt(older.body, "GetCapabilitiesResponse", "Capabilities")) || {};
  for (const [name, namespace] of Object.entries(OLDER)) {
    const given = textAt(capabilities, name, "XAddr");
    if (given !== "") found.set(namespace, within(conversation, given));
  }
  return found;
}

/** The path of a service, always at the host that was asked: it may give one that only itself knows, or somebody else's. */
function within({ host, port }: Conversation, given: string): ServicePlace {
  if (!URL.canParse(given)) return { path: given.startsWith("/") ? given : "/onvif/device_service", port };
  const url = new URL(given);
  const isTheirs = url.hostname === host && url.port !== "";
  return { path: `${url.pathname}${url.search}`, port: isTheirs ? Number(url.port) : port };
}
