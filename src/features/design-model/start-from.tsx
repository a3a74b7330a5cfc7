import { useMemo, useState, type ReactNode } from "react";
import { architectures } from "../../catalog/architectures/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import type { Text } from "../../language/text.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import type { ArchitectureId } from "../../project/project.ts";
import { originOf, startFromNothing, withModel } from "../../studio/models/edit-model.ts";
import { judgePresets } from "../../studio/models/suitable-presets.ts";
import { startSources } from "../../studio/models/start-from.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { PasteModel } from "./paste-model.tsx";
import { StartFromModel } from "./start-from-model.tsx";
import { backTo, customizedFrom, texts, weightsFrom } from "./texts.ts";

/** In place of a preset's id. */
const OWN = "own";

/** What the model begins as: a preset with its settings, nothing, or what another program wrote. */
export function StartFrom({ data }: { readonly data: DataSummary | null }): ReactNode {
  const t = useText();
  const model = useStudio((state) => state.project.model);
  const source = useStudio((state) => state.project.startFrom);
  const models = useStudio((state) => state.models);
  const [unfolded, setUnfolded] = useState<"paste" | "model" | null>(null);
  const judged = useMemo(
    () => (data === null ? architectures.map((each) => ({ ...each, problem: null })) : judgePresets(data)),
    [data],
  );
  const origin = originOf(model);
  const isOwn = "layers" in model;
  const begun = origin === undefined ? null : findDefinition(architectures, origin);
  const fields = useMemo(() => (isOwn || begun === null ? [] : readSchema(begun.config)), [isOwn, begun]);
  const pick = (architecture: ArchitectureId): void => {
    editProject((project) => withModel(project, { architecture }));
  };
  const change = (name: string, value: unknown): Text | null =>
    editProject((project) =>
      "architecture" in project.model
        ? { ...project, model: { ...project.model, config: { ...project.model.config, [name]: value } } }
        : project,
    )?.text ?? null;
  const own = { value: OWN, label: t(begun === null ? texts.ownLayers : customizedFrom(begun.title)) } as const;
  return (
    <div className="model-start">
      <Select<ArchitectureId | typeof OWN>
        label={t(texts.startFrom)}
        value={isOwn ? OWN : model.architecture}
        choices={[
          ...(isOwn ? [own] : []),
          ...judged
            .toSorted((a, b) => Number(a.problem !== null) - Number(b.problem !== null))
            .map(({ id, title, summary, problem }) => ({
              value: id as ArchitectureId, // Of the catalog's own list.
              label: t(title),
              summary: t(problem?.text ?? summary),
              ...(data === null ? {} : { section: t(problem === null ? texts.suited : texts.unsuited) }),
            })),
        ]}
        onChange={(next) => {
          if (next !== OWN) pick(next);
        }}
      />
      {!isOwn && begun !== null && <p className="small quiet">{t(begun.summary)}</p>}
      {fields.length > 0 && (
        <section aria-label={t(texts.settings)}>
          <SchemaForm
            key={origin}
            fields={fields}
            values={"architecture" in model ? model.config : {}}
            onChange={change}
          />
        </section>
      )}
      <div className="layer-actions">
        {isOwn && begun !== null && origin !== undefined && (
          <Button
            size="small"
            look="quiet"
            flush="start"
            onClick={() => {
              pick(origin);
            }}
          >
            {t(backTo(begun.title))}
          </Button>
        )}
        {data !== null && (
          <Button
            size="small"
            look="quiet"
            flush="start"
            onClick={() => {
              startFromNothing(data);
            }}
          >
            {t(texts.fromNothing)}
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          flush="start"
          aria-expanded={unfolded === "paste"}
          onClick={() => {
            setUnfolded(unfolded === "paste" ? null : "paste");
          }}
        >
          {t(texts.paste)}
        </Button>
        {data !== null && (
          <Button
            size="small"
            look="quiet"
            flush="start"
            aria-expanded={unfolded === "model"}
            onClick={() => {
              setUnfolded(unfolded === "model" ? null : "model");
            }}
          >
            {t(texts.fromModel)}
          </Button>
        )}
      </div>
      {unfolded === "paste" && <PasteModel />}
      {unfolded === "model" && data !== null && <StartFromModel data={data} />}
      {source !== undefined && (
        <p className="small quiet">
          {t(weightsFrom(startSources(models).find(({ id }) => id === source.model)?.name ?? null))}
        </p>
      )}
    </div>
  );
}
