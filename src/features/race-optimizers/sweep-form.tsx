import { useState, type ReactNode } from "react";
import { Dialog } from "react-aria-components";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { type Entrant, type Sweep, sweepEntrants, usualEntrant } from "../../project/race-line-ups.ts";
import { Button } from "../../ui/button.tsx";
import { numbersFrom } from "../../ui/form/check-number.ts";
import { NumberField } from "../../ui/form/number-field.tsx";
import { useText } from "../../ui/language.tsx";
import { Select } from "../../ui/select.tsx";
import { texts } from "./texts.ts";

interface SweepFormProps {
  readonly onAdd: (entrants: readonly Entrant[]) => void;
  readonly onClose: () => void;
}

const rate = { ...numbersFrom(0, 1e6), isMinimumExcluded: true };
const count = numbersFrom(2, 12, true);

/** A hundredfold around the rate that the optimizer usually has. */
function around(optimizer: Sweep["optimizer"]): Sweep {
  const { learningRate } = usualEntrant(optimizer).optimizer;
  const at = (factor: number): number => Number((learningRate * factor).toPrecision(2));
  return { optimizer, low: at(0.1), high: at(10), count: 5 };
}

/** One optimizer at several learning rates. */
export function SweepForm({ onAdd, onClose }: SweepFormProps): ReactNode {
  const t = useText();
  const [sweep, setSweep] = useState(() => around("adam"));
  const field = (name: "low" | "high" | "count") => ({
    label: t(texts[name]),
    kind: name === "count" ? count : rate,
    scale: "linear" as const,
    standard: sweep[name],
    value: sweep[name],
    isDisabled: false,
    onChange: (value: unknown) => {
      setSweep((now) => ({ ...now, [name]: value }));
      return null;
    },
  });
  return (
    <Dialog className="form lanes-sweep-form" aria-label={t(texts.sweep)}>
      <Select
        label={t(texts.optimizer)}
        value={sweep.optimizer}
        choices={optimizers
          .filter((definition) => !("isWhole" in definition && definition.isWhole))
          .map(({ id, title }) => ({ value: id, label: t(title) }))}
        onChange={(optimizer) => {
          setSweep(around(optimizer));
        }}
      />
      <NumberField {...field("low")} />
      <NumberField {...field("high")} />
      <NumberField {...field("count")} />
      <div className="lanes-sweep-actions">
        <Button
          look="primary"
          onClick={() => {
            onAdd(sweepEntrants(sweep));
            onClose();
          }}
        >
          {t(texts.addSweep)}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t(texts.cancel)}
        </Button>
      </div>
    </Dialog>
  );
}
