import assert from "node:assert/strict";
import test from "node:test";
import { Deployment } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { WELCOME_LANGUAGES } from "#domain/wire/welcome.ts";
import { draftMarkdown, openQuestions } from "./draft.ts";
import { DRAFT_KINDS, DRAFT_SECTIONS } from "./draft-words.ts";
import { makeDraft } from "./make-draft.ts";

const deployment = (more: object = {}, evidence: object = {}) =>
  Deployment.parse({
    lintel: 1,
    name: "Chain # 1",
    ...more,
    evidence,
    stores: [
      {
        id: "here",
        time_zone: "Europe/Paris",
        site: { jurisdiction: "EU-FR" },
        sensors: [{ id: "door", source: "rtsp://192.0.2.7/", does: ["count"] }],
      },
    ],
  });
const made = (kind: "impact" | "record", file: Deployment, language: (typeof WELCOME_LANGUAGES)[number] = "en") => {
  const at = "2026-11-29";
  const { decisions } = judge(file, { laws: [], broken: [], additions: [] }, at);
  return makeDraft(kind, file, file.stores[0]!, { decisions, at, paperFault: () => null, language });
};

test("a draft tells of what is planned, though nothing of it is permitted yet, and says so", () => {
  const text = draftMarkdown(made("impact", deployment()));
  assert.match(text, /A camera counts people/);
  assert.match(text, /door, count: not permitted/);
  assert.match(text, /not legal advice/);
  assert.match(text, /Who is responsible: Chain \\# 1/, "a name is never a heading");
  assert.doesNotMatch(text, /192\.0\.2/);
});

test("what nobody has said is a question at the top, and gone from there once it is said", () => {
  const before = openQuestions(made("record", deployment()));
  const contacts = { rights: "privacy@shop.example", officer: "none", recipients: "none" };
  const after = made(
    "record",
    deployment({ contacts, practice: { purpose: "statistics" } }, { sec: { encryption: true } }),
  );
  const gone = before.filter((question) => !openQuestions(after).includes(question));
  for (const what of ["Contact", "Data protection officer", "What for", "Recipients", "data are encrypted"])
    assert.ok(
      gone.some((question) => question.includes(what)),
      what,
    );
  const text = draftMarkdown(after);
  assert.match(text, /privacy@shop\.example/);
  assert.match(text, /No personal data leave the country/);
  assert.ok(text.indexOf("Left open") < text.indexOf("## 1."));
});

test("every draft has all its sections in four languages, and what only a person can answer is always asked", () => {
  for (const kind of DRAFT_KINDS)
    for (const language of WELCOME_LANGUAGES) {
      const draft = made(kind, deployment(), language);
      assert.equal(draft.sections.length, DRAFT_SECTIONS[kind].length);
      assert.ok(draft.sections.every(({ title }) => title !== ""));
      assert.ok(openQuestions(draft).length > 5);
    }
});
