/** What lies beside weights as `config.json`: the model in full, for whoever builds it again elsewhere, and for its way back. */
import { z } from "zod";
import type { SavedTensor } from "../../project/records.ts";
import type { ModelPlan } from "../model-program.ts";
import { type ExportedModel, type OwnCard, ownCard, parseOwnCard } from "./model-card.ts";

export const CONFIG = "config.json";

const MODEL_TYPE = "descent-studio";

/** `tensors`: those that lie beside it. */
export function configJson(model: ExportedModel, plan: ModelPlan, tensors: readonly SavedTensor[]): string {
  const layers = plan.layers.map(({ name, selection, plan: { output } }) => {
    // A block's are those of the layers in it too: "parameter/residual-1/layers/conv2d-1/kernel".
    const own = tensors.filter((tensor) => tensor.name.split("/")[1] === name);
    return { name, ...selection, output, tensors: Object.fromEntries(own.map((each) => [each.name, each.shape])) };
  });
  const isChoice = model.target.task === "classification" || model.target.task === "generation";
  const network = { input: plan.input, output: plan.output, layers, answer: isChoice ? "softmax" : "linear" };
  return `${JSON.stringify({ model_type: MODEL_TYPE, network, ...ownCard(model) }, null, 2)}\n`;
}

const configSchema = z.looseObject({ model_type: z.literal(MODEL_TYPE), network: z.unknown() });

/** Null for what others call so. Throws a `StudioError` for one of the studio's that makes no sense. */
export function readConfig(text: string): OwnCard | null {
  const config = configSchema.safeParse(jsonIn(text)).data;
  if (config === undefined) return null;
  const { model_type: _type, network: _network, ...card } = config;
  return parseOwnCard(() => card);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then it is none of the studio's.
    return null;
  }
}
