/** A model on its way into the studio. */
import type { ImporterId } from "../catalog/importers/index.ts";
import type { Text } from "../language/text.ts";
import type { Project } from "./project.ts";
import type { Checkpoint, ModelRecord } from "./records.ts";

/** A file that was chosen or dropped, under its name. */
export interface ModelFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface ImportRequest {
  /** A project file is more than a model, and opened elsewhere. */
  readonly format: Exclude<ImporterId, "project-file">;
  /** The one that the format was recognised by comes first. */
  readonly files: readonly ModelFile[];
  /** Whose network bare weights are for. */
  readonly project: Project;
}

/** What an import makes, before the library has given it a place. */
export interface ReadModelFile {
  readonly record: Omit<ModelRecord, "id" | "runId" | "createdAt">;
  readonly checkpoint: Checkpoint;
  /** What is not quite as it was, a sentence each. */
  readonly warnings: readonly Text[];
}
