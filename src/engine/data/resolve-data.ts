/** Fills what the project leaves open about its data, from the data set's suggestions. */
import { z } from "zod";
import type { AugmentationSelection } from "../../catalog/augmentations/index.ts";
import {
  type Dataset,
  type DatasetAccess,
  type DatasetDefinition,
  standardizesTarget,
} from "../../catalog/datasets/dataset.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import {
  type PreprocessorSelection,
  preprocessorSelection,
  suggestedPreprocess,
} from "../../catalog/preprocessors/index.ts";
import { type Balance, type DataTask, type Project, type Split, splitSchema } from "../../project/project.ts";
import type { StudioError } from "../../language/studio-error.ts";
import { isStoredDataId } from "../../project/stored-data.ts";
import { dataProblem } from "./data-problem.ts";
import { parseConfig } from "../../project/parse-config.ts";

export interface ResolvedData {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Left out: to predict the target. */
  readonly task?: DataTask | undefined;
  readonly target: string;
  readonly features: readonly string[] | undefined;
  /** Columns that are no features unless `features` names them. */
  readonly ignored: readonly string[];
  readonly group?: string | undefined;
  readonly time?: string | undefined;
  readonly split: Split;
  readonly preprocess: readonly PreprocessorSelection[];
  /** Without effect on classes. */
  readonly standardizeTarget: boolean;
  readonly targetBins?: Project["data"]["targetBins"] | undefined;
  readonly balance?: Balance | undefined;
  readonly augment?: readonly AugmentationSelection[];
  readonly seed: number;
}

export interface OpenedData {
  readonly dataset: Dataset;
  readonly resolved: ResolvedData;
}

/** Where a data set comes from, and what it suggests for itself. */
interface DataSource extends Pick<DatasetDefinition, "config" | "target" | "suggested"> {
  load(config: ResolvedData["config"]): Promise<Dataset>;
}

/** Reads the project's data, built in or stored, and fills what the project leaves open about it. */
export async function openData(data: Project["data"], access: DatasetAccess): Promise<OpenedData> {
  const source = await findSource(data.id, access);
  // Before anything is loaded: a wrong field is told at once.
  const resolved = resolveData(data, source);
  return { dataset: await source.load(resolved.config), resolved };
}

/** Throws a `StudioError` when there is no such data set. */
export async function findSource(id: string, access: DatasetAccess): Promise<DataSource> {
  const definition: DatasetDefinition | undefined = datasets.find((each) => each.id === id);
  if (definition !== undefined) {
    const { config, target, suggested } = definition;
    const load = async (values: ResolvedData["config"]) => (await definition.load())(values, access);
    return { config, target, ...(suggested === undefined ? {} : { suggested }), load };
  }
  const stored = isStoredDataId(id) ? await access.readStored(id) : null;
  if (stored === null) throw noDataset(id);
  const { target, ignored } = stored;
  return { config: noConfig, target, suggested: { ignored }, load: async () => stored };
}

/** A stored data set is as it was read: nothing about it is left to set. */
const noConfig = z.strictObject({});

/** What a data set says of itself before it is loaded. Throws a `StudioError` that names the field. */
export function resolveData(
  data: Project["data"],
  source: Pick<DatasetDefinition, "config" | "target" | "suggested">,
): ResolvedData {
  const { suggested } = source;
  return {
    id: data.id,
    config: parseConfig(source.config, data.config ?? {}, ["data", "config"]),
    task: data.task,
    target: data.target ?? source.target,
    features: data.features,
    ignored: suggested?.ignored ?? [],
    group: data.group ?? suggested?.group,
    time: data.time ?? suggested?.time,
    split: data.split ?? splitSchema.parse(suggested?.split ?? {}),
    preprocess:
      data.preprocess ??
      (suggested?.preprocess === undefined
        ? suggestedPreprocess
        : z.array(preprocessorSelection).parse(suggested.preprocess)),
    standardizeTarget: data.standardizeTarget ?? (data.preprocess === undefined && standardizesTarget(suggested)),
    targetBins: data.targetBins,
    balance: data.balance,
    augment: data.augment ?? [],
    seed: data.seed,
  };
}

function noDataset(id: string): StudioError {
  if (isStoredDataId(id)) {
    return dataProblem(
      "data-missing",
      `data.id: the data set "${id}" is not in this browser: it was removed, or added in another browser. Add its file again in the data room, or choose another data set; the rest of the project stays as it is.`,
      `data.id：此浏览器中没有数据集“${id}”：它已被删除，或是在其他浏览器中添加的。请在数据室重新添加该文件，或改选其他数据集；项目的其余设置不受影响。`,
    );
  }
  const ids = datasets.map((each) => each.id).join(", ");
  return dataProblem(
    "unknown-dataset",
    `data.id: there is no data set "${id}". The data sets are: ${ids}.`,
    `data.id：没有名为“${id}”的数据集。可用的数据集：${ids}。`,
  );
}
