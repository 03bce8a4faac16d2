import type { OnvifDeviceOptions } from "./onvif-device.ts";

/** What a device says that is inspected; the rest is as of a plain one. */
export type InspectedDevice = {
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware: string;
  readonly scopes?: readonly string[];
  /** Rules that are set up: their type, whether they are on, and switches of theirs that are. */
  readonly rules?: readonly (readonly [type: string, isOn: boolean, ...parts: string[]])[];
  readonly modules?: readonly string[];
  readonly supported?: readonly string[];
  /** Events, as `Group/Detector/Event`, and the fields of their messages. */
  readonly topics?: readonly (readonly [path: string, ...fields: string[]])[];
  /** Elements that its metadata holds of an object. */
  readonly metadata?: string;
  readonly sendsMetadata?: boolean;
  readonly brokers?: readonly (readonly [address: string, topics?: string])[];
  readonly uplinks?: readonly string[];
  readonly apps?: readonly (readonly [name: string, state: string])[];
  readonly storage?: readonly (readonly [kind: string, address: string])[];
  readonly recordsTo?: string;
  readonly dynamicDns?: string;
  /** The namespace of its maker's own events. */
  readonly namespace?: string;
};

const SERVICES = {
  events: "http://www.onvif.org/ver10/events/wsdl",
  analytics: "http://www.onvif.org/ver20/analytics/wsdl",
  recording: "http://www.onvif.org/ver10/recording/wsdl",
  uplink: "http://www.onvif.org/ver10/uplink/wsdl",
  apps: "http://www.onvif.org/ver10/appmgmt/wsdl",
};

/** Devices of our own making, in the shapes in which devices of these kinds were seen to answer. */
export const INSPECTED_DEVICES = {
  /** Motion, and nothing else. */
  plain: {
    manufacturer: "Example",
    model: "D1",
    firmware: "2.1.4_20260301",
    scopes: ["onvif://www.onvif.org/type/video_encoder", "onvif://www.onvif.org/name/P2P%20door"],
    rules: [["tt:CellMotionDetector", true]],
    modules: ["tt:CellMotionEngine"],
    supported: ["tt:LineDetector", "tt:CellMotionDetector"],
    topics: [
      ["RuleEngine/CellMotionDetector/Motion", "IsMotion"],
      ["RuleEngine/LineDetector/Crossed", "ObjectId"],
      ["VideoSource/ImageTooBlurry/ImagingService", "State"],
      ["UserAlarm/IVA/HumanShapeDetect", "State"],
      ["RecordingHistory/Track/State"],
    ],
  },
  /** Cuts out faces, by events of its maker's. */
  faceCapture: {
    manufacturer: "HIKVISION",
    model: "DS-2CD7A26G0",
    firmware: "V5.5.0 build 170725",
    namespace: "http://www.hikvision.com/2011/event/topics",
    rules: [["tt:CellMotionDetector", true]],
    topics: [
      ["RuleEngine/CellMotionDetector/Motion", "IsMotion"],
      ["RuleEngine/tnshik:FaceCapture/Snapshot", "State"],
      ["RuleEngine/FaceDetector/Face", "State"],
    ],
  },
  /** Compares faces with a list, describes them, and is in a cloud. */
  faceRecognition: {
    manufacturer: "General",
    model: "IPC-HFW7442H",
    firmware: "2.800.0000000.16.R, Build Date 2025-09-15",
    scopes: ["onvif://www.dahuatech.com/extension/P2P"],
    rules: [
      ["tt:FaceRecognition", true, "FaceAttribute"],
      ["tt:FaceDetection", false],
    ],
    supported: ["tt:FaceRecognition", "tt:FaceDetection", "tt:CrossLineDetection"],
    topics: [["RuleEngine/FaceRecognition/StrangerDetected", "Similarity", "Age", "Gender"]],
    uplinks: ["wss://user:secret@relay.example.net/device?key=1"],
  },
  plates: {
    manufacturer: "Uniview",
    model: "HC121",
    firmware: "IPC_G6202",
    modules: ["tt:LicensePlateRecognition"],
    topics: [["RuleEngine/VehicleDetector/Vehicle", "PlateNumber", "Likelihood"]],
    dynamicDns: "door.example.org",
  },
  /** Writes what people look like into its metadata, and pictures of them. */
  attributes: {
    manufacturer: "Hanwha Vision",
    model: "PNV-A9081R",
    firmware: "1.41.10_20250102",
    apps: [
      ["WiseAI", "Active"],
      ["Face Mask Detection", "Inactive"],
    ],
    metadata:
      "<tt:Class><tt:Type>Human</tt:Type></tt:Class><tt:HumanBody><tt:Clothing><tt:Tops/></tt:Clothing><tt:Gender/></tt:HumanBody><tt:HumanFace><tt:Age/></tt:HumanFace><tt:ImageRef/>",
    sendsMetadata: true,
    topics: [["RuleEngine/ObjectDetection/Object", "ClassTypes"]],
  },
  /** A broker that is told everything, one that is told counts, and a server for files. */
  sends: {
    manufacturer: "AXIS",
    model: "P3265-LV",
    firmware: "11.11.73",
    rules: [["tt:FaceDetector", true]],
    brokers: [
      ["mqtts://shop:secret@broker.example.net:8883"],
      ["mqtt://10.0.0.5:1883", "tns1:RuleEngine/CountAggregation/Counter"],
    ],
    storage: [
      ["FTP", "ftp://user:secret@files.example.net/door"],
      ["LocalStorage", ""],
    ],
    recordsTo: "job1",
  },
} as const satisfies Readonly<Record<string, InspectedDevice>>;

/** The options of a device that answers so. */
export function inspectedDevice(
  device: InspectedDevice,
  login: OnvifDeviceOptions["login"],
): OnvifDeviceOptions & { readonly answers: Readonly<Record<string, string>> } {
  const { rules = [], modules = [], supported = [], topics = [], scopes = [] } = device;
  const answer = (action: string, body: string): [string, string] => [
    action,
    `<x:${action}Response xmlns:x="x">${body}</x:${action}Response>`,
  ];
  const each = <T>(list: readonly T[], write: (one: T) => string) => list.map(write).join("");
  const answers = Object.fromEntries([
    answer(
      "GetDeviceInformation",
      `<x:Manufacturer>${device.manufacturer}</x:Manufacturer><x:Model>${device.model}</x:Model><x:FirmwareVersion>${device.firmware}</x:FirmwareVersion>`,
    ),
    answer(
      "GetScopes",
      each(scopes, (scope) => `<x:Scopes><tt:ScopeItem>${scope}</tt:ScopeItem></x:Scopes>`),
    ),
    answer(
      "GetRules",
      each(
        rules,
        ([type, isOn, ...parts]) =>
          `<x:Rule Name="My ${type.slice(3)}" Type="${type}"><tt:Parameters><tt:SimpleItem Name="Enable" Value="${isOn}"/>${each(parts, (part) => `<tt:SimpleItem Name="${part}" Value="true"/>`)}</tt:Parameters></x:Rule>`,
      ),
    ),
    answer(
      "GetAnalyticsModules",
      each(
        modules,
        (type) => `<x:AnalyticsModule Name="My module" Type="${type}"><tt:Parameters/></x:AnalyticsModule>`,
      ),
    ),
    answer(
      "GetSupportedRules",
      `<x:SupportedRules>${each(supported, (name) => `<tt:RuleDescription Name="${name}"/>`)}</x:SupportedRules>`,
    ),
    answer("GetSupportedAnalyticsModules", "<x:SupportedAnalyticsModules/>"),
    answer(
      "GetSupportedMetadata",
      device.metadata === undefined
        ? ""
        : `<x:AnalyticsModule Type="tt:Any"><x:SampleFrame><tt:Object><tt:Appearance>${device.metadata}</tt:Appearance></tt:Object></x:SampleFrame></x:AnalyticsModule>`,
    ),
    answer("GetEventProperties", `<t:TopicSet xmlns:t="t">${each(topics, topicText)}</t:TopicSet>`),
    answer(
      "GetNetworkProtocols",
      each(
        ["HTTP", "RTSP"],
        (name) => `<x:NetworkProtocols><tt:Name>${name}</tt:Name><tt:Enabled>true</tt:Enabled></x:NetworkProtocols>`,
      ),
    ),
    answer(
      "GetDynamicDNS",
      `<x:DynamicDNSInformation><tt:Type>${device.dynamicDns === undefined ? "NoUpdate" : "ClientUpdates"}</tt:Type><tt:Name>${device.dynamicDns ?? ""}</tt:Name></x:DynamicDNSInformation>`,
    ),
    answer(
      "GetEventBrokers",
      each(
        device.brokers ?? [],
        ([address, filter]) =>
          `<x:EventBroker><x:Address>${address}</x:Address>${filter === undefined ? "" : `<x:PublishFilter><t:TopicExpression xmlns:t="t">${filter}</t:TopicExpression></x:PublishFilter>`}</x:EventBroker>`,
      ),
    ),
    answer(
      "GetUplinks",
      each(
        device.uplinks ?? [],
        (address) => `<x:Configuration><x:RemoteAddress>${address}</x:RemoteAddress></x:Configuration>`,
      ),
    ),
    answer(
      "GetAppsInfo",
      each(
        device.apps ?? [],
        ([name, state]) => `<x:Info><x:Name>${name}</x:Name><x:State>${state}</x:State></x:Info>`,
      ),
    ),
    answer(
      "GetStorageConfigurations",
      each(
        device.storage ?? [],
        ([kind, address]) =>
          `<x:StorageConfigurations token="s"><x:Data type="http://www.onvif.org/ver10/tds/StorageType/${kind}"><x:LocalPath>/mnt</x:LocalPath><x:StorageUri>${address}</x:StorageUri></x:Data></x:StorageConfigurations>`,
      ),
    ),
    answer(
      "GetRecordingJobs",
      device.recordsTo === undefined
        ? ""
        : `<x:JobItem><tt:JobToken>${device.recordsTo}</tt:JobToken><tt:JobConfiguration><tt:Mode>Active</tt:Mode></tt:JobConfiguration></x:JobItem>`,
    ),
  ]);
  const { events, analytics, recording, uplink, apps } = SERVICES;
  return {
    login,
    answers,
    model: device.model,
    moreServices: [
      events,
      analytics,
      ...(device.recordsTo === undefined ? [] : [recording]),
      ...(device.uplinks ? [uplink] : []),
      ...(device.apps ? [apps] : []),
    ],
    namespaces: device.namespace === undefined ? 'xmlns:tnshik="none"' : `xmlns:tnshik="${device.namespace}"`,
    profiles: [
      {
        token: "sub",
        name: "Sub stream",
        codec: "H264",
        width: 640,
        height: 360,
        framesPerSecond: 15,
        address: "rtsp://127.0.0.1:554/sub",
        analytics: 'a&amp;"1'.replace('"', "&quot;"),
        ...(device.sendsMetadata ? { sendsMetadata: true } : {}),
      },
    ],
  };
}

/** An event as it stands in a set of topics: an element a step, the message in the last. */
function topicText([path, ...fields]: readonly [string, ...string[]]): string {
  const steps = path.split("/");
  const message = `<tt:MessageDescription IsProperty="true"><tt:Data>${fields.map((name) => `<tt:SimpleItemDescription Name="${name}" Type="xs:string"/>`).join("")}</tt:Data></tt:MessageDescription>`;
  return steps.reduceRight((inner, step) => `<${step}>${inner}</${step}>`, message);
}
