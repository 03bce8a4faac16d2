import { createTransport } from "nodemailer";
import { Fault } from "#domain/fault/fault.ts";

/** By which server, as whom. */
export type MailDoor = {
  /** `smtps://mail.example:465`, or `smtp://mail.example:587`, which begins TLS before anything is sent. */
  readonly server: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

export type OutgoingMail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Uint8Array; readonly type: string }[];
  /** The same for the same mail, so that one that was sent twice by an accident is shown once. */
  readonly messageId: string;
};

const CONNECT_MS_MAX = 15_000;
const ANSWER_MS_MAX = 60_000;
const SMTP_PORT = 587;
const SMTPS_PORT = 465;
const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/;

/** Sends one mail; a fault where the server did not take it. Nothing is sent without TLS but to this machine itself. */
export async function sendMail({ server, username, password }: MailDoor, mail: OutgoingMail): Promise<void> {
  const { protocol, hostname, port } = new URL(server);
  const isSecure = protocol === "smtps:";
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSecure ? SMTPS_PORT : SMTP_PORT) : Number(port),
    secure: isSecure,
    requireTLS: !isSecure && !LOOPBACK.test(hostname),
    ignoreTLS: !isSecure && LOOPBACK.test(hostname),
    ...(username !== undefined && { auth: { user: username, pass: password ?? "" } }),
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: CONNECT_MS_MAX,
    socketTimeout: ANSWER_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { attachments, ...rest } = mail;
  try {
    await transport.sendMail({
      ...rest,
      attachments: attachments.map(({ filename, content, type }) => ({
        filename,
        content: Buffer.from(content),
        contentType: type,
      })),
    });
  } catch (cause) {
    const { code = "", responseCode } = cause as { code?: string; responseCode?: number };
    // What a server says may hold an address or a name; its number says enough.
    throw new Fault("report/undelivered", `the mail server \`${hostname}\` did not take it (${responseCode ?? code})`, {
      cause,
    });
  } finally {
    transport.close();
  }
}
