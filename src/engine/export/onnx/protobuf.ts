/**
 * What ONNX files need of protocol buffers' wire format: fields of varints, 32-bit floats and lengths with bytes.
 * See https://protobuf.dev/programming-guides/encoding/.
 */

const VARINT = 0;
const BYTES = 2;
const FIXED_32 = 5;

/** A message under construction; pieces are joined once, at the end, so that large weights are copied once. */
export class Message {
  readonly #pieces: Uint8Array[] = [];
  #size = 0;

  /** A whole number, negative ones as 64 bits of two's complement. */
  int(field: number, value: number | bigint): this {
    return this.#key(field, VARINT).#varint(BigInt(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#key(field, FIXED_32).#raw(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#key(field, BYTES).#varint(BigInt(value.length)).#raw(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    this.#key(field, BYTES).#varint(BigInt(value.#size));
    for (const piece of value.#pieces) this.#raw(piece);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  #key(field: number, wireType: number): this {
    return this.#varint(BigInt(field * 8 + wireType));
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, value);
    while (rest >= 128n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    return this.#raw(Uint8Array.of(...bytes, Number(rest)));
  }

  #raw(bytes: Uint8Array): this {
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    return this;
  }
}
