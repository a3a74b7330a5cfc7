import type { ReactNode } from "react";
import type { Text } from "../../language/text.ts";
import type { DatasetSummary } from "../../project/data-summary.ts";
import type { DataTask } from "../../project/project.ts";
import { withTask } from "../../studio/project/choose-task.ts";
import { editProject } from "../../studio/project/edit-project.ts";
import { useStudio } from "../../studio/use-studio.ts";
import { useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";

/** What is learnt from the data; to go on with a text, there must be one. */
export function TaskChoice({ dataset }: { readonly dataset: DatasetSummary }): ReactNode {
  const t = useText();
  const task = useStudio((state) => state.project.data.task ?? "predict");
  const hasText = task === "continue" || dataset.columns.some(({ type }) => type === "text");
  const tasks: readonly DataTask[] = ["predict", "reconstruct", ...(hasText ? (["continue"] as const) : [])];
  return (
    <div className="task-choice">
      <Segmented
        label={t(label)}
        value={task}
        choices={tasks.map((value) => ({ value, label: t(names[value].title) }))}
        onChange={(next) => {
          editProject((project) => withTask(project, next));
        }}
      />
      <p className="small quiet">{t(names[task].help)}</p>
    </div>
  );
}

const label: Text = { en: "What is learnt", zh: "学什么" };
const names: Readonly<Record<DataTask, { readonly title: Text; readonly help: Text }>> = {
  predict: {
    title: { en: "Predict a column", zh: "预测一列" },
    help: { en: "The target from the other columns.", zh: "根据其他列预测目标列。" },
  },
  reconstruct: {
    title: { en: "Give the input back", zh: "还原输入" },
    help: {
      en: "Through a narrow middle, as autoencoders do: to take out noise, and to find what is unusual.",
      zh: "像自编码器那样经过狭窄的中间层：可用于去噪和发现异常。",
    },
  },
  continue: {
    title: { en: "Go on with a text", zh: "续写文本" },
    help: {
      en: "Each token from those before it: the model then writes by itself.",
      zh: "根据前文预测下一个词元，之后模型可自行写作。",
    },
  },
};
