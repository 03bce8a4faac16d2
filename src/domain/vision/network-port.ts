/** What goes into a network or comes out of it. A dimension that is only named, or empty, is left to its user. */
export type Port = {
  readonly name: string;
  readonly type: string;
  readonly dims: ReadonlyArray<number | string>;
};

/** What a network said, by the name of the port. */
export type Outputs = ReadonlyMap<string, Float32Array | BigInt64Array>;

/** Why a network cannot be used, in words that go on after "because". */
export type Refusal = { readonly kind: "refused"; readonly why: string };

/** Ports for people: "`images` float32 [1, 3, 640, 640]". */
export function portsText(ports: readonly Port[]): string {
  if (ports.length === 0) return "nothing";
  return ports
    .map(({ name, type, dims }) => `\`${name}\` ${type} [${dims.map((dim) => dim || "?").join(", ")}]`)
    .join(", ");
}
