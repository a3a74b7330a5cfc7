import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { preprocessorSelection, preprocessors, type PreprocessorSelection } from "../../catalog/preprocessors/index.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { DataSummary, DatasetSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { useText } from "../../ui/language.tsx";
import { Section } from "../../ui/room.tsx";
import { Select } from "../../ui/select.tsx";
import { type StepMove, PipelineStep } from "./pipeline-step.tsx";
import { moved, stepsOf, withSteps } from "./preparation-edits.ts";
import { TargetPreparation } from "./target-preparation.tsx";
import { modelSees, texts } from "./texts.ts";
import "./pipeline.css";

/** What happens to the values on their way into the model: steps in their order, each with its settings and its effect. */
export function Pipeline(props: { readonly dataset: DatasetSummary; readonly data: DataSummary | null }): ReactNode {
  const { dataset, data } = props;
  const t = useText();
  const id = useId();
  const project = useStudio((state) => state.project.data);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const focusNext = useRef<string | null>(null);
  const inForce = stepsOf(project);
  const effects = data?.steps.length === inForce.length ? data.steps : null;
  // What is suggested for any data is shown as far as this data has columns for it.
  const isIdle = (index: number): boolean => project.preprocess === undefined && effects?.[index]?.touched === 0;
  const steps = inForce.filter((_, index) => !isIdle(index));
  const shownEffects = effects?.filter((_, index) => !isIdle(index));

  useEffect(() => {
    // The control that was used has moved along with its step.
    if (focusNext.current === null) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = null;
  });

  const setSteps = (next: readonly PreprocessorSelection[] | null): Problem | null => {
    const refused = editProject((whole) => ({ ...whole, data: withSteps(whole.data, next) }));
    setProblem(refused);
    return refused;
  };
  const move = (from: number, to: number, how?: StepMove): void => {
    if (to < 0 || to >= steps.length || to === from) return;
    if (how !== undefined) focusNext.current = `${id}-${to}-${how}`;
    setSteps(moved(steps, from, to));
  };

  return (
    <Section title={t(texts.preprocess)} actions={<Hint subject={t(texts.preprocess)}>{t(texts.preprocessHelp)}</Hint>}>
      {steps.length === 0 && <p className="pipeline-none">{t(texts.asIs)}</p>}
      <ol className="pipeline">
        {steps.map((step, index) => (
          // A step has no identity but its place.
          <PipelineStep
            key={`${index} ${step.step}`}
            id={`${id}-${index}`}
            step={step}
            effect={shownEffects?.[index]}
            names={dataset.columns.map(({ name }) => name)}
            isFirst={index === 0}
            isLast={index === steps.length - 1}
            isDragged={dragged === index}
            onDrag={(isOn) => {
              setDragged(isOn ? index : null);
            }}
            onDrop={() => {
              if (dragged !== null) move(dragged, index);
              setDragged(null);
            }}
            onMove={(how) => {
              move(index, how === "up" ? index - 1 : index + 1, how);
            }}
            onRemove={() => {
              setSteps(steps.filter((_, other) => other !== index));
            }}
            onChange={(values) =>
              setSteps(steps.map((other, at) => (at === index ? preprocessorSelection.parse(values) : other)))?.text ??
              null
            }
          />
        ))}
      </ol>
      {problem !== null && (
        <p className="field-problem" role="alert">
          {t(problem.text)}
        </p>
      )}
      <div className="pipeline-add">
        <Select
          label={t(texts.addStep)}
          isLabelHidden
          value=""
          choices={[
            { value: "", label: t(texts.addStep) },
            ...preprocessors.map((step) => ({ value: step.id, label: t(step.title), summary: t(step.summary) })),
          ]}
          onChange={(step) => {
            if (step !== "") setSteps([...steps, preprocessorSelection.parse({ step })]);
          }}
        />
        {project.preprocess !== undefined && (
          <Button
            look="quiet"
            onClick={() => {
              setSteps(null);
            }}
          >
            {t(texts.toSuggested)}
          </Button>
        )}
      </div>
      <TargetPreparation dataset={dataset} />
      {data !== null && <p className="small quiet">{t(modelSees(data.exampleShape.join(" × ")))}</p>}
    </Section>
  );
}
