import type { ReactNode } from "react";
import { datasets } from "../../catalog/datasets/index.ts";
import { preprocessors, suggestedPreprocess, type PreprocessorSelection } from "../../catalog/preprocessors/index.ts";
import { preprocessorSelection } from "../../catalog/preprocessors/index.ts";
import type { DataSummary } from "../../project/records.ts";
import { editProject } from "../../studio/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Hint } from "../../ui/hint.tsx";
import { useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { Segmented, type Choice } from "../../ui/segmented.tsx";
import { modelSees, texts } from "./texts.ts";

type Mode = "suggested" | "none" | "own";

/** What happens to the values on their way into the model, in words. */
export function Preparation({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const project = useStudio((state) => state.project.data);
  const mode: Mode = project.preprocess === undefined ? "suggested" : project.preprocess.length === 0 ? "none" : "own";
  const choices: readonly Choice<Mode>[] = [
    { value: "suggested", label: t(texts.suggested) },
    { value: "none", label: t(texts.none) },
    // Only a project from a file or a script has steps of its own; it can be left, not entered.
    ...(mode === "own" ? [{ value: "own" as const, label: t(texts.own) }] : []),
  ];
  const steps = usefulSteps(project.preprocess ?? suggestedFor(project.id), data);
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
      <p className="small quiet">{t(modelSees(data.exampleShape.join(" × ")))}</p>
    </Section>
  );
}

function suggestedFor(id: string): readonly PreprocessorSelection[] {
  const own = datasets.find((dataset) => dataset.id === id)?.suggested;
  if (own === undefined || !("preprocess" in own) || own.preprocess === undefined) return suggestedPreprocess;
  return own.preprocess.map((step) => preprocessorSelection.parse(step));
}

/** Steps that have a column to work on: filling gaps is no step where there are none. */
function usefulSteps(
  steps: readonly PreprocessorSelection[],
  data: DataSummary,
): readonly (typeof preprocessors)[number][] {
  const features = new Set(data.inputs.map((input) => input.name));
  const columns = data.columns.filter((column) => features.has(column.name));
  return steps.flatMap((step) => {
    const definition = preprocessors.find(({ id }) => id === step.step);
    if (definition === undefined) return [];
    const types: readonly string[] = definition.columnTypes;
    const touched = columns.filter((column) => types.includes(column.type));
    const isUseful = step.step === "impute" ? touched.some((column) => column.missing > 0) : touched.length > 0;
    return isUseful ? [definition] : [];
  });
}
