import type { ReactNode } from "react";
import { preprocessors, type PreprocessorSelection } from "../../catalog/preprocessors/index.ts";
import type { DataSummary, DatasetSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Hint } from "../../ui/hint.tsx";
import { useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { Segmented, type Choice } from "../../ui/segmented.tsx";
import { stepsOf } from "./preparation-edits.ts";
import { modelSees, texts } from "./texts.ts";

type Mode = "suggested" | "none" | "own";

/** What happens to the values on their way into the model, in words. */
export function Preparation(props: { readonly dataset: DatasetSummary; readonly data: DataSummary | null }): ReactNode {
  const { dataset, data } = props;
  const t = useText();
  const project = useStudio((state) => state.project.data);
  const mode: Mode = project.preprocess === undefined ? "suggested" : project.preprocess.length === 0 ? "none" : "own";
  const choices: readonly Choice<Mode>[] = [
    { value: "suggested", label: t(texts.suggested) },
    { value: "none", label: t(texts.none) },
    // Only a project from a file or a script has steps of its own; it can be left, not entered.
    ...(mode === "own" ? [{ value: "own" as const, label: t(texts.own) }] : []),
  ];
  const steps = usefulSteps(stepsOf(project), dataset, data);
  return (
    <Section title={t(texts.preprocess)} actions={<Hint subject={t(texts.preprocess)}>{t(texts.preprocessHelp)}</Hint>}>
      <Segmented<Mode>
        label={t(texts.preprocess)}
        isLabelHidden
        value={mode}
        choices={choices}
        onChange={(next) => {
          editProject((whole) => {
            if (next === "own") return whole;
            const { preprocess: _steps, standardizeTarget: _target, ...rest } = whole.data;
            return { ...whole, data: next === "none" ? { ...rest, preprocess: [] } : rest };
          });
        }}
      />
      {steps.length === 0 ? (
        <p className="preparation-none">{t(texts.asIs)}</p>
      ) : (
        <ol className="preparation">
          {steps.map((step) => (
            <li key={step.id}>
              <b>{t(step.title)}</b> <span className="quiet">{t(step.summary)}</span>
            </li>
          ))}
        </ol>
      )}
      {data !== null && <p className="small quiet">{t(modelSees(data.exampleShape.join(" × ")))}</p>}
    </Section>
  );
}

/** Steps that have a column to work on: filling gaps is no step where there are none. */
function usefulSteps(
  steps: readonly PreprocessorSelection[],
  dataset: DatasetSummary,
  data: DataSummary | null,
): readonly (typeof preprocessors)[number][] {
  const features = data === null ? null : new Set(data.inputs.map((input) => input.name));
  const columns = dataset.columns.filter((column) => features?.has(column.name) !== false);
  return steps.flatMap((step) => {
    const definition = preprocessors.find(({ id }) => id === step.step);
    if (definition === undefined) return [];
    const types: readonly string[] = definition.columnTypes;
    const touched = columns.filter((column) => types.includes(column.type));
    const isUseful = step.step === "impute" ? touched.some((column) => column.missing > 0) : touched.length > 0;
    return isUseful ? [definition] : [];
  });
}
