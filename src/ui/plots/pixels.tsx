import { useEffect, useRef, type ReactNode } from "react";
import "./pixels.css";

interface PixelsProps {
  /** Row after row, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Height, width, channels (1 or 3). */
  readonly shape: readonly [number, number, number];
  /** Left out: decoration beside words that say it. */
  readonly label?: string;
  /** Pixels of the page. */
  readonly size: number;
}

/** A small picture as its bytes, every pixel in sight. */
export function Pixels({ pixels, shape, label, size }: PixelsProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width, channels] = shape;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        image.data[pixel * 4 + channel] = pixels[pixel * channels + Math.min(channel, channels - 1)] ?? 0;
      }
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [pixels, width, height, channels]);
  return (
    <canvas
      ref={canvas}
      className="pixels"
      width={width}
      height={height}
      style={{ width: size, height: (size * height) / width }}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    />
  );
}
