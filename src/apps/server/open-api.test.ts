import assert from "node:assert/strict";
import test from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openServedShop } from "#tools/shop/served-shop.ts";
import { ACCESS } from "./access-table.ts";

test("the API is described in OpenAPI 3.1: every route of it, and nothing else", async () => {
  await using shop = await openServedShop();
  const { json } = await shop.ask("GET /api/docs/json");
  assert.match(json.openapi, /^3\.1\./);
  const { valid, errors } = await new Validator().validate(structuredClone(json));
  assert.ok(valid, JSON.stringify(errors));
  const described = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  const served = Object.keys(ACCESS).filter((route) => route.includes(" /api/"));
  assert.deepEqual(described.toSorted(), served.toSorted());
  assert.deepEqual(shop.server.openApi(), json);
});
