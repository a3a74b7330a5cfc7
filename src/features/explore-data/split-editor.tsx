import { useState, type ReactNode } from "react";
import type { DatasetDefinition } from "../../catalog/datasets/dataset.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import type { Text } from "../../language/text.ts";
import { splitSchema, type Project, type Split } from "../../project/project.ts";
import type { DataSummary, DatasetSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { ClassBalance } from "./class-balance.tsx";
import { PartsBar } from "./parts-bar.tsx";
import { splitKinds, splitTexts } from "./split-texts.ts";
import { SplitShares } from "./split-shares.tsx";
import { texts } from "./texts.ts";
import "./split-editor.css";

type Data = Project["data"];

/** Which rows train, which watch, which grade: how they are dealt, and what that gives. */
export function SplitEditor(props: { readonly dataset: DatasetSummary; readonly data: DataSummary | null }): ReactNode {
  const { dataset, data } = props;
  const t = useText();
  const project = useStudio((state) => state.project.data);
  const [problem, setProblem] = useState<Text | null>(null);
  const split = splitOf(project);
  const edit = (change: (before: Data) => Data): Text | null => {
    const refused = editProject((whole) => ({ ...whole, data: change(whole.data) }))?.text ?? null;
    setProblem(refused);
    return refused;
  };
  const setSplit = (change: Partial<Split>): Text | null =>
    edit((before) => ({ ...before, split: withTrain({ ...splitOf(before), ...change }) }));
  const choices = splitKinds(dataset, split.by);
  const columns = columnsFor(split.by, dataset);
  return (
    <Section title={t(texts.split)} actions={<Hint subject={t(texts.split)}>{t(texts.splitHelp)}</Hint>}>
      {data !== null && <PartsBar data={data} />}
      <div className="split-form">
        <Select<Split["by"]>
          label={t(splitTexts.by)}
          value={split.by}
          choices={choices.map(({ value, label, summary }) => ({ value, label: t(label), summary: t(summary) }))}
          onChange={(by) => {
            edit((before) => withKind(before, by, dataset));
          }}
        />
        {columns.length > 0 && (
          <Select
            label={t(splitTexts.column)}
            value={columnInForce(split, project, dataset) ?? ""}
            choices={columns.map((name) => ({ value: name, label: name }))}
            onChange={(column) => {
              edit((before) => withColumn(before, split, column));
            }}
          />
        )}
        <SplitShares split={split} onChange={setSplit} isClasses={data?.target.task === "classification"} />
        {problem !== null && (
          <p className="field-problem" role="alert">
            {t(problem)}
          </p>
        )}
        {split.by !== "time" && split.by !== "column" && (
          <Button
            size="small"
            onClick={() => {
              edit((before) => ({ ...before, seed: (before.seed + 1) % 2 ** 31 }));
            }}
          >
            {t(splitTexts.again)}
          </Button>
        )}
      </div>
      {data !== null && <ClassBalance data={data} />}
    </Section>
  );
}

/** The split in force: the project's own, else the data set's, else what is usual. */
function splitOf({ id, split }: Data): Split {
  const definition: DatasetDefinition | undefined = datasets.find((dataset) => dataset.id === id);
  return split ?? splitSchema.parse(definition?.suggested?.split ?? {});
}

/** Training gets what the others leave; rounded, so that three tenths are not 0.30000000000000004 in the file. */
function withTrain(split: Split): Split {
  const rest = 1 - split.validation - (split.by === "source" ? 0 : split.test);
  return { ...split, train: Math.max(0, Math.round(rest * 1e6) / 1e6) };
}

/** What needs a column gets the first that will do; a column with this role already is kept. */
function withKind(data: Data, by: Split["by"], dataset: DatasetSummary): Data {
  const split = withTrain({ ...splitOf(data), by });
  const next = { ...data, split };
  const [first] = columnsFor(by, dataset);
  if (first === undefined || columnInForce(split, data, dataset) !== null) return next;
  return withColumn(next, split, first);
}

function withColumn(data: Data, split: Split, column: string): Data {
  const features = data.features?.filter((name) => name !== column);
  const next: Data = features === undefined ? data : { ...data, features };
  switch (split.by) {
    case "group":
      return { ...next, group: column };
    case "time":
      return { ...next, time: column };
    case "column":
      return { ...next, split: { ...split, column } };
    case "row":
    case "source":
      return data;
  }
}

function columnInForce(split: Split, data: Data, { roles }: DatasetSummary): string | null {
  switch (split.by) {
    case "group":
      return data.group ?? roles.group;
    case "time":
      return data.time ?? roles.time;
    case "column":
      return split.column ?? null;
    case "row":
    case "source":
      return null;
  }
}

/** The columns that such a split can go by. */
function columnsFor(by: Split["by"], { columns, roles }: DatasetSummary): readonly string[] {
  const types: Readonly<Record<Split["by"], readonly string[]>> = {
    row: [],
    source: [],
    group: ["category", "text", "number"],
    time: ["time", "number"],
    column: ["category"],
  };
  return columns
    .filter(({ name, type }) => name !== roles.target && types[by].includes(type))
    .toSorted((first, second) => types[by].indexOf(first.type) - types[by].indexOf(second.type))
    .map(({ name }) => name);
}
