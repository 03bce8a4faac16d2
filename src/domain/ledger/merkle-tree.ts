import { sha256 } from "@noble/hashes/sha2.js";

/**
 * The tree over the ledger's entries. Source: RFC 9162, section 2.1. A whole subtree of 2^level leaves is a node and never changes, so
 * that nodes are kept and everything else is made of them.
 *
 * ```
 * level 2          (0)                    root of 7 entries = ((0) ((2) 6))
 * level 1     (0)      (1)      (2)
 * level 0    0   1    2   3    4   5    6
 * ```
 */

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

/** The root of the `index`-th whole subtree of 2^`level` leaves. */
export type TreeNode = { readonly level: number; readonly index: number; readonly hash: Hash };

/** Reads a node that is whole. */
export type NodeAt = (level: number, index: number) => Hash;

const LEAF = new Uint8Array([0x00]);
const NODE = new Uint8Array([0x01]);

/** The hash of an entry's bytes as a leaf. */
export function leafHash(entry: Uint8Array): Hash {
  return sha256.create().update(LEAF).update(entry).digest();
}

function nodeHash(left: Hash, right: Hash): Hash {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/** Grows by leaves and knows no more than the roots of its whole subtrees: a few dozen hashes for any size. */
export type CompactRange = {
  readonly size: number;
  /** The nodes that became whole by this leaf, from the leaf up. */
  append(leaf: Hash): TreeNode[];
};

/** A compact range that has `size` leaves already, of which the nodes are kept. */
export function openCompactRange(size: number, nodeAt: NodeAt): CompactRange {
  const peaks = peaksOf(size).map(({ level, index }) => nodeAt(level, index));
  let grown = size;
  return {
    get size() {
      return grown;
    },
    append(leaf) {
      const nodes: TreeNode[] = [{ level: 0, index: grown, hash: leaf }];
      for (let node = nodes[0]!; node.index % 2 === 1; ) {
        node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(peaks.pop()!, node.hash) };
        nodes.push(node);
      }
      peaks.push(nodes.at(-1)!.hash);
      grown += 1;
      return nodes;
    },
  };
}

/** The whole subtrees of a tree, the largest first. */
function peaksOf(size: number): { readonly level: number; readonly index: number }[] {
  const peaks: { level: number; index: number }[] = [];
  for (let [level, index] = [0, size]; index > 0; [level, index] = [level + 1, Math.floor(index / 2)])
    if (index % 2 === 1) peaks.unshift({ level, index: index - 1 });
  return peaks;
}

/** The head of the tree of the first `size` entries; of none it is the hash of nothing. */
export function treeHead(size: number, nodeAt: NodeAt): Hash {
  return size === 0 ? sha256(new Uint8Array()) : spanHash({ from: 0, to: size }, nodeAt);
}

/** What shows that entry `number` is in the tree of the first `size`: PATH of RFC 9162, 2.1.3.1, from the leaf up. */
export function inclusionProof(number: number, size: number, nodeAt: NodeAt): Hash[] {
  if (!(number >= 0 && number < size)) throw new RangeError(`no entry ${number} among ${size}`);
  const path: Hash[] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const middle = from + largestPowerBelow(to - from);
    const isLeft = number < middle;
    path.unshift(spanHash(isLeft ? { from: middle, to } : { from, to: middle }, nodeAt));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return path;
}

/**
 * What shows that the tree of the first `size` entries is that of the first `before` with more behind it: PROOF of RFC 9162, 2.1.4.1.
 * Nothing is needed where the two are one, or the first is empty.
 */
export function consistencyProof(before: number, size: number, nodeAt: NodeAt): Hash[] {
  if (!(before >= 0 && before <= size)) throw new RangeError(`a tree of ${before} is none before one of ${size}`);
  if (before === 0 || before === size) return [];
  const path: Hash[] = [];
  let [from, to] = [0, size];
  while (to !== before) {
    const middle = from + largestPowerBelow(to - from);
    const isLeft = before <= middle;
    path.unshift(spanHash(isLeft ? { from: middle, to } : { from, to: middle }, nodeAt));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  // The old tree itself needs not be told where it is a node of the new one.
  return from === 0 ? path : [spanHash({ from, to }, nodeAt), ...path];
}

/** MTH of the leaves from `from` up to but not with `to`. */
function spanHash({ from, to }: { readonly from: number; readonly to: number }, nodeAt: NodeAt): Hash {
  const length = to - from;
  const half = largestPowerBelow(length);
  if (length === 1 || length === 2 * half) return nodeAt(Math.log2(length), from / length);
  const middle = from + half;
  return nodeHash(spanHash({ from, to: middle }, nodeAt), spanHash({ from: middle, to }, nodeAt));
}

/** The largest power of two that is smaller than a number of at least 2; of 1 it is 1. */
function largestPowerBelow(length: number): number {
  let power = 1;
  while (2 * power < length) power *= 2;
  return power;
}
