import { memo, type ReactNode } from "react";
import type { Landscape } from "../../catalog/landscapes/landscape.ts";
import type { Formula } from "../../language/formula.ts";
import { Assignments } from "../../ui/formula.tsx";
import { useText } from "../../ui/language.tsx";
import { texts } from "./texts.ts";

const symbol = (name: string): Formula => ({ kind: "symbol", name });
const slope = (by: string): Formula => ({ kind: "fraction", above: symbol("∂f"), below: symbol(`∂${by}`) });

/** The landscape's formula, and the gradient that was derived from it. */
export const Formulas = memo(function Formulas({ landscape }: { readonly landscape: Landscape }): ReactNode {
  const t = useText();
  return (
    <div className="landscape-formulas">
      <Assignments label={t(texts.formula)} sign="=" lines={[{ symbol: symbol("f"), value: landscape.formula }]} />
      <details className="landscape-more">
        <summary>{t(texts.gradient)}</summary>
        <Assignments
          label={t(texts.gradient)}
          sign="="
          lines={[
            { symbol: slope(landscape.weights[0]), value: landscape.slopes[0] },
            { symbol: slope(landscape.weights[1]), value: landscape.slopes[1] },
          ]}
        />
      </details>
    </div>
  );
});
