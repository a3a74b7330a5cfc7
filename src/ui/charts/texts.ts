import type { Text } from "../../language/text.ts";

export const texts = {
  scale: { en: "Scale", zh: "刻度" },
  log: { en: "Log", zh: "对数" },
  linear: { en: "Linear", zh: "线性" },
  table: { en: "Table", zh: "数据表" },
  chart: { en: "Chart", zh: "图表" },
  download: { en: "Download", zh: "下载" },
  downloadFailed: {
    en: "The picture could not be written. SVG or CSV should work.",
    zh: "无法生成图片，请改用 SVG 或 CSV。",
  },
  /** Said of figures that are read off smoothed lines. */
  smoothed: { en: "smoothed", zh: "平滑后" },
  loading: { en: "Loading the chart", zh: "正在加载图表" },
} as const satisfies Record<string, Text>;

export const cursorOf = (title: string): Text => ({ en: `Cursor on ${title}`, zh: `${title}图上的游标` });
