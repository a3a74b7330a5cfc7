/** Knobs that several optimizers share, each with its usual range in words. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";

/**
 * The learning rate, the one field that every optimizer has. `start`: what a form begins with, where the source's
 * default hardly moves a small network.
 */
export function learningRateField(standard: number, start?: number) {
  return z
    .number()
    .positive()
    .max(1e30)
    .default(standard)
    .meta({
      field: {
        label: { en: "Learning rate", zh: "学习率" },
        help: {
          en: "How far each step goes. Too small learns slowly, too large diverges.",
          zh: "每一步走多远。太小学得慢，太大会发散。",
        },
        scale: "log",
        ...(start === undefined ? {} : { start }),
      },
    });
}

/** A share of the past that is kept, from 0 to just under 1. */
export function decayField(standard: number, label: Text, help?: Text) {
  return z
    .number()
    .min(0)
    .lt(1)
    .default(standard)
    .meta({ field: { label, ...(help === undefined ? {} : { help }) } });
}

export function momentumField(standard: number) {
  return decayField(
    standard,
    { en: "Momentum", zh: "动量" },
    {
      en: "How much of the last direction is kept. 0 is plain SGD, 0.9 is usual.",
      zh: "保留多少上一步的方向。0 即普通 SGD，常用 0.9。",
    },
  );
}

export function beta1Field(standard = 0.9) {
  return decayField(
    standard,
    { en: "Beta 1 (mean)", zh: "Beta 1（均值）" },
    { en: "How long the mean gradient remembers; usually 0.9.", zh: "梯度均值的记忆长度，常用 0.9。" },
  );
}

export function beta2Field(standard = 0.999) {
  return decayField(
    standard,
    { en: "Beta 2 (spread)", zh: "Beta 2（幅度）" },
    {
      en: "How long the gradient's spread remembers; 0.99 to 0.999.",
      zh: "梯度幅度的记忆长度，常用 0.99 到 0.999。",
    },
  );
}

export function epsilonField(standard: number) {
  return z
    .number()
    .positive()
    .max(1)
    .default(standard)
    .meta({
      field: {
        label: { en: "Epsilon", zh: "Epsilon" },
        help: {
          en: "Keeps the division safe when a gradient vanishes; rarely worth changing.",
          zh: "防止梯度趋零时除法失控，一般无需改动。",
        },
        scale: "log",
      },
    });
}

export function weightDecayField(standard = 0) {
  return z
    .number()
    .min(0)
    .max(10)
    .default(standard)
    .meta({
      field: {
        label: { en: "Weight decay", zh: "权重衰减" },
        help: {
          en: "Pulls every weight towards 0 in each step, against over-fitting. 0 is off; 0.0001 to 0.1 is usual.",
          zh: "每一步把权重拉向 0，防止过拟合。0 为关闭，常用 0.0001 到 0.1。",
        },
        scale: "log",
      },
    });
}
