import { useMemo, type ReactNode } from "react";
import { architectures } from "../../catalog/architectures/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { lossFor, lossOf } from "../../catalog/losses/index.ts";
import type { Text } from "../../language/text.ts";
import type { DataSummary } from "../../project/data-summary.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { openRoom } from "../../studio/navigation.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { Button } from "../../ui/button.tsx";
import { readSchema } from "../../ui/form/read-schema.ts";
import { SchemaForm } from "../../ui/form/schema-form.tsx";
import { useText } from "../../ui/language.tsx";
import { PickList } from "../../ui/pick-list.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { Room, Section, Skeleton } from "../../ui/room.tsx";
import { LayerStack } from "./layer-stack.tsx";
import { lossBecause, lossLine, texts } from "./texts.ts";
import { unfoldModel } from "../../studio/models/unfold-model.ts";
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
      <div className="model-room">
        <Picker />
        <Section title={t(texts.layers)}>
          {data.status === "ready" ? (
            <Unfolded data={data.value} />
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
    </Room>
  );
}

function Picker(): ReactNode {
  const t = useText();
  const model = useStudio((state) => state.project.model);
  const chosen = "architecture" in model ? findDefinition(architectures, model.architecture) : null;
  const fields = useMemo(() => (chosen === null ? [] : readSchema(chosen.config)), [chosen]);
  const change = (name: string, value: unknown): Text | null =>
    editProject((project) =>
      "architecture" in project.model
        ? { ...project, model: { ...project.model, config: { ...project.model.config, [name]: value } } }
        : project,
    )?.text ?? null;
  return (
    <div className="model-picker">
      <PickList
        label={t(texts.architecture)}
        value={chosen?.id ?? null}
        choices={architectures.map(({ id, title, summary }) => ({ value: id, label: t(title), summary: t(summary) }))}
        onChange={(architecture) => {
          editProject((project) => ({ ...project, model: { architecture } }));
        }}
      />
      {chosen === null ? (
        <p className="quiet">{t(texts.layerListHelp)}</p>
      ) : fields.length === 0 ? (
        <p className="quiet small">{t(texts.noSettings)}</p>
      ) : (
        <section aria-label={t(texts.settings)}>
          <SchemaForm
            key={chosen.id}
            fields={fields}
            values={"architecture" in model ? model.config : {}}
            onChange={change}
          />
        </section>
      )}
    </div>
  );
}

function Unfolded({ data }: { readonly data: DataSummary }): ReactNode {
  const t = useText();
  const model = useStudio((state) => state.project.model);
  const chosenLoss = useStudio((state) => state.project.training.loss);
  const unfolded = useMemo(() => unfoldModel(model, data), [model, data]);
  const loss = lossOf(chosenLoss === "auto" ? lossFor(data.target.task) : chosenLoss).title;
  return (
    <>
      <LayerStack input={data.exampleShape} target={data.target} layers={unfolded.layers} />
      {unfolded.problem === null ? (
        <p className="model-loss small quiet">
          {t(lossLine(chosenLoss === "auto" ? lossBecause(loss, data.target.task) : loss))}
        </p>
      ) : (
        <ProblemPanel title={t(texts.doesNotFit)} problem={unfolded.problem} />
      )}
    </>
  );
}
