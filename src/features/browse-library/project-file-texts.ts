import type { Text } from "../../language/text.ts";
import type { OpenedProjectFile } from "../../studio/project/open-project-file.ts";

export const projectFileTexts = {
  title: { en: "Project file", zh: "项目文件" },
  scope: { en: "Runs and models", zh: "训练记录与模型" },
  project: { en: "On this project's data", zh: "使用此项目数据的" },
  library: { en: "All of the library", zh: "全部" },
  leftOut: {
    en: "Runs under way, races and the ways that loss surfaces need stay here; data sets of the studio's own are in every studio. A file takes 2 GB.",
    zh: "进行中的训练、竞速和损失曲面所需的权重路径不包含在内；内置数据集每个工作室都有。文件上限 2 GB。",
  },
  save: { en: "Save project file", zh: "保存项目文件" },
  saving: { en: "Saving the project file", zh: "正在保存项目文件" },
  cancel: { en: "Cancel", zh: "取消" },
  failed: { en: "The project file could not be saved", zh: "项目文件无法保存" },
  open: { en: "Open a project file", zh: "打开项目文件" },
  opening: { en: "Reading and checking the file", zh: "正在读取并检查文件" },
  openHelp: {
    en: "It becomes the project here; undo brings back your own. What is in your library stays.",
    zh: "该项目将成为当前项目，可用“撤销”恢复原项目；模型库中的内容保持不变。",
  },
  train: { en: "To the train room", zh: "前往训练室" },
} as const satisfies Record<string, Text>;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What there is none of is not told. */
export function holds(datasets: number, runs: number, models: number, size: string): Text {
  const parts = [
    {
      count: datasets,
      en: counted(datasets, "data set of yours", "data sets of yours"),
      zh: `您的 ${datasets} 个数据集`,
    },
    {
      count: runs,
      en: counted(runs, "run with its curves", "runs with their curves"),
      zh: `${runs} 条带曲线的训练记录`,
    },
    {
      count: models,
      en: counted(models, "model with its weights", "models with their weights"),
      zh: `${models} 个带权重的模型`,
    },
  ].filter(({ count }) => count > 0);
  return {
    en: `${["The project", ...parts.map(({ en }) => en)].join(", ")}: ${size} before packing.`,
    zh: `包含${["项目", ...parts.map(({ zh }) => zh)].join("、")}；压缩前 ${size}。`,
  };
}

export const saved = (name: string): Text => ({ en: `Saved as ${name}.`, zh: `已保存为 ${name}。` });

export const opened = ({ name, datasets, runs, models }: OpenedProjectFile): Text => ({
  en: `“${name}” is open. New here: ${counted(datasets, "data set", "data sets")}, ${counted(runs, "run", "runs")}, ${counted(models, "model", "models")}.`,
  zh: `已打开“${name}”。新增 ${datasets} 个数据集、${runs} 条训练记录、${models} 个模型。`,
});
