import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readYamlText, YAML_BYTES_MAX, yamlText } from "#adapters/yaml/yaml-file.ts";
import { loadDeploymentText } from "./deployment-file.ts";

const SHOPS = 222;
const CAMERAS = 565;

/** The French example as a chain of so many shops, with their cameras spread over them. */
function chainText(shops: number, cameras: number): string {
  const file = readYamlText(readFileSync("examples/boutique-france.yaml", "utf8"), "example");
  assert.ok(file.kind === "read");
  const example = file.data as { readonly stores: readonly { readonly sensors: readonly object[] }[] };
  const { sensors, ...shop } = example.stores[0]!;
  const at = (shop: number) => Math.floor((shop * cameras) / shops);
  const stores = Array.from({ length: shops }, (_, index) => ({
    ...shop,
    id: `shop-${index}`,
    sensors: Array.from({ length: at(index + 1) - at(index) }, (_, camera) => ({ ...sensors[0], id: `cam-${camera}` })),
  }));
  return yamlText({ ...example, stores });
}

test("a chain of 222 shops and 565 cameras fits into a file, and one that is too large is refused unread", () => {
  const chain = chainText(SHOPS, CAMERAS);
  assert.ok(chain.length < 0.6 * YAML_BYTES_MAX, `${chain.length} bytes`);
  const { deployment } = loadDeploymentText(chain, "chain.yaml");
  assert.equal(deployment.stores.flatMap(({ sensors }) => sensors).length, CAMERAS);
  const large = `${chain}#${" ".repeat(YAML_BYTES_MAX)}\n`;
  assert.throws(() => loadDeploymentText(large, "chain.yaml"), { code: "deployment/too-large", detail: /1 MB/ });
});
