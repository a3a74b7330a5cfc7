/** Weights as Hugging Face lays them out: `model.safetensors` and `config.json`, in one zip with what the model is in words. */
import type { Checkpoint } from "../../project/records.ts";
import type { ModelProgram } from "../model-program.ts";
import { CONFIG, configJson } from "./config-json.ts";
import { readmes } from "./describe-model.ts";
import { type ExportedModel, modelCard } from "./model-card.ts";
import { writeSafetensors } from "./safetensors.ts";
import { zipFile } from "./zip-file.ts";

/** `weights`: the file of that name in it. */
export async function safetensorsZip(
  model: ExportedModel,
  { plan }: ModelProgram,
  { tensors }: Checkpoint,
): Promise<{ readonly file: Blob; readonly weights: Blob }> {
  // By itself the file says what it holds, too.
  const weights = writeSafetensors(tensors, modelCard(model));
  const { input, output } = plan;
  const beside = readmes(model, { input, output, use: opened, preparedBy: CONFIG });
  const config = configJson(model, plan, tensors);
  const file = await zipFile([[CONFIG, config], ...Object.entries(beside), ["model.safetensors", weights]]);
  return { file, weights: new Blob([...weights]) };
}

const opened = {
  text: {
    en: "Build the network as “network” in config.json lists it, layer by layer, with the tensors by their names. Dense kernels are [inputs, outputs], those of convolutions [rows, columns, channels, filters], and channels are the last axis of a picture. “answer” says what follows the last layer; where the target is “standardized”, multiply with its deviation and add its mean:",
    zh: "按 config.json 中“network”逐层列出的内容搭建网络，并按名称填入张量。全连接层的核为 [输入, 输出]，卷积核为 [行, 列, 通道, 滤波器]，图像的通道在最后一维。“answer”是最后一层之后的运算；若目标带有“standardized”，再乘以其 deviation 并加上 mean：",
  },
  language: "python",
  code: [
    "import json",
    "from safetensors.torch import load_file",
    "",
    'config = json.load(open("config.json", encoding="utf-8"))',
    'tensors = load_file("model.safetensors")',
    'for layer in config["network"]["layers"]:',
    '    print(layer["name"], layer["type"], layer["output"], layer["tensors"])',
  ].join("\n"),
} as const;
