import assert from "node:assert/strict";
import test from "node:test";
import { openAnsweredChain } from "./answered-chain.ts";
import { openDashboard } from "./open-dashboard.ts";

test("who visits is shown with its sample, week by week, store by store, and where nobody is asked it is said how to", async () => {
  await using shop = await openAnsweredChain();
  await using dashboard = await openDashboard(shop);
  const owner = await shop.person("owner");
  const days = "from=2026-08-31&to=2026-10-04";
  const page = await dashboard.person(owner.login, `/app/store-01/mix?${days}`);
  const { told, estimated } = (await shop.ask(`GET /api/v1/stores/store-01/visitor-mix?${days}`, { as: owner })).json
    .together;
  for (const { answers, weeks } of [told, estimated])
    await page.getByText(`${answers} answers, from ${weeks} of 5 weeks`).waitFor();
  const { share, low, high } = told.sexes.female;
  const points = (value: number) => Math.round(100 * value);
  await page
    .getByText(`${points(share)}% (${points(low)}–${points(high)})`, { exact: true })
    .first()
    .waitFor();
  assert.equal(await page.getByText("withheld: fewer than 10 answers, or none").count(), 2, "the third week of each");
  await page.getByText("are two figures, and are never added").waitFor();

  await page.goto(`${shop.url}/app/store-03/mix?${days}`);
  await page.getByText("Nobody is asked here").waitFor();
  await page.goto(`${shop.url}/app/stores?${days}`);
  const beside = page.locator("table", { hasText: "All with 50 or more answers in a week" });
  await beside.waitFor();
  assert.match((await beside.locator("tr", { hasText: "store-02" }).textContent()) ?? "", /585/);
  assert.equal(await beside.locator("tr", { hasText: "store-03" }).count(), 0);
  assert.deepEqual(dashboard.complaints, []);
});
