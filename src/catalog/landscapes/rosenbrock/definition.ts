import { z } from "zod";
import { curvatureField } from "../fields.ts";
import { defineLandscape } from "../landscape.ts";

/** Rosenbrock (1960), with a = 1. */
export const rosenbrock = defineLandscape({
  id: "rosenbrock",
  title: { en: "Rosenbrock’s valley", zh: "Rosenbrock 峡谷" },
  summary: {
    en: "A bent valley: to reach its floor is easy, to follow it is not.",
    zh: "弯曲的山谷：走到谷底容易，沿谷底前进很难。",
  },
  config: z.strictObject({
    steepness: curvatureField(100, { label: { en: "Steepness of the walls", zh: "谷壁陡度" } }),
  }),
  plan: ({ steepness }) => ({
    formula: `(1 - x)^2 + ${steepness}*(y - x^2)^2`,
    frame: { x: [-2.2, 2.2], y: [-1.2, 3.2] },
    start: [-1.7, 2.6],
    minima: [[1, 1]],
  }),
});
