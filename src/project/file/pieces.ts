/** A file as it is made: pieces that follow each other, so that a large one is never held whole. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** None of them is written into again. */
export type Pieces = readonly Bytes[];

/** The memory of an array, as it is: nothing is copied. Not for arrays that threads share. */
export function bytesIn({ buffer, byteOffset, byteLength }: ArrayBufferView): Bytes {
  // No file could be made of shared memory, which the type leaves open.
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

export function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

export function joined(pieces: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
