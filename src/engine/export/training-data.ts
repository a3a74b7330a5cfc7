/** The data that a model was trained on, prepared again as it was then. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { ModelRecord } from "../../project/records.ts";
import { type PreparedData, prepareData } from "../data/prepare-data.ts";
import type { OpenedData } from "../data/resolve-data.ts";
import { rowsOfData } from "../data/stream-rows.ts";

type Access = Pick<DatasetAccess, "openScratch" | "signal" | "report">;

/** The rows stay open as long as `work` takes. Rejects with a `StudioError` when the data is gone or is other data now. */
export async function withTrainingData<Result>(
  model: Pick<ModelRecord, "dataFingerprint">,
  open: () => Promise<OpenedData>,
  access: Access,
  work: (data: PreparedData) => Promise<Result>,
): Promise<Result> {
  const { dataset, resolved } = await open();
  const source = await rowsOfData({ dataset, resolved }, access);
  try {
    const prepared = await prepareData(dataset, resolved, source);
    if (prepared.dataFingerprint !== model.dataFingerprint) throw new StudioError(otherData);
    return await work(prepared);
  } finally {
    source.close();
  }
}

const otherData = {
  code: "data-changed",
  text: {
    en: "This format takes the training data along, but the data set is not the one that the model was trained on. Export the weights or the code instead.",
    zh: "此格式需要附带训练数据，但现有数据集并非该模型训练时所用的数据集。请改为导出权重或代码。",
  },
};
