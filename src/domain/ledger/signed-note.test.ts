import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { checkSignatures, readAuditKey, readCheckpoints } from "#domain/audit/checkpoint-note.ts";
import { bytesOfBase64 } from "#domain/audit/strict-base64.ts";
import { base64 } from "./base64.ts";
import { canonicalJson } from "./canonical-json.ts";
import { checkpointText, type NoteSigner, signatureLine, signedNote, verifierKey } from "./signed-note.ts";

/** The key, the text and the signature of the package that brought notes into use: golang.org/x/mod/sumdb/note. */
const NEUMANN: NoteSigner = {
  name: "PeterNeumann",
  seed: Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1),
  role: "log",
};
const LOG: NoteSigner = { name: "shop.example/ledger", seed: new Uint8Array(32).fill(1), role: "log" };
const WITNESS: NoteSigner = { name: "witness.example", seed: new Uint8Array(32).fill(2), role: "witness" };
const AT_MS = Date.parse("2026-11-29T12:00:00.900Z");
const ROOT = new Uint8Array(32).map((_, index) => index * 7);

test("keys and signatures are those of the signed notes that others write", () => {
  assert.equal(verifierKey(NEUMANN), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  assert.equal(
    signatureLine(NEUMANN, text, AT_MS),
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  );
});

test("a checkpoint is read as it was written, and the log's and a witness's signatures hold", () => {
  const text = checkpointText(LOG.name, 42, ROOT);
  const note = signedNote(LOG, text, AT_MS) + signatureLine(WITNESS, text, AT_MS);
  const { checkpoints, brokenAt } = readCheckpoints(Buffer.from(note));
  assert.equal(brokenAt, null);
  const [read] = checkpoints;
  assert.deepEqual([read?.origin, read?.size, read?.root, read?.text], [LOG.name, 42, ROOT, text]);
  const keys = [LOG, WITNESS].map((signer) => readAuditKey(verifierKey(signer))!);
  assert.deepEqual(checkSignatures(read!, keys), { complaints: [], witnesses: ["witness.example"] });
  assert.equal(checkSignatures(read!, keys.slice(0, 1)).complaints.length, 1, "a witness nobody knows is told");
  assert.equal(checkSignatures(read!, keys.slice(1)).complaints.length, 2, "the log's own signature is needed");
});

test("a witness says when it saw a checkpoint, to the second, in the form of C2SP's tlog-cosignature", () => {
  const line = signatureLine(WITNESS, "x\n", AT_MS);
  const bytes = Buffer.from(line.split(" ")[2]!, "base64");
  assert.equal(bytes.length, 4 + 8 + 64);
  assert.equal(bytes.readBigUInt64BE(4), BigInt(Math.floor(AT_MS / 1000)));
});

test("the same signature twice, and another's as the log's, are told", () => {
  const text = checkpointText(LOG.name, 1, ROOT);
  const other = { ...WITNESS, role: "log" } as const;
  const keys = [LOG, other].map((signer) => readAuditKey(verifierKey(signer))!);
  const complaintsOf = (note: string) =>
    checkSignatures(readCheckpoints(Buffer.from(note)).checkpoints[0]!, keys).complaints;
  assert.match(String(complaintsOf(signedNote(LOG, text, AT_MS) + signatureLine(LOG, text, AT_MS))), /twice/);
  assert.match(String(complaintsOf(signedNote(other, text, AT_MS))), /itself did not sign/);
});

test("a key with one letter changed is no key", () => {
  const key = verifierKey(LOG);
  assert.ok(readAuditKey(`${key}\n`));
  for (let at = 0; at < key.length; at += 1)
    assert.equal(
      readAuditKey(`${key.slice(0, at)}${key[at] === "b" ? "c" : "b"}${key.slice(at + 1)}`),
      null,
      `letter ${at}`,
    );
  for (const other of ["", "a+b+c", `${LOG.name}+00000000+AQ==`]) assert.equal(readAuditKey(other), null);
  const typed = Buffer.concat([Buffer.from([2]), new Uint8Array(32)]);
  const hash = createHash("sha256").update(`${LOG.name}\n`).update(typed).digest("hex").slice(0, 8);
  assert.equal(
    readAuditKey(`${LOG.name}+${hash}+${typed.toString("base64")}`),
    null,
    "of a kind that signs nothing here",
  );
});

test("a signature holds whole, as RFC 8032 has it, and a witness's for its time", () => {
  const text = checkpointText(LOG.name, 1, ROOT);
  const keys = [LOG, WITNESS].map((signer) => readAuditKey(verifierKey(signer))!);
  const complaintsOf = (change: (bytes: Buffer) => Uint8Array) => {
    const [dash, name, signature] = signatureLine(WITNESS, text, AT_MS).trim().split(" ");
    const changed = base64(change(Buffer.from(signature!, "base64")));
    const note = `${signedNote(LOG, text, AT_MS)}${dash} ${name} ${changed}\n`;
    return checkSignatures(readCheckpoints(Buffer.from(note)).checkpoints[0]!, keys).complaints;
  };
  assert.deepEqual(
    complaintsOf((bytes) => bytes),
    [],
  );
  const fails = ["the signature of `witness.example` does not hold"];
  for (let at = 4; at < 4 + 8 + 64; at += 1) {
    const flipped = complaintsOf((bytes) => bytes.with(at, bytes[at]! ^ 1));
    assert.deepEqual(flipped, fails, `byte ${at}`);
  }
  assert.deepEqual(
    complaintsOf((bytes) => bytes.subarray(0, -1)),
    fails,
  );
  // A key of small order, with which one signature holds for every text unless it is refused (RFC 8032, 5.1.7, without the cofactor).
  const small = new Uint8Array(32).with(0, 1);
  const forged = { ...readCheckpoints(Buffer.from(signedNote(LOG, text, AT_MS))).checkpoints[0]! };
  const key = { name: LOG.name, role: "log", publicKey: small, hash: "00000000" } as const;
  const signatures = [{ name: LOG.name, bytes: Uint8Array.of(0, 0, 0, 0, ...small, ...new Uint8Array(32)) }];
  assert.equal(checkSignatures({ ...forged, signatures }, [key]).complaints.length, 2);
});

test("base64 is read in the one way in which it is written", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
      assert.deepEqual(bytesOfBase64(base64(bytes)), bytes);
    }),
  );
  for (const other of [
    "A",
    "AA",
    "AAA",
    "AB==",
    "AAB=",
    "A===",
    "AA=A",
    "====",
    "=AAA",
    "AA-_",
    "AAAA=",
    "AA =",
    "Ä===",
  ])
    assert.equal(bytesOfBase64(other), null, other);
});

test("JSON has one form: names in order, no blanks, whole numbers", () => {
  assert.equal(
    canonicalJson({ b: [1, "ü\n", null, true], a: undefined, A: { z: -1, "": 0 } }),
    '{"A":{"":0,"z":-1},"b":[1,"ü\\n",null,true]}',
  );
  assert.throws(() => canonicalJson({ a: 0.5 }), RangeError);
  assert.throws(() => canonicalJson([2 ** 53]), RangeError);
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
      (data) => {
        const text = canonicalJson(data);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(data)));
        assert.equal(canonicalJson(Object.fromEntries(Object.entries(data).reverse())), text);
      },
    ),
  );
});
