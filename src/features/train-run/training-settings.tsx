import { memo, useMemo, type ReactNode, type Ref } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Text } from "../../language/text.ts";
import { trainingSchema } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { findRate } from "../../studio/runs/find-rate.ts";
import { unfoldModel } from "../../studio/models/unfold-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { firstValues } from "../../ui/form/first-value.ts";
import { readSchema, type Field } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { aboutOf } from "./card-texts.ts";
import { rateTestTexts } from "./rate-test-texts.ts";
import { LossSettings } from "./loss-settings.tsx";
import { ScheduleSettings } from "./schedule-settings.tsx";
import { suitedFields } from "./suited-fields.ts";
import { texts } from "./texts.ts";

/** What people turn; the other settings of an optimizer are there for those who unfold them. */
const turnedOften: readonly string[] = ["learningRate", "momentum"];
const courseFirst: readonly string[] = ["batchSize", "epochs", "backend"];
/** The warm-up stands with the schedule. */
const shownElsewhere: readonly string[] = [...courseFirst, "warmup"];

interface TrainingSettingsProps {
  readonly isRunning: boolean;
  /** The optimizer whose card is open. */
  readonly cardId: string | null;
  readonly onCard: (id: string | null) => void;
  readonly aboutButton: Ref<HTMLButtonElement>;
  readonly findButton: Ref<HTMLButtonElement>;
}

const batchNotes = { full: texts.wholeBatch, single: texts.oneExample, growing: texts.growingBatch };

/** Optimizer and course of the training; every form is made from the schema that checks it. */
export const TrainingSettings = memo(function TrainingSettings(props: TrainingSettingsProps): ReactNode {
  const { isRunning, cardId, onCard, aboutButton, findButton } = props;
  const t = useText();
  const training = useStudio((state) => state.project.training);
  const optimizer = findDefinition(optimizers, training.optimizer.id);
  const optimizerFields = useMemo(() => readSchema(optimizer.config), [optimizer]);
  const task = useStudio((state) => (state.data.status === "ready" ? state.data.value.target.task : null));
  const courseFields = useMemo(() => suitedFields(readSchema(trainingSchema), task), [task]);
  const shownFields = optimizerFields.filter(({ name }) => turnedOften.includes(name));
  const hiddenFields = optimizerFields.filter((field) => !shownFields.includes(field));
  const layerNames = useLayerNames();
  const usesBatches = optimizer.batch === "mini";

  const isShownFirst = ({ name }: Field): boolean =>
    courseFirst.includes(name) && (usesBatches || name !== "batchSize");

  const changeOptimizer = (name: string, value: unknown): Text | null =>
    editProject((project) => ({
      ...project,
      training: { ...project.training, optimizer: { ...project.training.optimizer, [name]: value } },
    }))?.text ?? null;
  const changeCourse = (name: string, value: unknown): Text | null =>
    editProject((project) => ({ ...project, training: { ...project.training, [name]: value } }))?.text ?? null;

  return (
    <section className="settings" aria-label={t(texts.settings)}>
      {isRunning && <p className="run-note">{t(texts.lockedWhileRunning)}</p>}
      <div className="settings-optimizer">
        <Select
          label={t(texts.optimizer)}
          value={optimizer.id}
          choices={optimizers.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
          onChange={(id) => {
            const fields = readSchema(findDefinition(optimizers, id).config);
            editProject((project) => ({
              ...project,
              training: { ...project.training, optimizer: { id, ...firstValues(fields) } },
            }));
            if (cardId !== null) onCard(id);
          }}
        />
        <Button
          ref={aboutButton}
          look="quiet"
          size="small"
          flush="start"
          aria-expanded={cardId !== null}
          onClick={() => {
            onCard(cardId === null ? optimizer.id : null);
          }}
        >
          {t(aboutOf(optimizer.title))}
        </Button>
      </div>
      <div className="settings-rate">
        <SchemaForm key={optimizer.id} fields={shownFields} values={training.optimizer} onChange={changeOptimizer} />
        {optimizer.isWhole !== true && (
          <Button
            ref={findButton}
            look="quiet"
            size="small"
            flush="start"
            disabled={isRunning}
            onClick={() => {
              // Whatever goes wrong stands in the test's state, and shows in its drawer.
              void findRate();
            }}
          >
            {t(rateTestTexts.find)}
          </Button>
        )}
      </div>
      <ScheduleSettings />
      <LossSettings />
      {optimizer.batch !== "mini" && <p className="run-note">{t(batchNotes[optimizer.batch])}</p>}
      <SchemaForm fields={courseFields.filter(isShownFirst)} values={training} onChange={changeCourse} />
      <details className="settings-more">
        <summary>{t(texts.more)}</summary>
        <div className="form">
          {hiddenFields.length > 0 && (
            <>
              <h3>{t(optimizer.title)}</h3>
              <SchemaForm
                key={optimizer.id}
                fields={hiddenFields}
                values={training.optimizer}
                onChange={changeOptimizer}
              />
            </>
          )}
          <h3>{t(texts.course)}</h3>
          <SchemaForm
            fields={courseFields.filter(({ name }) => !shownElsewhere.includes(name))}
            values={training}
            names={{ layerRates: layerNames }}
            onChange={changeCourse}
          />
        </div>
      </details>
    </section>
  );
});

/** Layers that have something to learn, as the trainer names them. */
function useLayerNames(): readonly string[] {
  const model = useStudio((state) => state.project.model);
  const data = useStudio((state) => state.data);
  return useMemo(() => {
    const layers = data.status === "ready" ? (unfoldModel(model, data.value).survey?.layers ?? []) : [];
    return layers.flatMap(({ name, cost }) => (name !== null && (cost?.parameters ?? 0) > 0 ? [name] : []));
  }, [model, data]);
}
