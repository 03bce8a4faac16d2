import "reflect-metadata";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPrivateKey, X509Certificate as NodeCertificate, webcrypto } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer as createHttps, request } from "node:https";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { checkServerIdentity, connect, createServer } from "node:tls";
import { SubjectAlternativeNameExtension, X509Certificate, X509CertificateGenerator } from "@peculiar/x509";
import { Fault } from "#domain/fault/fault.ts";
import { HOSTS_MAX } from "./certified-host.ts";
import { readCertificate, WARN_BEFORE_MS } from "./given-certificate.ts";
import { AUTHORITY_MS, CERTIFICATE_MS_MAX, openCertificate, RENEW_BEFORE_MS } from "./own-authority.ts";

const DAY_MS = 86_400_000;
const HOSTS = ["shop.example", "192.168.1.20", "[fd00::5]"];

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-certificate-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "certificate");
}

/** Whether a client that trusts only this authority accepts the server under this name: `ok`, or why not. */
async function greet(
  { keyPem, certificatePem }: { readonly keyPem: string; readonly certificatePem: string },
  { ca, host }: { readonly ca: string; readonly host: string },
): Promise<string> {
  const server = createServer({ key: keyPem, cert: certificatePem, minVersion: "TLSv1.3" }, (socket) =>
    socket.end("hello"),
  );
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    return await new Promise((resolve) => {
      const socket = connect({
        host: "127.0.0.1",
        port,
        ca,
        ...(isIP(host) === 0 && { servername: host }),
        checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
      });
      socket.on("secureConnect", () => resolve("ok"));
      socket.on("error", (error: Error & { code?: string }) => resolve(`${error.code}: ${error.message}`));
      socket.on("close", () => resolve("closed")).resume();
    });
  } finally {
    server.close();
  }
}

test("who trusts the authority accepts the server under all its names, and under no other", async (context) => {
  const made = await openCertificate(folderOf(context), { hosts: HOSTS });
  for (const host of ["shop.example", "192.168.1.20", "fd00::5", "localhost", "127.0.0.1", "::1"])
    assert.equal(await greet(made, { ca: made.caPem, host }), "ok", host);
  assert.match(await greet(made, { ca: made.caPem, host: "bank.example" }), /ALTNAME_INVALID/);
  const other = await openCertificate(folderOf(context), { hosts: HOSTS });
  assert.match(await greet(made, { ca: other.caPem, host: "shop.example" }), /UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/);
});

test("a page is fetched over HTTPS by who trusts only the authority", async (context) => {
  const made = await openCertificate(folderOf(context), { hosts: [] });
  const server = createHttps({ key: made.keyPem, cert: made.certificatePem }, (_, answer) => answer.end("counted"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const { port } = server.address() as { port: number };
  const text = await new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, ca: made.caPem, agent: false }, (answer) => {
      answer.setEncoding("utf8").on("data", resolve);
    })
      .on("error", reject)
      .end();
  });
  assert.equal(text, "counted");
});

test("a stolen authority cannot sign for another host", async (context) => {
  const folder = folderOf(context);
  const made = await openCertificate(folder, { hosts: HOSTS });
  const authority = new X509Certificate(made.caPem);
  const stolen = await createPrivateKey(readFileSync(join(folder, "authority.pem"))).toCryptoKey(
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["sign"],
  );
  const keys = (await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as webcrypto.CryptoKeyPair;
  for (const [type, value] of [
    ["dns", "bank.example"],
    ["dns", "notshop.example"],
    ["ip", "192.168.2.20"],
    ["ip", "203.0.113.1"],
    ["ip", "2001:db8::1"],
  ] as const) {
    const forged = await X509CertificateGenerator.create({
      subject: "CN=forged",
      issuer: authority.subjectName,
      publicKey: keys.publicKey as CryptoKey,
      signingKey: stolen as CryptoKey,
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      extensions: [new SubjectAlternativeNameExtension([{ type, value }])],
    });
    const keyPem = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
    const pair = {
      keyPem: `-----BEGIN PRIVATE KEY-----\n${keyPem}\n-----END PRIVATE KEY-----\n`,
      certificatePem: forged.toString("pem"),
    };
    assert.match(await greet(pair, { ca: made.caPem, host: value }), /permitted subtree violation/, value);
  }
});

test("OpenSSL accepts it by its strict rules", {
  skip: spawnSync("openssl", ["version"]).status === 0 ? false : "left out: this machine has no openssl",
}, async (context) => {
  const folder = folderOf(context);
  await openCertificate(folder, { hosts: HOSTS });
  const verify = (...words: string[]) =>
    spawnSync(
      "openssl",
      [
        "verify",
        "-x509_strict",
        "-purpose",
        "sslserver",
        "-CAfile",
        join(folder, "authority.crt"),
        ...words,
        join(folder, "server.pem"),
      ],
      { encoding: "utf8" },
    );
  for (const words of [
    ["-verify_hostname", "shop.example"],
    ["-verify_ip", "192.168.1.20"],
    ["-verify_ip", "fd00::5"],
  ])
    assert.equal(verify(...words).status, 0, `${words.join(" ")}: ${verify(...words).stderr}`);
  assert.notEqual(verify("-verify_hostname", "bank.example").status, 0);
});

test("keys are for their owner alone, and the lives are as phones accept them", async (context) => {
  const folder = folderOf(context);
  const nowMs = Date.now();
  const made = await openCertificate(folder, { hosts: HOSTS, nowMs });
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, "authority.pem")).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, "server.pem")).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder).toSorted(), ["authority.crt", "authority.pem", "server.pem"]);
  assert.ok(!readFileSync(made.caFile, "utf8").includes("PRIVATE"));
  const [leaf, authority] = [new NodeCertificate(made.certificatePem), new NodeCertificate(made.caPem)];
  assert.ok(leaf.validToDate.getTime() - leaf.validFromDate.getTime() <= CERTIFICATE_MS_MAX);
  assert.ok(Math.abs(authority.validToDate.getTime() - nowMs - AUTHORITY_MS) < 2000);
  assert.equal(leaf.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
  assert.equal(authority.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
  assert.deepEqual([leaf.ca, authority.ca], [false, true]);
  assert.match(made.fingerprint, /^([\dA-F]{2}:){31}[\dA-F]{2}$/);
});

test("what is there is used again; the certificate is renewed in time, the authority stays", async (context) => {
  const folder = folderOf(context);
  const nowMs = Date.now();
  const first = await openCertificate(folder, { hosts: HOSTS, nowMs });
  assert.equal(first.made, "authority");
  const again = await openCertificate(folder, { hosts: HOSTS, nowMs: nowMs + DAY_MS });
  assert.deepEqual([again.made, again.certificatePem], ["nothing", first.certificatePem]);
  assert.deepEqual((await openCertificate(folder, { hosts: HOSTS.toReversed(), nowMs })).made, "nothing");

  const early = await openCertificate(folder, { hosts: HOSTS, nowMs: first.renewAtMs - DAY_MS });
  assert.equal(early.made, "nothing");
  const renewed = await openCertificate(folder, { hosts: HOSTS, nowMs: first.renewAtMs + 1 });
  assert.deepEqual([renewed.made, renewed.fingerprint], ["certificate", first.fingerprint]);
  assert.ok(renewed.endsAtMs > first.endsAtMs + 300 * DAY_MS);
  assert.equal(renewed.renewAtMs, renewed.endsAtMs - RENEW_BEFORE_MS);

  const late = await openCertificate(folder, { hosts: HOSTS, nowMs: nowMs + AUTHORITY_MS - 120 * DAY_MS });
  assert.deepEqual([late.made, late.fingerprint], ["certificate", first.fingerprint]);
  assert.ok(late.endsAtMs <= nowMs + AUTHORITY_MS, "no certificate outlives its authority");
  const next = await openCertificate(folder, { hosts: HOSTS, nowMs: nowMs + AUTHORITY_MS - 60 * DAY_MS });
  assert.equal(next.made, "authority");
  assert.notEqual(next.fingerprint, first.fingerprint);
});

test("another address of the same network needs no new trust; another network or name does", async (context) => {
  const folder = folderOf(context);
  const first = await openCertificate(folder, { hosts: HOSTS });
  const moved = await openCertificate(folder, { hosts: ["shop.example", "192.168.1.77", "fd00::6"] });
  assert.deepEqual([moved.made, moved.fingerprint], ["certificate", first.fingerprint]);
  assert.equal(await greet(moved, { ca: first.caPem, host: "192.168.1.77" }), "ok");
  assert.match(await greet(moved, { ca: first.caPem, host: "192.168.1.20" }), /ALTNAME_INVALID/);
  const fewer = await openCertificate(folder, { hosts: ["shop.example"] });
  assert.deepEqual([fewer.made, fewer.fingerprint], ["certificate", first.fingerprint]);
  const elsewhere = await openCertificate(folder, { hosts: ["192.168.2.20"] });
  assert.equal(elsewhere.made, "authority");
  const renamed = await openCertificate(folder, { hosts: ["192.168.2.20", "till.local"] });
  assert.equal(renamed.made, "authority");
  assert.equal(await greet(renamed, { ca: renamed.caPem, host: "till.local" }), "ok");
});

test("a damaged certificate is made anew, a damaged authority is not", async (context) => {
  const folder = folderOf(context);
  const first = await openCertificate(folder, { hosts: HOSTS });
  writeFileSync(join(folder, "server.pem"), "garbage");
  const mended = await openCertificate(folder, { hosts: HOSTS });
  assert.deepEqual([mended.made, mended.fingerprint], ["certificate", first.fingerprint]);
  const other = await openCertificate(folderOf(context), { hosts: HOSTS });
  const mixed = other.keyPem + mended.caPem;
  for (const text of ["", "garbage", mixed]) {
    writeFileSync(join(folder, "authority.pem"), text);
    await assert.rejects(
      openCertificate(folder, { hosts: HOSTS }),
      (fault) => fault instanceof Fault && fault.code === "certificate/damaged",
    );
  }
});

test("hosts that are none, too many, and folders that cannot be are refused", async (context) => {
  const folder = folderOf(context);
  for (const host of ["", "0.0.0.0", "127.1", "shop.example:7070", "https://shop.example", "shop example", "*.example"])
    await assert.rejects(
      openCertificate(folder, { hosts: [host] }),
      (fault) => fault instanceof Fault && fault.code === "certificate/host",
      host,
    );
  await assert.rejects(
    openCertificate(folder, { hosts: Array.from({ length: HOSTS_MAX }, (_, index) => `h${index}.example`) }),
    (fault) => fault instanceof Fault && fault.code === "certificate/host",
  );
  await openCertificate(folder, {
    hosts: Array.from({ length: HOSTS_MAX - 3 }, (_, i) => `${"h".repeat(60)}${i}.example`),
  });
  writeFileSync(`${folder}-file`, "");
  await assert.rejects(
    openCertificate(join(`${folder}-file`, "x"), { hosts: [] }),
    (fault) => fault instanceof Fault && fault.code === "certificate/unwritable",
  );
});

test("an owner's certificate is checked before phones see it", async (context) => {
  const folder = folderOf(context);
  const nowMs = Date.now();
  const made = await openCertificate(folder, { hosts: ["shop.example", "192.168.1.20"], nowMs });
  const other = await openCertificate(`${folder}-other`, { hosts: [] });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const certFile = file("cert.pem", made.certificatePem + made.caPem);
  const keyFile = file("key.pem", made.keyPem);

  const read = readCertificate({ certFile, keyFile, host: "shop.example", nowMs });
  assert.deepEqual(read.names.slice(0, 2), ["localhost", "127.0.0.1"]);
  assert.deepEqual([read.warning, read.endsAtMs], [null, made.endsAtMs]);
  assert.equal(read.certificatePem, made.certificatePem + made.caPem);
  readCertificate({ certFile, keyFile, host: "192.168.1.20", nowMs });
  assert.match(
    readCertificate({ certFile, keyFile, nowMs: made.endsAtMs - WARN_BEFORE_MS }).warning ?? "",
    /in 14 days: renew it/,
  );

  const locked = createPrivateKey(made.keyPem)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "hush" })
    .toString();
  const cases: [Partial<Parameters<typeof readCertificate>[0]>, string, RegExp][] = [
    [{ keyFile: file("other.pem", other.keyPem) }, "certificate/mismatch", /not of the certificate/],
    [{ host: "bank.example" }, "certificate/other-host", /shop\.example/],
    [{ host: "192.168.1.21" }, "certificate/other-host", /192\.168\.1\.20/],
    [{ nowMs: made.endsAtMs }, "certificate/expired", /ended on/],
    [{ nowMs: nowMs - 3 * DAY_MS }, "certificate/expired", /begins only/],
    [{ certFile: join(folder, "nowhere.pem") }, "certificate/unreadable", /cannot be read/],
    [{ certFile: keyFile, keyFile: certFile }, "certificate/unreadable", /no certificate/],
    [{ keyFile: file("locked.pem", locked) }, "certificate/unreadable", /locked/],
    [{ certFile: file("huge.pem", "x".repeat(300_000)) }, "certificate/unreadable", /too large/],
    [{ certFile: folder }, "certificate/unreadable", /cannot be read/],
  ];
  for (const [asked, code, why] of cases)
    assert.throws(
      () => readCertificate({ certFile, keyFile, nowMs, ...asked }),
      (fault) =>
        fault instanceof Fault && fault.code === code && why.test(fault.detail) && !fault.message.includes("BEGIN"),
      code,
    );
  chmodSync(folder, 0o700);
});
