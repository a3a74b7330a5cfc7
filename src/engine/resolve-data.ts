/** Fills what the project leaves open about its data, from the data set's suggestions. */
import { z } from "zod";
import type { DatasetDefinition } from "../catalog/datasets/dataset.ts";
import { datasets } from "../catalog/datasets/index.ts";
import {
  type PreprocessorSelection,
  preprocessorSelection,
  suggestedPreprocess,
} from "../catalog/preprocessors/index.ts";
import { type Project, type Split, splitSchema } from "../project/project.ts";
import { dataProblem } from "./data-problem.ts";
import { parseConfig } from "./parse-config.ts";

export interface ResolvedData {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly target: string;
  readonly features: readonly string[] | undefined;
  readonly split: Split;
  readonly preprocess: readonly PreprocessorSelection[];
  /** Without effect on classes. */
  readonly standardizeTarget: boolean;
  readonly seed: number;
}

/** The built-in data set of this id. Throws a `StudioError` that lists those that there are. */
export function findDataset(id: string): DatasetDefinition {
  const definition = datasets.find((each) => each.id === id);
  if (definition !== undefined) return definition;
  const ids = datasets.map((each) => each.id).join(", ");
  throw dataProblem(
    "unknown-dataset",
    `data.id: there is no data set "${id}". The data sets are: ${ids}.`,
    `data.id：没有名为“${id}”的数据集。可用的数据集：${ids}。`,
  );
}

/** Throws a `StudioError` that names the field. */
export function resolveData(data: Project["data"]): ResolvedData {
  const definition = findDataset(data.id);
  const suggested = definition.suggested;
  return {
    id: data.id,
    config: parseConfig(definition.config, data.config ?? {}, ["data", "config"]),
    target: data.target ?? definition.target,
    features: data.features,
    split: data.split ?? splitSchema.parse(suggested?.split ?? {}),
    preprocess:
      data.preprocess ??
      (suggested?.preprocess === undefined
        ? suggestedPreprocess
        : z.array(preprocessorSelection).parse(suggested.preprocess)),
    standardizeTarget: data.standardizeTarget ?? (data.preprocess ?? suggested?.preprocess) === undefined,
    seed: data.seed,
  };
}
