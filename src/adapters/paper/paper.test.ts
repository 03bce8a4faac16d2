import assert from "node:assert/strict";
import test from "node:test";
import { inflateSync } from "node:zlib";
import { breakLines } from "./line-breaks.ts";
import { type Paper, printPdf, printPng, SHEETS } from "./paper.ts";

/** Every letter one wide: columns of a typewriter. */
const broken = (text: string, width: number, language = "en") =>
  breakLines(text, { language, width, measure: (piece) => [...piece].length });

test("lines break at spaces, and never lose a letter", () => {
  assert.deepEqual(broken("who comes in is counted", 10), ["who comes", "in is", "counted"]);
  assert.deepEqual(broken("first\n\nthird", 10), ["first", "", "third"]);
  assert.deepEqual(broken("", 10), [""]);
  assert.deepEqual(broken("unbreakable", 4), ["unbr", "eaka", "ble"]);
});

test("French keeps its high punctuation and its quotation marks on the line of their word", () => {
  const text = "Qui passe\u00a0? C’est écrit à l’entrée\u00a0: «\u00a0Ici on compte\u00a0»\u00a0; rien d’autre.";
  for (let width = 12; width < 40; width++)
    for (const line of broken(text, width, "fr")) assert.doesNotMatch(line, /^[?:;»]|[«\u00a0]$/u, line);
});

test("Chinese breaks between words, and no line begins with a full stop or ends with an opening bracket", () => {
  const text = "本店统计客流，不识别人脸，不保存影像（见背面）。数据保留三十天。";
  for (let width = 4; width < 30; width++) {
    const lines = broken(text, width, "zh");
    assert.equal(lines.join(""), text);
    for (const line of lines) {
      assert.ok(line.length <= width);
      assert.doesNotMatch(line, /^[，。）]|（$/u, `${width}: ${line}`);
    }
  }
});

test("Korean and French break at spaces alone", () => {
  assert.deepEqual(broken("이 매장은 방문자 수를 셉니다.", 9, "ko"), ["이 매장은 방문자", "수를 셉니다."]);
  assert.deepEqual(broken("l’entrée du magasin", 12, "fr"), ["l’entrée du", "magasin"]);
});

const everyLanguage = (paper: Paper) => {
  let top = 40;
  for (const text of [
    "Footfall: 1,234 visits",
    "Fréquentation à l’entrée",
    "本店统计客流，不识别人脸。",
    "얼굴을 인식하지 않습니다",
  ])
    top = paper.write(text, { left: 40, top, width: 300, size: 18, weight: top > 80 ? 700 : 400 });
};

test("a PDF holds the text of every script so that it can be searched", () => {
  const file = Buffer.from(
    printPdf({ title: "Test", language: "en", size: SHEETS.A4 }, [everyLanguage, everyLanguage]),
  );
  assert.equal(file.subarray(0, 5).toString(), "%PDF-");
  assert.equal(file.toString("latin1").match(/\/Type \/Page\b/g)?.length, 2);
  const maps = streamsOf(file).filter((stream) => stream.includes("beginbfchar") || stream.includes("beginbfrange"));
  const mapped = maps.join("").toLowerCase();
  for (const letter of "店굴é’") {
    const code = letter.codePointAt(0)!.toString(16).padStart(4, "0");
    assert.match(mapped, new RegExp(code), `${letter} cannot be searched`);
  }
});

/** The streams of a PDF file, unpacked, as text. */
function streamsOf(file: Buffer): string[] {
  const streams: string[] = [];
  for (let at = file.indexOf("stream\n"); at >= 0; at = file.indexOf("stream\n", at + 1)) {
    if (file.subarray(at - 3, at).toString() === "end") continue;
    try {
      streams.push(inflateSync(file.subarray(at + "stream\n".length)).toString("latin1"));
    } catch {
      // A stream that is not deflated holds no table of letters.
    }
  }
  return streams;
}

test("a picture is as large as its sheet, white where nothing is drawn", () => {
  const file = Buffer.from(printPng({ language: "en", size: SHEETS.A5 }, everyLanguage, 2));
  assert.equal(file.subarray(1, 4).toString(), "PNG");
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [839, 1191]);
});

test("where a text ends is known before it is drawn, and weight is real", () => {
  const ends: number[] = [];
  const pictures = [400, 700].map((weight) =>
    Buffer.from(
      printPng(
        { language: "en", size: SHEETS.A5 },
        (paper) => {
          const setting = { left: 20, top: 20, width: 100, size: 12, weight };
          ends.push(
            paper.endOf("counted by body, not by face", setting),
            paper.write("counted by body, not by face", setting),
          );
        },
        1,
      ),
    ).toString("base64"),
  );
  assert.equal(ends[0], ends[1]);
  assert.notEqual(pictures[0], pictures[1]);
});
