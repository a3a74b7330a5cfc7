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
] as const;

export const gallery: readonly GalleryEntry[] = entries.map((entry) => ({ ...entry, config }));
