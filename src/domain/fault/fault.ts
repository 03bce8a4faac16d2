/**
 * Every way Lintel can fail, each with what its owner can do about it.
 * A fault is the world's doing (a missing file, a camera that is silent); a bug is an `assert`.
 * `docs/faults.md` explains each code; a test holds the two equal.
 */
export const FAULTS = {
  "camera/not-found": { remedy: "check the path; a scene is written `scene:entrance`" },
} as const satisfies Record<string, { readonly remedy: string }>;

export type FaultCode = keyof typeof FAULTS;

/** A failure from the catalogue: `detail` says in one plain sentence what happened, `remedy` what to do. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly detail: string;

  constructor(code: FaultCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  get remedy(): string {
    return FAULTS[this.code].remedy;
  }
}
