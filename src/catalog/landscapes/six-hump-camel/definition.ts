import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

/** Dixon and Szegö (1978): two minima of height -1.031628453. */
export const sixHumpCamel = defineLandscape({
  id: "six-hump-camel",
  title: { en: "Six-hump camel", zh: "六峰驼函数" },
  summary: {
    en: "Six hollows, two of them the deepest.",
    zh: "六个坑，其中两个最深。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
    frame: { x: [-2.1, 2.1], y: [-1.25, 1.25] },
    start: [-1.95, 0.35],
    minima: [
      [0.089842013, -0.712656403],
      [-0.089842013, 0.712656403],
    ],
  }),
});
