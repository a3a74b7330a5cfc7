/**
 * What a picture is and how large, from its first bytes: a small file may unfold to more than fits into memory, so this
 * is asked before anything is decoded.
 */

export type PictureKind = "png" | "jpeg" | "gif" | "bmp" | "webp";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function pictureKind(head: Uint8Array): PictureKind | null {
  const begins = (at: number, ...bytes: number[]): boolean => bytes.every((byte, index) => head[at + index] === byte);
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (begins(0, 0xff, 0xd8, 0xff)) return "jpeg";
  if (begins(0, 0x47, 0x49, 0x46, 0x38)) return "gif";
  if (begins(0, 0x42, 0x4d)) return "bmp";
  return begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50) ? "webp" : null;
}

/** Null for what is no picture, or breaks off before it says its size. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = pictureKind(bytes);
  try {
    switch (kind) {
      case null:
        return null;
      case "png":
        // PNG (ISO 15948), 11.2.2: the first chunk is IHDR.
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case "gif":
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case "bmp":
        // A height below zero means that rows come from the top.
        return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
      case "webp":
        return webpSize(view);
      case "jpeg":
        return jpegSize(view);
    }
  } catch (cause) {
    // Beyond the end of the bytes.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** JPEG (ITU T.81), B.1.1.4: segments, of which a start of frame (SOF) holds the size. */
function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // A segment is two bytes long at least, or this would not end.
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** WebP (RFC 9649): lossy, lossless and extended files each say it in their own way. */
function webpSize(view: DataView): PictureSize | null {
  switch (view.getUint32(12)) {
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: {
      const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      return null;
  }
}
