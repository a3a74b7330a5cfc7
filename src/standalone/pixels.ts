import { element } from "./element.ts";

/** A picture's bytes [height, width, channels], every pixel in sight; four channels are colours and opacity. */
export function drawPixels(
  bytes: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  label: string,
): HTMLCanvasElement {
  const canvas = element("canvas", { class: "pixels", width, height, role: "img", "aria-label": label });
  const context = canvas.getContext("2d");
  const image = context?.createImageData(width, height);
  if (image === undefined) return canvas;
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 4; channel++) {
      const byte = channel === 3 && channels < 4 ? 255 : bytes[pixel * channels + Math.min(channel, channels - 1)];
      image.data[pixel * 4 + channel] = byte ?? 0;
    }
  }
  context?.putImageData(image, 0, 0);
  return canvas;
}
