import { z } from "zod";
import type { Text } from "../../../language/text.ts";
import { defineLayer, plainPlan, sizeOf, type Mend, printShape, detailOf } from "../layer.ts";
import { flattenFirst, inputProblem, pictureOf, sequenceOf } from "../shapes.ts";
import { extentField, extentsField } from "../window.ts";

const load = async () => import("./shaping.ts");

export const flatten = defineLayer({
  id: "flatten",
  title: { en: "Flatten", zh: "展平" },
  summary: { en: "Lays a picture or sequence out as one row of numbers.", zh: "把图像或序列排成一行数字。" },
  config: z.strictObject({}),
  plan: (_config, input) => plainPlan([sizeOf(input)]),
  load: async () => (await load()).flatten,
});

export const reshape = defineLayer({
  id: "reshape",
  title: { en: "Reshape", zh: "变形" },
  summary: {
    en: "The same numbers in another shape. One extent may be -1: whatever is left.",
    zh: "同样的数字，换一种形状。其中一个长度可写 -1，表示自动推算。",
  },
  config: z.strictObject({
    targetShape: z
      .array(z.int().min(-1).max(1_000_000))
      .min(1)
      .max(4)
      .meta({ field: { label: { en: "Shape", zh: "形状" } } }),
  }),
  detail: ({ targetShape }) => detailOf(targetShape.join(" × ")),
  begin: (input) => ({ targetShape: input }),
  plan: ({ targetShape }, input) => plainPlan(reshaped(targetShape, input)),
  load: async () => (await load()).reshape,
});

/** `target` with its -1 worked out. Throws when the numbers do not go into it. */
export function reshaped(target: readonly number[], input: readonly number[]): readonly number[] {
  const known = sizeOf(target.filter((extent) => extent !== -1));
  const open = target.filter((extent) => extent === -1).length;
  const output = target.map((extent) => (extent === -1 ? sizeOf(input) / known : extent));
  if (open <= 1 && known > 0 && output.every(Number.isInteger) && sizeOf(output) === sizeOf(input)) return output;
  throw inputProblem(
    `The ${sizeOf(input)} numbers of the input do not go into ${printShape(target)}. Choose a shape of as many numbers.`,
    `输入的 ${sizeOf(input)} 个数无法排成 ${printShape(target)}。请选择总数相同的形状。`,
    [shapeMend(openLast(target, sizeOf(input)) ?? input)],
  );
}

/** The last extent left open, where the others divide the numbers. */
function openLast(target: readonly number[], numbers: number): readonly number[] | null {
  const others = target.slice(0, -1);
  return others.every((extent) => extent > 0) && numbers % sizeOf(others) === 0
    ? [...others, numbers / sizeOf(others)]
    : null;
}

function shapeMend(targetShape: readonly number[]): Mend {
  const shape = printShape(targetShape);
  return { title: { en: `Make the shape ${shape}`, zh: `形状改为 ${shape}` }, set: { targetShape } };
}

export const permute = defineLayer({
  id: "permute",
  title: { en: "Permute", zh: "换轴" },
  summary: {
    en: "Puts the axes in another order, counted from 1: (2, 1) turns a sequence on its side.",
    zh: "改变轴的顺序，从 1 数起：(2, 1) 会把序列转置。",
  },
  config: z.strictObject({
    dims: z
      .array(z.int().min(1).max(4))
      .min(1)
      .max(4)
      .meta({ field: { label: { en: "Order", zh: "顺序" } } }),
  }),
  detail: ({ dims }) => detailOf(dims.join(", ")),
  begin: (input) => ({ dims: input.map((_, axis) => input.length - axis) }),
  plan: ({ dims }, input) => {
    if (dims.toSorted((a, b) => a - b).every((dim, at) => dim === at + 1) && dims.length === input.length) {
      return plainPlan(dims.map((dim) => input[dim - 1]!));
    }
    const order = input.map((_, axis) => axis + 1);
    const wanted = order.join(", ");
    throw inputProblem(
      `The order of axes must name each of ${wanted} once, but is ${dims.join(", ")}.`,
      `轴的顺序必须恰好包含 ${wanted} 各一次，但实际为 ${dims.join(", ")}。`,
      [{ title: { en: `Set the order to ${wanted}`, zh: `顺序设为 ${wanted}` }, set: { dims: order } }],
    );
  },
  load: async () => (await load()).permute,
});

export const repeatVector = defineLayer({
  id: "repeat-vector",
  title: { en: "Repeat", zh: "重复向量" },
  summary: { en: "The same numbers at each step of a sequence.", zh: "把同一组数重复为序列的每一步。" },
  config: z.strictObject({ n: extentField(2, "Steps", "步数") }),
  detail: ({ n }) => detailOf(n),
  plan: ({ n }, input) => {
    if (input.length === 1) return plainPlan([n, input[0]!]);
    throw inputProblem(
      `The repeat layer needs a flat input, but gets ${printShape(input)}. Put a flatten layer before it.`,
      `重复向量层需要一维输入，但得到 ${printShape(input)}。请在它之前加一个展平层。`,
      [flattenFirst],
    );
  },
  load: async () => (await load()).repeatVector,
});

const margin = z.int().min(0).max(64);
const margins = (en: string, zh: string) =>
  z
    .tuple([margin, margin])
    .default([1, 1])
    .meta({ field: { label: { en, zh } } });
const rows = margins("Rows above, below", "上、下行数");
const columns = margins("Columns left, right", "左、右列数");
const steps = margins("Steps before, after", "前、后步数");

export const zeroPadding2d = defineLayer({
  id: "zero-padding2d",
  title: { en: "Zero padding", zh: "补零" },
  summary: { en: "A margin of zeros around the picture.", zh: "在图像四周补零。" },
  config: z.strictObject({ rows, columns }),
  plan: (config, input) => {
    const [height, width, channels] = pictureOf({ en: "zero-padding", zh: "补零" }, input);
    return plainPlan([height + total(config.rows), width + total(config.columns), channels]);
  },
  load: async () => (await load()).zeroPadding2d,
});

export const zeroPadding1d = defineLayer({
  id: "zero-padding1d",
  title: { en: "Zero padding (1-D)", zh: "一维补零" },
  summary: { en: "Zeros before and after the sequence.", zh: "在序列前后补零。" },
  config: z.strictObject({ steps }),
  plan: (config, input) => {
    const [length, features] = sequenceOf({ en: "zero-padding", zh: "补零" }, input);
    return plainPlan([length + total(config.steps), features]);
  },
  load: async () => (await load()).zeroPadding1d,
});

export const cropping2d = defineLayer({
  id: "cropping2d",
  title: { en: "Cropping", zh: "裁剪" },
  summary: { en: "Cuts a margin off the picture.", zh: "裁去图像的边缘。" },
  config: z.strictObject({ rows, columns }),
  plan: (config, input) => {
    const layer = { en: "cropping", zh: "裁剪" };
    const [height, width, channels] = pictureOf(layer, input);
    return plainPlan([cut(layer, height, config.rows, "rows"), cut(layer, width, config.columns, "columns"), channels]);
  },
  load: async () => (await load()).cropping2d,
});

export const cropping1d = defineLayer({
  id: "cropping1d",
  title: { en: "Cropping (1-D)", zh: "一维裁剪" },
  summary: { en: "Cuts steps off the ends of the sequence.", zh: "裁去序列两端。" },
  config: z.strictObject({ steps }),
  plan: (config, input) => {
    const layer = { en: "cropping", zh: "裁剪" };
    const [length, features] = sequenceOf(layer, input);
    return plainPlan([cut(layer, length, config.steps, "steps"), features]);
  },
  load: async () => (await load()).cropping1d,
});

function total([before, after]: readonly [number, number]): number {
  return before + after;
}

function cut(layer: Text, length: number, at: readonly [number, number], field: string): number {
  if (length > total(at)) return length - total(at);
  throw inputProblem(
    `The ${layer.en} layer cuts ${total(at)} off an extent of ${length}, which leaves nothing. Cut off less.`,
    `${layer.zh}层要从长度 ${length} 中裁去 ${total(at)}，什么也不会剩下。请减小裁剪量。`,
    [{ title: { en: "Cut nothing off there", zh: "此处不裁剪" }, set: { [field]: [0, 0] } }],
  );
}

export const upSampling2d = defineLayer({
  id: "up-sampling2d",
  title: { en: "Upsampling", zh: "上采样" },
  summary: { en: "Repeats rows and columns: a larger picture of the same.", zh: "重复行与列，得到更大的图像。" },
  config: z.strictObject({ size: extentsField(2, "Times", "倍数") }),
  detail: ({ size }) => detailOf(size.join(" × ")),
  plan: ({ size }, input) => {
    const [height, width, channels] = pictureOf({ en: "upsampling", zh: "上采样" }, input);
    return plainPlan([height * size[0], width * size[1], channels]);
  },
  load: async () => (await load()).upSampling2d,
});

export const upSampling1d = defineLayer({
  id: "up-sampling1d",
  title: { en: "Upsampling (1-D)", zh: "一维上采样" },
  summary: { en: "Repeats each step of the sequence.", zh: "重复序列的每一步。" },
  config: z.strictObject({ size: extentField(2, "Times", "倍数") }),
  detail: ({ size }) => detailOf(size),
  plan: ({ size }, input) => {
    const [length, features] = sequenceOf({ en: "upsampling", zh: "上采样" }, input);
    return plainPlan([length * size, features]);
  },
  load: async () => (await load()).upSampling1d,
});
