/** Pictures into bytes of one size, by the browser's own decoders. */
import { type PictureSize, pictureSize } from "../picture-size.ts";

export type Fit = "cover" | "contain" | "stretch";

/** Beyond this a picture takes seconds and hundreds of megabytes, whatever is asked of it. */
const LONGEST_SIDE = 10_000;
const MOST_PIXELS = 50_000_000;

/** Why a picture cannot be had; the words are for the warning. */
export class PictureProblem extends Error {
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}

/** The size that a file says it has. Throws a `PictureProblem` for one that is no picture, or too large to decode. */
export function checkedSize(bytes: Uint8Array): PictureSize {
  const size = pictureSize(bytes);
  if (size === null) throw new PictureProblem("is no picture, or breaks off", "不是图像，或内容不完整");
  const { width, height } = size;
  if (width < 1 || height < 1) throw new PictureProblem("has no pixels", "没有像素");
  if (Math.max(width, height) > LONGEST_SIDE || width * height > MOST_PIXELS) {
    throw new PictureProblem(
      `has ${width} × ${height} pixels, more than can be decoded safely`,
      `为 ${width} × ${height} 像素，过大而无法安全解码`,
    );
  }
  return size;
}

export interface PictureDecoder {
  /** RGBA of `width` x `height`, on white where the picture is transparent. */
  decode(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8ClampedArray>;
}

export function pictureDecoder(width: number, height: number, fit: Fit): PictureDecoder {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("this browser draws no pictures outside the page");
  context.imageSmoothingQuality = "high";
  return {
    decode: async (bytes) => {
      const size = checkedSize(bytes);
      const bitmap = await decoded(bytes);
      try {
        context.fillStyle = "white";
        context.fillRect(0, 0, width, height);
        const [x, y, w, h] = placed(size, { width, height }, fit);
        context.drawImage(bitmap, x, y, w, h);
        return context.getImageData(0, 0, width, height).data;
      } finally {
        bitmap.close();
      }
    },
  };
}

async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]));
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    throw new PictureProblem("is damaged", "已损坏");
  }
}

/** Where the whole picture is drawn: beyond the edges (cover), within them (contain), or onto them. */
function placed(from: PictureSize, to: PictureSize, fit: Fit): readonly [number, number, number, number] {
  if (fit === "stretch") return [0, 0, to.width, to.height];
  const ratios = [to.width / from.width, to.height / from.height];
  const ratio = fit === "cover" ? Math.max(...ratios) : Math.min(...ratios);
  const [w, h] = [from.width * ratio, from.height * ratio];
  return [(to.width - w) / 2, (to.height - h) / 2, w, h];
}
