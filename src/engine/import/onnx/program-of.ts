/** What of an ONNX file is asked and answers: its one input of numbers, and its output of numbers. */
import type { OwnProgram } from "../../../project/records.ts";
import { checkShape } from "../check-record.ts";
import { OPEN_SIZE } from "../example-input.ts";
import { refuse } from "../refuse.ts";
import type { OnnxModel, OnnxPort } from "./read-onnx.ts";

/** Throws a `StudioError` for a model with several inputs, of texts, with loops in it, or that answers in no numbers. */
export function programOf(model: OnnxModel): OwnProgram {
  // Older files list their weights among the inputs.
  const inputs = model.inputs.filter(({ name }) => !model.weights.has(name));
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) return refuseInputs(inputs);
  const looping = model.nodes.find(({ attributes }) => Object.values(attributes).some(({ hasGraph }) => hasGraph));
  if (looping !== undefined) {
    refuse(
      "onnx-control",
      `This model has a loop or a branch in it (${looping.op}), which could run for ever. Export it for inputs of one size, without control flow.`,
      `该模型含有循环或分支（${looping.op}），可能无法结束。请按固定输入大小导出，不要包含控制流。`,
    );
  }
  const { element, shape } = input;
  const isKnown = element === "float32" || element === "float64" || element === "int32" || element === "int64";
  if (!isKnown || shape === null || shape.length < 2 || shape.length > 4) return refuseInputs(inputs);
  const [batch, ...open] = shape;
  if (batch !== null && batch !== undefined && batch > 1) {
    refuse(
      "onnx-batch",
      `This model takes exactly ${batch} examples at a time. Export it with an open number of examples, or one.`,
      `该模型一次恰好需要 ${batch} 个样本。请以不固定的样本数或单个样本导出。`,
    );
  }
  const isChannelsFirst = open.length === 3 && takesChannelsFirst(model, input, open);
  const example = open.map((extent) => extent ?? OPEN_SIZE);
  checkShape(isChannelsFirst ? [...example.slice(1), example[0]!] : example);
  const output = answerOf(model);
  const last = model.nodes.find(({ outputs }) => outputs.includes(output.name));
  const isShare = last?.op === "Softmax" || last?.domain === "ai.onnx.ml" || /prob/i.test(output.name);
  return {
    by: "onnx",
    input: input.name,
    output: output.name,
    shape: example,
    element,
    isChannelsFirst,
    gives: isShare ? "probabilities" : "scores",
    isOneByOne: batch === 1,
  };
}

/** By the operation that reads it, or else by where so few are as channels. */
function takesChannelsFirst(
  model: OnnxModel,
  { name }: OnnxPort,
  [first, , last]: readonly (number | null)[],
): boolean {
  const reader = model.nodes.find(({ inputs }) => inputs[0] === name);
  if (reader?.op === "Conv") return true;
  if (reader?.op === "Transpose" && reader.attributes["perm"]?.numbers.join() === "0,3,1,2") return false;
  const isFew = (extent: number | null | undefined) => typeof extent === "number" && extent <= 4;
  return isFew(first) && !isFew(last);
}

/** Of several outputs, as classifiers have, the probabilities. */
function answerOf({ outputs }: OnnxModel): OnnxPort {
  const numbers = outputs.filter(({ element }) => element === "float32" || element === "float64");
  const found = numbers.find(({ name }) => /prob/i.test(name)) ?? numbers[0];
  if (found !== undefined) return found;
  return refuse(
    "onnx-answer",
    `None of this model's outputs (${outputs.map(({ name }) => name).join(", ")}) is a list of numbers. Export it so that it gives scores or probabilities; with skl2onnx, set zipmap to False.`,
    `该模型的输出（${outputs.map(({ name }) => name).join("、")}）都不是数值列表。请导出得分或概率；使用 skl2onnx 时请将 zipmap 设为 False。`,
  );
}

function refuseInputs(inputs: readonly OnnxPort[]): never {
  const told = inputs.map(
    ({ name, element, shape }) => `${name}: ${element ?? "?"} ${shape?.map((each) => each ?? "?").join(" × ") ?? ""}`,
  );
  return refuse(
    "onnx-input",
    `This model takes ${told.join(", ") || "nothing"}. Only one input can be asked, of examples that are a list of numbers, a sequence of them or a picture.`,
    `该模型的输入为 ${told.join("、") || "空"}。只支持单个输入，且样本为一组数值、数值序列或图像。`,
  );
}
