import { useState, type ReactNode } from "react";
import type { InputColumn, ModelRecord } from "../../project/records.ts";
import { Button } from "../../ui/button.tsx";
import { checkNumber } from "../../ui/form/check-number.ts";
import type { NumberKind } from "../../ui/form/read-schema.ts";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { AnswerPanel } from "./answer-panel.tsx";
import { outside, seenRange, sliderOf, texts } from "./texts.ts";
import { usePrediction } from "./use-prediction.ts";

type Row = Readonly<Record<string, number | string>>;

const anyNumber: NumberKind = {
  type: "number",
  isInteger: false,
  minimum: -Infinity,
  maximum: Infinity,
  isMinimumExcluded: false,
  isMaximumExcluded: false,
};

function typicalRow(model: ModelRecord): Row {
  return Object.fromEntries(
    model.inputs.flatMap((input): readonly (readonly [string, number | string])[] => {
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
  const answer = usePrediction(model.id, row);
  return (
    <div className="predict predict-table">
      <section aria-label={t(texts.values)}>
        <div className="predict-head">
          <h2>{t(texts.values)}</h2>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              setRow(typicalRow(model));
            }}
          >
            {t(texts.reset)}
          </Button>
        </div>
        <div className="predict-fields">
          {model.inputs.map((input) => (
            <InputField
              key={input.name}
              input={input}
              value={row[input.name]}
              onChange={(value) => {
                setRow((old) => ({ ...old, [input.name]: value }));
              }}
            />
          ))}
        </div>
      </section>
      <AnswerPanel target={model.target} answer={answer} hint={t(texts.asking)} />
    </div>
  );
}

interface InputFieldProps {
  readonly input: InputColumn;
  readonly value: number | string | undefined;
  readonly onChange: (value: number | string) => void;
}

function InputField({ input, value, onChange }: InputFieldProps): ReactNode {
  switch (input.type) {
    case "number":
      return (
        <NumberInput input={input} value={typeof value === "number" ? value : input.typical} onChange={onChange} />
      );
    case "category": {
      const choices = input.categories.map((name) => ({ value: name, label: name }));
      const picker = { label: input.name, value: String(value), choices, onChange };
      return input.categories.join("").length <= 24 ? <Segmented {...picker} /> : <Select {...picker} />;
    }
    // Times order a series; no form asks for one.
    case "time":
    case "image":
      return null;
    case "text":
      return (
        <TypedInput<string>
          label={input.name}
          value={String(value ?? "")}
          show={String}
          check={(typed) => ({ isValid: true, value: typed })}
          onChange={(typed) => {
            onChange(typed);
            return null;
          }}
        />
      );
  }
}

function NumberInput(props: {
  readonly input: Extract<InputColumn, { type: "number" }>;
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const t = useText();
  const format = useFormats();
  const { input, value, onChange } = props;
  const span = input.maximum - input.minimum;
  const step = span > 0 ? 10 ** Math.floor(Math.log10(span / 50)) : 1;
  const rounded = (number: number): number => Number(number.toPrecision(6));
  const [low, high] = [format.number(input.minimum), format.number(input.maximum)];
  const isOutside = value < input.minimum || value > input.maximum;
  return (
    <div>
      <TypedInput<number>
        label={input.name}
        value={value}
        show={String}
        check={(typed) => checkNumber(typed, anyNumber)}
        step={(from, direction) => rounded(from + direction * step)}
        onChange={(next) => {
          onChange(next);
          return null;
        }}
        before={
          span > 0 ? (
            <input
              type="range"
              className="slider"
              min={input.minimum}
              max={input.maximum}
              step="any"
              value={Math.min(input.maximum, Math.max(input.minimum, value))}
              aria-label={t(sliderOf(input.name))}
              aria-valuetext={format.number(value)}
              onChange={(event) => {
                onChange(rounded(Math.round(event.target.valueAsNumber / step) * step));
              }}
            />
          ) : undefined
        }
      />
      <p className={isOutside ? "field-problem" : "predict-range"}>
        {t(isOutside ? outside(low, high) : seenRange(low, high))}
      </p>
    </div>
  );
}
