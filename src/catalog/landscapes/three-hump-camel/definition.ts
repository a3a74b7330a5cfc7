import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

/** Minimum 0 at the origin. */
export const threeHumpCamel = defineLandscape({
  id: "three-hump-camel",
  title: { en: "Three-hump camel", zh: "三峰驼函数" },
  summary: {
    en: "One deep hollow between two shallow ones, which hold whoever comes by slowly.",
    zh: "一个深坑夹在两个浅坑之间，走得慢的会被浅坑留住。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    frame: { x: [-2.4, 2.4], y: [-1.9, 1.9] },
    start: [-2.1, 1.6],
    minima: [[0, 0]],
  }),
});
