import type { Fault } from "#domain/fault/fault.ts";

/** Says a thing once, and again only after it was over. */
export type Sayings = (what: Fault | string | null, about?: string) => void;

/** Hears what is so, about what, and null when it is well again. */
export function openSayings(say: (text: string) => void): Sayings {
  const last = new Map<string, string>();
  return (what, about = "link") => {
    const text = typeof what === "object" && what !== null ? `${what.detail}\n        ${what.remedy}` : (what ?? "");
    if (last.get(about) === text || (what === null && !last.has(about))) return;
    if (what === null) say(about === "link" ? "the server answers again" : `${about}: well again`);
    else say(text);
    if (what === null) last.delete(about);
    else last.set(about, text);
  };
}
