/** The library's record of a model of which nothing is known but what it computes. */
import { type LayerInput, type LayerSelection } from "../../catalog/layers/index.ts";
import { lossFor } from "../../catalog/losses/index.ts";
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import { StudioError } from "../../language/studio-error.ts";
import { emptySummary } from "../../project/empty-summary.ts";
import type { ReadModelFile } from "../../project/imported-model.ts";
import { parseProject } from "../../project/parse-project.ts";
import type { InputColumn, OwnProgram, SavedTensor, Target } from "../../project/records.ts";
import { version } from "../../../package.json";

/** Of a data set that is not here. */
const ITS_DATA = "data-of-an-imported-model";
/** A project needs a network, and this one's is in its file. */
const STANDS_FOR_A_PROGRAM: readonly LayerInput[] = [{ type: "dense", units: 1 }];

export function bareRecord(of: {
  readonly name: string;
  readonly from: string;
  readonly layers: readonly LayerSelection[];
  readonly inputs: readonly InputColumn[];
  readonly target: Target;
  readonly preprocess: readonly FittedStep[];
  readonly tensors: readonly SavedTensor[];
  readonly program?: OwnProgram;
  /** Of a program, whose weights are not looked into. */
  readonly bytes?: number;
}): ReadModelFile["record"] {
  const { name, layers, tensors, program } = of;
  const model = { layers: layers.length === 0 ? STANDS_FOR_A_PROGRAM : layers };
  // Nobody has trained it here to settle what "auto" would mean.
  const training = { loss: lossFor(of.target.task) };
  const { project, problem } = parseProject({ name: name.slice(0, 200), data: { id: ITS_DATA }, model, training });
  if (problem !== undefined) throw new StudioError(problem);
  const weights = tensors.filter(({ name: tensor }) => !tensor.startsWith("state/"));
  return {
    name: name.slice(0, 200),
    project,
    layers: [...layers],
    inputs: [...of.inputs],
    target: of.target,
    preprocess: [...of.preprocess],
    dataFingerprint: "",
    parameterCount: weights.reduce((sum, { values }) => sum + values.length, 0),
    bytes: of.bytes ?? 4 * tensors.reduce((sum, { values }) => sum + values.length, 0),
    studioVersion: version,
    imported: { from: of.from, ...(program === undefined ? {} : { program }) },
    summary: emptySummary("", name, { en: "Imported.", zh: "导入的模型。" }),
    history: [],
  };
}

/** Several answers, or shares of one, are classes without names; a single number is one. */
export function targetOf(answers: number, isChoice: boolean): Target {
  if (!isChoice && answers === 1) return { task: "regression", name: "answer" };
  return { task: "classification", name: "class", classes: Array.from({ length: answers }, (_, at) => String(at)) };
}
