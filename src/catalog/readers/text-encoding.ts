/** Which encoding a text is in, and the text, piece by piece. */
import type { Text } from "../../language/text.ts";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** Thrown by `decoded` when the bytes are not what `encoding` says; `sample` is where it went wrong. */
export class WrongEncoding extends Error {
  readonly sample: Uint8Array;

  constructor(sample: Uint8Array) {
    super("these bytes are no UTF-8");
    this.sample = sample;
  }
}

/**
 * From the first bytes: a byte order mark decides; else zeros in every other byte are UTF-16 of mostly ASCII; else
 * what decodes as UTF-8 is UTF-8 (long texts in another encoding hardly ever do); else Chinese or Western.
 */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const [even, odd] = zeroShares(head);
  if (odd > 0.3 && even < 0.05) return "utf-16le";
  if (even > 0.3 && odd < 0.05) return "utf-16be";
  return isUtf8(head) ? "utf-8" : chineseOrWestern(head);
}

/** For bytes that turned out not to be UTF-8 far into a text that seemed to be: damaged UTF-8, or another encoding. */
export function guessFromSample(sample: Uint8Array): { readonly encoding: Encoding; readonly isDamaged: boolean } {
  const text = new TextDecoder("utf-8").decode(sample);
  const broken = text.split("\uFFFD").length - 1;
  const foreign = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  const isDamaged = foreign > 10 * broken;
  return { encoding: isDamaged ? "utf-8" : chineseOrWestern(sample), isDamaged };
}

/**
 * Chinese text in GB18030 (GBK, GB2312) stands in pairs of a lead byte and a trail byte whose characters are those
 * that people use; Western text has single accented letters between ASCII ones.
 */
export function chineseOrWestern(bytes: Uint8Array): Encoding {
  let pairs = 0;
  let strays = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1];
    if (trail === undefined) break;
    // GB2312: rows 1 to 9 are punctuation and symbols, rows 16 to 87 are characters.
    const isCommon = (lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa9);
    if (isCommon && trail >= 0xa1 && trail <= 0xfe) {
      pairs++;
      at++;
    } else strays++;
  }
  return pairs > 0 && pairs >= 4 * strays ? "gb18030" : "windows-1252";
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (cause) {
    if (cause instanceof TypeError) return false;
    throw cause;
  }
}

function zeroShares(head: Uint8Array): readonly [number, number] {
  const zeros = [0, 0];
  const length = Math.min(head.length, 4096) & ~1;
  for (let at = 0; at < length; at++) if (head[at] === 0) zeros[at & 1]!++;
  const half = Math.max(1, length / 2);
  return [zeros[0]! / half, zeros[1]! / half];
}

/**
 * The text of a stream of bytes, without its byte order mark. With `isStrict`, throws `WrongEncoding` where the bytes
 * are not in this encoding; else each such place becomes U+FFFD, and `onDamaged` hears of the first.
 */
export async function* decoded(
  stream: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  isStrict: boolean,
  onDamaged?: () => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: isStrict });
  let isDamaged = false;
  const told = (text: string): string => {
    if (!isDamaged && !isStrict && text.includes("\uFFFD")) {
      isDamaged = true;
      onDamaged?.();
    }
    return text;
  };
  for await (const bytes of stream) {
    try {
      yield told(decoder.decode(bytes, { stream: true }));
    } catch (cause) {
      if (cause instanceof TypeError) throw new WrongEncoding(bytes);
      throw cause;
    }
  }
  try {
    yield told(decoder.decode());
  } catch (cause) {
    if (cause instanceof TypeError) throw new WrongEncoding(new Uint8Array());
    throw cause;
  }
}

export const encodingNames: Readonly<Record<Encoding, Text>> = {
  "utf-8": { en: "UTF-8", zh: "UTF-8" },
  "utf-16le": { en: "UTF-16 (little-endian)", zh: "UTF-16（小端）" },
  "utf-16be": { en: "UTF-16 (big-endian)", zh: "UTF-16（大端）" },
  gb18030: { en: "GB18030 (GBK, GB2312)", zh: "GB18030（GBK、GB2312）" },
  "windows-1252": { en: "Western (Windows-1252, Latin-1)", zh: "西欧（Windows-1252、Latin-1）" },
};
