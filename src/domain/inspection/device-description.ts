/** Where a device names something that it can do or does. */
export type SignSource =
  /** A rule or module of its analytics that is set up. */
  | "rule"
  | "module"
  /** One that could be set up. */
  | "supported"
  /** An event that it announces, and the fields of its message. */
  | "topic"
  /** What its stream of metadata may hold of each object. */
  | "metadata"
  | "app"
  /** A way into or out of the network. */
  | "protocol"
  | "scope"
  | "broker"
  | "uplink"
  | "storage"
  | "recording"
  | "address"
  /** A question that was answered without a login. */
  | "question"
  | "login"
  | "firmware";

/** `able`: it can, and it is not set up or switched off; `unknown`: it says that it can, and not whether it does. */
export type SignState = "on" | "able" | "unknown";

/** Something that a device says of itself, in its own words, fit to be printed. */
export type Sign = { readonly source: SignSource; readonly text: string; readonly state: SignState };

/** What a device can be asked about. */
export const AREAS = [
  "device",
  "analytics",
  "metadata",
  "events",
  "apps",
  "mqtt",
  "uplink",
  "storage",
  "recording",
  "network",
] as const;
export type Area = (typeof AREAS)[number];

/** `not-told`: the device has no such answer; `not-allowed`: not for this user; `failed`: no answer that could be read. */
export const UNREAD_REASONS = ["not-told", "not-allowed", "failed"] as const;
export type Unread = {
  readonly area: Area;
  readonly why: (typeof UNREAD_REASONS)[number];
  /** In the device's or the network's words; may be empty. */
  readonly detail: string;
};

/** All that a device said of itself. */
export type DeviceDescription = {
  readonly host: string;
  /** Where it speaks ONVIF. */
  readonly port: number;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  /** Namespaces and scopes, by which a maker is known that sells under other names. */
  readonly marks: readonly string[];
  readonly signs: readonly Sign[];
  readonly unread: readonly Unread[];
};
