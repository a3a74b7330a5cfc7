import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

export const linearRegression = defineLandscape({
  id: "linear-regression",
  title: { en: "Linear regression", zh: "线性回归" },
  summary: {
    en: "The mean squared error of a line, by its slope and intercept. A full batch goes straight down, small batches stagger: each of them has a valley of its own.",
    zh: "直线的均方误差，以斜率和截距为坐标。全批量直线下降，小批量摇摆前进：每个批次都有自己的谷底。",
  },
  config: z.strictObject({
    points: z
      .int()
      .min(2)
      .max(500)
      .default(100)
      .meta({ field: { label: { en: "Points", zh: "点数" } } }),
    noise: z
      .number()
      .min(0)
      .max(5)
      .default(0.5)
      .meta({
        field: {
          label: { en: "Noise of the points", zh: "数据噪声" },
          help: {
            en: "Standard deviation of how far the points lie from y = 2x.",
            zh: "各点偏离 y = 2x 的标准差。",
          },
        },
      }),
    centre: z
      .number()
      .min(-4)
      .max(4)
      .default(1)
      .meta({
        field: {
          label: { en: "Middle of the inputs", zh: "输入的中心" },
          help: {
            en: "Inputs reach 1 to both sides of it. At 0 the bowl is nearly round; away from it, slope and intercept pull at each other in a tilted valley. That is why inputs are standardised.",
            zh: "输入分布在其左右各 1 的范围内。为 0 时碗近乎圆形；偏离 0 时斜率与截距相互牵扯，形成倾斜的山谷。这就是要把输入标准化的原因。",
          },
        },
      }),
    batch: z
      .int()
      .min(1)
      .max(500)
      .default(10)
      .meta({
        field: {
          label: { en: "Mini-batch", zh: "小批量" },
          help: {
            en: "Points that a step of a mini-batch optimizer sees; gradient descent sees all, stochastic one.",
            zh: "小批量优化器每步看到的点数；全批量梯度下降看到全部，随机梯度下降只看一个。",
          },
        },
      }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(3)
      .meta({ field: { label: { en: "Seed of the points", zh: "数据种子" } } }),
  }),
  walkers: ["gradient-descent", "sgd", "stochastic"],
  plan: ({ points, noise, centre, batch, seed }) => ({
    line: { points, noise, centre, batch, seed },
    frame: { x: [-1, 5], y: [-3.2, 3.2] },
    start: [-0.8, 0.4],
    minima: [],
  }),
});
