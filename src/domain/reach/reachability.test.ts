import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { type HostKind, hostKind } from "./host-kind.ts";
import {
  PUBLIC_URL_LENGTH_MAX,
  type ReachKind,
  reachability,
  readListenAddress,
  readPublicUrl,
} from "./reachability.ts";

const KINDS: readonly (readonly [HostKind, readonly string[]])[] = [
  [
    "loopback",
    [
      "localhost",
      "LOCALHOST.",
      "shop.localhost",
      "127.0.0.1",
      "127.8.9.1",
      "::1",
      "[::1]",
      "0:0:0:0:0:0:0:1",
      "::ffff:127.0.0.1",
      "::ffff:7f00:1",
    ],
  ],
  ["any", ["0.0.0.0", "::", "[::]", "::ffff:0.0.0.0"]],
  ["link-local", ["169.254.3.4", "fe80::1", "FEBF::1"]],
  [
    "private",
    [
      "10.0.0.1",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.20",
      "100.64.0.1",
      "fd00::1",
      "fc00::1",
      "::ffff:192.168.1.1",
    ],
  ],
  ["local-name", ["shop.local", "till.shop.local"]],
  ["short-name", ["shop", "_till"]],
  [
    "public",
    [
      "shop.example",
      "203.0.113.7",
      "172.15.0.1",
      "172.32.0.1",
      "100.128.0.1",
      "2001:db8::1",
      "fec0::1",
      "shop.example.",
      "xn--bcher-kva.example",
    ],
  ],
  [
    "none",
    [
      "",
      ".",
      "local",
      "shop.invalid",
      "127.1",
      "2130706433",
      "0x7f000001",
      "shop.0x7f",
      "127.0.0.01",
      "256.0.0.1",
      "1.2.3",
      "1.2.3.4.5",
      "0.1.2.3",
      "224.0.0.1",
      "255.255.255.255",
      "ff02::1",
      ":::",
      "1::2::3",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "12345::1",
      "::1.2.3",
      "shop..example",
      "-shop.example",
      "shop example",
      "shop\u0000.example",
      "müller.example",
    ],
  ],
];

test("it is known how far each name and address is known", () => {
  for (const [kind, hosts] of KINDS) for (const host of hosts) assert.equal(hostKind(host), kind, host);
});

type Case = readonly [
  name: string,
  asked: Parameters<typeof reachability>[0],
  phoneUrl: string | null,
  hasTabletCamera: boolean,
  kinds: readonly ReachKind[],
];

const CASES: readonly Case[] = [
  ["nothing said", {}, null, false, ["listens-here-only"]],
  ["this machine only, IPv6", { listen: "[::1]:7070" }, null, false, ["listens-here-only"]],
  ["every address, none named", { listen: "0.0.0.0" }, null, false, ["no-address"]],
  ["every address, IPv6", { listen: "::" }, null, false, ["no-address"]],
  [
    "an address of the shop",
    { listen: "192.168.1.20" },
    "http://192.168.1.20:7070",
    false,
    ["plain-http", "private-address"],
  ],
  [
    "the same, secure",
    { listen: "192.168.1.20", isSecure: true },
    "https://192.168.1.20:7070",
    true,
    ["private-address"],
  ],
  [
    "a port of its own",
    { listen: "192.168.1.20:443", isSecure: true },
    "https://192.168.1.20",
    true,
    ["private-address"],
  ],
  ["IPv6 of the shop", { listen: "[fd00::5]:80" }, "http://[fd00::5]", false, ["plain-http", "private-address"]],
  ["an address that is none", { listen: "169.254.1.1" }, null, false, ["unusable"]],
  [
    "a secure public page",
    { listen: "0.0.0.0:443", publicUrl: "https://count.example", isSecure: true },
    "https://count.example",
    true,
    [],
  ],
  [
    "behind a proxy",
    { publicUrl: "https://count.example/lintel/" },
    "https://count.example/lintel",
    true,
    ["needs-proxy"],
  ],
  [
    "a proxy that speaks HTTPS",
    { listen: "0.0.0.0:443", publicUrl: "https://count.example" },
    "https://count.example",
    true,
    ["needs-proxy"],
  ],
  [
    "another port",
    { listen: "0.0.0.0", publicUrl: "https://count.example:8443", isSecure: true },
    "https://count.example:8443",
    true,
    ["needs-proxy"],
  ],
  [
    "not secure",
    { listen: "0.0.0.0:80", publicUrl: "HTTP://Count.Example" },
    "http://count.example",
    false,
    ["plain-http"],
  ],
  [
    "shop's own address",
    { listen: "0.0.0.0", publicUrl: "https://192.168.1.20:7070", isSecure: true },
    "https://192.168.1.20:7070",
    true,
    ["private-address"],
  ],
  [
    "a name of the shop",
    { listen: "0.0.0.0", publicUrl: "https://till.local:7070", isSecure: true },
    "https://till.local:7070",
    true,
    ["unsure-name"],
  ],
  [
    "a short name",
    { listen: "0.0.0.0", publicUrl: "http://till:7070" },
    "http://till:7070",
    false,
    ["plain-http", "unsure-name"],
  ],
  ["the phone itself", { listen: "0.0.0.0", publicUrl: "https://localhost:7070" }, null, false, ["means-this-device"]],
  [
    "the phone itself, hidden",
    { listen: "0.0.0.0", publicUrl: "https://[::ffff:127.0.0.1]:7070" },
    null,
    false,
    ["means-this-device"],
  ],
  ["nowhere to go", { listen: "0.0.0.0", publicUrl: "http://0.0.0.0:7070" }, null, false, ["no-address"]],
  ["of one cable", { listen: "0.0.0.0", publicUrl: "http://[fe80::1]:7070" }, null, false, ["unusable"]],
];

for (const [name, asked, phoneUrl, hasTabletCamera, kinds] of CASES)
  test(`whether phones can come: ${name}`, () => {
    const reach = reachability(asked);
    assert.equal(reach.phoneUrl, phoneUrl);
    assert.equal(reach.hasTabletCamera, hasTabletCamera);
    const told = reach.obstacle ? [reach.obstacle, ...reach.notes] : reach.notes;
    assert.deepEqual(
      told.map(({ kind }) => kind),
      kinds,
    );
    assert.equal(reach.obstacle !== null, phoneUrl === null);
    for (const { text, remedy } of told) assert.ok(text.length > 20 && remedy.length > 20);
  });

test("an address that cannot be read is refused, and a password in it is not repeated", () => {
  for (const url of [
    "",
    "count.example",
    "ftp://count.example",
    "https://",
    "https://count.example:0",
    "https://count.example:65536",
    "https://count.example?x=1",
    "https://count.example/#x",
    "https://127.1",
    "https://count.example/a b",
    "https://count.example/%2e",
    "https://a\\b",
    "javascript:alert(1)",
    " https://count.example",
    `https://count.example/${"a".repeat(PUBLIC_URL_LENGTH_MAX)}`,
    "https://count.example\n",
  ])
    assert.throws(
      () => readPublicUrl(url),
      (fault) => fault instanceof Fault && fault.code === "reach/unreadable",
      url,
    );
  assert.throws(
    () => readPublicUrl("https://shop:s3cret@count.example"),
    (fault) => fault instanceof Fault && fault.code === "reach/unreadable" && !fault.message.includes("s3cret"),
  );
  for (const listen of [
    "",
    ":7070",
    "127.0.0.1:",
    "127.0.0.1:0",
    "127.0.0.1:70700",
    "127.0.0.1:x",
    "[::1",
    "a b",
    "http://0.0.0.0",
    "127.0.0.1:7070/x",
  ])
    assert.throws(
      () => readListenAddress(listen),
      (fault) => fault instanceof Fault && fault.code === "reach/unreadable",
      listen,
    );
});

test("an address to listen at is read in all its forms", () => {
  assert.deepEqual(readListenAddress("0.0.0.0"), { host: "0.0.0.0", port: 7070 });
  assert.deepEqual(readListenAddress("127.0.0.1:81"), { host: "127.0.0.1", port: 81 });
  assert.deepEqual(readListenAddress("[::]:81"), { host: "::", port: 81 });
  assert.deepEqual(readListenAddress("::1"), { host: "::1", port: 7070 });
  assert.deepEqual(readListenAddress("localhost:7071"), { host: "localhost", port: 7071 });
});
