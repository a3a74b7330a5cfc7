/** What was drawn on a pad, or a photograph, as large as a model reads it. */
import { SIDE, type Stroke, rasterize } from "./digit-raster.ts";

/** The pad's own unit, in which strokes are; it is drawn at whatever size there is room for. */
export const PAD_SIZE = 280;

export interface DrawnPicture {
  readonly strokes: readonly Stroke[];
  /** In place of the strokes. */
  readonly photo: ImageBitmap | null;
  /** Dark and light change places. */
  readonly isInverted: boolean;
}

/** RGBA, row after row: light ink on black, or the middle of the photograph, on white where it is transparent. */
export function drawnRgba(
  { strokes, photo, isInverted }: DrawnPicture,
  [height, width, channels]: readonly [number, number, number],
): Uint8ClampedArray {
  // Digits are centred as those of MNIST are.
  const isDigit = photo === null && height === SIDE && width === SIDE && channels === 1;
  const rgba = isDigit ? grey(rasterize(strokes)) : painted(photo ?? strokes, width, height);
  return isInverted ? rgba.map((byte, at) => (at % 4 === 3 ? byte : 255 - byte)) : rgba;
}

function grey(bytes: Uint8Array): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 4 * bytes.length }, (_, at) => (at % 4 === 3 ? 255 : bytes[at >> 2]!));
}

function painted(picture: ImageBitmap | readonly Stroke[], width: number, height: number): Uint8ClampedArray {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This browser draws on no canvas");
  const isPhoto = picture instanceof ImageBitmap;
  context.fillStyle = isPhoto ? "white" : "black";
  context.fillRect(0, 0, width, height);
  if (isPhoto) {
    const scale = Math.max(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
  } else {
    context.setTransform(width / PAD_SIZE, 0, 0, height / PAD_SIZE, 0, 0);
    Object.assign(context, { strokeStyle: "white", lineWidth: 22, lineCap: "round", lineJoin: "round" });
    for (const [first, ...others] of picture) {
      context.beginPath();
      if (first !== undefined) context.moveTo(first.x, first.y);
      for (const { x, y } of others.length === 0 && first !== undefined ? [first] : others) context.lineTo(x, y);
      context.stroke();
    }
  }
  return context.getImageData(0, 0, width, height).data;
}
