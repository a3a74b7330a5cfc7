import { openRoom } from "../../studio/navigation.ts";
import { importProjectFile } from "../../studio/project/open-project-file.ts";
import { opened, projectFileTexts as texts } from "./project-file-texts.ts";

/** Opens a project file for a door, which tells what came of it. */
export async function takeProjectFile(file: Blob) {
  const sentence = opened(await importProjectFile(file));
  return { sentence, remarks: [], next: { label: texts.train, open: () => openRoom("train") } };
}
