/** Cases of the operations that slide a window over pictures; what they should give is added up window by window. */
import type { OpsCase } from "./ops-case.ts";

interface Sliding {
  readonly size: readonly [number, number];
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: "same" | "valid";
  readonly channels: number;
  readonly dilation?: readonly [number, number];
}

/** For each place of the window, the flat places of the input cells under it, [n, h, w] without channels. */
function windows({ size: [height, width], window: [kh, kw], strides: [sh, sw], ...at }: Sliding): Cell[][] {
  const isSame = at.padding === "same";
  const [dh, dw] = at.dilation ?? [1, 1];
  const [eh, ew] = [(kh - 1) * dh + 1, (kw - 1) * dw + 1];
  const slide = (length: number, k: number, s: number) =>
    isSame ? Math.ceil(length / s) : Math.ceil((length - k + 1) / s);
  const oh = slide(height, eh, sh);
  const ow = slide(width, ew, sw);
  const top = isSame ? Math.floor(Math.max(0, (oh - 1) * sh + eh - height) / 2) : 0;
  const left = isSame ? Math.floor(Math.max(0, (ow - 1) * sw + ew - width) / 2) : 0;
  const places: Cell[][] = [];
  for (let n = 0; n < PICTURES; n++) {
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++) {
        const cells: Cell[] = [];
        for (let tap = 0; tap < kh * kw; tap++) {
          const y = oy * sh - top + Math.floor(tap / kw) * dh;
          const x = ox * sw - left + (tap % kw) * dw;
          if (y >= 0 && x >= 0 && y < height && x < width) cells.push({ cell: (n * height + y) * width + x, tap });
        }
        places.push(cells);
      }
    }
  }
  return places;
}

interface Cell {
  readonly cell: number;
  readonly tap: number;
}

const titleOf = ({ size, window, strides, padding, dilation }: Sliding): string =>
  `${window.join("x")} on ${size.join("x")} by ${strides.join(",")} ${padding}` +
  (dilation === undefined ? "" : ` dilated ${dilation.join(",")}`);

const PICTURES = 2;

const convolution = (at: Sliding, filters: number): OpsCase => ({
  name: `conv2d ${titleOf(at)}`,
  inputs: [
    [PICTURES, ...at.size, at.channels],
    [...at.window, at.channels, filters],
  ],
  compute: (ops, [x, w]) => ops.conv2d(x!, w!, at),
  expected: ([x, w]) =>
    windows(at).flatMap((cells) =>
      Array.from({ length: filters }, (_, filter) => {
        let sum = 0;
        for (const { cell, tap } of cells) {
          for (let channel = 0; channel < at.channels; channel++) {
            sum += x![cell * at.channels + channel]! * w![(tap * at.channels + channel) * filters + filter]!;
          }
        }
        return sum;
      }),
    ),
});

const convolutions: readonly OpsCase[] = [
  convolution({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "valid", channels: 2 }, 3),
  convolution({ size: [5, 6], window: [3, 2], strides: [1, 1], padding: "same", channels: 1 }, 4),
  convolution({ size: [7, 6], window: [3, 3], strides: [2, 2], padding: "valid", channels: 2 }, 2),
  convolution({ size: [7, 6], window: [2, 3], strides: [2, 3], padding: "same", channels: 3 }, 2),
  convolution({ size: [6, 6], window: [3, 3], strides: [2, 2], padding: "valid", channels: 1 }, 1),
  convolution({ size: [4, 4], window: [1, 1], strides: [1, 1], padding: "same", channels: 3 }, 5),
  convolution({ size: [6, 7], window: [5, 5], strides: [1, 1], padding: "same", channels: 2 }, 2),
];

const pool = (at: Sliding): OpsCase => ({
  name: `maxPool2d ${titleOf(at)}`,
  inputs: [[PICTURES, ...at.size, at.channels]],
  compute: (ops, [x]) => ops.maxPool2d(x!, at.window, at),
  expected: ([x]) =>
    windows(at).flatMap((cells) =>
      Array.from({ length: at.channels }, (_, channel) =>
        Math.max(...cells.map(({ cell }) => x![cell * at.channels + channel]!)),
      ),
    ),
});

const poolings: readonly Sliding[] = [
  { size: [4, 6], window: [2, 2], strides: [2, 2], padding: "valid", channels: 3 },
  { size: [5, 5], window: [2, 2], strides: [2, 2], padding: "valid", channels: 3 },
  { size: [5, 5], window: [2, 2], strides: [2, 2], padding: "same", channels: 3 },
  { size: [5, 6], window: [3, 3], strides: [1, 1], padding: "same", channels: 3 },
  { size: [6, 5], window: [3, 2], strides: [2, 1], padding: "valid", channels: 3 },
];

const depthwise = (at: Sliding, multiplier: number): OpsCase => ({
  name: `depthwiseConv2d ${titleOf(at)}`,
  inputs: [
    [PICTURES, ...at.size, at.channels],
    [...at.window, at.channels, multiplier],
  ],
  compute: (ops, [x, w]) => ops.depthwiseConv2d(x!, w!, at),
  expected: ([x, w]) =>
    windows(at).flatMap((cells) =>
      Array.from({ length: at.channels * multiplier }, (_, out) => {
        const channel = Math.floor(out / multiplier);
        return cells.reduce(
          (sum, { cell, tap }) => sum + x![cell * at.channels + channel]! * w![tap * at.channels * multiplier + out]!,
          0,
        );
      }),
    ),
});

/** Groups of channels: group g of x with its share of the filters. */
const grouped = (at: Sliding, groups: number, filters: number): OpsCase => ({
  name: `conv2d in ${groups} groups ${titleOf(at)}`,
  inputs: [
    [PICTURES, ...at.size, at.channels],
    [...at.window, at.channels / groups, filters],
  ],
  compute: (ops, [x, w]) => ops.conv2d(x!, w!, at),
  expected: ([x, w]) => {
    const share = at.channels / groups;
    return windows(at).flatMap((cells) =>
      Array.from({ length: filters }, (_, filter) => {
        const first = Math.floor(filter / (filters / groups)) * share;
        let sum = 0;
        for (const { cell, tap } of cells) {
          for (let channel = 0; channel < share; channel++) {
            sum += x![cell * at.channels + first + channel]! * w![(tap * share + channel) * filters + filter]!;
          }
        }
        return sum;
      }),
    );
  },
});

/** `at` describes the convolution that this one turns round: `size` is what comes out. */
const transposed = (at: Sliding, filters: number): OpsCase => {
  const places = windows(at);
  const [oh, ow] = at.size.map((length, axis) => {
    const window = at.padding === "same" ? 1 : at.window[axis]!;
    return Math.ceil((length - window + 1) / at.strides[axis]!);
  }) as [number, number];
  return {
    name: `conv2dTranspose ${titleOf(at)}`,
    inputs: [
      [PICTURES, oh, ow, at.channels],
      [...at.window, filters, at.channels],
    ],
    compute: (ops, [x, w]) => ops.conv2dTranspose(x!, w!, at.size, at),
    expected: ([x, w]) => {
      const out = new Float64Array(PICTURES * at.size[0] * at.size[1] * filters);
      places.forEach((cells, place) => {
        for (const { cell, tap } of cells) {
          for (let filter = 0; filter < filters; filter++) {
            for (let channel = 0; channel < at.channels; channel++) {
              out[cell * filters + filter]! +=
                x![place * at.channels + channel]! * w![(tap * filters + filter) * at.channels + channel]!;
            }
          }
        }
      });
      return out;
    },
  };
};

const average = (at: Sliding): OpsCase => ({
  name: `averagePool2d ${titleOf(at)}`,
  inputs: [[PICTURES, ...at.size, at.channels]],
  compute: (ops, [x]) => ops.averagePool2d(x!, at.window, at),
  expected: ([x]) =>
    windows(at).flatMap((cells) =>
      Array.from(
        { length: at.channels },
        (_, channel) => cells.reduce((sum, { cell }) => sum + x![cell * at.channels + channel]!, 0) / cells.length,
      ),
    ),
});

export const windowCases: readonly OpsCase[] = [
  ...convolutions,
  convolution({ size: [7, 6], window: [3, 2], strides: [1, 1], padding: "valid", channels: 2, dilation: [2, 3] }, 3),
  convolution({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "same", channels: 2, dilation: [2, 2] }, 2),
  convolution({ size: [1, 9], window: [1, 3], strides: [1, 1], padding: "same", channels: 2, dilation: [1, 4] }, 2),
  grouped({ size: [5, 6], window: [3, 3], strides: [2, 2], padding: "same", channels: 4 }, 2, 6),
  grouped({ size: [4, 4], window: [2, 2], strides: [1, 1], padding: "valid", channels: 3, dilation: [2, 1] }, 3, 3),
  depthwise({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "same", channels: 3 }, 1),
  depthwise({ size: [6, 6], window: [3, 2], strides: [2, 2], padding: "same", channels: 2 }, 3),
  depthwise({ size: [7, 5], window: [3, 3], strides: [2, 2], padding: "valid", channels: 4 }, 2),
  transposed({ size: [5, 6], window: [3, 3], strides: [1, 1], padding: "valid", channels: 2 }, 3),
  transposed({ size: [6, 8], window: [3, 3], strides: [2, 2], padding: "same", channels: 3 }, 2),
  transposed({ size: [7, 6], window: [3, 2], strides: [2, 2], padding: "valid", channels: 1 }, 4),
  ...poolings.map(pool),
  ...poolings.map(average),
];
