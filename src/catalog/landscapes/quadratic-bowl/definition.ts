import { z } from "zod";
import { curvatureField } from "../fields.ts";
import { defineLandscape } from "../landscape.ts";

export const quadraticBowl = defineLandscape({
  id: "quadratic-bowl",
  title: { en: "Quadratic bowl", zh: "二次碗" },
  summary: {
    en: "The plainest loss there is. The further its two curvatures are apart, the more plain descent zigzags.",
    zh: "最简单的损失曲面。两个方向的曲率相差越大，普通梯度下降越会来回震荡。",
  },
  config: z.strictObject({
    condition: curvatureField(20, {
      label: { en: "Condition number", zh: "条件数" },
      help: {
        en: "How much steeper the bowl is across than along.",
        zh: "横向比纵向陡多少倍。",
      },
    }),
    rotation: z
      .number()
      .min(-90)
      .max(90)
      .default(30)
      .meta({
        field: {
          label: { en: "Rotation", zh: "旋转" },
          unit: { en: "°", zh: "°" },
          help: {
            en: "Turned off the axes, optimizers that scale x and y apart lose their edge.",
            zh: "偏离坐标轴后，分别缩放 x 和 y 的优化器会失去优势。",
          },
        },
      }),
  }),
  plan: ({ condition, rotation }) => {
    const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)].map(short);
    const u = `${cos}*x + ${sin}*y`;
    const v = `${cos}*y - ${sin}*x`;
    return {
      formula: `(${u})^2/2 + ${condition}*(${v})^2/2`,
      frame: { x: [-2, 2], y: [-1.6, 1.6] },
      start: [-1.6, 1.1],
      minima: [[0, 0]],
    };
  },
});

/** A quarter turn is one exactly; the formula that is shown is the formula that is computed. */
function short(value: number): number {
  return Number(value.toFixed(4));
}
