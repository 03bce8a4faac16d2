import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { sharedWith } from "#domain/deployment/sharing.ts";

const CHAIN = { controller: null };

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
    ...deployment.stores.filter(({ controller }) => controller).map(sharingText),
    "The form is right. Whether it may run is for `lintel check` to say.",
  ].join("\n");
}

/** What the chain sees of a store that is its own controller. */
function sharingText(store: Store): string {
  const { figures, health } = sharedWith(store, CHAIN);
  const seen = [
    ...(figures === "none" ? [] : [`figures by the ${figures}`]),
    ...(health ? ["the health of its sensors"] : []),
  ];
  return `  ${store.id} is controlled by ${store.controller?.name}; the chain sees ${seen.join(" and ") || "nothing of it"}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
