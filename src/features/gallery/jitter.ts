/** A repeatable scatter: pictures must not differ from one visit to the next. */
export function jitter(index: number): number {
  const wave = Math.sin(index * 127.1) * 43758.5453;
  return wave - Math.floor(wave) - 0.5;
}
