/** IEEE 754 half precision, rounded to nearest, ties to even; beyond its range infinity. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(values.slice().buffer);
  return Uint16Array.from(words, half);
}

function half(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and beyond.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 in steps of 2^-24.
  if (magnitude < 0x38800000) {
    const [value] = new Float32Array(Uint32Array.of(magnitude).buffer);
    return sign | roundedToEven(value! * 2 ** 24);
  }
  // The carry out of the mantissa is the next exponent.
  return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** The numbers that half-precision bits stand for. */
export function fromFloat16(bits: Uint16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(bits, numberOfHalf);
}

/** The number that these 16 bits stand for. */
export function numberOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
