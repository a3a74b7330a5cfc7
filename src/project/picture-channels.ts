/** RGBA to a model's channels: luma (ITU-R BT.601) for one, RGB for three, all for four. */
export function channelsOf(rgba: ArrayLike<number>, pixels: number, channels: number): Uint8Array {
  const out = new Uint8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = 4 * pixel;
    if (channels === 1) {
      out[pixel] = Math.round(0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!);
    } else {
      for (let channel = 0; channel < channels; channel++) out[pixel * channels + channel] = rgba[at + channel]!;
    }
  }
  return out;
}
