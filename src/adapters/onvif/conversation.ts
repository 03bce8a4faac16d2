import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { type Challenge, type Credentials, digestAuthorization, securityToken } from "./login.ts";
import { type Endpoint, postSoap, type SoapAnswer } from "./soap-post.ts";
import { elementAt, numberAt, type Xml } from "./xml-answer.ts";

/** Where every device of ONVIF has its entry (ONVIF Core, 5.1.1). */
const DEVICE_PATH = "/onvif/device_service";
export const DEVICE_NAMESPACE = "http://www.onvif.org/ver10/device/wsdl";
/** Where makers have it, most usual first. */
const PORTS: readonly number[] = [80, 8000, 2020, 8080, 8899];
const PORTS_SECURE: readonly number[] = [443, 8443];
/** Logins that are tried before we give up: cameras close an account after about five wrong ones. */
export const LOGIN_TRIES_MAX = 3;
/** A whole conversation, however many streams a device has. */
export const CONVERSATION_MS_MAX = 60_000;
/** A clock that differs by less is as good as ours: devices take logins of the last seconds. */
const CLOCK_NEAR_MS = 5000;

/** How a device lets us in. */
type Login =
  | { readonly kind: "token"; readonly offsetMs: number }
  | { readonly kind: "digest"; readonly challenge: Challenge };

/** What an action of a device came to. */
export type ActionAnswer =
  | { readonly kind: "answer"; readonly body: Xml; readonly namespaces: readonly string[] }
  | { readonly kind: "fault"; readonly subcodes: readonly string[]; readonly reason: string };

/** A conversation with one device whose name and password are known. */
export type Conversation = {
  readonly host: string;
  readonly port: number;
  /** How far the device's clock is before ours; null where it does not say. */
  readonly clockOffsetMs: number | null;
  /**
   * Asks for one action at a path of the device; what it refuses for another reason than the login is a value. `isOpen`: devices
   * answer it to everybody, so that an answer does not prove the login.
   */
  ask(action: {
    readonly path?: string;
    readonly port?: number;
    readonly body: string;
    readonly isOpen?: boolean;
  }): Promise<ActionAnswer>;
  /** Whether the device answers an action to who does not log in at all. No password is tried. */
  answersAnybody(action: { readonly path: string; readonly port: number; readonly body: string }): Promise<boolean>;
};

/**
 * Finds where the device speaks ONVIF and what its clock says; nothing of the login is sent yet.
 * @throws Fault `onvif/unreachable`, `onvif/off`, `onvif/unreadable`
 */
export async function openConversation({
  host,
  port,
  isSecure = false,
  username,
  password,
}: Credentials & {
  readonly host: string;
  readonly port?: number | undefined;
  readonly isSecure?: boolean | undefined;
}): Promise<Conversation> {
  const signal = AbortSignal.timeout(CONVERSATION_MS_MAX);
  const ports = port === undefined ? (isSecure ? PORTS_SECURE : PORTS) : [port];
  const found = await findDevice({ host, isSecure, path: DEVICE_PATH }, ports, signal);
  const credentials = { username, password };

  let clock = found.clock;
  let login: Login = { kind: "token", offsetMs: clock ?? 0 };
  let refusedLogins = 0;
  let hasProven = false;
  let digestCount = 0;

  async function send(endpoint: Endpoint, body: string, as: Login | null): Promise<SoapAnswer> {
    if (as?.kind === "token")
      return postSoap(endpoint, { body, header: securityToken(credentials, Date.now() + as.offsetMs), signal });
    const authorization =
      as &&
      digestAuthorization(as.challenge, { ...credentials, method: "POST", uri: endpoint.path, count: ++digestCount });
    return postSoap(endpoint, { body, authorization: authorization ?? undefined, signal });
  }

  /** Sends with the login that is known to be right, or finds the one that is. */
  async function sendLoggedIn(endpoint: Endpoint, body: string, isOpen: boolean): Promise<SoapAnswer> {
    const seen = {
      isExpired: false,
      hasAskedPlainly: false,
      hasJumped: false,
      hasAskedClock: false,
      hasTriedOwn: false,
    };
    for (;;) {
      const answer = await send(endpoint, body, login);
      if (answer.kind !== "refused") {
        hasProven ||= answer.kind === "answer" && !isOpen;
        return answer;
      }
      if (login.kind === "digest" && answer.challenge?.isStale) {
        login = { kind: "digest", challenge: { ...answer.challenge, isStale: false } };
        digestCount = 0;
        if (refusedLogins++ < LOGIN_TRIES_MAX) continue;
      }
      if (hasProven) throw new Fault("onvif/password", `\`${host}\` lets this user in, and not as far as its streams`);
      refusedLogins++;
      seen.isExpired ||= answer.isExpired;
      const next = login.kind === "digest" || refusedLogins >= LOGIN_TRIES_MAX ? null : await nextLogin(answer);
      if (!next) throw refusal();
      login = next;
    }

    /** What a refused token leaves to be tried, the surest first; null where nothing is left. */
    async function nextLogin(refused: { readonly challenge: Challenge | null }): Promise<Login | null> {
      let { challenge } = refused;
      if (!challenge && !seen.hasAskedPlainly) {
        // Some devices offer HTTP digest only to those who do not log in at all.
        seen.hasAskedPlainly = true;
        const plain = await send(endpoint, body, null);
        if (plain.kind === "refused") challenge = plain.challenge;
      }
      if (challenge) {
        digestCount = 0;
        return { kind: "digest", challenge };
      }
      if (!seen.hasAskedClock) {
        seen.hasAskedClock = true;
        const asked = await askClock({ ...endpoint, port: found.port, path: DEVICE_PATH }, signal);
        const now = asked.kind === "onvif" ? asked.clock : null;
        seen.hasJumped = now !== null && clock !== null && Math.abs(now - clock) > CLOCK_NEAR_MS;
        if (now !== null && (clock === null || seen.hasJumped)) {
          clock = now;
          return { kind: "token", offsetMs: now };
        }
      }
      // Some devices tell their local time as UTC, and judge by the right one.
      if (!seen.hasTriedOwn && clock !== null && Math.abs(clock) > CLOCK_NEAR_MS) {
        seen.hasTriedOwn = true;
        return { kind: "token", offsetMs: 0 };
      }
      return null;
    }

    function refusal(): Fault {
      const isClock = login.kind === "token" && (seen.isExpired || seen.hasJumped || clock === null);
      if (!isClock) return new Fault("onvif/password", `\`${host}\` does not accept the name or the password`);
      const why = seen.isExpired
        ? "says that the login is too old"
        : seen.hasJumped
          ? "refused the login, and its clock jumped meanwhile"
          : "refused the login, and does not tell its clock, by which logins are judged; or the password is wrong";
      return new Fault("onvif/clock", `\`${host}\` ${why}`);
    }
  }

  return {
    host,
    port: found.port,
    get clockOffsetMs() {
      return clock;
    },
    async ask({ path = DEVICE_PATH, port: at = found.port, body, isOpen = false }) {
      const answer = await sendLoggedIn({ host, port: at, isSecure, path }, body, isOpen);
      if (answer.kind === "answer" || answer.kind === "fault") return answer;
      if (answer.kind === "unreachable") throw new Fault("onvif/unreachable", answer.why);
      assertForeign(answer);
      throw new Fault("onvif/unreadable", `\`${host}\` spoke ONVIF, and then not: ${answer.why}`);
    },
    async answersAnybody({ path, port: at, body }) {
      return (await send({ host, port: at, isSecure, path }, body, null)).kind === "answer";
    },
  };
}

function assertForeign(answer: SoapAnswer): asserts answer is SoapAnswer & { readonly kind: "foreign" } {
  if (answer.kind !== "foreign") throw new Error(`a login is settled before: ${answer.kind}`);
}

type Found =
  | { readonly kind: "onvif"; readonly clock: number | null }
  | { readonly kind: "failed"; readonly code: FaultCode; readonly why: string };

/** Asks at all ports at once; the first in their order that speaks ONVIF is taken. */
async function findDevice(
  at: Omit<Endpoint, "port">,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly port: number; readonly clock: number | null }> {
  const asked = await Promise.all(
    ports.map(async (port) => ({ port, found: await askClock({ ...at, port }, signal).catch(failed) })),
  );
  for (const { port, found } of asked) if (found.kind === "onvif") return { port, clock: found.clock };
  const failures = asked.flatMap(({ port, found }) => (found.kind === "failed" ? [{ port, ...found }] : []));
  // What answers says more than what keeps silent, and what answers wrongly more than a closed port.
  const telling =
    failures.find(({ code }) => code === "onvif/unreadable") ??
    failures.find(({ code, why }) => code === "onvif/off" && why !== NOTHING_LISTENS) ??
    failures.find(({ code }) => code === "onvif/off") ??
    failures[0]!;
  const where =
    ports.length > 1 && telling.why === NOTHING_LISTENS ? `ports ${ports.join(", ")}` : `port ${telling.port}`;
  throw new Fault(
    telling.code,
    telling.code === "onvif/off"
      ? `\`${at.host}\` is there, and does not speak ONVIF at ${where}: ${telling.why}`
      : telling.why,
  );
}

const NOTHING_LISTENS = "nothing listens there";

function failed(error: unknown): Found {
  if (error instanceof Fault) return { kind: "failed", code: error.code, why: error.detail };
  throw error;
}

/** GetSystemDateAndTime needs no login (ONVIF Core, 8.3.11), so that it also shows whether a device is there. */
async function askClock(endpoint: Endpoint, signal: AbortSignal): Promise<Found> {
  const beganAtMs = Date.now();
  const answer = await postSoap(endpoint, { body: `<GetSystemDateAndTime xmlns="${DEVICE_NAMESPACE}"/>`, signal });
  const betweenMs = Math.round((beganAtMs + Date.now()) / 2);
  switch (answer.kind) {
    case "unreachable":
      return { kind: "failed", code: "onvif/unreachable", why: answer.why };
    case "foreign":
      return { kind: "failed", code: "onvif/off", why: answer.why };
    default: {
      const told = answer.kind === "answer" ? readClock(answer.body) : null;
      const atMs = told ?? answer.dateMs;
      return { kind: "onvif", clock: atMs === null ? null : atMs - betweenMs };
    }
  }
}

function readClock(body: Xml): number | null {
  const utc = elementAt(body, "GetSystemDateAndTimeResponse", "SystemDateAndTime", "UTCDateTime");
  if (!utc) return null;
  const [year, month, day] = ["Year", "Month", "Day"].map((name) => numberAt(utc, "Date", name));
  const [hour, minute, second] = ["Hour", "Minute", "Second"].map((name) => numberAt(utc, "Time", name));
  if (!year || !month || !day || year > 9999) return null;
  return Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0);
}
