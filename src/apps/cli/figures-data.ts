import { join } from "node:path";
import { openStoreReader } from "#adapters/store/store.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { StoreFigures } from "#domain/figures/store-figures.ts";
import { askedFigures, checkFigureOptions, type FiguresOptions, reportOf, unreadable } from "./figures.ts";
import { nowText } from "./figures-report.ts";
import { DEPLOYMENT_FILE } from "./simulate.ts";

export type StoredOptions = FiguresOptions & { readonly data: string; readonly now?: boolean };

/** `lintel figures --data`: the same figures of what a store keeps, or how its present day goes. */
export async function figuresOfData({ data, ...options }: StoredOptions, nowMs: number): Promise<string> {
  checkFigureOptions(options);
  if (options.now && (options.csv || (options.day ?? options.month ?? options.from ?? options.to) !== undefined))
    throw unreadable("`--now` is of the present day, as text or `--json`");
  const { deployment } = loadDeployment(options.deployment ?? join(data, DEPLOYMENT_FILE));
  const asked = askedFigures(options, deployment);
  using reader = openStoreReader(data);
  const kept = await reader.stores();
  const known = deployment.stores.filter(({ id }) => options.store === undefined || id === options.store);
  const told = known.filter(({ id }) => kept.includes(id));
  if (told.length === 0) {
    const sought = options.store === undefined ? "no store of the deployment is" : `\`${options.store}\` is not`;
    const found = kept.slice(0, 5).map((id) => `\`${id}\``);
    throw new Fault("figures/unknown-store", `${sought} in \`${data}\`; in it are ${found.join(", ") || "none"}`);
  }
  const isSimulated = deployment.simulated === true;
  if (options.now) {
    const all = [];
    for (const store of told) all.push(await reader.now({ ...asked, store, nowMs }));
    if (options.json) return JSON.stringify({ simulated: isSimulated, stores: all }, null, 2);
    return all.map((one) => nowText(one, isSimulated)).join("\n\n");
  }
  const all: StoreFigures[] = [];
  for (const store of told) {
    const figures = await reader.figures({ ...asked, store, nowMs });
    if (figures) all.push(figures);
  }
  return reportOf(all, { options, isSimulated });
}
