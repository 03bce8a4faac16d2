export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Small values by name, such as `webhook`. */
export type StoreSettings = {
  /** Null where there is none. */
  get(key: string): Promise<Json>;
  /** Puts a value of at most `SETTING_CHARACTERS_MAX` as JSON; null removes it. */
  put(key: string, value: Json): Promise<void>;
  all(): Promise<Readonly<Record<string, Json>>>;
};

export const SETTING_CHARACTERS_MAX = 65_536;
