import { z } from "zod";
import { curvatureField } from "../fields.ts";
import { defineLandscape } from "../landscape.ts";

export const ravine = defineLandscape({
  id: "ravine",
  title: { en: "Winding ravine", zh: "蜿蜒峡谷" },
  summary: {
    en: "A narrow, bending floor that falls gently: steep walls set the rate, the floor sets how far there is to go.",
    zh: "谷底狭窄弯曲、缓缓下降：谷壁的陡度限制学习率，谷底决定路程。",
  },
  config: z.strictObject({
    steepness: curvatureField(8, { label: { en: "Steepness of the walls", zh: "谷壁陡度" } }),
  }),
  plan: ({ steepness }) => ({
    formula: `${steepness}*(y - sin(x))^2 + x^2/10`,
    frame: { x: [-5, 5], y: [-3, 3] },
    start: [-4.3, 2.4],
    minima: [[0, 0]],
  }),
});
