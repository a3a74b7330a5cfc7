/** What the studio offers to pick, as plain JSON in the current language. */
import { z } from "zod";
import { architectures } from "../../catalog/architectures/index.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import { augmentations } from "../../catalog/augmentations/index.ts";
import { backbones } from "../../catalog/backbones/index.ts";
import type { Definition } from "../../catalog/definition.ts";
import { exporters } from "../../catalog/exporters/index.ts";
import { importers } from "../../catalog/importers/index.ts";
import { gallery } from "../../catalog/gallery/index.ts";
import { landscapes } from "../../catalog/landscapes/index.ts";
import { layers } from "../../catalog/layers/index.ts";
import { losses } from "../../catalog/losses/index.ts";
import { metrics } from "../../catalog/metrics/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { preprocessors } from "../../catalog/preprocessors/index.ts";
import { readers } from "../../catalog/readers/index.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import { wrappers } from "../../catalog/wrappers/index.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Language } from "../../language/text.ts";

const kinds = {
  datasets,
  readers,
  preprocessors,
  augmentations,
  layers,
  architectures,
  backbones,
  optimizers,
  wrappers,
  schedules,
  losses,
  metrics,
  landscapes,
  exporters,
  importers,
  gallery,
} satisfies Record<string, readonly Definition[]>;

export type CatalogKind = keyof typeof kinds;

export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** JSON schema of the entry's settings, as they may be written. */
  readonly config: unknown;
}

/** Every entry of a kind. Throws a `StudioError` that lists the kinds when there is no such one. */
export function listCatalog(kind: string, language: Language): CatalogEntry[] {
  if (!isKind(kind)) throw new StudioError(unknownKind(kind));
  const definitions: readonly Definition[] = kinds[kind];
  return definitions.map((definition) => ({
    id: definition.id,
    title: definition.title[language],
    summary: definition.summary[language],
    config: jsonSchema(definition.config, language),
    ...("project" in definition ? { project: definition.project } : {}),
  }));
}

function isKind(kind: string): kind is CatalogKind {
  return Object.hasOwn(kinds, kind);
}

/** Field labels and help become the schema's titles and descriptions, in one language. */
function jsonSchema(config: z.ZodType, language: Language): unknown {
  const schema = z.toJSONSchema(config, {
    io: "input",
    override: ({ zodSchema, jsonSchema: node }) => {
      delete node["field"];
      const field = z.globalRegistry.get(zodSchema)?.field;
      if (field === undefined) return;
      node.title = field.label[language];
      if (field.help !== undefined) node.description = field.help[language];
    },
  });
  // Plain data: zod hangs functions on what it returns, which no message could carry.
  return JSON.parse(JSON.stringify(schema));
}

function unknownKind(kind: string): StudioError["problem"] {
  const known = Object.keys(kinds);
  return {
    code: "unknown-kind",
    text: {
      en: `There is no kind "${kind}" in the catalog. Kinds: ${known.join(", ")}.`,
      zh: `目录中没有“${kind}”这一类。可用的有：${known.join("、")}。`,
    },
  };
}
