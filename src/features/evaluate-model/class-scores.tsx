import type { CSSProperties, ReactNode } from "react";
import type { ClassDetail, ClassScores as Scores, Score } from "../../project/model-evaluation.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { PlotFigure } from "../../ui/charts/plot-figure.tsx";
import { texts } from "./texts.ts";

const shown = ["precision", "recall", "f1", "rocAuc"] as const;

/** Precision, recall, F1 and ranking of each class, as bars with their figures. */
export function ClassScores({ name, detail }: { readonly name: string; readonly detail: ClassDetail }): ReactNode {
  const t = useText();
  const format = useFormats();
  const cells = (scores: Scores): ReactNode =>
    shown.map((id) => (
      <td key={id}>
        <Bar score={scores[id]} isShare={id !== "rocAuc"} />
      </td>
    ));
  const averages = ["macro", "weighted", "micro"] as const;
  const all = detail.perClass.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <PlotFigure
      title={t(texts.perClass)}
      name={`${name}-classes`}
      header={[t(texts.class), t(texts.rows), ...shown.map((id) => t(texts[id]))]}
      rows={[
        ...detail.perClass.map((scores) => [scores.label, scores.rows, ...numbersOf(scores)]),
        ...averages.map((average) => [t(texts[average]), all, ...numbersOf(detail.averages[average])]),
      ]}
      showNumber={format.number}
      picture={null}
    >
      {() => (
        <div className="class-scores" role="region" aria-label={t(texts.perClass)} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t(texts.class)}</th>
                <th scope="col">{t(texts.rows)}</th>
                {shown.map((id) => (
                  <th key={id} scope="col">
                    {t(texts[id])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {detail.perClass.map((scores) => (
                <tr key={scores.label}>
                  <th scope="row">{scores.label}</th>
                  <td>{format.integer(scores.rows)}</td>
                  {cells(scores)}
                </tr>
              ))}
            </tbody>
            <tfoot>
              {averages.map((average) => (
                <tr key={average}>
                  <th scope="row">{t(texts[average])}</th>
                  <td>{format.integer(all)}</td>
                  {cells(detail.averages[average])}
                </tr>
              ))}
            </tfoot>
          </table>
        </div>
      )}
    </PlotFigure>
  );
}

function numbersOf(scores: Scores): readonly (number | string)[] {
  return shown.map((id) => scores[id] ?? "");
}

function Bar({ score, isShare }: { readonly score: Score; readonly isShare: boolean }): ReactNode {
  const t = useText();
  const format = useFormats();
  if (score === null) return <span className="score-undefined">{t(texts.undefined)}</span>;
  // React's type of a style does not know custom properties.
  const share = { "--share": score } as CSSProperties;
  return (
    <span className="score-bar" style={share}>
      {isShare ? format.percent(score) : format.number(score)}
    </span>
  );
}
