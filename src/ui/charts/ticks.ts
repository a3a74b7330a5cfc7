/** Where axes begin, end and carry figures: round numbers, on linear and on logarithmic axes. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

export function linearAxis(low: number, high: number, wanted: number): Axis {
  const span = high - low;
  if (!(span > 0)) {
    const half = Math.abs(low) > 0 ? Math.abs(low) / 10 : 1;
    return linearAxis(low - half, low + half, wanted);
  }
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
  const start = Math.floor(low / step + 1e-9);
  const end = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: end - start + 1 }, (_, index) => Number(((start + index) * step).toPrecision(12)));
  return { domain: [start * step, end * step], ticks };
}

/** `low` must be above zero. Ticks at 1, at 1 and 3, or at 1, 2 and 5 of each decade, as many as there is room for. */
export function logAxis(low: number, high: number, wanted: number): Axis {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const candidates = [[1, 2, 5], [1, 3], [1]].map((digits) => {
    const all: number[] = [];
    for (let exponent = first; exponent <= last; exponent += 1) {
      for (const digit of digits) all.push(Number(`${digit}e${exponent}`));
    }
    const start = all.findLastIndex((tick) => tick <= low);
    const end = all.findIndex((tick) => tick >= high);
    return all.slice(Math.max(0, start), end === -1 ? all.length : end + 1);
  });
  const fine = candidates.find((ticks) => ticks.length <= wanted + 2) ?? candidates[2] ?? [low, high];
  const every = Math.ceil(fine.length / (wanted + 2));
  const ticks = fine.filter((_, index) => index % every === 0 || index === fine.length - 1);
  const domain: readonly [number, number] = [fine[0] ?? low, fine.at(-1) ?? high];
  return domain[0] < domain[1] ? { domain, ticks } : { domain: [low / 2, high * 2], ticks: [low] };
}
