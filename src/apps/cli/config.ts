import { loadDeployment } from "#apps/deployment/deployment-file.ts";

/** `lintel config check`: reads a deployment file and says what is in it; what is wrong is a fault with line and column. */
export function checkConfig(path: string): string {
  const { deployment, book } = loadDeployment(path);
  const sensors = deployment.stores.flatMap((store) => store.sensors);
  const additions = book.additions.map(
    ({ additions, by, date }) => `  with the additions \`${additions}\` of ${by}, ${date}`,
  );
  const own = sensors.filter(({ source }) => source !== undefined).length;
  return [
    `${path}: ${deployment.name}: ${counted(deployment.stores.length, "store")}, ${counted(sensors.length, "sensor")}, of them ${counted(own, "camera")} that Lintel watches`,
    ...additions,
    "The form is right. Whether it may run is for `lintel check` to say.",
  ].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
