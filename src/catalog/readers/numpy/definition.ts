import { defineReader, extensionOf, fromOne, tableConfig } from "../reader.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const numpy = defineReader({
  id: "numpy",
  title: { en: "NumPy arrays (NPY, NPZ)", zh: "NumPy 数组（NPY、NPZ）" },
  summary: {
    en: "One array, or several with as many rows each. Arrays called test become the test part.",
    zh: "单个数组，或行数相同的多个数组。名称含 test 的数组作为测试集。",
  },
  extensions: ["npy", "npz"],
  detect: (head, path) => MAGIC.every((byte, at) => head[at] === byte) || extensionOf(path) === "npz",
  config: tableConfig,
  load: async () => fromOne((await import("./numpy.ts")).openNumpy),
});
