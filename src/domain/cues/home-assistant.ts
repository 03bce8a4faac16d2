import type { CueEvent, StoreFiguresNow } from "./cue-event.ts";

/*
 * What Home Assistant finds of a store by MQTT discovery. Facts read in November 2026 from its pages on MQTT sensors and binary
 * sensors: a retained message at `PREFIX/COMPONENT/NODE/OBJECT/config` makes an entity; ids there have letters of English,
 * digits, `_` and `-` only.
 *
 *     homeassistant/sensor/lintel_shop_mall-7/visitors_today/config     what there is, retained
 *     lintel/shop/mall-7/figures                                        {"visitors_today":41,"occupancy":6}, retained
 *     lintel/shop/mall-7/waiting/cam_till-1f0c                          ON, never retained: it is over by itself
 *     lintel/shop/availability                                          online, or by the last will offline; retained
 */

/** Who speaks at the broker: the name of this installation, and where Home Assistant looks. */
export type HomeAssistantPlace = { readonly instance: string; readonly discoveryPrefix: string };

export type MqttPublication = { readonly topic: string; readonly payload: string; readonly isRetained: boolean };

/** How long `somebody waits` stays on after a cue. */
const ON_SECONDS = 60;
const ONLINE = "online";
const OFFLINE = "offline";

/** Says that Lintel is there, or as its last will that it is not. */
export function availability(place: HomeAssistantPlace, isThere: boolean): MqttPublication {
  return { topic: `${baseOf(place)}/availability`, payload: isThere ? ONLINE : OFFLINE, isRetained: true };
}

/** What there is of a store: visitors, occupancy, and for each zone with a cue whether somebody waits. */
export function discoveries(
  place: HomeAssistantPlace,
  { storeId, storeName, cueZones = [] }: Pick<StoreFiguresNow, "storeId" | "storeName" | "cueZones">,
): MqttPublication[] {
  const node = `lintel_${place.instance}_${storeId}`;
  const entity = (component: string, object: string, fields: object): MqttPublication => ({
    topic: `${place.discoveryPrefix}/${component}/${node}/${object}/config`,
    payload: JSON.stringify({
      unique_id: `${node}_${object}`,
      ...fields,
      availability_topic: availability(place, true).topic,
      payload_available: ONLINE,
      payload_not_available: OFFLINE,
      device: { identifiers: [node], name: storeName, manufacturer: "Lintel", model: "Store footfall" },
      origin: { name: "Lintel" },
    }),
    isRetained: true,
  });
  const figure = (name: string, object: string, stateClass: string, icon: string) =>
    entity("sensor", object, {
      name,
      state_topic: figuresTopic(place, storeId),
      value_template: `{{ value_json.${object} }}`,
      state_class: stateClass,
      unit_of_measurement: "people",
      icon,
    });
  return [
    figure("Visitors today", "visitors_today", "total_increasing", "mdi:account-arrow-right"),
    figure("Occupancy", "occupancy", "measurement", "mdi:account-group"),
    ...cueZones.map((zone) => {
      const object = `waiting_${zoneId(zone)}`;
      return entity("binary_sensor", object, {
        name: `Somebody waits: ${zone.zone}`,
        state_topic: waitingTopic(place, storeId, zone),
        json_attributes_topic: `${waitingTopic(place, storeId, zone)}/attributes`,
        payload_on: "ON",
        payload_off: "OFF",
        off_delay: ON_SECONDS,
        device_class: "occupancy",
      });
    }),
  ];
}

/** How many came today and are there now. What is not known is null, which Home Assistant shows as unknown. */
export function figuresNow(
  place: HomeAssistantPlace,
  { storeId, visitorsToday, occupancy }: StoreFiguresNow,
): MqttPublication {
  return {
    topic: figuresTopic(place, storeId),
    payload: JSON.stringify({ visitors_today: visitorsToday, occupancy }),
    isRetained: true,
  };
}

/** Somebody waits. A test goes to a topic of its own, so that nobody runs to the till for it and nothing of it stays. */
export function cuePublications(place: HomeAssistantPlace, event: CueEvent): MqttPublication[] {
  const { storeId, sensorId, zone, waitedMs, atMs, isTest } = event;
  const told = {
    sensor: sensorId,
    zone,
    waited_seconds: Math.round(waitedMs / 1000),
    at: new Date(atMs).toISOString(),
  };
  if (isTest)
    return [
      {
        topic: `${baseOf(place)}/test`,
        payload: JSON.stringify({ test: true, store: storeId, ...told }),
        isRetained: false,
      },
    ];
  const topic = waitingTopic(place, storeId, { sensorId, zone });
  return [
    { topic: `${topic}/attributes`, payload: JSON.stringify(told), isRetained: false },
    { topic, payload: "ON", isRetained: false },
  ];
}

function baseOf({ instance }: HomeAssistantPlace): string {
  return `lintel/${instance}`;
}

function figuresTopic(place: HomeAssistantPlace, storeId: string): string {
  return `${baseOf(place)}/${storeId}/figures`;
}

function waitingTopic(place: HomeAssistantPlace, storeId: string, zone: ZoneOfSensor): string {
  return `${baseOf(place)}/${storeId}/waiting/${zoneId(zone)}`;
}

type ZoneOfSensor = { readonly sensorId: string; readonly zone: string };

/** An id of a zone that topics and Home Assistant take; names of any script stay apart by their checksum. */
function zoneId({ sensorId, zone }: ZoneOfSensor): string {
  const plain = zone.replace(/[^A-Za-z0-9_-]+/g, "-");
  return plain === zone ? `${sensorId}_${zone}` : `${sensorId}_${plain}-${checksum(zone)}`;
}

/** FNV-1a over the code points. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
