import { defineImporter } from "../importer.ts";

export const projectFile = defineImporter({
  id: "project-file",
  title: { en: "Project file", zh: "项目文件" },
  summary: { en: "A project of this studio in one file.", zh: "本应用的项目文件。" },
  gives: { en: "The project with its data, runs and models.", zh: "项目及其数据、训练记录和模型。" },
  extensions: [".zip"],
  detect: ({ entries }) => entries.includes("descent-project.json"),
});
