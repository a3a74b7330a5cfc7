import type { ReactNode } from "react";
import type { Target } from "../../project/records.ts";
import { Hint } from "../../ui/hint.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { answerLine, texts } from "./texts.ts";
import type { UnfoldedLayer } from "../../studio/models/unfold-model.ts";

interface LayerStackProps {
  readonly input: readonly number[];
  readonly target: Target;
  readonly layers: readonly UnfoldedLayer[];
}

/** The model drawn as a stack: each bar as wide as the numbers that leave its layer, on a log scale. */
export function LayerStack({ input, target, layers }: LayerStackProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const sizes = [input, ...layers.map((layer) => layer.output)].map((shape) => shape.reduce((a, b) => a * b, 1));
  const widest = Math.log2(Math.max(...sizes) + 1);
  const widthOf = (index: number): string => `${(100 * Math.log2((sizes[index] ?? 1) + 1)) / widest}%`;
  const sum = (key: "parameters" | "multiplyAdds"): string =>
    format.integer(layers.reduce((total, layer) => total + layer[key], 0));
  return (
    <div className="stack-scroll" role="group" aria-label={t(texts.layers)} tabIndex={0}>
      <table className="stack">
        <thead>
          <tr>
            <th scope="col">{t(texts.layer)}</th>
            <th scope="col">{t(texts.shape)}</th>
            <th scope="col" className="stack-number">
              {t(texts.parameters)}
            </th>
            <th scope="col" className="stack-number">
              {t(texts.multiplyAdds)} <Hint subject={t(texts.multiplyAdds)}>{t(texts.multiplyAddsHelp)}</Hint>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="stack-end">
            <th scope="row">
              {t(texts.input)}
              <span className="stack-bar" style={{ width: widthOf(0) }} />
            </th>
            <td>{input.join(" × ")}</td>
            <td />
            <td />
          </tr>
          {layers.map((layer, index) => (
            // A layer's place in the stack is what tells it from its like.
            <tr key={index}>
              <th scope="row">
                {t(layer.title)} <span className="stack-detail">{layer.detail}</span>
                <span className="stack-bar" style={{ width: widthOf(index + 1) }} />
              </th>
              <td>{layer.output.join(" × ")}</td>
              <td className="stack-number">{layer.parameters === 0 ? "–" : format.integer(layer.parameters)}</td>
              <td className="stack-number">{layer.multiplyAdds === 0 ? "–" : format.integer(layer.multiplyAdds)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {t(texts.total)} <span className="stack-detail">{t(answerLine(target, format))}</span>
            </th>
            <td />
            <td className="stack-number">{sum("parameters")}</td>
            <td className="stack-number">{sum("multiplyAdds")}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
