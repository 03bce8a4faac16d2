import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import jsQrModule from "jsqr";
import type { BrowserContextOptions, Page } from "playwright-core";
import { openServedShop, type ServedShop } from "#tools/shop/served-shop.ts";
import { readFrames, writeCameraFilm } from "./camera-film.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";

const jsQr = ((jsQrModule as unknown as { default?: unknown }).default ?? jsQrModule) as typeof jsQrModule.default;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STORE = "shop";
const BODY_BYTES_MAX = 1024;
const TABLET = { viewport: { width: 1180, height: 820 }, hasTouch: true } as const;
const TITLES = {
  en: "Who visits us?",
  zh: "谁来光临？",
  fr: "Qui vient chez nous ?",
  ko: "어떤 분이 오셨나요?",
} as const;

/** A film of two people side by side, where it is at hand; else faces of a photograph that ships in a package. */
const FILM = fileURLToPath(
  new URL("../../../shared/eval/video/head-pose-face-detection-female-and-male.gif", import.meta.url),
);
const PHOTOGRAPH = fileURLToPath(
  new URL("../../node_modules/@vladmandic/human/assets/screenshot-facematch.jpg", import.meta.url),
);
const HAS_FILM = existsSync(FILM);
const ONE_FACE = HAS_FILM
  ? { left: 240, top: 0, width: 240, height: 180 }
  : { left: 1607, top: 524, width: 120, height: 90 };

/** A place whose law lets visitors agree to an estimate, and a store that has all that it asks for. */
const SHOP = `lintel: 1
name: Example Ltd
simulated: true
practice:
  purpose: statistics
evidence:
  lawful_basis: consent
  consent:
    mode: separate
    withdrawal_channel: true
  rights:
    channel: true
  model:
    on_file: true
    by_group: true
stores:
  - id: ${STORE}
    name: Shop One
    time_zone: America/Chicago
    site:
      jurisdiction: US-TX
    sensors:
      - id: welcome
        class: tablet_camera
        does: [tablet-answer, tablet-estimate]
        practice:
          proc:
            mode: user_started
            staff_method: none
            dedup_method: none
            identify: false
            bystander_templates: false
            reid_template: false
            demog_source: face
            face_template: false
            image_persisted: false
            face_snapshot: false
            image_egress: false
            face_egress: false
          out:
            aggregate_only: true
            per_person_rows: false
            published: false
          transfer:
            pi: false
          targeting:
            individual: false
`;

let folder: string;
let shop: ServedShop;
let dashboard: Dashboard;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-welcome-"));
  const frames = await readFrames(HAS_FILM ? FILM : PHOTOGRAPH, { framesMax: 20 });
  const cameraFilm = join(folder, "camera.y4m");
  writeCameraFilm(cameraFilm, frames, { part: ONE_FACE, size: { width: 640, height: 480 } });
  shop = await openServedShop({ yaml: SHOP });
  dashboard = await openDashboard(shop, { cameraFilm });
});

after(async () => {
  await dashboard?.[Symbol.asyncDispose]();
  await shop?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
/** A tablet, all that it sent, and when its camera was opened and closed. */
type Tablet = { readonly page: Page; readonly sent: { readonly url: string; readonly body: Buffer }[] };

async function openTablet(options: BrowserContextOptions = {}): Promise<Tablet> {
  const page = await dashboard.visitor("/login", { ...TABLET, ...options });
  const sent: { url: string; body: Buffer }[] = [];
  page
    .context()
    .on("request", (request) => sent.push({ url: request.url(), body: request.postDataBuffer() ?? Buffer.alloc(0) }));
  await page.addInitScript(() => {
    const seen = window as unknown as { tracks: MediaStreamTrack[]; endedMs: number | null };
    seen.tracks = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await page.goto(`${shop.url}/welcome/${STORE}`);
  await choice(page, 0).waitFor();
  return { page, sent };
}

const choice = (page: Page, at: number) => page.locator("[data-choice]").nth(at);
const named = (page: Page, name: string) => page.locator("[data-choice]", { hasText: name });
const liveTracks = (page: Page) =>
  page.evaluate(
    () =>
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks.filter(({ readyState }) => readyState === "live")
        .length,
  );

async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there.
    (window as any).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  assert.deepEqual(
    violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes[0]?.html]),
    [],
  );
}

test("three ways are offered alike in four languages, none of them chosen before", async () => {
  for (const [language, title] of Object.entries(TITLES)) {
    const { page } = await openTablet({ locale: language });
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    const boxes = await page
      .locator("[data-choice]")
      .evaluateAll((all) =>
        all.map((one) => [
          one.clientWidth,
          one.clientHeight,
          getComputedStyle(one).backgroundColor,
          getComputedStyle(one).fontSize,
        ]),
      );
    assert.equal(boxes.length, 3);
    for (const box of boxes) assert.deepEqual(box, boxes[0]);
    await assertAccessible(page);
    await choice(page, 0).click();
    await page.getByRole("heading", { level: 1 }).and(page.locator(":focus")).waitFor();
    await assertAccessible(page);
    await page.context().close();
  }
});

test("saying no is one tap on every page, and agreeing is never less", async () => {
  const { page, sent } = await openTablet();
  const refused = page.getByRole("heading", { name: "That is fine" });
  await named(page, "No, thanks").click();
  await refused.waitFor();
  assert.ok(
    sent.every(({ body }) => body.length === 0),
    "who said no sent nothing",
  );
  await named(page, "Done").click();
  for (const [at, taps] of [
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
  ] as const) {
    await choice(page, at).click();
    for (let tap = 1; tap < taps; tap++) await named(page, "I agree").first().click();
    await named(page, "No, thanks").click();
    await refused.waitFor();
    await named(page, "Done").click();
  }
  assert.equal(await liveTracks(page), 0);
  // Each consent that was given before somebody said no is withdrawn: nobody took its receipt home.
  const asked = (ending: string) => sent.filter(({ url }) => url.endsWith(ending)).length;
  // Who was quicker than the answer to their consent withdraws it when it comes.
  for (let tries = 0; asked("/withdrawals") < 2 && tries < 50; tries++) await page.waitForTimeout(200);
  assert.deepEqual([asked("/consents"), asked("/withdrawals"), asked("/answers")], [2, 2, 0]);
  await page.context().close();
});

test("who says no while their consent is on its way is not taken to the camera, and the consent is withdrawn", async () => {
  const { page, sent } = await openTablet();
  const said = Promise.withResolvers<void>();
  await page.route("**/consents", async (route) => {
    await said.promise;
    await route.continue();
  });
  await choice(page, 1).click();
  await named(page, "I agree").first().click();
  await named(page, "No, thanks").click();
  await page.getByRole("heading", { name: "That is fine" }).waitFor();
  const withdrawn = page.waitForRequest((request) => request.url().endsWith("/withdrawals"));
  said.resolve();
  await withdrawn;
  assert.ok(await page.getByRole("heading", { name: "That is fine" }).isVisible());
  assert.equal(await liveTracks(page), 0);
  assert.equal(sent.filter(({ url }) => url.endsWith("/answers")).length, 0);
  await page.context().close();
});

test("a face is estimated in the tablet after consent, the camera is closed, and nothing but words is sent", async (context) => {
  const { page, sent } = await openTablet();
  await named(page, "The tablet estimates").click();
  await named(page, "I agree").first().waitFor();
  assert.equal(await liveTracks(page), 0, "no camera before consent");
  await named(page, "I agree").first().click();
  await page.locator("[data-estimate]").waitFor({ timeout: 60_000 });
  const answeredMs = performance.now();
  while ((await liveTracks(page)) > 0) assert.ok(performance.now() - answeredMs < 1000, "the camera is still on");
  const opened = await page.evaluate(() => (window as unknown as { tracks: unknown[] }).tracks.length);
  assert.equal(opened, 1);
  context.diagnostic(`estimated: ${await page.locator("[data-estimate]").textContent()}`);
  if (HAS_FILM) assert.match((await page.locator("[data-estimate]").textContent()) ?? "", /Male/);
  assert.equal(
    sent.filter(({ url }) => url.endsWith("/answers")).length,
    0,
    "nothing is sent before it was looked over",
  );
  await assertAccessible(page);
  await named(page, "Send").click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  await assertAccessible(page);

  const code = (await page.locator("[data-receipt]").textContent()) ?? "";
  const url = await readQr(page);
  assert.equal(new URL(url).hash, `#${code}`);
  await page.goto(`${shop.url}/login`);
  shop.server.parts.ledger.flush();
  await page.goto(url);
  await page.getByText("You agreed that the tablet estimates").waitFor();
  await page.locator('[data-proof="consent proved"]').waitFor();
  assert.equal(new URL(page.url()).hash, "", "the code does not stay in the address");
  await assertAccessible(page);
  await page.getByRole("button", { name: "Withdraw my consent" }).click();
  await page.locator("[data-withdrawn]").waitFor();
  await page.locator('[data-proof^="withdrawal"]:not([data-proof$="unproved"])').waitFor();
  await assertAccessible(page);

  const bodies = sent.filter(({ body }) => body.length > 0);
  assert.deepEqual(
    bodies.map((request) => new URL(request.url).pathname.split("/").at(-1)),
    ["consents", "answers", "receipt", "withdrawals", "receipt"],
  );
  for (const { body } of bodies) {
    assert.ok(body.length <= BODY_BYTES_MAX);
    assert.match(
      body.toString("utf8"),
      /^\{("\w+":("[\w -]*"|true|false),?)+\}$/,
      "words, and nothing that could be a picture",
    );
  }
  assert.deepEqual(Object.keys(JSON.parse(bodies[1]!.body.toString())).toSorted(), [
    "ageBand",
    "receiptId",
    "sex",
    "source",
  ]);
  assert.ok(
    sent.every(({ url }) => url.startsWith(shop.url) && !url.includes(code)),
    "all of it went to our own server, and no address held the code",
  );
  await page.context().close();
});

test("who corrects an estimate gives their own word, by a consent of its own, with the keyboard alone", async () => {
  const { page, sent } = await openTablet();
  await named(page, "The tablet estimates").click();
  await named(page, "I agree").first().click();
  await page.locator("[data-estimate]").waitFor({ timeout: 60_000 });
  const press = async (name: string) => {
    const wanted = named(page, name).first();
    for (let tab = 0; tab < 20 && !(await wanted.evaluate((one) => one === document.activeElement)); tab++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  };
  await press("I enter it myself instead");
  await page.getByRole("heading", { name: "May we keep what you tap in?" }).waitFor();
  await press("I agree");
  await page.getByRole("heading", { name: "Your answer" }).waitFor();
  assert.equal(await page.locator("[role=radio][aria-checked=true]").count(), 0, "nothing is chosen before");
  await assertAccessible(page);
  assert.ok(await named(page, "Send").isDisabled());
  for (const label of ["45 to 59", "Rather not say"]) {
    const card = page.getByRole("radio", { name: label }).last();
    await card.focus();
    await page.keyboard.press("Space");
  }
  await press("Send");
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  const answers = sent.filter(({ url }) => url.endsWith("/answers")).map(({ body }) => JSON.parse(body.toString()));
  assert.deepEqual(
    answers.map(({ ageBand, sex, source }) => ({ ageBand, sex, source })),
    [{ ageBand: "45-59", sex: "not-said", source: "told" }],
  );
  await page.context().close();
});

test("after 20 seconds of silence the tablet has forgotten who stood there, and warns before", async () => {
  const { page, sent } = await openTablet();
  await page.clock.install();
  await page.reload();
  await page.getByRole("button", { name: "Français" }).click();
  await choice(page, 0).click();
  await named(page, "J’accepte").first().click();
  await page.getByRole("heading", { name: "Votre réponse" }).waitFor();
  await page.clock.runFor(12_000);
  await page.getByText("Il n’y a personne ?").waitFor();
  await page.mouse.move(200, 700);
  await page.clock.runFor(12_000);
  await page.getByRole("heading", { name: "Votre réponse" }).waitFor();
  await page.clock.runFor(9_000);
  await page.getByRole("heading", { name: TITLES.en }).waitFor();
  assert.equal(sent.filter(({ url }) => url.endsWith("/withdrawals")).length, 1);
  await page.context().close();
});

test("only the page that runs the estimate may compile, and none may evaluate text", async () => {
  for (const [path, may] of [
    [`/welcome/${STORE}`, true],
    [`/rights/${STORE}`, false],
    ["/app", false],
  ] as const) {
    const policy = (await shop.ask(`GET ${path}`)).headers.get("content-security-policy") ?? "";
    assert.equal(policy.includes("'wasm-unsafe-eval'"), may, path);
    assert.doesNotMatch(policy, /'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
  }
  assert.deepEqual(dashboard.complaints, []);
});

/** What a phone reads off the tablet. */
async function readQr(page: Page): Promise<string> {
  const picture = await loadImage(await page.getByRole("img", { name: "QR code of your receipt" }).screenshot());
  const context = createCanvas(picture.width, picture.height).getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height);
  const read = jsQr(new Uint8ClampedArray(data), width, height)?.data;
  assert.ok(read, "a phone can read the code");
  return read;
}
