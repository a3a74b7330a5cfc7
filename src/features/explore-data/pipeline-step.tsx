import { useMemo, useState, type ReactNode } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { preprocessors, type PreprocessorSelection } from "../../catalog/preprocessors/index.ts";
import type { Text } from "../../language/text.ts";
import type { StepSummary } from "../../project/data-summary.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { effectOf, moveDown, moveUp, removeStep, settingsOf, texts } from "./texts.ts";

export type StepMove = "up" | "down";

interface PipelineStepProps {
  /** Its controls' ids begin with it. */
  readonly id: string;
  readonly step: PreprocessorSelection;
  /** Undefined while it is worked out. */
  readonly effect: StepSummary | undefined;
  /** The columns that it may be restricted to. */
  readonly names: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isDragged: boolean;
  readonly onDrag: (isOn: boolean) => void;
  readonly onDrop: () => void;
  readonly onMove: (how: StepMove) => void;
  readonly onRemove: () => void;
  readonly onChange: (values: unknown) => Text | null;
}

/** One step: what it is, what it did to the columns, and where it stands; its settings unfold. */
export function PipelineStep(props: PipelineStepProps): ReactNode {
  const { id, step, effect, isDragged } = props;
  const t = useText();
  const { integer } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const definition = findDefinition(preprocessors, step.step);
  const fields = useMemo(() => readSchema(definition.config), [definition]);
  const title = t(definition.title);
  const { step: _step, ...values } = step;
  return (
    <li
      className={isDragged ? "pipeline-step pipeline-dragged" : "pipeline-step"}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <div className="pipeline-head">
        <span
          className="pipeline-handle"
          aria-hidden="true"
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            props.onDrag(true);
          }}
          onDragEnd={() => {
            props.onDrag(false);
          }}
        />
        <h3>{title}</h3>
        <div className="pipeline-controls">
          {fields.length > 0 && (
            <Button
              look="quiet"
              size="small"
              aria-expanded={isOpen}
              aria-label={t(settingsOf(title))}
              onClick={() => {
                setOpen(!isOpen);
              }}
            >
              {t(texts.settings)}
            </Button>
          )}
          <IconButton
            id={`${id}-up`}
            icon="up"
            label={t(moveUp(title))}
            aria-disabled={props.isFirst}
            onClick={() => {
              props.onMove("up");
            }}
          />
          <IconButton
            id={`${id}-down`}
            icon="chevron"
            label={t(moveDown(title))}
            aria-disabled={props.isLast}
            onClick={() => {
              props.onMove("down");
            }}
          />
          <IconButton icon="close" label={t(removeStep(title))} onClick={props.onRemove} />
        </div>
      </div>
      <p className="small quiet">{t(definition.summary)}</p>
      {effect !== undefined && (
        <p className="small">
          {t(effectOf(integer(effect.touched), integer(effect.before), integer(effect.after), effect.touched === 0))}
          {effect.made.length > 0 && <span className="pipeline-made"> {effect.made.join(", ")}</span>}
        </p>
      )}
      {isOpen && (
        <div className="pipeline-form">
          <SchemaForm
            fields={fields}
            values={values}
            names={{ columns: props.names }}
            onChange={(name, value) => {
              const { [name]: _old, ...others }: Readonly<Record<string, unknown>> = step;
              return props.onChange(value === undefined ? others : { ...others, [name]: value });
            }}
          />
        </div>
      )}
    </li>
  );
}
