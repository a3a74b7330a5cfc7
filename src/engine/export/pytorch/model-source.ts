/** The network as readable PyTorch: model.py, and how its tensors come from the studio's. */
import type { ModelPlan } from "../../model-program.ts";
import { moduleSnippets } from "./snippets.ts";
import { ClassScope, PythonFile, type TensorEntry } from "./source.ts";
import { writeLayers } from "./write-layer.ts";

export interface ModelSource {
  readonly imports: readonly string[];
  /** Classes and functions, each after those that it needs. */
  readonly definitions: readonly string[];
  readonly tensors: readonly TensorEntry[];
}

/** `summary`: what it takes and gives, one line. `isElementwise`: see `Place`. */
export function modelSource(plan: ModelPlan, summary: string, isElementwise: boolean): ModelSource {
  const file = new PythonFile();
  const scope = new ClassScope(file, "", "");
  const from = { code: "x", shape: plan.input, isChannelsFirst: false, mask: null };
  const answer = writeLayers(plan.layers, { scope, from, target: "x", prefix: "", isElementwise });
  const isTurned = answer.isChannelsFirst && answer.shape.length > 1;
  const result = isTurned
    ? `${answer.code}${answer.shape.length === 3 ? ".permute(0, 2, 3, 1)" : ".transpose(1, 2)"}`
    : answer.code;
  const model = `class Model(nn.Module):\n${scope.body(summary, result)}`;
  const snippets = Object.entries(moduleSnippets).flatMap(([name, text]) => (file.used.has(name) ? [text.trim()] : []));
  const imports = [
    "import torch",
    ...(file.used.has("batch-norm") ? ["import torch.distributed as dist"] : []),
    "import torch.nn.functional as F",
    "from torch import nn",
  ];
  return { imports, definitions: [...snippets, ...file.classes, model], tensors: file.tensors };
}
