/** Models that predict by the file they came in: what cannot be done with them, since they are no layers here. */
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { ModelRecord, StoredFile } from "../../project/records.ts";
import { checkpointOf } from "./checkpoints.ts";

export function hasLayers({ imported }: Pick<ModelRecord, "imported">): boolean {
  return imported?.program === undefined;
}

/** Throws a `StudioError` for such a model. `what`: "measured", "评估". */
export function needLayers(model: Pick<ModelRecord, "name" | "imported">, what: Text): void {
  if (hasLayers(model)) return;
  throw new StudioError({
    code: "model-without-layers",
    text: {
      en: `"${model.name}" predicts by the file that it came in, and cannot be ${what.en}: some of its operations are no layers here. Bring it as a .keras file or a layers model.`,
      zh: `“${model.name}”按导入的文件进行预测，不能${what.zh}：其中有些运算在这里没有对应的层。请改用 .keras 文件或 layers model 导入。`,
    },
  });
}

/** The files that such a model came in. Rejects with a `StudioError` where they are gone. */
export async function originalFiles(modelId: string): Promise<readonly StoredFile[]> {
  return (await checkpointOf(modelId)).files ?? [];
}
