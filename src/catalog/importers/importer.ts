/** What a format is that a model can come in. What reads it needs the whole model and stands in `engine/import`. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";
import type { Definition } from "../definition.ts";

/** A chosen file as far as it was looked at. */
export interface FileHead {
  readonly name: string;
  /** Its first bytes. */
  readonly head: Uint8Array;
  /** Of a zip file: the paths in it. */
  readonly entries: readonly string[];
}

export interface ImporterDefinition extends Definition {
  /** Of the files that belong to such a model, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whether the file is the one that such a model is read from. */
  readonly detect: (file: FileHead) => boolean;
  /** What becomes of it, beside the formats' names in the list of what can be added. */
  readonly gives: Text;
}

export function defineImporter<const Id extends string>(
  definition: Omit<ImporterDefinition, "config"> & { readonly id: Id },
): ImporterDefinition & { readonly id: Id } {
  return { ...definition, config: z.strictObject({}) };
}

export function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}
