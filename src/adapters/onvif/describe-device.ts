import { Fault } from "#domain/fault/fault.ts";
import type { Area, DeviceDescription, Sign, Unread } from "#domain/inspection/device-description.ts";
import { isFactoryPassword } from "#domain/inspection/factory-login.ts";
import {
  configuredSigns,
  filteredTopics,
  metadataSigns,
  shownAddress,
  sign,
  supportedSigns,
  topicSigns,
} from "./analytics-signs.ts";
import { type Conversation, DEVICE_NAMESPACE, openConversation } from "./conversation.ts";
import { ANALYTICS, EVENTS, MEDIA_1, MEDIA_2, type ServicePlace, servicesOf } from "./device-services.ts";
import { attributeOf, elementAt, elementsAt, escapeXml, shownText, textAt, type Xml } from "./xml-answer.ts";

const RECORDING = "http://www.onvif.org/ver10/recording/wsdl";
const UPLINK = "http://www.onvif.org/ver10/uplink/wsdl";
const APPS = "http://www.onvif.org/ver10/appmgmt/wsdl";

/** Analytics of one device that are asked about, four questions each; a camera has one or two, a recorder one a channel. */
export const CONFIGURATIONS_MAX = 4;
/** After so many questions that got no answer in time nothing more is asked. */
export const UNANSWERED_MAX = 2;
const MARKS_MAX = 256;
const LIST_MAX = 64;
/** Scopes that name the device and its place, and nothing that it does. */
const PLAIN_SCOPES = /\/(type|name|hardware|location|profile|mac|country|city)\b/i;

/**
 * Reads by ONVIF what a device runs and where it sends it. Nothing is changed in it, no picture is asked for, and no password is tried
 * but the one that was given; one question is asked without any login. What it does not tell is listed as unread.
 * @throws Fault `onvif/unreachable`, `onvif/off`, `onvif/password`, `onvif/clock`, `onvif/unreadable`
 */
export async function describeDevice(options: {
  readonly host: string;
  readonly port?: number | undefined;
  readonly username: string;
  readonly password: string;
  /** By HTTPS. */
  readonly isSecure?: boolean | undefined;
}): Promise<DeviceDescription> {
  const conversation = await openConversation(options);
  const services = await servicesOf(conversation);
  await proveLogin(conversation, services);
  const questions = openQuestions(conversation, services);
  const { ask } = questions;

  const device = await ask("device", DEVICE_NAMESPACE, "GetDeviceInformation");
  const scopes = await readScopes(ask);
  const signs: Sign[] = [
    ...(isFactoryPassword(options) ? [sign("login", options.username, "on")] : []),
    ...(await openQuestionSigns(conversation, services)),
    ...(await readAnalytics(questions)),
    ...(await readEvents(questions)),
    ...(await readApps(ask)),
    ...(await readNetwork(ask)),
    ...(await readStorage(ask)),
    ...scopes.filter((scope) => !PLAIN_SCOPES.test(scope)).map((scope) => sign("scope", scope, "unknown")),
  ];
  return {
    host: options.host,
    port: conversation.port,
    manufacturer: shownText(textAt(device ?? {}, "Manufacturer")),
    model: shownText(textAt(device ?? {}, "Model")),
    firmware: shownText(textAt(device ?? {}, "FirmwareVersion")),
    marks: [...services.keys(), ...questions.namespaces, ...scopes].slice(0, MARKS_MAX).map((mark) => shownText(mark)),
    signs,
    unread: questions.unread,
  };
}

/** Asks something that needs the login before all else, so that a wrong one is told, and not taken for a device without answers. */
async function proveLogin(conversation: Conversation, services: ReadonlyMap<string, ServicePlace>): Promise<void> {
  const profiles = profilesQuestion(services);
  await conversation.ask(profiles ?? { body: `<GetDeviceInformation xmlns="${DEVICE_NAMESPACE}"/>` });
}

function profilesQuestion(services: ReadonlyMap<string, ServicePlace>) {
  const namespace = services.has(MEDIA_1) ? MEDIA_1 : MEDIA_2;
  const place = services.get(namespace);
  return place ? { ...place, body: `<GetProfiles xmlns="${namespace}"/>` } : null;
}

async function openQuestionSigns(
  conversation: Conversation,
  services: ReadonlyMap<string, ServicePlace>,
): Promise<Sign[]> {
  const profiles = profilesQuestion(services);
  const isOpen = profiles !== null && (await conversation.answersAnybody(profiles).catch(isNoAnswer));
  return isOpen ? [sign("question", "GetProfiles", "on")] : [];
}

function isNoAnswer(error: unknown): false {
  if (error instanceof Fault) return false;
  throw error;
}

type Ask = (area: Area, namespace: string, action: string, inner?: string) => Promise<Xml | null>;

type Questions = {
  /** The answer's own element; null where there is none, which is noted as unread. */
  readonly ask: Ask;
  readonly has: (namespace: string) => boolean;
  readonly leaveOut: (unread: Unread) => void;
  readonly unread: readonly Unread[];
  /** Those of all answers. */
  readonly namespaces: ReadonlySet<string>;
};

function openQuestions(conversation: Conversation, services: ReadonlyMap<string, ServicePlace>): Questions {
  const unread: Unread[] = [];
  const namespaces = new Set<string>();
  let unanswered = 0;
  const leaveOut = (one: Unread) => {
    if (!unread.some(({ area, why }) => area === one.area && why === one.why)) unread.push(one);
    return null;
  };
  return {
    unread,
    namespaces,
    leaveOut,
    has: (namespace) => services.has(namespace),
    async ask(area, namespace, action, inner = "") {
      const place = namespace === DEVICE_NAMESPACE ? {} : services.get(namespace);
      if (!place) return leaveOut({ area, why: "not-told", detail: "" });
      if (unanswered >= UNANSWERED_MAX) return leaveOut({ area, why: "failed", detail: "not asked any more" });
      try {
        const body = `<${action} xmlns="${namespace}">${inner}</${action}>`;
        const answer = await conversation.ask({ ...place, body });
        if (answer.kind === "fault") return leaveOut({ area, why: "not-told", detail: answer.reason });
        for (const one of answer.namespaces) if (namespaces.size < MARKS_MAX) namespaces.add(one);
        const response = elementAt(answer.body, `${action}Response`);
        return response ?? leaveOut({ area, why: "failed", detail: `no answer to ${action}` });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.code === "onvif/unreachable") unanswered++;
        const why = error.code === "onvif/password" || error.code === "onvif/clock" ? "not-allowed" : "failed";
        return leaveOut({ area, why, detail: error.detail });
      }
    },
  };
}

async function readScopes(ask: Ask): Promise<string[]> {
  const response = await ask("device", DEVICE_NAMESPACE, "GetScopes");
  return elementsAt(response ?? {}, "Scopes")
    .map((scope) => textAt(scope, "ScopeItem"))
    .filter((scope) => scope !== "")
    .slice(0, LIST_MAX);
}

/** Rules and modules of each analytics configuration that a stream has, and what goes out with the streams of metadata. */
async function readAnalytics({ ask, has, leaveOut }: Questions): Promise<Sign[]> {
  const tokens = new Set<string>();
  let isSent = false;
  for (const namespace of [MEDIA_2, MEDIA_1].filter(has)) {
    const inner = namespace === MEDIA_2 ? "<Type>All</Type>" : "";
    const response = await ask("metadata", namespace, "GetProfiles", inner);
    for (const profile of elementsAt(response ?? {}, "Profiles")) {
      const configurations = elementAt(profile, "Configurations") ?? profile;
      for (const name of ["Analytics", "VideoAnalyticsConfiguration"]) {
        const found = elementAt(configurations, name);
        const token = found ? attributeOf(found, "token") : "";
        if (token !== "") tokens.add(token);
      }
      isSent ||= ["Metadata", "MetadataConfiguration"].some(
        (name) => textAt(configurations, name, "Analytics") === "true",
      );
    }
  }
  if (!has(ANALYTICS)) {
    leaveOut({ area: "analytics", why: "not-told", detail: "" });
    return [];
  }
  if (tokens.size === 0) leaveOut({ area: "analytics", why: "not-told", detail: "no stream has analytics" });
  if (tokens.size > CONFIGURATIONS_MAX)
    leaveOut({ area: "analytics", why: "failed", detail: `more than ${CONFIGURATIONS_MAX} analytics configurations` });

  const signs: Sign[] = [];
  for (const token of [...tokens].slice(0, CONFIGURATIONS_MAX)) {
    const inner = `<ConfigurationToken>${escapeXml(token)}</ConfigurationToken>`;
    const list = async (action: string, ...path: [...string[], string]) => {
      const response = await ask("analytics", ANALYTICS, action, inner);
      const holder = elementAt(response ?? {}, ...path.slice(0, -1));
      return elementsAt(holder ?? {}, path.at(-1)!);
    };
    signs.push(
      ...configuredSigns("rule", await list("GetRules", "Rule")),
      ...configuredSigns("module", await list("GetAnalyticsModules", "AnalyticsModule")),
      ...supportedSigns(await list("GetSupportedRules", "SupportedRules", "RuleDescription")),
      ...supportedSigns(
        await list("GetSupportedAnalyticsModules", "SupportedAnalyticsModules", "AnalyticsModuleDescription"),
      ),
    );
  }
  const metadata = await ask("metadata", ANALYTICS, "GetSupportedMetadata");
  return [...signs, ...metadataSigns(elementsAt(metadata ?? {}, "AnalyticsModule"), isSent ? "on" : "able")];
}

async function readEvents({ ask, leaveOut }: Questions): Promise<Sign[]> {
  const properties = await ask("events", EVENTS, "GetEventProperties");
  const { signs, isCut } = topicSigns(elementAt(properties ?? {}, "TopicSet") ?? {});
  if (isCut) leaveOut({ area: "events", why: "failed", detail: `more than ${signs.length} events` });
  const brokers = await ask("mqtt", EVENTS, "GetEventBrokers");
  return [
    ...signs,
    ...elementsAt(brokers ?? {}, "EventBroker")
      .slice(0, LIST_MAX)
      .map((broker) => {
        const topics = filteredTopics(elementAt(broker, "PublishFilter"));
        const told = topics.length === 0 ? "" : ` [${topics.join(" | ")}]`;
        return sign("broker", `${shownAddress(textAt(broker, "Address"))}${told}`, "on");
      }),
  ];
}

async function readApps(ask: Ask): Promise<Sign[]> {
  const response = await ask("apps", APPS, "GetAppsInfo");
  return elementsAt(response ?? {}, "Info")
    .slice(0, LIST_MAX)
    .map((app) =>
      sign(
        "app",
        `${textAt(app, "Name")} ${textAt(app, "Version")}`,
        textAt(app, "State") === "Inactive" ? "able" : "on",
      ),
    );
}

async function readNetwork(ask: Ask): Promise<Sign[]> {
  const protocols = await ask("network", DEVICE_NAMESPACE, "GetNetworkProtocols");
  const dns = await ask("network", DEVICE_NAMESPACE, "GetDynamicDNS");
  const uplinks = await ask("uplink", UPLINK, "GetUplinks");
  const dynamic = elementAt(dns ?? {}, "DynamicDNSInformation") ?? {};
  const isDynamic = /Updates$/.test(textAt(dynamic, "Type")) && !/^No/.test(textAt(dynamic, "Type"));
  return [
    ...elementsAt(protocols ?? {}, "NetworkProtocols")
      .slice(0, LIST_MAX)
      .map((one) => sign("protocol", textAt(one, "Name"), textAt(one, "Enabled") === "true" ? "on" : "able")),
    ...(isDynamic ? [sign("address", textAt(dynamic, "Name") || textAt(dynamic, "Type"), "unknown")] : []),
    ...elementsAt(uplinks ?? {}, "Configuration")
      .slice(0, LIST_MAX)
      .map((one) => sign("uplink", shownAddress(textAt(one, "RemoteAddress")), "on")),
  ];
}

async function readStorage(ask: Ask): Promise<Sign[]> {
  const stores = await ask("storage", DEVICE_NAMESPACE, "GetStorageConfigurations");
  const jobs = await ask("recording", RECORDING, "GetRecordingJobs");
  return [
    ...elementsAt(stores ?? {}, "StorageConfigurations")
      .slice(0, LIST_MAX)
      .map((store) => {
        const data = elementAt(store, "Data") ?? {};
        const kind = attributeOf(data, "type").replace(/^.*\//, "");
        const address = textAt(data, "StorageUri");
        const text = `${kind} ${shownAddress(address || textAt(data, "LocalPath"))}`;
        return sign(
          "storage",
          text,
          address === "" ? "able" : /^s?ftp/i.test(text) || /cdmi|object/i.test(kind) ? "on" : "unknown",
        );
      }),
    ...elementsAt(jobs ?? {}, "JobItem")
      .slice(0, LIST_MAX)
      .map((job) => {
        const mode = textAt(job, "JobConfiguration", "Mode");
        return sign("recording", `${textAt(job, "JobToken")} ${mode}`, mode === "Active" ? "unknown" : "able");
      }),
  ];
}
