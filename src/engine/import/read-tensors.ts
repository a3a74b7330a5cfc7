/** Weights by our own names: with the studio's card a whole model, else those of the project at hand. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import { emptySummary } from "../../project/empty-summary.ts";
import type { ReadModelFile } from "../../project/imported-model.ts";
import type { Project } from "../../project/project.ts";
import type { SavedTensor } from "../../project/records.ts";
import { version } from "../../../package.json";
import type { OwnCard } from "../export/model-card.ts";
import { beginRun } from "../run/begin-run.ts";
import { trainedModel } from "../run/run-outcome.ts";
import { refuse } from "./refuse.ts";

export interface At {
  /** What the model is called where the file does not say. */
  readonly name: string;
  readonly project: Project;
  readonly access: DatasetAccess;
}

/** Throws a `StudioError` for weights that belong to neither. */
export async function modelOfTensors(
  tensors: readonly SavedTensor[],
  card: OwnCard | null,
  at: At,
): Promise<ReadModelFile> {
  return card === null ? ofProject(tensors, at) : ofCard(tensors, card);
}

/** As it left the studio, but for its curves. */
export function ofCard(tensors: readonly SavedTensor[], card: OwnCard): ReadModelFile {
  const own = tensors.filter(({ name }) => /^(?:parameter|state)\//.test(name));
  const bytes = own.reduce((sum, { values }) => sum + values.byteLength, 0);
  return {
    record: { ...card, bytes, history: [] },
    checkpoint: { step: card.summary.modelStep ?? card.summary.steps, tensors: own },
    warnings: [],
  };
}

/** The project's network on the project's data, with these weights. */
async function ofProject(tensors: readonly SavedTensor[], at: At): Promise<ReadModelFile> {
  const begun = await beginRun(at.project, at.access);
  if (begun === null) throw new DOMException("The import was given up", "AbortError");
  const trained = trainedModel(begun);
  begun.close();
  const { layers } = begun.resolved.plan;
  const mine = new Set(layers.map(({ name }) => name));
  // "dense-1/kernel" is as good as "parameter/dense-1/kernel".
  const own = tensors.map((tensor) => ({ ...tensor, name: fullName(tensor.name, mine) }));
  if (!own.some(({ name }) => name.startsWith("parameter/"))) {
    const known = [...mine].slice(0, 3).join(", ");
    const given = tensors.slice(0, 3).map(({ name }) => `"${name}"`);
    refuse(
      "weights-strange",
      `These weights tell no network, and their names (${given.join(", ")}) are none of the project at hand, whose layers are ${known}. Open the project that they are of, or choose a file that the studio has exported.`,
      `这些权重没有说明所属的网络，名称（${given.join("、")}）也与当前项目的层（${known}）不符。请先打开它们所属的项目，或选择本应用导出的文件。`,
    );
  }
  const bytes = own.reduce((sum, { values }) => sum + values.byteLength, 0);
  const reason = { en: "Weights from a file.", zh: "来自文件的权重。" };
  return {
    record: {
      ...trained,
      name: at.name,
      bytes,
      studioVersion: version,
      summary: emptySummary("", at.name, reason),
      history: [],
    },
    checkpoint: { step: 0, tensors: own },
    warnings: [],
  };
}

function fullName(name: string, layers: ReadonlySet<string>): string {
  const [layer = ""] = name.split("/");
  const isState = name.endsWith("/moving-mean") || name.endsWith("/moving-variance");
  return layers.has(layer) ? `${isState ? "state" : "parameter"}/${name}` : name;
}
