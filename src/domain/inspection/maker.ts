import type { Menu } from "./concern.ts";
import type { DeviceDescription } from "./device-description.ts";

/** Makers whose menus or signs are known; under whatever name their cameras are sold. */
export const MAKERS = ["hikvision", "dahua", "axis", "hanwha", "uniview", "tiandy", "other"] as const;
export type Maker = (typeof MAKERS)[number];

/** What a maker's cameras say of themselves; the first that fits. */
const MARKS: Readonly<Partial<Record<Maker, RegExp>>> = {
  hikvision: /hik ?vision|\bhikdigital\b|\btnshik\b|\bezviz\b|^ids-|^ds-2/i,
  dahua: /dahua|\blechange\b|\bimou\b|\bamcrest\b|^dh-|^ipc-h[df]/i,
  axis: /\baxis\b|axis\.com/i,
  hanwha: /hanwha|wisenet|samsung ?techwin|tnssamsung|samsungcctv/i,
  uniview: /uniview|\bunv\b|tnsuniview/i,
  tiandy: /tiandy/i,
};

/**
 * Where a maker's own pages have it, in their words: from the makers' manuals (Hikvision web 4 and 5, Dahua web 3, AXIS OS 11,
 * Wisenet, Uniview IPC). LIMIT: models and versions differ; what is not known here is told in general words.
 */
const MENUS_OF: Readonly<Partial<Record<Maker, Readonly<Partial<Record<Menu, string>>>>>> = {
  hikvision: {
    faces: "Configuration > Event > Smart Event > Face Detection; Configuration > Face Capture; VCA Resource",
    bodies: "Configuration > System > System Settings > VCA Resource",
    plates: "Configuration > Road Traffic",
    ftp: "Configuration > Network > Advanced Settings > FTP",
    cloud: "Configuration > Network > Advanced Settings > Platform Access",
    storage: "Configuration > Storage > Schedule Settings",
    ddns: "Configuration > Network > Basic Settings > DDNS",
    users: "Configuration > System > User Management",
    firmware: "Configuration > System > Maintenance > Upgrade & Maintenance",
  },
  dahua: {
    faces: "Setting > Event > Smart Plan, Face Detection, Face Recognition",
    bodies: "Setting > Event > Smart Plan, Video Metadata",
    plates: "Setting > Event > Smart Plan, ANPR",
    metadata: "Setting > Event > Video Metadata",
    ftp: "Setting > Storage > Destination > FTP",
    cloud: "Setting > Network > P2P",
    storage: "Setting > Storage > Schedule",
    ddns: "Setting > Network > DDNS",
    users: "Setting > System > Account",
    firmware: "Setting > System > Upgrade",
  },
  axis: {
    faces: "Apps",
    bodies: "Apps; Analytics > Metadata configuration",
    plates: "Apps",
    metadata: "Analytics > Metadata configuration",
    mqtt: "System > MQTT",
    ftp: "System > Events > Recipients",
    cloud: "System > Network > One-click cloud connection",
    storage: "System > Storage",
    users: "System > Accounts",
    firmware: "Maintenance",
  },
  hanwha: {
    faces: "Setup > Analytics > Face detection; Setup > Open platform",
    bodies: "Setup > AI / Analytics; Setup > Open platform",
    plates: "Setup > Open platform",
    ftp: "Setup > Event > FTP / E-mail",
    cloud: "Setup > Network > DDNS & P2P",
    storage: "Setup > Event > Storage",
    ddns: "Setup > Network > DDNS & P2P",
    users: "Setup > Basic > User",
    firmware: "Setup > System > Upgrade / Restart",
  },
  uniview: {
    faces: "Setup > Intelligent > Smart > Face Detection",
    bodies: "Setup > Intelligent > Smart",
    plates: "Setup > Intelligent > Smart",
    ftp: "Setup > Network > FTP",
    cloud: "Setup > Network > EZCloud",
    storage: "Setup > Storage",
    ddns: "Setup > Network > DDNS",
    users: "Setup > Security > User",
    firmware: "Setup > System > Maintenance",
  },
};

/** Who made a device, by its name, its namespaces and its scopes. */
export function makerOf({
  manufacturer,
  model,
  marks,
}: Pick<DeviceDescription, "manufacturer" | "model" | "marks">): Maker {
  const told = [manufacturer, model, ...marks];
  return MAKERS.find((maker) => told.some((text) => MARKS[maker]?.test(text))) ?? "other";
}

/** The maker's own words for a menu; null where they are not known. */
export function menuOf(maker: Maker, menu: Menu): string | null {
  return MENUS_OF[maker]?.[menu] ?? null;
}
