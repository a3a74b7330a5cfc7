import { useMemo, type ReactNode } from "react";
import type { DatasetDefinition } from "../../catalog/datasets/dataset.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import type { Text } from "../../language/text.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { openData } from "../../studio/data/own-data.ts";
import { removeData } from "../../studio/data/user-data.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { IconButton } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { PickList } from "../../ui/pick-list.tsx";
import { addTexts, removeData as removeText } from "./add-texts.ts";
import { rowsOf, sourceOf, texts } from "./texts.ts";

const ready: readonly DatasetDefinition[] = datasets;

/** The user's own data sets and those that come with the studio. */
export function DataPicker(): ReactNode {
  const t = useText();
  const format = useFormats();
  const id = useStudio((state) => state.project.data.id);
  const own = useStudio((state) => state.datasets);
  const chosen = ready.find((dataset) => dataset.id === id);
  return (
    <>
      {own.length > 0 && (
        <PickList
          label={t(addTexts.own)}
          value={own.some((record) => record.id === id) ? id : null}
          choices={own.map((record) => ({
            value: record.id,
            label: record.title,
            note: t(rowsOf(format.integer(record.rows))),
            summary: `${record.fileName}, ${format.bytes(record.bytes)}, ${format.date(record.createdAt)}`,
          }))}
          onChange={openData}
          renderAction={(value) => {
            const title = own.find((record) => record.id === value)?.title ?? "";
            return (
              <IconButton
                icon="trash"
                label={t(removeText(title))}
                onClick={() => {
                  // It tells the user what goes wrong.
                  void removeData(value);
                }}
              />
            );
          }}
        />
      )}
      <PickList
        label={t(addTexts.ready)}
        value={chosen?.id ?? null}
        choices={ready.map((dataset) => ({
          value: dataset.id,
          label: t(dataset.title),
          note: t(rowsOf(format.integer(dataset.rows))),
          // All of them would hide the list.
          ...(dataset === chosen ? { summary: t(dataset.summary) } : {}),
        }))}
        onChange={openData}
      />
      {chosen !== undefined && <Chosen key={chosen.id} dataset={chosen} />}
    </>
  );
}

/** The settings of a generated data set, and where a data set comes from. */
function Chosen({ dataset }: { readonly dataset: DatasetDefinition }): ReactNode {
  const t = useText();
  const config = useStudio((state) => state.project.data.config);
  const fields = useMemo(() => readSchema(dataset.config), [dataset]);
  const change = (name: string, value: unknown): Text | null =>
    editProject((project) => ({
      ...project,
      data: { ...project.data, config: { ...project.data.config, [name]: value } },
    }))?.text ?? null;
  return (
    <>
      {fields.length > 0 && (
        <section aria-label={t(texts.generated)}>
          <SchemaForm fields={fields} values={config ?? {}} onChange={change} />
        </section>
      )}
      <p className="small quiet">{t(sourceOf(dataset.source.credit, dataset.source.licence))}</p>
    </>
  );
}
