/** Protocol buffers' wire format, read: https://protobuf.dev/programming-guides/encoding/. No length is believed beyond the bytes there are. */
import { unsound } from "./unsound.ts";

export interface Field {
  readonly number: number;
  /** A varint or fixed number, as bits. */
  readonly int: bigint;
  /** What has a length; empty for others. */
  readonly bytes: Uint8Array;
}

/** The fields of a message in their order. Throws a `StudioError` where they run over its end. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    return unsound({ en: "a number in it does not end", zh: "有数值没有结束" });
  };
  const taken = (length: number): Uint8Array => {
    if (length > message.length - at) unsound({ en: "a field is longer than what is there", zh: "有字段超出实际长度" });
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const number = Number(key >> 3n);
    switch (Number(key & 7n)) {
      case 0:
        yield { number, int: varint(), bytes: empty };
        break;
      case 1:
        yield { number, int: fixed(taken(8)), bytes: empty };
        break;
      case 2:
        yield { number, int: 0n, bytes: taken(Number(varint())) };
        break;
      case 5:
        yield { number, int: fixed(taken(4)), bytes: empty };
        break;
      default:
        unsound({ en: "a field is of no known kind", zh: "有字段的类型未知" });
    }
  }
}

const empty = new Uint8Array();

function fixed(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function signed(int: bigint): number {
  return Number(BigInt.asIntN(64, int));
}

export function floatOf(int: bigint): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(BigInt.asUintN(32, int)), true);
  return view.getFloat32(0, true);
}

/** A repeated number, packed or not. */
export function intsOf({ int, bytes }: Field): readonly number[] {
  if (bytes.length === 0) return [signed(int)];
  const values: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte >= 128) continue;
    values.push(signed(value));
    value = 0n;
    shift = 0n;
  }
  return values;
}
