/** A branch holds leaves and branches by name. */
export type FactTree<T> = { readonly [name: string]: T | FactTree<T> };

/** Names with dots as a tree: `notice.sign.on_file` is the leaf `on_file` of the branch `sign` of the branch `notice`. */
export function factTree<T>(leaves: Iterable<readonly [name: string, leaf: T]>): FactTree<T> {
  const root: Record<string, unknown> = {};
  for (const [name, leaf] of leaves) {
    const path = name.split(".");
    const last = path.pop()!;
    let branch = root;
    for (const step of path) {
      branch[step] ??= {};
      branch = branch[step] as Record<string, unknown>;
    }
    branch[last] = leaf;
  }
  return root as FactTree<T>;
}
