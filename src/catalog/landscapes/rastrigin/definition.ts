import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

/** Rastrigin (1974): minimum 0 at the origin. */
export const rastrigin = defineLandscape({
  id: "rastrigin",
  title: { en: "Rastrigin’s function", zh: "Rastrigin 函数" },
  summary: {
    en: "A bowl full of hollows: nearly every path ends in one of them. Momentum and noise carry some across.",
    zh: "布满小坑的碗：几乎每条路径都会陷进某个坑。动量和噪声能带一些越过去。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
    frame: { x: [-4.2, 4.2], y: [-3.4, 3.4] },
    start: [-3.4, 2.6],
    minima: [[0, 0]],
  }),
});
