import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import type {
  ChainMixAnswer,
  FiguresAnswer,
  Grouping,
  MixAnswer,
  Period,
  Person,
  SalesAnswer,
  Sensor,
  StoreDetail,
  StoreInList,
  StoreNow,
} from "./answers.ts";
import { ask, type Refusal } from "./ask.ts";

const NOW_FRESH_MS = 10_000;
const FIGURES_FRESH_MS = 60_000;
/** Figures that were shown once are shown at once when they are chosen again, and asked for anew. */
const FIGURES_KEPT_MS = 3_600_000;
/** What is asked ahead waits until the page itself has what it shows. */
const AHEAD_AFTER_MS = 300;

export const personQuestion = queryOptions<Person, Refusal>({
  queryKey: ["session"],
  queryFn: ({ signal }) => ask("/session", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const storesQuestion = queryOptions<readonly StoreInList[], Refusal>({
  queryKey: ["stores"],
  queryFn: async ({ signal }) => (await ask<{ stores: StoreInList[] }>("/stores", { signal })).stores,
});

export const storeQuestion = (store: string) =>
  queryOptions<StoreDetail, Refusal>({
    queryKey: ["store", store],
    queryFn: ({ signal }) => ask(`/stores/${store}`, { signal }),
  });

export const nowQuestion = (store: string) =>
  queryOptions<StoreNow, Refusal>({
    queryKey: ["now", store],
    queryFn: ({ signal }) => ask(`/stores/${store}/now`, { signal }),
    staleTime: NOW_FRESH_MS,
    refetchInterval: 60_000,
  });

/** Every sensor of a store, also what nobody watches: a film that somebody counts, or a shop that was made up. */
export const everySensorQuestion = (store: string) =>
  queryOptions<readonly Sensor[], Refusal>({
    queryKey: ["sensors", store],
    queryFn: async ({ signal }) => (await ask<{ sensors: Sensor[] }>(`/stores/${store}/sensors`, { signal })).sensors,
    refetchInterval: 30_000,
  });

/** What counts in a store; a tablet that visitors use neither counts nor can fail to. */
export const sensorsQuestion = (store: string) => queryOptions({ ...everySensorQuestion(store), select: watchedOf });

const watchedOf = (sensors: readonly Sensor[]) => sensors.filter(({ kind }) => kind !== "other");

/** Figures of a period; those of the period before stay on the page until they are there. */
export const figuresQuestion = (store: string, { from, to }: Period, by: Grouping) =>
  queryOptions<FiguresAnswer, Refusal>({
    queryKey: ["figures", store, from, to, by],
    queryFn: ({ signal }) => ask(`/stores/${store}/figures?from=${from}&to=${to}&by=${by}`, { signal }),
    staleTime: FIGURES_FRESH_MS,
    gcTime: FIGURES_KEPT_MS,
    placeholderData: keepPreviousData,
  });

/** Sales beside visitors; asked of stores that have sales. */
export const salesQuestion = (store: string, { from, to }: Period, by: Grouping) =>
  queryOptions<SalesAnswer, Refusal>({
    queryKey: ["sales", store, from, to, by],
    queryFn: ({ signal }) => ask(`/stores/${store}/sales?from=${from}&to=${to}&by=${by}`, { signal }),
    staleTime: FIGURES_FRESH_MS,
    placeholderData: keepPreviousData,
  });

/** Weeks that begin in these days. */
export const mixQuestion = (store: string, { from, to }: Period) =>
  queryOptions<MixAnswer, Refusal>({
    queryKey: ["mix", store, from, to],
    queryFn: ({ signal }) => ask(`/stores/${store}/visitor-mix?from=${from}&to=${to}`, { signal }),
    staleTime: FIGURES_KEPT_MS,
    placeholderData: keepPreviousData,
  });

/** For who may see all stores. */
export const chainMixQuestion = ({ from, to }: Period) =>
  queryOptions<ChainMixAnswer, Refusal>({
    queryKey: ["mix", from, to],
    queryFn: ({ signal }) => ask(`/visitor-mix?from=${from}&to=${to}`, { signal }),
    staleTime: FIGURES_KEPT_MS,
  });

/** Whether what a question shows is still the answer to the one before, or none. */
export function isOfBefore(query: Pick<UseQueryResult, "fetchStatus" | "isPlaceholderData" | "isPending">): boolean {
  return query.fetchStatus === "fetching" && (query.isPlaceholderData || query.isPending);
}

/** Asks for what somebody may choose next, one after the other, so that the server is free for what they do choose. */
export function useAskedAhead(questions: readonly ReturnType<typeof figuresQuestion>[]): void {
  const client = useQueryClient();
  const key = JSON.stringify(questions.map(({ queryKey }) => queryKey));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the questions are new each time, their keys are not.
  useEffect(() => {
    let isOver = false;
    const start = setTimeout(async () => {
      for (const question of questions) {
        if (isOver) return;
        await client.prefetchQuery(question);
      }
    }, AHEAD_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(start);
    };
  }, [client, key]);
}

export const usePerson = () => useQuery(personQuestion);
export const useStores = () => useQuery(storesQuestion);
export const useStore = (store: string) => useQuery(storeQuestion(store));

/** What an event of the server makes old. */
export function makeOld(client: QueryClient, kind: string, store: string | undefined): void {
  const about = (name: string) => client.invalidateQueries({ queryKey: store === undefined ? [name] : [name, store] });
  if (kind === "totals" || kind === "live" || kind === "reset") void about("now");
  if (kind === "totals" || kind === "reset") void about("figures");
  if (kind === "health" || kind === "gate" || kind === "reset")
    for (const name of ["sensors", "events", "decisions"]) void about(name);
  if (kind === "configuration" || kind === "reset") void client.invalidateQueries();
}
