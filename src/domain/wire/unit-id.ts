/**
 * How a line or zone of a sensor is called in records, in the store and in the API: `SENSOR.NAME`. A sensor's id holds no dot, so
 * that the first one parts the two.
 */
export function unitIdOf(sensorId: string, name: string): string {
  return `${sensorId}.${name}`;
}

/** The sensor and the name in a unit's id. What has no dot was kept before sensors had names: its sensor is empty. */
export function partsOfUnitId(unitId: string): { readonly sensor: string; readonly name: string } {
  const dot = unitId.indexOf(".");
  return dot < 0 ? { sensor: "", name: unitId } : { sensor: unitId.slice(0, dot), name: unitId.slice(dot + 1) };
}
