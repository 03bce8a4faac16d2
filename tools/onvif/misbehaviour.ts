import type { ServerResponse } from "node:http";

/** What a device, or what answers in its place, does instead of answering. */
export type Behaviour =
  /** The web page of a camera whose ONVIF is off. */
  | "web-page"
  | "not-found"
  | "to-https"
  /** Takes the question, and keeps silent. */
  | "silent"
  /** Half an answer, a byte now and then. */
  | "trickle"
  /** Streams' answers that never end. */
  | "huge"
  /** Entities of entities. */
  | "bomb"
  | "deep"
  /** Streams' answers that are no XML. */
  | "garbage";

const TRICKLE_MS = 300;
const HUGE_PIECE = Buffer.alloc(64 * 1024, "x");

/** Answers in the way that was asked for; false where this action is answered as usual. */
export function misbehave(response: ServerResponse, behaviour: Behaviour, action: string): boolean {
  const isFirst = action === "GetSystemDateAndTime";
  switch (behaviour) {
    case "web-page":
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end("<!DOCTYPE html><html><body>Welcome<br></body></html>");
      return true;
    case "not-found":
      response.writeHead(404).end("not here");
      return true;
    case "to-https":
      response.writeHead(301, { Location: "https://127.0.0.1/onvif/device_service" }).end();
      return true;
    case "silent":
      return true;
    case "trickle": {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), TRICKLE_MS);
      response.on("close", () => clearInterval(timer));
      return true;
    }
    case "huge": {
      if (isFirst) return false;
      response.writeHead(200);
      const more = () => {
        while (response.write(HUGE_PIECE));
      };
      response.on("drain", more);
      more();
      return true;
    }
    case "bomb": {
      if (isFirst) return false;
      const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join("");
      response.end(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY e0 "lol">${entities}]><lolz>&e12;</lolz>`);
      return true;
    }
    case "deep":
      if (isFirst) return false;
      response.end(`${"<a>".repeat(5000)}${"</a>".repeat(5000)}`);
      return true;
    default:
      if (isFirst) return false;
      response.end("\u0000\u0001 no XML < at all & \u001b[2J");
      return true;
  }
}

/** A fault of SOAP, as devices send them. */
export function errorEnvelope(subcode: string, reason: string): string {
  return `<?xml version="1.0"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:ter="http://www.onvif.org/ver10/error"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>${subcode}</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">${reason}</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`;
}
