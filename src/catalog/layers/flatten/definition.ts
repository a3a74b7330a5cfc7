import { z } from "zod";
import { defineLayer, sizeOf } from "../layer.ts";

export const flatten = defineLayer({
  id: "flatten",
  title: { en: "Flatten", zh: "展平" },
  summary: { en: "Lays a picture or sequence out as one row of numbers.", zh: "把图像或序列排成一行数字。" },
  config: z.strictObject({}),
  plan: (_config, input) => ({ output: [sizeOf(input)], parameters: [], state: [], multiplyAdds: 0 }),
  load: async () => (await import("./flatten.ts")).flatten,
});
