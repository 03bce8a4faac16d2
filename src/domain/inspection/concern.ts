import type { Capability } from "#domain/policy/capability.ts";
import type { Sign, SignSource } from "./device-description.ts";

/** The menus of a camera in which something is switched off. */
export const MENUS = [
  "faces",
  "bodies",
  "plates",
  "metadata",
  "mqtt",
  "ftp",
  "cloud",
  "storage",
  "ddns",
  "users",
  "firmware",
] as const;
export type Menu = (typeof MENUS)[number];

type Described = {
  /** As the law files it; null where it has no rows of its own. */
  readonly capability: Capability | null;
  readonly menu: Menu;
  /** The words by which devices name it; of one sign the first concern that fits. */
  readonly words?: RegExp;
  /** The only sources in which these words mean it. */
  readonly sources?: readonly SignSource[];
};

const PERSON = String.raw`\b(human|person|people|pedestrian|body|target)`;
const ATTRIBUTE = String.raw`\b(attribut|feature|age\b|gender|sex\b|emotion|expression|mask|glass|beard|clothing|clothes|color|colour|complexion|ethnic|race\b|hair|bag\b|hat\b)`;

/**
 * What a camera must not do beside the counting, the gravest first: of one sign the first that fits is taken. Words are those that
 * ONVIF (Analytics service, annexes A to E; Core, topics) and makers use, each looked up in what devices were seen to answer.
 */
export const CONCERNS = {
  "face-recognition": {
    capability: "face-recognition",
    menu: "faces",
    words:
      /\bface ?(id\b|db\b|lib|list|group|data ?base|recogn|compar|contrast|match|identi|verif|model)|\bfac(e|ial) .*(recogn|compar|contrast|identi|verif|librar|data ?base|black ?list|white ?list|stranger)|\b(stranger|black ?list|white ?list|vip) .*face|\bstranger\b/,
  },
  "face-attributes": {
    capability: "demographics-face",
    menu: "faces",
    words: new RegExp(String.raw`\bfac(e|ial)\b.*${ATTRIBUTE}|\b(non ?)?mask ?(detect|off)|\bemotion|\b(age|gender)\b`),
  },
  "face-capture": {
    capability: "face-snapshot",
    menu: "faces",
    words:
      /\bfac(e|ial)\b.*(captur|snap|crop|image|picture|photo|best ?shot)|\bface(capture|snap)|\b(captur|snap)\w* face/,
  },
  "face-detection": { capability: "face-snapshot", menu: "faces", words: /\bface(?!t)|\bhuman ?face|\bfacial\b/ },
  "person-tracking": {
    capability: "de-duplication",
    menu: "bodies",
    words:
      /\bre ?id\b|\bre ?identif|\bappearance ?(search|match|track|descriptor)|\bgait\b|\b(person|people|human) ?(search|match|identif|re ?id)/,
  },
  "body-attributes": {
    capability: "demographics-body",
    menu: "bodies",
    words: new RegExp(
      String.raw`${PERSON}.*${ATTRIBUTE}|\bclothing\b|\bappearance\b|\bhuman ?body\b|\battribute (recogn|detect|analy)`,
    ),
  },
  plates: {
    capability: null,
    menu: "plates",
    words: /\blicen[cs]e ?(plate|number)|\b(number ?)?plates?\b|\bplate ?(number|recogn|detect)|\b(lpr|anpr|alpr)\b/,
  },
  "cut-outs": {
    capability: "image-storage",
    menu: "metadata",
    words: /\bimage( ref)?$|\bbest ?shot|\b(target|object) (snap|captur|crop)/,
    sources: ["metadata", "rule", "module", "supported", "topic"],
  },
  mqtt: { capability: "third-party-upload", menu: "mqtt", words: /^/, sources: ["broker"] },
  ftp: { capability: "third-party-upload", menu: "ftp", words: /\bs?ftp\b/, sources: ["storage", "protocol"] },
  cloud: {
    capability: "third-party-upload",
    menu: "cloud",
    words:
      /^(?=.*:\/\/)|\bp2 ?p\b|\bcloud|\bez ?viz\b|\bhik ?connect\b|\bez ?cloud\b|\bdmss\b|\beasy4 ?ip\b|\bo3c\b|\bobject ?storage|\bcdmi\b|\bs3\b|\bazure\b/,
    sources: ["uplink", "storage", "protocol", "scope"],
  },
  recording: { capability: "image-storage", menu: "storage", words: /^/, sources: ["recording", "storage"] },
  "dynamic-dns": { capability: null, menu: "ddns", words: /^/, sources: ["address"] },
  "no-login": { capability: null, menu: "users", words: /^/, sources: ["question"] },
  "factory-password": { capability: null, menu: "users", words: /^/, sources: ["login"] },
  "old-firmware": { capability: null, menu: "firmware", words: /^/, sources: ["firmware"] },
} as const satisfies Readonly<Record<string, Described>>;

export type Concern = keyof typeof CONCERNS;
export const CONCERN_NAMES = Object.keys(CONCERNS) as Concern[];

/** Sources that name analytics; the words of pictures and people mean something in these only. */
const ANALYTICS: readonly SignSource[] = ["rule", "module", "supported", "topic", "metadata", "app"];

/** What a sign is a sign of; null for what counting may stand beside. */
export function concernOf({ source, text }: Pick<Sign, "source" | "text">): Concern | null {
  const words = wordsOf(text);
  return (
    CONCERN_NAMES.find((name) => {
      const { words: pattern, sources = ANALYTICS }: Described = CONCERNS[name];
      return sources.includes(source) && pattern?.test(source === "uplink" ? text : words);
    }) ?? null
  );
}

/** The catalogue's entry, with the type that all entries share. */
export function describedConcern(name: Concern): Described {
  return CONCERNS[name];
}

/** `tns1:RuleEngine/FaceDetector` as `rule engine face detector`: prefixes dropped, words parted. */
function wordsOf(text: string): string {
  return text
    .replace(/\b(tns\w*|tt|xs|xsd|pp|axt|hv):/gi, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim()
    .toLowerCase();
}
