import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Benchmark this device", zh: "本机基准测试" },
  lead: {
    en: "The same networks, the same first weights, the same batches: how fast the studio trains here, and how fast other libraries do. Turns alternate; medians count. Nothing leaves this page.",
    zh: "相同的网络、初始权重和批次：比较本工作室与其他库在本机上的训练速度。各引擎轮流运行，取中位数。数据不会离开本页面。",
  },
  networks: { en: "Networks", zh: "网络" },
  others: { en: "Race other libraries too", zh: "同时测试其他库" },
  othersHelp: {
    en: "TensorFlow.js's own training, jax-js, ConvNetJS and plain loops. On a GPU played by software they take minutes.",
    zh: "TensorFlow.js 自带的训练、jax-js、ConvNetJS 和普通循环。在软件模拟的 GPU 上需要数分钟。",
  },
  start: { en: "Run the benchmark", zh: "开始测试" },
  again: { en: "Run it again", zh: "重新测试" },
  stop: { en: "Stop", zh: "停止" },
  progress: { en: "Benchmark under way", zh: "正在进行基准测试" },
  failed: { en: "The benchmark could not be run", zh: "基准测试无法运行" },
  engine: { en: "Engine", zh: "引擎" },
  speed: { en: "Examples per second", zh: "每秒样本数" },
  perStep: { en: "ms per step", zh: "每步毫秒" },
  dispatches: { en: "GPU dispatches per step", zh: "每步 GPU 调度次数" },
  scale: { en: "Each line of the scale is ten times faster.", zh: "刻度线每格相差十倍。" },
  absent: { en: "Could not take part", zh: "未能参加" },
  report: { en: "Report", zh: "报告" },
  copy: { en: "Copy the report", zh: "复制报告" },
  copied: { en: "Copied", zh: "已复制" },
  copyByHand: {
    en: "The browser did not allow copying: select the text below.",
    zh: "浏览器不允许复制，请手动选择下方文字。",
  },
} satisfies Readonly<Record<string, Text>>;
