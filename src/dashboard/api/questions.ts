import { keepPreviousData, type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { FiguresAnswer, Grouping, Period, Person, Sensor, StoreDetail, StoreInList, StoreNow } from "./answers.ts";
import { ask, type Refusal } from "./ask.ts";

const NOW_FRESH_MS = 10_000;
const FIGURES_FRESH_MS = 60_000;

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

export const sensorsQuestion = (store: string) =>
  queryOptions<readonly Sensor[], Refusal>({
    queryKey: ["sensors", store],
    queryFn: async ({ signal }) => (await ask<{ sensors: Sensor[] }>(`/stores/${store}/sensors`, { signal })).sensors,
    refetchInterval: 30_000,
  });

/** Figures of a period; those of the period before stay on the page until they are there. */
export const figuresQuestion = (store: string, { from, to }: Period, by: Grouping) =>
  queryOptions<FiguresAnswer, Refusal>({
    queryKey: ["figures", store, from, to, by],
    queryFn: ({ signal }) => ask(`/stores/${store}/figures?from=${from}&to=${to}&by=${by}`, { signal }),
    staleTime: FIGURES_FRESH_MS,
    placeholderData: keepPreviousData,
  });

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
