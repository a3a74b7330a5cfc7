import type { ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import { layerOf } from "../../catalog/layers/index.ts";
import { lossFor, lossOf } from "../../catalog/losses/index.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { isLeftToLoss } from "../../project/preset.ts";
import { everySurveyed } from "../../project/survey-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Hint } from "../../ui/hint.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Figure } from "./figure.tsx";
import { BYTES_A_NUMBER } from "./figures.ts";
import { LayerList } from "./layer-list.tsx";
import { Mistake } from "./mistake.tsx";
import { allFits, answerLine, layerProblem, leftToLoss, lossBecause, lossLine, texts } from "./texts.ts";
import { useEditor } from "./use-model-editor.ts";
import "./layer-table.css";
import { printShape } from "../../catalog/layers/layer.ts";

/** The list of layers between what goes in and what must come out, with what each costs and all together. */
export function LayerTable({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { survey, seam } = useEditor();
  const chosenLoss = useStudio((state) => state.project.training.loss);
  const { target } = data;
  const loss = lossOf(chosenLoss === "auto" ? lossFor(target.task) : chosenLoss).title;
  const last = survey.layers.findLast(({ isDisabled }) => !isDisabled)?.selection;
  const bend = last?.["activation"];
  const lastBend = typeof bend === "string" ? bend : "";
  const wrong = [...everySurveyed(survey.layers)].find(({ mistake }) => mistake !== null);
  const { parameters, multiplyAdds, activations } = survey.cost;
  const bytes = (numbers: number): string => format.bytes(BYTES_A_NUMBER * numbers);
  const status =
    wrong?.mistake !== null && wrong?.mistake !== undefined
      ? layerProblem(layerOf(wrong.selection).title, wrong.mistake.problem.text)
      : (survey.answer?.problem.text ?? allFits(format.integer(parameters)));
  return (
    <div className="layer-table">
      <div className="layer-head layer-columns" aria-hidden="true">
        <span />
        <span>{t(texts.layer)}</span>
        <span className="layer-shape">{t(texts.shape)}</span>
        <span>{t(texts.parameters)}</span>
        <span>{t(texts.multiplyAdds)}</span>
        <span>{t(texts.memory)}</span>
      </div>
      <div className="layer-head layer-end">
        <span />
        <span>{t(texts.input)}</span>
        <span className="layer-figure layer-shape">{printShape(survey.input)}</span>
      </div>
      <LayerList label={t(texts.layers)} path={[]} layers={survey.layers} />
      <div className="layer-head layer-end">
        <span />
        <span>
          <b>{t(texts.answer)}</b> <span className="layer-detail">{t(answerLine(target, format))}</span>
        </span>
        <span className="layer-figure layer-shape">{format.integer(seam.outputs)}</span>
      </div>
      {survey.answer !== null && (
        <Mistake mistake={survey.answer} focusAfter={survey.layers[survey.layers.length - 1]?.path ?? [0]} />
      )}
      <div className="layer-head layer-total">
        <span />
        <b>{t(texts.total)}</b>
        <span className="layer-figure" />
        <Figure label={t(texts.parameters)} value={format.integer(parameters)} />
        <Figure label={t(texts.multiplyAdds)} value={format.integer(multiplyAdds)} />
        <Figure label={t(texts.memory)} value={bytes(activations)} />
      </div>
      <p className="layer-notes small quiet">
        <span>
          {t(texts.multiplyAdds)} <Hint subject={t(texts.multiplyAdds)}>{t(texts.multiplyAddsHelp)}</Hint>
        </span>
        <span>
          {t(texts.memory)} <Hint subject={t(texts.memory)}>{t(texts.memoryHelp)}</Hint>
        </span>
        <span>
          {t(texts.keys)} <Hint subject={t(texts.keys)}>{t(texts.keysHelp)}</Hint>
        </span>
      </p>
      <p className="small quiet">
        {t(
          sentences(
            lossLine(chosenLoss === "auto" ? lossBecause(loss, target.task) : loss),
            ...(isLeftToLoss(lastBend, target.task) ? [leftToLoss(lastBend)] : []),
          ),
        )}
      </p>
      <p className="visually-hidden" role="status">
        {t(status)}
      </p>
    </div>
  );
}
