import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";

const GROUP = "239.255.255.250";
const PORT = 3702;

/** Something that answers to who looks for cameras; or why this machine cannot have it. */
export type ProbeResponder =
  | { readonly kind: "answering"; close(): void }
  | { readonly kind: "unavailable"; readonly why: string };

/** Joins the group of WS-Discovery at one interface, and answers each probe for cameras there, after whatever noise. */
export async function answerProbes({
  address,
  addresses,
  scopes,
  noise,
}: {
  readonly address: string;
  readonly addresses: string;
  readonly scopes: readonly string[];
  readonly noise: readonly ((messageId: string) => string)[];
}): Promise<ProbeResponder> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  try {
    // At the group itself: nothing else can be sent to us.
    socket.bind(PORT, GROUP);
    await once(socket, "listening");
    socket.addMembership(GROUP, address);
  } catch (error) {
    socket.close();
    return { kind: "unavailable", why: String(error) };
  }
  const id = `urn:uuid:${randomUUID()}`;
  socket.on("message", (datagram, { port, address: asker }) => {
    const text = datagram.toString("utf8");
    const [, messageId] = /<a:MessageID>([^<]+)</.exec(text) ?? [];
    if (messageId === undefined || !/Probe>.*NetworkVideoTransmitter/.test(text)) return;
    for (const one of [...noise.map((make) => make(messageId)), matchText({ messageId, id, addresses, scopes })])
      socket.send(one, port, asker);
  });
  return { kind: "answering", close: () => socket.close() };
}

/** An answer to a probe. */
export function matchText({
  messageId,
  id = `urn:uuid:${randomUUID()}`,
  addresses,
  scopes,
}: {
  readonly messageId: string;
  readonly id?: string;
  readonly addresses: string;
  readonly scopes: readonly string[];
}): string {
  return `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><SOAP-ENV:Header><wsa:RelatesTo>${messageId}</wsa:RelatesTo></SOAP-ENV:Header><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>${id}</wsa:Address></wsa:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>${scopes.join(" ")}</d:Scopes><d:XAddrs>${addresses}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}
