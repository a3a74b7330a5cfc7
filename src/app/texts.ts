import type { Text } from "../language/text.ts";
import type { Room, Theme } from "../studio/state.ts";

export const roomNames: Readonly<Record<Room, Text>> = {
  gallery: { en: "Gallery", zh: "实验库" },
  data: { en: "Data", zh: "数据" },
  model: { en: "Model", zh: "模型" },
  train: { en: "Train", zh: "训练" },
  race: { en: "Race", zh: "竞速" },
  landscapes: { en: "Landscapes", zh: "地形" },
  evaluate: { en: "Evaluate", zh: "评估" },
  library: { en: "Library", zh: "模型库" },
  predict: { en: "Predict", zh: "预测" },
  benchmark: { en: "Benchmark", zh: "基准测试" },
};

export const themeNames: Readonly<Record<Theme, Text>> = {
  system: { en: "Theme: as the system", zh: "主题：跟随系统" },
  light: { en: "Theme: light", zh: "主题：浅色" },
  dark: { en: "Theme: dark", zh: "主题：深色" },
};

export const texts = {
  studio: { en: "Descent Studio", zh: "Descent Studio 训练工作室" },
  skip: { en: "Skip to the room", zh: "跳到主要内容" },
  rooms: { en: "Rooms", zh: "导航" },
  more: { en: "More", zh: "更多" },
  projectName: { en: "Project name", zh: "项目名称" },
  saved: { en: "Saved", zh: "已保存" },
  saving: { en: "Saving", zh: "正在保存" },
  notSaved: { en: "Not saved", zh: "未保存" },
  undo: { en: "Undo", zh: "撤销" },
  redo: { en: "Redo", zh: "重做" },
  share: { en: "Share", zh: "分享" },
  shared: {
    en: "Link copied. It carries the project's settings, never your data.",
    zh: "链接已复制。它只包含项目设置，不含您的数据。",
  },
  shareByHand: { en: "The browser did not allow copying. Copy this link:", zh: "浏览器不允许复制，请手动复制此链接：" },
  language: { en: "中文", zh: "English" },
  languageLabel: { en: "切换为中文", zh: "Switch to English" },
  notices: { en: "Notices", zh: "通知" },
  dismiss: { en: "Dismiss", zh: "关闭" },
  loadingRoom: { en: "Opening the room", zh: "正在打开" },
  broken: { en: "This page ran into a problem", zh: "此页面出了问题" },
  brokenHelp: {
    en: "Your saved models and your project are safe. Try again, or go back to the gallery.",
    zh: "已保存的模型和项目不受影响。请重试，或返回实验库。",
  },
  retry: { en: "Try again", zh: "重试" },
  toGallery: { en: "Go to the gallery", zh: "返回实验库" },
  running: { en: "training", zh: "训练中" },
  racing: { en: "racing", zh: "竞速中" },
  raceFailed: { en: "the last race failed", zh: "上次竞速失败" },
  failed: { en: "the last run failed", zh: "上次训练失败" },
  noModels: { en: "no model yet", zh: "还没有模型" },
  dataFailed: { en: "the data could not be read", zh: "数据无法读取" },
  device: { en: "Device", zh: "计算设备" },
  devices: { en: "Devices, measured here", zh: "本机实测的计算设备" },
  devicesHelp: {
    en: "Examples a second of a small network. Auto takes the fastest.",
    zh: "小型网络每秒处理的样本数。“自动”会选用最快的设备。",
  },
  benchmark: { en: "Benchmark this device", zh: "运行本机基准测试" },
  measure: { en: "Measure again", zh: "重新测量" },
  measureFirst: { en: "Measure devices", zh: "测量设备" },
  measuring: { en: "Measuring devices", zh: "正在测量设备" },
  measureFailed: { en: "Devices could not be measured", zh: "设备测量失败" },
  notMeasured: { en: "Devices not measured yet", zh: "尚未测量设备" },
  unmeasured: { en: "not measured yet", zh: "尚未测量" },
  restToCome: { en: "The rest is measured while nothing trains.", zh: "其余设备将在没有训练时测量。" },
  software: { en: "software", zh: "软件模拟" },
  compiled: { en: "compiled", zh: "已编译" },
  missing: { en: "not available", zh: "不可用" },
  stored: { en: "stored", zh: "已存储" },
  tensors: { en: "tensors", zh: "张量" },
  local: { en: "Your data stays on this device", zh: "数据只保存在本设备" },
  perSecond: { en: "examples/s", zh: "样本/秒" },
  noDatabase: { en: "not storing", zh: "无法存储" },
} as const satisfies Record<string, Text>;

export const modelsOf = (count: string): Text => ({
  en: `${count} ${count === "1" ? "model" : "models"}`,
  zh: `${count} 个模型`,
});

export const backendNames = {
  webgpu: { en: "WebGPU", zh: "WebGPU" },
  wasm: { en: "WebAssembly", zh: "WebAssembly" },
  webgl: { en: "WebGL", zh: "WebGL" },
  cpu: { en: "Plain CPU", zh: "纯 CPU" },
} as const satisfies Record<string, Text>;

export function threadCount(count: number): Text {
  return { en: `${count} threads`, zh: `${count} 个线程` };
}
