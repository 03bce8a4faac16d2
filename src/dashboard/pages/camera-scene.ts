import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, Refusal } from "#dashboard/api/ask.ts";

const NOT_THERE = 404;
const ASK_AGAIN_MS = 5000;
/** The server ends it by itself then. */
const SET_UP_MS = 15 * 60_000;
/** Dots that are older are of nobody who is still there. */
const DOTS_OLD_MS = 6000;

export type Scene = {
  /** The picture as it can stand in a page. */
  readonly image: string;
  readonly width: number;
  readonly height: number;
  /** How much of it is known; the rest is blank. */
  readonly knownShare: number | null;
};

/** The picture of a sensor without people: null while there is none, which is asked again. */
export function useScene(store: string, sensor: string) {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const queryKey = ["scene", store, sensor];
  const { data = null } = useQuery<Scene | null>({
    queryKey,
    queryFn: ({ signal }) => fetchScene(`/api/v1${pathOf(store, sensor)}/scene`, signal),
    refetchInterval: ({ state }) => (state.data == null || isAsked ? ASK_AGAIN_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const askFresh = async () => {
    setAsked(true);
    try {
      await ask(`${pathOf(store, sensor)}/scene`, { method: "POST", body: {} });
    } catch (error) {
      setAsked(false);
      if (!(error instanceof Refusal)) throw error;
    }
    await client.invalidateQueries({ queryKey });
  };
  return { scene: data, isAsked, askFresh };
}

function pathOf(store: string, sensor: string): string {
  return `/stores/${store}/sensors/${sensor}`;
}

async function fetchScene(url: string, signal: AbortSignal): Promise<Scene | null> {
  const answer = await fetch(url, { signal });
  if (!answer.ok || !(answer.headers.get("content-type") ?? "").startsWith("image/")) return null;
  const known = answer.headers.get("x-lintel-known-share");
  const image = await dataUrl(await answer.blob());
  const picture = new Image();
  picture.src = image;
  await picture.decode();
  return {
    image,
    width: picture.naturalWidth,
    height: picture.naturalHeight,
    knownShare: known === null ? null : Number(known),
  };
}

/** The page may show pictures of its server and of itself, and no others. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

type DotsTold = {
  readonly sensor: string;
  readonly moments: readonly {
    readonly atMs: number;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
};

export type SetUpView = {
  readonly state: "off" | "on" | "none";
  readonly dots: readonly (readonly [number, number])[];
  readonly leftMs: number;
  start(): Promise<void>;
  end(): Promise<void>;
};

/** The set-up view of a sensor: where people are, as dots, until it ends. Whoever leaves the page ends it. */
export function useSetUpView(store: string, sensor: string): SetUpView {
  const [untilMs, setUntil] = useState<number | null>(null);
  const [isNone, setNone] = useState(false);
  const [dots, setDots] = useState<readonly (readonly [number, number])[]>([]);
  const [nowMs, setNow] = useState(0);
  const isOn = untilMs !== null;
  const path = `${pathOf(store, sensor)}/setup`;

  useEffect(() => {
    if (untilMs === null) return;
    const stream = new EventSource(`/api/v1/events?store=${encodeURIComponent(store)}`);
    let heardMs = 0;
    const shown: ReturnType<typeof setTimeout>[] = [];
    stream.addEventListener("dots", ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as DotsTold;
      if (told.sensor !== sensor) return;
      heardMs = Date.now();
      // Several moments come at once, and are shown as far apart as they were.
      const firstMs = told.moments[0]?.atMs ?? 0;
      for (const { atMs, points } of told.moments)
        shown.push(setTimeout(() => setDots(points.map(({ x, y }) => [x, y] as const)), atMs - firstMs));
    });
    const timer = setInterval(() => {
      const atMs = Date.now();
      setNow(atMs);
      if (atMs - heardMs > DOTS_OLD_MS) setDots([]);
      if (atMs >= untilMs) setUntil(null);
    }, 500);
    return () => {
      clearInterval(timer);
      for (const one of shown) clearTimeout(one);
      stream.close();
      setDots([]);
      void ask(path, { method: "DELETE" }).catch(() => {});
    };
  }, [untilMs, store, sensor, path]);

  return {
    state: isOn ? "on" : isNone ? "none" : "off",
    dots,
    leftMs: untilMs === null ? 0 : Math.max(0, untilMs - nowMs),
    async start() {
      setNone(false);
      try {
        const { untilMs: told } = await ask<{ untilMs?: number }>(path, { method: "POST", body: {} });
        setNow(Date.now());
        setUntil(told ?? Date.now() + SET_UP_MS);
      } catch (error) {
        if (error instanceof Refusal && error.status !== 0 && error.status !== NOT_THERE) throw error;
        setNone(true);
      }
    },
    async end() {
      setUntil(null);
    },
  };
}
