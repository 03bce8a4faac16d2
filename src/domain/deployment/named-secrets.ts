/** A secret stands in a deployment by its name only: `rtsp://guard:$DOOR_PASSWORD@192.0.2.7/stream2`. */
const NAMED = /\$([A-Z_][A-Z0-9_]*)/g;

/** The names of the secrets that a text names, each once, in their order. */
export function secretNamesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAMED)].map(([, name]) => name!))].toSorted();
}

/** A text with secrets in the place of their names. */
export function withSecrets(text: string, secretOf: (name: string) => string): string {
  return text.replace(NAMED, (_, name: string) => secretOf(name));
}
