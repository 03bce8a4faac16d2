import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";

/**
 * Checks proofs and heads of trees. INVARIANT: this room shares no code with `domain/ledger`, which makes what is checked here; what both
 * get wrong they would have to get wrong twice. Source: RFC 9162, section 2.1.
 */

type Bytes = Uint8Array;

/** The hash of an entry as a leaf. */
export function hashOfEntry(entry: Bytes): Bytes {
  return sha256(concatBytes(Uint8Array.of(0), entry));
}

function hashOfChildren(left: Bytes, right: Bytes): Bytes {
  return sha256(concatBytes(Uint8Array.of(1), left, right));
}

export function isSameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** The heads of a tree at some of its sizes, given from the smallest up, each leaf being read once (2.1.2). */
export function headsOf(leaves: readonly Bytes[], sizes: readonly number[]): Bytes[] {
  const stack: Bytes[] = [];
  let count = 0;
  return sizes.map((size) => {
    for (; count < size; count += 1) {
      stack.push(leaves[count]!);
      for (let merge = count; merge % 2 === 1; merge = (merge - 1) / 2) {
        const right = stack.pop()!;
        stack.push(hashOfChildren(stack.pop()!, right));
      }
    }
    return size === 0 ? sha256(new Uint8Array()) : stack.reduceRight((right, left) => hashOfChildren(left, right));
  });
}

/** Whether a leaf is the `number`-th of the tree of `size` leaves that has this head (2.1.3.2). */
export function isIncluded(
  {
    leaf,
    number,
    size,
    head,
  }: { readonly leaf: Bytes; readonly number: number; readonly size: number; readonly head: Bytes },
  proof: readonly Bytes[],
): boolean {
  if (!(number >= 0 && number < size)) return false;
  let [place, last, hash] = [number, size - 1, leaf];
  for (const one of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = hashOfChildren(one, hash);
      // It ends: `place` is odd, or it is `last`, which is not 0.
      while (place % 2 === 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else hash = hashOfChildren(hash, one);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSameBytes(hash, head);
}

type Tree = { readonly size: number; readonly head: Bytes };

/** Whether the later tree is the earlier one with more leaves behind it (2.1.4.2). */
export function isConsistent(before: Tree, after: Tree, proof: readonly Bytes[]): boolean {
  if (before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && isSameBytes(before.head, after.head);
  if (before.size === 0) return proof.length === 0;
  let [place, last] = [before.size - 1, after.size - 1];
  while (place % 2 === 1) [place, last] = [(place - 1) / 2, Math.floor(last / 2)];
  // Where the earlier tree is whole it is a node of the later one, and its head begins the proof.
  const [first, ...rest] = place === 0 ? [before.head, ...proof] : proof;
  if (first === undefined) return false;
  let [earlier, later] = [first, first];
  for (const one of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [earlier, later] = [hashOfChildren(one, earlier), hashOfChildren(one, later)];
      // It ends: `place` is odd, or it is `last`, which is not 0.
      while (place % 2 === 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else later = hashOfChildren(later, one);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSameBytes(earlier, before.head) && isSameBytes(later, after.head);
}
