const ID_LENGTH_MAX = 40;

/** An id made of a name, as addresses and reports show it; a number makes it one that nothing has. `word` stands for a name that has no such letters. */
export function idOf(name: string, taken: readonly string[], word: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, ID_LENGTH_MAX)
    .replace(/^-+|-+$/g, "");
  const base = plain === "" ? word : plain;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
