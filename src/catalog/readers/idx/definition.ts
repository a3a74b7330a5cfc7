import { defineReader, tableConfig } from "../reader.ts";

export const idx = defineReader({
  id: "idx",
  title: { en: "IDX (as MNIST)", zh: "IDX（MNIST 所用格式）" },
  summary: {
    en: "Pictures and labels in the files that MNIST comes in, packed with gzip or not. Add them together.",
    zh: "MNIST 所用的图像和标签文件，可为 gzip 压缩。请一起添加。",
  },
  extensions: ["idx", "idx1-ubyte", "idx3-ubyte"],
  takesMany: true,
  detect: (head, path) =>
    head[0] === 0 &&
    head[1] === 0 &&
    [8, 9, 11, 12, 13, 14].includes(head[2] ?? 0) &&
    (head[3] ?? 0) >= 1 &&
    (head[3] ?? 9) <= 4 &&
    /(?:idx|ubyte)/i.test(path),
  config: tableConfig,
  load: async () => (await import("./idx.ts")).openIdx,
});
