/** A model on its way out of the studio. */
import type { ExporterSelection } from "../catalog/exporters/index.ts";
import type { Text } from "../language/text.ts";
import type { Checkpoint, ModelRecord } from "./records.ts";

export interface ExportRequest {
  readonly model: ModelRecord;
  /** With the optimizer's state where the format takes it along. */
  readonly checkpoint: Checkpoint;
  readonly selection: ExporterSelection;
}

/** What another reader of the file made of it, beside what the studio answers. */
export interface Verification {
  /** Who read it, such as ONNX Runtime. */
  readonly against: Text;
  readonly rows: number;
  /** Whether the rows are of the test part of the model's data; made up where that is not at hand. */
  readonly isHeldOut: boolean;
  /** The greatest difference of two answers. */
  readonly maxAbsDiff: number;
  /** Of a classifier: the share of rows that get the same class. */
  readonly agreement?: number;
}

export interface ExportedFile {
  readonly name: string;
  readonly file: Blob;
  /** What whoever takes it must know. */
  readonly note?: Text;
  /** Null for source code, which holds nothing to ask. */
  readonly verified: Verification | null;
}
