import { queryOptions } from "@tanstack/react-query";
import type { Unread } from "#domain/inspection/device-description.ts";
import type { Finding } from "#domain/inspection/inspect-device.ts";
import type { LegalGround } from "#domain/inspection/legal-ground.ts";
import { ask, type Refusal } from "./ask.ts";

/** What the camera pages ask for. */

export type HealthEvent = { readonly sensor: string; readonly atMs: number; readonly state?: string };

type Fraction = readonly [x: number, y: number];

/** A sensor as it stands in the deployment; what this page does not know is kept as it is. */
export type SensorFile = {
  readonly name?: string;
  readonly source?: string;
  readonly does: readonly string[];
  readonly lines?: readonly {
    readonly name: string;
    readonly role?: "entrance" | "inner" | "passer-by";
    readonly from: Fraction;
    readonly to: Fraction;
    readonly anchor?: string;
  }[];
  readonly zones?: readonly {
    readonly name: string;
    readonly corners: readonly Fraction[];
    readonly cue?: { readonly after_s: number };
  }[];
};

export type RecentMinute = {
  readonly name: string;
  readonly version: number;
  readonly atMs: number;
  readonly watchedMs: number;
  readonly in: number;
  readonly out: number;
  readonly entered: number;
};

export type Decision = {
  readonly sensor: string;
  readonly capability: string;
  readonly verdict: "permit" | "unsettled" | "deny";
  readonly missing: readonly { readonly en: string; readonly zh: string }[];
};

export type FoundCamera = {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly name: string;
  readonly model: string;
};

export type TestedStream = {
  readonly name: string;
  readonly address: string;
  readonly codec: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly isSuitable: boolean;
};

export type TestAnswer = {
  readonly outcome: string;
  readonly detail: string;
  readonly model: string;
  readonly streams: readonly TestedStream[];
};

/** What an inspection found; docs/inspect.md explains each finding. */
export type Inspection = {
  readonly verdict: "found" | "unread" | "nothing";
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  readonly builtOn: string | null;
  readonly findings: readonly (Finding & { readonly law: LegalGround | null })[];
  readonly unread: readonly Pick<Unread, "area" | "why">[];
};

/** `inspection` is null where the camera could not be asked; `outcome` says why. */
export type InspectionAnswer = {
  readonly outcome: string;
  readonly detail: string;
  readonly inspection: Inspection | null;
};

const RECENT_EVERY_MS = 2000;

export const healthQuestion = (store: string) =>
  queryOptions<readonly HealthEvent[], Refusal>({
    queryKey: ["events", store, "health"],
    queryFn: async ({ signal }) =>
      (await ask<{ events: HealthEvent[] }>(`/stores/${store}/events?kind=health`, { signal })).events,
  });

export const sensorFileQuestion = (store: string, sensor: string) =>
  queryOptions<{ readonly version: number; readonly sensor: SensorFile }, Refusal>({
    queryKey: ["sensor", store, sensor],
    queryFn: ({ signal }) => ask(`/stores/${store}/sensors/${sensor}`, { signal }),
  });

export const recentQuestion = (store: string, sensor: string) =>
  queryOptions<{ readonly atMs: number; readonly minutes: readonly RecentMinute[] }, Refusal>({
    queryKey: ["recent", store, sensor],
    queryFn: ({ signal }) => ask(`/stores/${store}/sensors/${sensor}/recent`, { signal }),
    refetchInterval: RECENT_EVERY_MS,
    staleTime: 0,
  });

export const gateQuestion = (store: string) =>
  queryOptions<readonly Decision[], Refusal>({
    queryKey: ["decisions", store, "gate"],
    queryFn: async ({ signal }) =>
      (await ask<{ decisions: Decision[] }>(`/stores/${store}/decisions`, { signal })).decisions,
  });
