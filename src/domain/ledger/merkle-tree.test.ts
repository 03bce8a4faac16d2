import assert from "node:assert/strict";
import test from "node:test";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { RFC9162 } from "@transmute/rfc9162";
import fc from "fast-check";
import { headsOf, isConsistent, isIncluded } from "#domain/audit/proofs.ts";
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  type NodeAt,
  openCompactRange,
  treeHead,
} from "./merkle-tree.ts";

/** The leaves and heads by which implementations of RFC 6962 are tested (certificate-transparency, `merkle_tree_test`). */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const HEADS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
/** Proofs over the eight leaves, from the same place: entry (from 1), size, path. */
const INCLUSIONS: readonly [number, number, readonly string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    6,
    8,
    [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [3, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
];

const nodes = new Map<string, Hash>();
const nodeAt: NodeAt = (level, index) => nodes.get(`${level} ${index}`)!;

/** Grows a tree in the map of nodes, from its beginning. */
function grow(leaves: readonly Hash[]): void {
  nodes.clear();
  const range = openCompactRange(0, nodeAt);
  for (const leaf of leaves)
    for (const { level, index, hash } of range.append(leaf)) nodes.set(`${level} ${index}`, hash);
}

const bytesOf = (count: number) =>
  Array.from({ length: count }, (_, number) => new TextEncoder().encode(`entry ${number}`));

test("heads are those by which implementations of RFC 6962 are tested", () => {
  grow(LEAVES.map((leaf) => leafHash(hexToBytes(leaf))));
  for (const [size, head] of HEADS.entries()) assert.equal(bytesToHex(treeHead(size, nodeAt)), head, `${size}`);
});

test("proofs are those by which implementations of RFC 6962 are tested", () => {
  grow(LEAVES.map((leaf) => leafHash(hexToBytes(leaf))));
  for (const [entry, size, path] of INCLUSIONS)
    assert.deepEqual(inclusionProof(entry - 1, size, nodeAt).map(bytesToHex), path, `${entry} of ${size}`);
  assert.deepEqual(consistencyProof(1, 8, nodeAt).map(bytesToHex), INCLUSIONS[1]![2]);
  assert.deepEqual(consistencyProof(6, 8, nodeAt).map(bytesToHex), [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

test("heads and proofs are those of an implementation by others, and each side takes the other's", async () => {
  const all = bytesOf(19);
  for (const size of [1, 2, 3, 7, 8, 13, 19]) {
    const entries = all.slice(0, size);
    grow(entries.map(leafHash));
    const head = treeHead(size, nodeAt);
    assert.deepEqual(new Uint8Array(await RFC9162.treeHead(entries)), head, `${size}`);
    for (let number = 0; number < size; number += 1) {
      const theirs = await RFC9162.inclusionProof(entries[number]!, entries);
      const path = inclusionProof(number, size, nodeAt);
      assert.deepEqual(
        theirs.inclusion_path.map((one: Uint8Array) => bytesToHex(one)),
        path.map(bytesToHex),
        `${number} of ${size}`,
      );
      const ours = { log_id: "", tree_size: size, leaf_index: number, inclusion_path: path };
      assert.ok(await RFC9162.verifyInclusionProof(head, leafHash(entries[number]!), ours as never));
    }
  }
});

test("every entry is shown to be in every tree, and in no other place", () => {
  const leaves = bytesOf(70).map(leafHash);
  grow(leaves);
  const sizes = leaves.map((_, index) => index + 1);
  const heads = headsOf(leaves, sizes);
  for (const size of sizes) {
    const head = treeHead(size, nodeAt);
    assert.deepEqual(head, heads[size - 1]);
    for (let number = 0; number < size; number += 1) {
      const proof = inclusionProof(number, size, nodeAt);
      const claim = { leaf: leaves[number]!, number, size, head };
      assert.ok(isIncluded(claim, proof), `${number} of ${size}`);
      assert.ok(!isIncluded({ ...claim, number: number + 1 }, proof), `${number} of ${size} as the next`);
      assert.ok(!isIncluded({ ...claim, leaf: leafHash(new Uint8Array([1])) }, proof));
      assert.ok(!isIncluded(claim, [...proof, head]));
      if (proof.length > 0) assert.ok(!isIncluded(claim, proof.slice(1)));
    }
  }
});

test("every tree is shown to be the beginning of every later one, and of no other", () => {
  const leaves = bytesOf(40).map(leafHash);
  grow(leaves);
  for (let size = 0; size <= 40; size += 1)
    for (let before = 0; before <= size; before += 1) {
      const proof = consistencyProof(before, size, nodeAt);
      const [older, newer] = [before, size].map((one) => ({ size: one, head: treeHead(one, nodeAt) })) as [
        never,
        never,
      ];
      assert.ok(isConsistent(older, newer, proof), `${before} of ${size}`);
      assert.ok(before === 0 || !isConsistent({ ...(older as object), head: leaves[3]! } as never, newer, proof));
      assert.ok(before === size || !isConsistent(newer, older, proof));
      if (before > 0) assert.ok(!isConsistent(older, newer, [...proof, leaves[5]!]), `${before} of ${size} and more`);
      if (proof.length > 0) assert.ok(!isConsistent(older, newer, proof.slice(1)), `${before} of ${size} and less`);
    }
});

test("a range that goes on from kept nodes makes the tree that one from the beginning makes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 40 }), (kept, more) => {
      const leaves = bytesOf(kept + more).map(leafHash);
      grow(leaves.slice(0, kept));
      const range = openCompactRange(kept, nodeAt);
      for (const leaf of leaves.slice(kept))
        for (const { level, index, hash } of range.append(leaf)) nodes.set(`${level} ${index}`, hash);
      assert.equal(range.size, kept + more);
      assert.deepEqual(treeHead(kept + more, nodeAt), headsOf(leaves, [kept + more])[0]);
    }),
  );
});

test("a proof with one byte changed shows nothing", () => {
  const leaves = bytesOf(33).map(leafHash);
  grow(leaves);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 32 }),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (number, at, byte, by) => {
        const proof = inclusionProof(number, 33, nodeAt).map((hash) => Uint8Array.from(hash));
        const hash = proof[at % proof.length]!;
        hash[byte % 32]! ^= by;
        assert.ok(!isIncluded({ leaf: leaves[number]!, number, size: 33, head: treeHead(33, nodeAt) }, proof));
      },
    ),
  );
});

test("what is not in a tree has no proof", () => {
  grow(bytesOf(3).map(leafHash));
  assert.throws(() => inclusionProof(3, 3, nodeAt), RangeError);
  assert.throws(() => inclusionProof(-1, 3, nodeAt), RangeError);
  assert.throws(() => consistencyProof(4, 3, nodeAt), /a tree of 4 is none before one of 3/);
  assert.throws(() => consistencyProof(-1, 3, nodeAt), /a tree of -1 is none before one of 3/);
  const [three, five] = [3, 5].map((size) => ({ size, head: treeHead(3, nodeAt) }));
  assert.ok(!isConsistent(three!, five!, []), "a proof of nothing");
  assert.ok(!isIncluded({ leaf: leafHash(new Uint8Array()), number: -1, size: 0, head: treeHead(0, nodeAt) }, []));
});
