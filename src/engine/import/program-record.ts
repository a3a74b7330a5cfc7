/** The library's record of a model that predicts by its own file. */
import type { ReadModelFile } from "../../project/imported-model.ts";
import type { OwnProgram, StoredFile } from "../../project/records.ts";
import { bareRecord, targetOf } from "./bare-record.ts";
import { inputFor } from "./example-input.ts";
import { brightness, scores } from "./remarks.ts";

export function bareProgram(of: {
  readonly name: string;
  /** The importer. */
  readonly from: string;
  readonly program: OwnProgram;
  readonly files: readonly StoredFile[];
  /** Numbers that it gives to an example. */
  readonly answers: number;
}): ReadModelFile {
  const { name, from, program, files, answers } = of;
  const { shape, isChannelsFirst, gives } = program;
  const input = inputFor(isChannelsFirst ? [...shape.slice(1), shape[0]!] : shape, { layers: [] });
  const isChoice = gives === "probabilities" && answers > 1;
  const said = { ...program, gives: isChoice ? gives : answers > 1 ? ("scores" as const) : ("numbers" as const) };
  return {
    record: bareRecord({
      name,
      from,
      layers: [],
      inputs: input.inputs,
      target: targetOf(answers, isChoice),
      preprocess: [...input.usual, ...input.steps],
      tensors: [],
      program: said,
      bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    }),
    checkpoint: { step: 0, tensors: [], files },
    warnings: [
      {
        en: "It predicts by its own file; it is no list of layers here, so that it cannot be trained on, cut or measured.",
        zh: "它按自身的文件进行预测；在这里不是由层组成，因此不能继续训练、截取或评估。",
      },
      ...(said.gives === "scores" ? [scores] : []),
      ...(input.shape.length === 3 ? [brightness] : []),
    ],
  };
}
