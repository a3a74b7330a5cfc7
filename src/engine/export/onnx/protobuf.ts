/**
 * What ONNX files need of protocol buffers' wire format: fields of varints, 32-bit floats and lengths with bytes.
 * See https://protobuf.dev/programming-guides/encoding/.
 */

import type { Bytes, Pieces } from "../../../project/file/pieces.ts";

const VARINT = 0;
const BYTES = 2;
const FIXED_32 = 5;

/** A message under construction; large weights stay where they are. */
export class Message {
  readonly #pieces: Bytes[] = [];
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

  bytes(field: number, value: Bytes): this {
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

  finish(): Pieces {
    return this.#pieces;
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

  #raw(bytes: Bytes): this {
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    return this;
  }
}
