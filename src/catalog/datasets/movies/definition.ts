import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const movies = defineDataset({
  id: "movies",
  title: { en: "Movies", zh: "电影" },
  summary: {
    en: "3,201 films, full of gaps and oddities as real tables are: how do people rate each?",
    zh: "3,201 部电影，像真实表格一样充满缺失和异常：观众评分如何？",
  },
  kind: "table",
  rows: 3201,
  target: "IMDB Rating",
  source: {
    credit: {
      en: "npm package vega-datasets, with errors left in on purpose",
      zh: "npm 包 vega-datasets，特意保留了错误",
    },
    licence: "BSD-3-Clause (package)",
  },
  suggested: {
    // Directors and distributors are too many for a column each; votes and ratings elsewhere tell the answer.
    ignored: ["Title", "Release Date", "Director", "Distributor", "Rotten Tomatoes Rating"],
    preprocess: [
      { step: "impute", categories: "own", flag: true },
      {
        step: "power",
        columns: ["US Gross", "Worldwide Gross", "US DVD Sales", "Production Budget", "Running Time min", "IMDB Votes"],
      },
      { step: "one-hot", rare: 10 },
    ],
    standardizeTarget: true,
  },
  config: z.strictObject({}),
  load: async () => (await import("./movies.ts")).loadMovies,
});
