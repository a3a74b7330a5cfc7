import { useMemo, useState, type ReactNode } from "react";
import { backboneNamed } from "../../catalog/backbones/index.ts";
import { layerOf } from "../../catalog/layers/index.ts";
import type { Problem } from "../../language/studio-error.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { layerNames } from "../../project/layer-names.ts";
import { startFromModel } from "../../studio/models/edit-model.ts";
import { startSources } from "../../studio/models/start-from.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Select } from "../../ui/select.tsx";
import { AddModel } from "./add-model.tsx";
import { learntFrom, texts } from "./texts.ts";

/** In place of a layer's name: whatever is usual. */
const USUAL = "usual";

const ways = {
  head: { choice: { freeze: true }, label: texts.learnHead, summary: texts.learnHeadHelp },
  slower: { choice: { decay: 0.3 }, label: texts.learnSlower, summary: texts.learnSlowerHelp },
  all: { choice: {}, label: texts.learnAll, summary: texts.learnAllHelp },
} as const;
type Way = keyof typeof ways;

/** Takes over layers and weights of a backbone or a model in the library, for a new answer. */
export function StartFromModel({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const models = useStudio((state) => state.models);
  const sources = useMemo(() => startSources(models), [models]);
  const [picked, setPicked] = useState<string | null>(null);
  const [upTo, setUpTo] = useState(USUAL);
  const [way, setWay] = useState<Way>("head");
  const [problem, setProblem] = useState<Problem | null>(null);
  const source = sources.find(({ id }) => id === picked) ?? sources[0];
  if (source === undefined) throw new Error("a backbone ships with the studio");
  const backbone = backboneNamed(source.id);
  const names = layerNames(source.layers);
  return (
    <div className="start-model" role="group" aria-label={t(texts.fromModel)}>
      <Select
        label={t(texts.sourceModel)}
        value={source.id}
        choices={sources.map(({ id, name }) => {
          const shipped = backboneNamed(id);
          return {
            value: id,
            label: t(name),
            section: t(shipped === undefined ? texts.ofLibrary : texts.shipped),
            ...(shipped === undefined ? {} : { summary: t(shipped.summary) }),
          };
        })}
        onChange={(id) => {
          setPicked(id);
          setUpTo(USUAL);
          setProblem(null);
        }}
      />
      {backbone !== undefined && <p className="small quiet">{t(learntFrom(backbone, formats))}</p>}
      <Select
        label={t(texts.upTo)}
        value={upTo}
        choices={[
          { value: USUAL, label: t(source.isTrunk === true ? texts.upToEnd : texts.upToUsual) },
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
      <AddModel
        onAdded={(id) => {
          setPicked(id);
          setUpTo(USUAL);
          setProblem(null);
        }}
      />
    </div>
  );
}
