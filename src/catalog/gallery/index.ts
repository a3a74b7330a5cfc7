/** Ready experiments, each one click from training. `project` is a project file's content; a test opens each. */
import { z } from "zod";
import type { Definition } from "../definition.ts";

export interface GalleryEntry extends Definition {
  readonly project: Readonly<Record<string, unknown>>;
}

const config = z.strictObject({});

const entries = [
  {
    id: "digits",
    title: { en: "Handwritten digits", zh: "手写数字" },
    summary: {
      en: "Teach a network to read 60,000 scanned digits, then draw your own.",
      zh: "用 60,000 张手写数字训练网络，然后亲手写一个试试。",
    },
    project: {
      name: "digits",
      data: { id: "mnist" },
      model: { architecture: "mlp", config: { units: [128] } },
      training: { optimizer: { id: "adam", learningRate: 0.001 }, batchSize: 128, epochs: 3 },
    },
  },
  {
    id: "moons",
    title: { en: "Two moons", zh: "双月分类" },
    summary: {
      en: "Watch the border between two half circles bend into place.",
      zh: "观察两个半圆之间的分界线如何逐渐弯曲到位。",
    },
    project: {
      name: "moons",
      data: { id: "moons" },
      model: { architecture: "mlp", config: { units: [16, 16], activation: "tanh" } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 32, epochs: 60 },
    },
  },
  {
    id: "spirals",
    title: { en: "Two spirals", zh: "双螺旋分类" },
    summary: {
      en: "Two arms wound into each other: give the network room and time.",
      zh: "两条缠绕的螺旋臂：给网络多一点容量和时间。",
    },
    project: {
      name: "spirals",
      data: { id: "spirals" },
      model: { architecture: "mlp", config: { units: [32, 32], activation: "tanh" } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 32, epochs: 150 },
    },
  },
  {
    id: "noisy-line",
    title: { en: "Fit a line", zh: "拟合直线" },
    summary: {
      en: "100 noisy points around y = 2x. Try SGD, mini-batch SGD and momentum and watch the line settle.",
      zh: "y = 2x 附近的 100 个带噪声的点。试试 SGD、小批量和动量，看直线如何就位。",
    },
    project: {
      name: "noisy line",
      data: { id: "noisy-line" },
      model: { architecture: "linear" },
      // A seed whose line begins far off, and steps small enough to see it turn.
      training: { optimizer: { id: "sgd", learningRate: 0.01 }, batchSize: 4, epochs: 40, seed: 8 },
    },
  },
  {
    id: "iris",
    title: { en: "Iris flowers", zh: "鸢尾花" },
    summary: {
      en: "Four measurements, three species: the classic first table.",
      zh: "四个测量值、三个物种：最经典的入门表格数据。",
    },
    project: {
      name: "iris",
      data: { id: "iris" },
      model: { architecture: "logistic" },
      training: { optimizer: { id: "adam", learningRate: 0.05 }, batchSize: 16, epochs: 60 },
    },
  },
  {
    id: "penguins",
    title: { en: "Penguins", zh: "企鹅" },
    summary: {
      en: "A real table with gaps in it. The studio fills, scales and encodes it for you.",
      zh: "一份有缺失值的真实表格，由工作室自动填补、缩放和编码。",
    },
    project: {
      name: "penguins",
      data: { id: "penguins" },
      model: { architecture: "mlp", config: { units: [32] } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 32, epochs: 40 },
    },
  },
  {
    id: "names",
    title: { en: "Names, letter by letter", zh: "逐字母起名字" },
    summary: {
      en: "A network reads 8,003 first names until it makes up its own. Watch them turn into names as it learns.",
      zh: "网络读过 8,003 个英文名字后，开始自己起名。看着它写出的字母逐渐变成名字。",
    },
    project: {
      name: "names",
      data: {
        id: "names",
        task: "continue",
        preprocess: [{ step: "tokenize", length: 14, lowerCase: false }],
      },
      model: { architecture: "char-lstm", config: { units: 96 } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 128, epochs: 8 },
    },
  },
  {
    id: "weather",
    title: { en: "Tomorrow's weather", zh: "明天的天气" },
    summary: {
      en: "How warm will it be in Seattle tomorrow? A network with a memory reads the past two weeks.",
      zh: "西雅图明天最高多少度？带记忆的网络读取过去两周的天气来预测。",
    },
    project: {
      name: "weather",
      data: { id: "seattle-weather" },
      model: { architecture: "lstm-forecaster" },
      training: { optimizer: { id: "adam", learningRate: 0.005 }, batchSize: 32, epochs: 15 },
    },
  },
  {
    id: "spam",
    title: { en: "Spam or not", zh: "是不是垃圾邮件" },
    summary: {
      en: "6,046 real mails: the network learns which words give spam away. Then write one yourself.",
      zh: "6,046 封真实邮件：网络学会哪些词会暴露垃圾邮件。之后可以自己写一封试试。",
    },
    project: {
      name: "spam",
      data: {
        id: "spam",
        preprocess: [{ step: "tokenize", by: "word", length: 100, vocabulary: 2000 }],
      },
      model: { architecture: "text-pooling", config: { vector: 16 } },
      training: { optimizer: { id: "adam", learningRate: 0.005 }, batchSize: 64, epochs: 5 },
    },
  },
  {
    id: "clothes",
    title: { en: "Clothes, by a deep network", zh: "深度网络认衣服" },
    summary: {
      en: "Shirt or coat, sandal or boot? A residual network tells ten kinds of clothes apart.",
      zh: "衬衫还是外套，凉鞋还是靴子？残差网络分辨十类服饰。",
    },
    project: {
      name: "clothes",
      data: { id: "fashion-mnist" },
      model: { architecture: "resnet-small", config: { filters: 8 } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 64, epochs: 3 },
    },
  },
  {
    id: "denoise",
    title: { en: "Take the noise out", zh: "去除噪声" },
    summary: {
      en: "A network squeezes noisy clothes through 32 numbers and gives them back clean.",
      zh: "网络把带噪声的服饰图像压缩成 32 个数，再还原成干净的图像。",
    },
    project: {
      name: "denoise",
      data: { id: "fashion-mnist", task: "reconstruct" },
      model: { architecture: "denoising-autoencoder" },
      training: { optimizer: { id: "adam", learningRate: 0.002 }, batchSize: 128, epochs: 5 },
    },
  },
] as const;

export const gallery: readonly GalleryEntry[] = entries.map((entry) => ({ ...entry, config }));
