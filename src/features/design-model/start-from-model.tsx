import { useState, type ReactNode } from "react";
import { layerOf } from "../../catalog/layers/index.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { layerNames } from "../../project/layer-names.ts";
import { startFromModel } from "../../studio/models/edit-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Select } from "../../ui/select.tsx";
import { texts } from "./texts.ts";

/** In place of a layer's name: whatever is usual. */
const USUAL = "usual";

const ways = {
  head: { choice: { freeze: true }, label: texts.learnHead, summary: texts.learnHeadHelp },
  slower: { choice: { decay: 0.3 }, label: texts.learnSlower, summary: texts.learnSlowerHelp },
  all: { choice: {}, label: texts.learnAll, summary: texts.learnAllHelp },
} as const;
type Way = keyof typeof ways;

/** Takes over layers and weights of a model in the library, for a new answer. */
export function StartFromModel({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const models = useStudio((state) => state.models);
  const [picked, setPicked] = useState<string | null>(null);
  const [upTo, setUpTo] = useState(USUAL);
  const [way, setWay] = useState<Way>("head");
  const [problem, setProblem] = useState<Problem | null>(null);
  const source = models.find(({ id }) => id === picked) ?? models[0];
  if (source === undefined) return <p className="small quiet">{t(texts.noModels)}</p>;
  const names = layerNames(source.layers);
  return (
    <div className="start-model" role="group" aria-label={t(texts.fromModel)}>
      <Select
        label={t(texts.sourceModel)}
        value={source.id}
        choices={models.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          setPicked(id);
          setUpTo(USUAL);
        }}
      />
      <Select
        label={t(texts.upTo)}
        value={upTo}
        choices={[
          { value: USUAL, label: t(texts.upToUsual) },
          ...source.layers.flatMap((layer, at) => {
            const name = names[at];
            return name === undefined || name === null
              ? []
              : [{ value: name, label: t(layerOf(layer).title), summary: name }];
          }),
        ]}
        onChange={setUpTo}
      />
      <Select<Way>
        label={t(texts.learns)}
        value={way}
        choices={(["head", "slower", "all"] as const).map((value) => ({
          value,
          label: t(ways[value].label),
          summary: t(ways[value].summary),
        }))}
        onChange={setWay}
      />
      <Button
        size="small"
        onClick={() => {
          const choice = { ...ways[way].choice, ...(upTo === USUAL ? {} : { upTo }) };
          setProblem(startFromModel(source, data, choice));
        }}
      >
        {t(texts.takeOver)}
      </Button>
      {problem !== null && <ProblemPanel problem={problem} />}
    </div>
  );
}
