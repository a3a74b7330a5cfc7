export type Bytes = Uint8Array<ArrayBuffer>;

export interface ModelCase {
  readonly name: string;
  readonly files: Readonly<Record<string, Bytes | string>>;
  /** The code that it must be refused with; left out, a sound model is as good. */
  readonly refused?: string;
}

/** A file that is well-formed, cut off at several places and with bytes changed here and there. */
export function damaged(name: string, whole: Bytes, beside: ModelCase["files"] = {}): ModelCase[] {
  const cut = [0.05, 0.4, 0.9].map((share): ModelCase => ({
    name: `${name} cut off after ${100 * share}%`,
    files: { [name]: whole.slice(0, Math.floor(share * whole.length)), ...beside },
  }));
  const changed = [1, 2, 3].map((seed): ModelCase => {
    const bytes = whole.slice();
    let state = seed * 7919;
    for (let count = 0; count < 12; count++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      bytes[state % bytes.length] = (state >> 8) & 255;
    }
    return { name: `${name} with bytes changed (${seed})`, files: { [name]: bytes, ...beside } };
  });
  return [...cut, ...changed];
}
