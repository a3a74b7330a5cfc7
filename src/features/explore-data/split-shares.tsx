import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import type { Split } from "../../project/project.ts";
import { checkNumber, numbersFrom } from "../../ui/form/check-number.ts";
import type { NumberKind } from "../../ui/form/read-schema.ts";
import { Switch } from "../../ui/form/switch.tsx";
import { TypedInput } from "../../ui/form/typed-input.tsx";
import { useText } from "../../ui/language.tsx";
import { splitTexts } from "./split-texts.ts";
import { texts } from "./texts.ts";

const percent = numbersFrom(0, 90);

interface SplitSharesProps {
  readonly split: Split;
  readonly isClasses: boolean;
  readonly onChange: (change: Partial<Split>) => Text | null;
}

/** How large the parts are: shares, or one of several equal folds for validation. */
export function SplitShares({ split, isClasses, onChange }: SplitSharesProps): ReactNode {
  const t = useText();
  const { folds, by } = split;
  if (by === "column") return <p className="small quiet">{t(splitTexts.columnHelp)}</p>;
  return (
    <>
      {by === "source" && <p className="small quiet">{t(texts.bySource)}</p>}
      <div className="split-fields">
        {folds === null ? (
          <Share
            label={t(texts.validationShare)}
            value={split.validation}
            onChange={(validation) => onChange({ validation })}
          />
        ) : (
          <>
            <Count
              label={t(splitTexts.folds)}
              value={folds.count}
              kind={numbersFrom(2, 100, true)}
              onChange={(count) => onChange({ folds: { count, held: Math.min(folds.held, count) } })}
            />
            <Count
              label={t(splitTexts.held)}
              value={folds.held}
              kind={numbersFrom(1, folds.count, true)}
              onChange={(held) => onChange({ folds: { ...folds, held } })}
            />
          </>
        )}
        {by !== "source" && (
          <Share label={t(texts.testShare)} value={split.test} onChange={(test) => onChange({ test })} />
        )}
      </div>
      <Switch
        label={t(splitTexts.byFolds)}
        help={t(splitTexts.foldsHelp)}
        isOn={folds !== null}
        onChange={(isOn) => onChange({ folds: isOn ? { count: 5, held: 1 } : null })}
      />
      {isClasses && (by === "row" || by === "source") && (
        <Switch
          label={t(splitTexts.stratify)}
          help={t(splitTexts.stratifyHelp)}
          isOn={split.stratify}
          onChange={(stratify) => onChange({ stratify })}
        />
      )}
    </>
  );
}

function Share(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (share: number) => Text | null;
}): ReactNode {
  return (
    <TypedInput<number>
      label={props.label}
      value={Math.round(props.value * 1000) / 10}
      show={String}
      check={(typed) => checkNumber(typed, percent)}
      step={(from, direction) => Math.min(90, Math.max(0, Math.round(from) + direction))}
      onChange={(typed) => props.onChange(Math.round(typed * 1e4) / 1e6)}
    />
  );
}

function Count(props: {
  readonly label: string;
  readonly value: number;
  readonly kind: NumberKind;
  readonly onChange: (count: number) => Text | null;
}): ReactNode {
  const { label, value, kind, onChange } = props;
  return (
    <TypedInput<number>
      label={label}
      value={value}
      show={String}
      check={(typed) => checkNumber(typed, kind)}
      step={(from, direction) => Math.min(kind.maximum, Math.max(kind.minimum, from + direction))}
      onChange={onChange}
    />
  );
}
