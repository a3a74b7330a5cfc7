/** What a format is that a model can leave in. What writes it needs the whole model and stands in `engine/export`. */
import type { Text } from "../../language/text.ts";
import type { ConfigSchema, Definition } from "../definition.ts";

export interface ExporterDefinition<Config extends ConfigSchema = ConfigSchema> extends Definition<Config> {
  /** Of the file's name, with its dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Programs that open it. */
  readonly opensIn: Text;
  /** Whether training can go on from it: it takes the optimizer's state and the data along. */
  readonly takesTraining?: boolean;
}

export function defineExporter<const Id extends string, Config extends ConfigSchema>(
  definition: ExporterDefinition<Config> & { readonly id: Id },
): ExporterDefinition<Config> & { readonly id: Id } {
  return definition;
}
