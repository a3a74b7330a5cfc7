import { useMemo, type ReactNode } from "react";
import type { DataSummary } from "../../project/data-summary.ts";
import { seamOf } from "../../project/preset.ts";
import { type ModelSurvey } from "../../project/survey-model.ts";
import type { AnyLayer } from "../../catalog/layers/layer.ts";
import { openRoom } from "../../studio/navigation.ts";
import { unfoldModel } from "../../studio/models/unfold-model.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Room, Section, Skeleton } from "../../ui/room.tsx";
import { LayerTable } from "./layer-table.tsx";
import { NetworkGraph } from "./network-graph.tsx";
import { StartFrom } from "./start-from.tsx";
import { texts } from "./texts.ts";
import { EditorContext, useModelEditor } from "./use-model-editor.ts";
import "./model-room.css";

export function ModelRoom(): ReactNode {
  const t = useText();
  const data = useStudio((state) => state.data);
  return (
    <Room
      title={t(texts.title)}
      lead={t(texts.lead)}
      actions={
        <Button
          look="primary"
          onClick={() => {
            openRoom("train");
          }}
        >
          {t(texts.toTrain)}
        </Button>
      }
    >
      {data.status === "ready" ? (
        <Model data={data.value} />
      ) : (
        <div className="model-room">
          <StartFrom data={null} />
          <Section title={t(texts.layers)}>
            {data.status === "failed" ? (
              <ProblemPanel title={t(texts.dataFailed)} problem={data.problem}>
                <Button
                  onClick={() => {
                    openRoom("data");
                  }}
                >
                  {t(texts.toData)}
                </Button>
              </ProblemPanel>
            ) : (
              <Skeleton label={t(texts.loading)} height={320} />
            )}
          </Section>
        </div>
      )}
    </Room>
  );
}

function Model({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const model = useStudio((state) => state.project.model);
  const unfolded = useMemo(() => unfoldModel(model, data), [model, data]);
  if (unfolded.problem === undefined) {
    return <Editor data={data} layers={unfolded.layers} survey={unfolded.survey} />;
  }
  return (
    <div className="model-room">
      <StartFrom data={data} />
      <Section title={t(texts.layers)}>
        <ProblemPanel title={t(texts.doesNotFit)} problem={unfolded.problem} />
      </Section>
    </div>
  );
}

interface EditorProps {
  readonly data: DataSummary;
  readonly layers: readonly AnyLayer[];
  readonly survey: ModelSurvey;
}

function Editor({ data, layers, survey }: EditorProps): ReactNode {
  const t = useText();
  const seam = useMemo(() => seamOf(data.target, data.exampleShape, data.vocabulary), [data]);
  const editor = useModelEditor(layers, survey, seam);
  return (
    <EditorContext value={editor}>
      <div className="model-room">
        <div className="model-side">
          <StartFrom data={data} />
          <Section title={t(texts.drawing)}>
            <NetworkGraph />
          </Section>
        </div>
        <Section title={t(texts.layers)}>
          <LayerTable data={data} />
        </Section>
      </div>
    </EditorContext>
  );
}
