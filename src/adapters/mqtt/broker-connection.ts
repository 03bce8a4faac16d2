import type { IClientOptions } from "mqtt";

/** The first pause before a broker is tried again; it doubles with each failure. */
export const RECONNECT_FIRST_MS = 1000;
export const RECONNECT_MAX_MS = 60_000;
/** A broker that is silent for longer while connecting is tried again. */
const CONNECT_MS_MAX = 15_000;
/** After so much silence the broker is asked whether it is there. */
const KEEPALIVE_SECONDS = 30;

/** Who connects, and how soon again. */
export type BrokerConnection = {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly reconnectFirstMs: number;
};

/** How the library is to connect. A wrong password is mended at the broker as often as here, so that it is tried again like anything else. */
export function connectionOptions({ username, password, reconnectFirstMs }: BrokerConnection): IClientOptions {
  return {
    clean: true,
    keepalive: KEEPALIVE_SECONDS,
    connectTimeout: CONNECT_MS_MAX,
    reconnectPeriod: reconnectFirstMs,
    reconnectOnConnackError: true,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}
