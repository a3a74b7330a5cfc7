/** Of a pixel's 0 to 255: as much as a denoising network sees in training. */
const DEVIATION = 0.3 * 255;

/** The picture under normal noise, which is the same each time, so that two looks at one picture can be compared. */
export function withNoise(pixels: Uint8Array): Uint8Array {
  return pixels.map((value, at) => Math.max(0, Math.min(255, Math.round(value + DEVIATION * normal(at)))));
}

/** Box and Muller (1958), over a hash of the place. */
function normal(place: number): number {
  return Math.sqrt(-2 * Math.log(uniform(2 * place))) * Math.cos(2 * Math.PI * uniform(2 * place + 1));
}

/** Above 0 and below 1. */
function uniform(place: number): number {
  const wave = Math.sin((place + 1) * 127.1) * 43_758.5453;
  return (wave - Math.floor(wave)) * 0.999 + 0.0005;
}
