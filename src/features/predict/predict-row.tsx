import { useMemo, useState, type ReactNode } from "react";
import { fillsOf } from "../../project/missing-values.ts";
import { hasOwnData } from "../../project/own-data.ts";
import { inputUnit } from "../../project/column-unit.ts";
import type { InputColumn, ModelRecord, PredictionRow } from "../../project/records.ts";
import { lookingBack, mendFirst, unknownAs } from "../../ui/asking-texts.ts";
import { Button } from "../../ui/button.tsx";
import { FieldFrame } from "../../ui/form/field-frame.tsx";
import { InvalidFields, useInvalidField } from "../../ui/form/invalid-fields.tsx";
import { useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { AnswerPanel } from "./answer-panel.tsx";
import { NumberInput } from "./number-input.tsx";
import { texts } from "./texts.ts";
import { ReturnedInput } from "./returned-input.tsx";
import { WindowInput } from "./window-input.tsx";
import { usePrediction } from "./use-prediction.ts";

/** By column; null is a value that nobody knows. */
type Row = Readonly<Record<string, Value>>;
/** Several where the model looks back over a window. */
type Value = number | string | null | readonly (number | string | null)[];

function typicalRow(model: ModelRecord): Row {
  return Object.fromEntries(
    model.inputs.flatMap((input): readonly (readonly [string, Value])[] => {
      if ("window" in input && input.window !== undefined) return [[input.name, input.window.latest]];
      switch (input.type) {
        case "number":
          return [[input.name, Number(input.typical.toPrecision(4))]];
        case "category":
          return [[input.name, input.categories[0] ?? ""]];
        case "text":
          return [[input.name, ""]];
        case "time":
        case "image":
          return [];
      }
    }),
  );
}

/** A form made from the model's inputs, with its answer beside it at every change. */
export function PredictRow({ model }: { readonly model: ModelRecord }): ReactNode {
  const t = useText();
  const [row, setRow] = useState<Row>(() => typicalRow(model));
  // Typical values count anew even where the row already holds them: what was typed beside them goes.
  const [resets, setResets] = useState(0);
  const fills = useMemo(() => fillsOf(model), [model]);
  const window = model.inputs.flatMap((input) => ("window" in input ? [input.window] : []))[0];
  return (
    <InvalidFields>
      <div className="predict predict-table">
        <section aria-label={t(texts.values)}>
          <div className="predict-head">
            <h2>{t(texts.values)}</h2>
            <Button
              look="quiet"
              size="small"
              flush="end"
              onClick={() => {
                setRow(typicalRow(model));
                setResets((count) => count + 1);
              }}
            >
              {t(texts.reset)}
            </Button>
          </div>
          {!hasOwnData(model) && window === undefined && <p className="predict-range">{t(texts.guessedRanges)}</p>}
          {window !== undefined && <p className="predict-range">{t(lookingBack(window.length, window.horizon))}</p>}
          <div className="predict-fields" key={resets}>
            {model.inputs.map((input) => (
              <InputField
                key={input.name}
                isRangeSeen={hasOwnData(model)}
                input={input}
                unit={inputUnit(input, model.project)}
                fill={fills.get(input.name)}
                value={row[input.name] ?? null}
                onChange={(value) => {
                  setRow((old) => ({ ...old, [input.name]: value }));
                }}
              />
            ))}
          </div>
        </section>
        <RowAnswer model={model} row={row} />
      </div>
    </InvalidFields>
  );
}

/** No answer stands beside a field that makes no sense: it would be the answer to something else. */
function RowAnswer({ model, row }: { readonly model: ModelRecord; readonly row: PredictionRow }): ReactNode {
  const t = useText();
  const invalid = useInvalidField();
  const answer = usePrediction(model.id, invalid === null ? row : null);
  const hint = t(invalid === null ? texts.asking : mendFirst(invalid.label));
  if (model.target.task === "reconstruction") return <ReturnedInput model={model} answer={answer} hint={hint} />;
  return <AnswerPanel model={model} answer={answer} hint={hint} />;
}

interface InputFieldProps {
  readonly isRangeSeen: boolean;
  readonly input: InputColumn;
  /** Empty where none is known. */
  readonly unit: string;
  /** What takes the place of an unknown value; undefined where a value must be given. */
  readonly fill: number | string | undefined;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Stands for null among the choices; no category can be empty. */
const UNKNOWN = "";

function InputField({ isRangeSeen, input, unit, fill, value, onChange }: InputFieldProps): ReactNode {
  const t = useText();
  if ("window" in input && input.window !== undefined) {
    return <WindowInput input={input} window={input.window} value={value} onChange={onChange} />;
  }
  switch (input.type) {
    case "number":
      return (
        <NumberInput
          isRangeSeen={isRangeSeen}
          input={input}
          unit={unit}
          fill={typeof fill === "number" ? fill : undefined}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
        />
      );
    case "category": {
      const known = input.categories.map((name) => ({ value: name, label: name }));
      const choices = fill === undefined ? known : [...known, { value: UNKNOWN, label: t(texts.unknown) }];
      const isShort = choices.reduce((length, { label }) => length + label.length, 0) <= 26;
      const picker = {
        label: input.name,
        value: value === null ? UNKNOWN : String(value),
        choices,
        onChange: (name: string) => {
          onChange(name === UNKNOWN ? null : name);
        },
      };
      return (
        <div>
          {isShort ? <Segmented {...picker} /> : <Select {...picker} />}
          {value === null && fill !== undefined && <p className="predict-range">{t(unknownAs(String(fill)))}</p>}
        </div>
      );
    }
    case "text":
      return (
        <FieldFrame label={input.name}>
          {({ control }) => (
            <textarea
              id={control}
              className="input predict-text"
              rows={3}
              value={String(value ?? "")}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          )}
        </FieldFrame>
      );
    // Times order a series; no form asks for one.
    case "time":
    case "image":
      return null;
  }
}
