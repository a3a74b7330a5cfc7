import type { ReactNode } from "react";
import type { DataSummary } from "../../project/data-summary.ts";
import type { Balance } from "../../project/project.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { Button } from "../../ui/button.tsx";
import { numbersFrom } from "../../ui/form/check-number.ts";
import { NumberField } from "../../ui/form/number-field.tsx";
import { useText } from "../../ui/language.tsx";
import { splitTexts } from "./split-texts.ts";

type Weights = Extract<Balance, { by: "weights" }>["weights"];

interface ClassWeightsProps {
  readonly classes: readonly string[];
  /** Training rows of each class. */
  readonly rows: NonNullable<DataSummary["balance"]>["train"];
  readonly weights: Weights;
}

const possible = numbersFrom(0, 1e6);

/** What each class's loss is multiplied with: what evens classes out, until somebody says otherwise. */
export function ClassWeights({ classes, rows, weights }: ClassWeightsProps): ReactNode {
  const t = useText();
  const counts = classes.map((_, code) => rows[code] ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  const even = counts.map((count) => (count === 0 ? 0 : Number((all / (present * count)).toPrecision(4))));
  const now = Object.fromEntries(
    classes.map((name, code) => [name, (weights === "balanced" ? even[code] : weights[name]) ?? 1]),
  );
  const set = (next: Weights) =>
    editProject((project) => ({ ...project, data: { ...project.data, balance: { by: "weights", weights: next } } }));
  return (
    <div className="class-weights" role="group" aria-label={t(splitTexts.weights)}>
      {classes.map((name, code) => (
        <NumberField
          key={name}
          label={name}
          kind={possible}
          scale="linear"
          standard={even[code]}
          value={now[name]}
          isDisabled={false}
          onChange={(weight) => set({ ...now, [name]: Number(weight) })?.text ?? null}
        />
      ))}
      {weights !== "balanced" && (
        <Button
          size="small"
          onClick={() => {
            set("balanced");
          }}
        >
          {t(splitTexts.evenWeights)}
        </Button>
      )}
    </div>
  );
}
