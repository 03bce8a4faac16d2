import { drawQrCode } from "#adapters/qr/qr-code.ts";
import { reachability } from "#domain/reach/reachability.ts";
import { writeOutput } from "./output-file.ts";

export type QrOptions = {
  readonly publicUrl?: string;
  readonly listen?: string;
  readonly path: string;
  readonly svg?: string;
};

/** `lintel qr`: the code for the terminal, where it leads, and what is to be known of the way. */
export function qr({ publicUrl, listen, path, svg }: QrOptions): string {
  // Whether Lintel itself speaks HTTPS is known where it listens; here the public URL says what phones meet.
  const isSecure = publicUrl?.toLowerCase().startsWith("https:") ?? false;
  const reach = reachability({
    listen: listen ?? (publicUrl === undefined ? undefined : "0.0.0.0"),
    publicUrl,
    isSecure,
  });
  const code = drawQrCode({ reach, path });
  if (svg !== undefined) writeOutput(svg, code.svg);
  // That something must listen there is the server's to say.
  const notes = reach.notes.filter(({ kind }) => kind !== "needs-proxy");
  return [
    ...(svg === undefined ? [code.terminal({ colours: process.stdout.isTTY === true })] : []),
    svg === undefined ? code.url : `${svg}: ${code.url}`,
    ...notes.map(({ text, remedy }) => `Note: ${text}; ${remedy}.`),
  ].join("\n");
}
