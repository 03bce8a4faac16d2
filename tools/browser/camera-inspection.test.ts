import assert from "node:assert/strict";
import test from "node:test";
import { INSPECTION_WORDS } from "#domain/inspection/finding-words.ts";
import { INSPECTED_DEVICES, inspectedDevice } from "#tools/onvif/inspected-devices.ts";
import { openOnvifDevice } from "#tools/onvif/onvif-device.ts";
import { openServedShop } from "#tools/shop/served-shop.ts";
import { openDashboard, PHONE } from "./open-dashboard.ts";

const LOGIN = { user: "guard", password: "of-the-camera-7" };
const LOCALES = { en: "en-GB", zh: "zh-CN", fr: "fr-FR", ko: "ko-KR" } as const;
const YAML = `lintel: 1
name: Test
stores:
  - id: here
    time_zone: Asia/Shanghai
    site: { jurisdiction: CN, public_place: true }
    sensors: []
`;

test("an installer inspects a camera before it is added, on a phone and in every language", async () => {
  await using device = await openOnvifDevice(inspectedDevice(INSPECTED_DEVICES.faceRecognition, LOGIN));
  await using shop = await openServedShop({ yaml: YAML });
  await using dashboard = await openDashboard(shop);
  const { login } = await shop.person("installer", { storeIds: ["here"] });
  for (const language of ["en", "zh", "fr", "ko"] as const) {
    const options = { ...PHONE, locale: LOCALES[language] };
    const page = await dashboard.person(login, "/app/here/add-camera", options);
    await page.locator("input[name=address]").fill(`127.0.0.1:${device.port}`);
    await page.locator("input[name=camera-user]").fill(LOGIN.user);
    await page.locator("input[name=camera-password]").fill(LOGIN.password);
    await page.locator("button:has(svg.tabler-icon-shield-search)").click();
    const { concerns, severities, unseen } = INSPECTION_WORDS[language];
    const face = page.getByRole("region", { name: concerns["face-recognition"].what });
    await face.waitFor();
    assert.match((await face.textContent()) ?? "", new RegExp(`${severities.must}.*Setting > Event.*CN-`, "s"));
    await page.getByText(unseen[0]!).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${language}: ${overflow} px too wide`);
    // What was found is of this login alone.
    await page.locator("input[name=camera-user]").fill("another");
    await face.waitFor({ state: "detached" });
    await page.context().close();
  }
  assert.deepEqual(dashboard.complaints, []);
});
