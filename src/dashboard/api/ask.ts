const CSRF_PLACE = "lintel-csrf";

/** What the server refused, in its words: what is wrong, and what to do. Status 0: it cannot be reached. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(status: number, code: string, detail: string, remedy: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

/** Keeps the word that every change must carry; null forgets it. Tabs of one browser have it in common. */
export function keepCsrf(csrf: string | null): void {
  if (csrf === null) localStorage.removeItem(CSRF_PLACE);
  else localStorage.setItem(CSRF_PLACE, csrf);
}

/** Asks the server; `path` is below `/api/v1`. A form is sent as it is, anything else as JSON. A `Refusal` where it says no or cannot be reached (status 0). */
export async function ask<Answer>(
  path: string,
  {
    method = "GET",
    body,
    signal,
  }: { readonly method?: string; readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const csrf = localStorage.getItem(CSRF_PLACE);
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      ...(body !== undefined && !(body instanceof FormData) && { "content-type": "application/json" }),
      ...(csrf !== null && method !== "GET" && { "x-lintel-csrf": csrf }),
    },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Refusal(0, "offline", "", "");
  });
  const data = await answer.json().catch(() => ({}));
  if (answer.ok) return data;
  throw new Refusal(answer.status, data.code ?? "", data.detail ?? answer.statusText, data.remedy ?? "");
}
