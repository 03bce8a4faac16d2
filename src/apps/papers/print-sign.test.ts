import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import jsQrModule from "jsqr";
import { type Paper, printPdf, SHEETS } from "#adapters/paper/paper.ts";
import { qrSquares } from "#adapters/qr/qr-code.ts";
import { loadDeploymentText } from "#apps/deployment/deployment-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Sign } from "#domain/signs/sign.ts";
import { SIGN_RULES } from "#domain/signs/sign-rules.ts";
import { SIGN_WORDS } from "#domain/signs/sign-words.ts";
import { WELCOME_LANGUAGES } from "#domain/wire/welcome.ts";
import { estimatingTabletYaml } from "#tools/shop/served-shop.ts";
import { makeSign, printSign } from "./print-sign.ts";
import { signSheets } from "./sign-sheet.ts";

// A module of CommonJS, whose types promise a default that Node wraps once more.
const jsQr = ((jsQrModule as unknown as { default?: unknown }).default ?? jsQrModule) as typeof jsQrModule.default;

const AT = "2026-11-29";
const PHONE_URL = "https://192.168.1.20:7070";
const CONTACTS =
  "contacts: { rights: privacy@shop.example, officer: none, in_charge: store manager, recipients: none }\n";

const example = (name: string) => readFileSync(`examples/${name}.yaml`, "utf8");
const signed = (yaml: string, { phoneUrl = PHONE_URL as string | null, store = 0 } = {}) => {
  const loaded = loadDeploymentText(yaml, "examples/shop.yaml");
  return makeSign(loaded, loaded.deployment.stores[store]!, { at: AT, phoneUrl });
};
const fieldsOf = ({ lines }: Sign) => Object.fromEntries(lines.map(({ field, text }) => [field, text?.en ?? null]));

/** The examples, with what only a person can say. In China counsel has let the camera count. */
const PLACES = {
  CN: example("camera-china").replace("  rights:\n", "  counsel: { signoff: { on_file: true } }\n  rights:\n"),
  "CN, no camera": example("mall-china"),
  "EU-FR": example("boutique-france"),
  "EU-IT": example("chain-europe"),
  "US-IL": `${example("shop-illinois")}practice: { purpose: statistics }\n`,
  "US-NYC": `${example("shop-illinois").replace("US-IL", "US-NYC")}practice: { purpose: statistics }\n`,
  KR: example("shop-korea"),
};

for (const [place, yaml] of Object.entries(PLACES))
  test(`${place}: every field that the place asks for is on the sign, in four languages, once the contacts are named`, () => {
    const sign = signed(yaml + CONTACTS);
    assert.deepEqual(
      sign.open.filter(({ isRequired }) => isRequired),
      [],
    );
    assert.equal(sign.isDraft, false);
    for (const field of sign.rules.flatMap((name) => SIGN_RULES[name].required as readonly string[])) {
      const line = sign.lines.find((one) => one.field === field);
      for (const language of WELCOME_LANGUAGES) assert.ok(line?.text?.[language], `${field} in ${language}`);
    }
    const { S4 } = fieldsOf(sign);
    assert.match(
      S4!,
      place === "CN, no camera" ? /sensor counts.*No picture is taken/ : /camera counts.*No picture of people is kept/,
    );
    assert.match(S4!, /No face is analysed\. Nobody is recognised\./);
  });

test("what the deployment does not say is open, with the place to say it, and the sign is a draft", () => {
  const sign = signed(PLACES["EU-FR"], { phoneUrl: null });
  const open = sign.open.filter(({ isRequired }) => isRequired);
  assert.deepEqual(open.map(({ field }) => field).toSorted(), ["S12", "S2", "S7"]);
  assert.ok(open.every(({ remedy }) => WELCOME_LANGUAGES.every((language) => remedy[language].includes("contacts"))));
  assert.equal(sign.isDraft, true);
  assert.equal(sign.url, "https://www.example.com/counting", "the full notice stands in for the page");
  const seoul = signed(PLACES.KR.concat("contacts: { rights: privacy@shop.example }\n"));
  assert.deepEqual(
    seoul.open.filter(({ isRequired }) => isRequired).map(({ field }) => field),
    ["S2"],
    "nobody in charge is named",
  );
});

test("nothing is claimed that another maker's camera in the shop may make false", () => {
  const recorder = `      - { id: other, class: rgb_recorded, does: [count] }\n`;
  const unknown = `      - { id: other, class: rgb_stream, does: [count] }\n`;
  const claims = (sensor: string) => fieldsOf(signed(`${example("shop-illinois").trimEnd()}\n${sensor}${CONTACTS}`)).S4;
  assert.match(
    claims("")!,
    /No face is analysed\. Nobody is recognised\. No picture of people is kept\. No picture leaves/,
  );
  for (const sensor of [recorder, unknown]) {
    assert.match(claims(sensor)!, /camera counts/);
    assert.doesNotMatch(claims(sensor)!, /\bNo\b|Nobody/);
  }
});

test("where a tablet estimates from faces, the sign says that AI is used and does not say that no face is analysed", () => {
  const tablet = estimatingTabletYaml();
  const evaluated = estimatingTabletYaml("model: { on_file: true, by_group: true }");
  const at = (place: string, sensor: string) =>
    signed(`${example("shop-illinois").trimEnd()}\n${sensor}${CONTACTS}`.replace("US-IL", place));
  assert.doesNotMatch(fieldsOf(at("US-IL", tablet)).S4!, /estimates/, "not evaluated: it does not run");
  const { S4 } = fieldsOf(at("US-IL", evaluated));
  assert.match(S4!, /tablet estimates/);
  assert.match(S4!, /Nobody is recognised/);
  assert.doesNotMatch(S4!, /No face/);
});

test("a franchise store names its own controller and contacts, and who gets its numbers", () => {
  const yaml = example("shop-illinois").replace(
    "    site:\n",
    "    controller: { name: Lake Shore LLC, shares: { figures: day } }\n    contacts: { recipients: none }\n    site:\n",
  );
  const { standing, lines } = signed(yaml + CONTACTS);
  assert.equal(standing.controller, "Lake Shore LLC");
  assert.deepEqual(standing.contacts, { recipients: "none" }, "the chain's contacts are not this store's");
  assert.deepEqual(standing.sharedWith, { name: "Example outfitters", figures: "day" });
  assert.ok(!lines.some(({ field }) => field === "S2"));
});

test("where nothing may run there is no sign", () => {
  assert.throws(
    () => signed(example("camera-china")),
    (error: unknown) => error instanceof Fault && error.code === "sign/nothing-runs",
  );
});

test("two languages are on one A4 sheet at every place, whatever is still to be filled in", () => {
  for (const [place, yaml] of Object.entries(PLACES))
    for (const languages of [
      ["fr", "en"],
      ["zh", "en"],
      ["ko", "fr"],
    ] as const) {
      const pdf = Buffer.from(printSign(signed(yaml), { size: "A4", format: "pdf", languages })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, `${place} in ${languages}`);
    }
});

test("a phone reads the code of a printed sign, and it leads to the store's page", async () => {
  const sign = signed(PLACES["US-IL"] + CONTACTS);
  const file = printSign(sign, { size: "A5", format: "png", languages: ["en"] });
  const picture = await loadImage(Buffer.from(file));
  const pen = createCanvas(picture.width, picture.height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  // The lower half, as somebody holds a phone to it.
  const top = Math.round(picture.height / 2);
  const { data } = pen.getImageData(0, top, picture.width, picture.height - top);
  assert.equal(jsQr(new Uint8ClampedArray(data), picture.width, picture.height - top)?.data, `${PHONE_URL}/s/chicago`);
});

for (const size of ["A4", "A5"] as const)
  test(`${size}: contacts as long as may be go to a further sheet, and nothing is cut or left out`, () => {
    const long = "the department of privacy and data protection of the company ".repeat(3);
    const sign = signed(
      `${PLACES["EU-FR"]}contacts: { rights: "${long}", officer: "${long}", recipients: "${long}", authority: "${long}" }\n`,
    );
    const written: string[] = [];
    let sheets = 0;
    const squares = qrSquares(sign.url!);
    printPdf({ title: "a sign", language: "en", size: SHEETS[size] }, [
      (paper) => {
        const watched: Paper = {
          ...paper,
          write(text, setting) {
            const end = paper.write(text, setting);
            assert.ok(end <= paper.size.height + 1, `\`${text}\` ends at ${end}`);
            written.push(text);
            return end;
          },
        };
        const drawn = signSheets(sign, WELCOME_LANGUAGES, { squares, paper });
        sheets = drawn.length;
        for (const draw of drawn) draw(watched);
      },
    ]);
    assert.ok(sheets > 2, `${sheets} sheets`);
    for (const { field, text } of sign.lines)
      for (const language of WELCOME_LANGUAGES)
        if (field === "S10") continue;
        else if (field === "S13") assert.ok(written.includes(text!.en));
        else if (field === "S4") assert.ok(written.includes(SIGN_WORDS[language].labels.S4));
        else assert.ok(written.includes(text![language]), `${field} in ${language}`);
  });
