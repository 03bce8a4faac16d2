import type { QueryClient } from "@tanstack/react-query";
import { makeOld } from "./questions.ts";

const KINDS = ["totals", "live", "health", "gate", "cue", "configuration", "reset"] as const;
/** Events come in bursts; what they made old is asked for once. */
const GATHERED_MS = 1500;

/** Hears what happens in the shops and asks again for what it made old. Returns what ends it. */
export function listen(client: QueryClient): () => void {
  const stream = new EventSource("/api/v1/events");
  const old = new Map<string, { kind: string; store: string | undefined }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    for (const { kind, store } of old.values()) makeOld(client, kind, store);
    old.clear();
  };
  for (const kind of KINDS)
    stream.addEventListener(kind, ({ data }: MessageEvent<string>) => {
      const { store } = JSON.parse(data) as { store?: string };
      old.set(`${kind} ${store}`, { kind, store });
      timer ??= setTimeout(tell, GATHERED_MS);
    });
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}
