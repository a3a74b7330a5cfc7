import { useMemo, type ReactNode } from "react";
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
  const model = useStudio((state) => state.project.model);
  const ready = data.status === "ready" ? data.value : null;
  const unfolded = useMemo(() => (ready === null ? null : unfoldModel(model, ready)), [model, ready]);
  const editor = useModelEditor(unfolded?.survey === undefined ? null : unfolded);
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
      <EditorContext value={editor}>
        <div className="model-room">
          <div className="model-side">
            <StartFrom data={ready} />
            {editor !== null && (
              <Section title={t(texts.drawing)}>
                <NetworkGraph />
              </Section>
            )}
          </div>
          <Section title={t(texts.layers)}>
            {ready !== null && editor !== null ? (
              <LayerTable data={ready} />
            ) : unfolded?.problem !== undefined ? (
              <ProblemPanel title={t(texts.doesNotFit)} problem={unfolded.problem} />
            ) : data.status === "failed" ? (
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
      </EditorContext>
    </Room>
  );
}
