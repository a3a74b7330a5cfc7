/** The user's files on their way into the project: added, opened, and read again where a guess was wrong. */
import { gallery } from "../../catalog/gallery/index.ts";
import { type Problem, problemOf } from "../../language/studio-error.ts";
import type { AddOptions, StoredDataRecord } from "../../project/stored-data.ts";
import { type DataTask, LONGEST_NAME, type Project, UNTITLED } from "../../project/project.ts";
import { fitModelTo } from "../models/fit-model.ts";
import { withTask } from "../project/choose-task.ts";
import { editProject, replaceDataInHistory } from "../project/edit-project.ts";
import type { StudioState } from "../state.ts";
import { studioStore } from "../store.ts";
import { dataTitle } from "./data-title.ts";
import { type AddedFile, addData, replaceData } from "./user-data.ts";

interface Source {
  readonly files: readonly AddedFile[];
  readonly title: string;
}

/** The files of data sets that were added in this visit, or chosen again: only these can be read another way. */
const sources = new Map<string, Source>();

function keep(id: string, source: Source): void {
  sources.set(id, source);
  studioStore.setState({ readable: [...sources.keys()] });
}

/** Adds files as one data set and makes it the project's. What goes wrong stands in `state.adding`, and is given. */
export async function addOwnData(
  files: readonly AddedFile[],
  reading: AddOptions = {},
  title?: string,
): Promise<Problem | null> {
  try {
    const record = await addData(files, reading, title === undefined ? {} : { title });
    keep(record.id, { files, title: record.title });
    openData(record.id);
    return null;
  } catch (thrown) {
    return problemOf(thrown);
  }
}

/**
 * Makes a data set the project's. Columns, parts and preparation belong to the one that they were chosen for, and so
 * does how long to train on it, and a name that nobody chose. A model that does not suit it is replaced.
 */
export function openData(id: string): Problem | null {
  const { datasets: own, language } = studioStore.getState();
  const task = taskFor(own.find((record) => record.id === id));
  const problem = editProject((project) => {
    const { batchSize: _batchSize, epochs: _epochs, ...training } = project.training;
    return {
      ...withTask({ ...project, data: { id, seed: project.data.seed } }, task),
      name: isGivenName(project, own) ? dataTitle(id, own)[language].slice(0, LONGEST_NAME) : project.name,
      training,
    };
  });
  if (problem === null) fitModelTo(id);
  return problem;
}

/** Where no column can be predicted, what texts or pictures by themselves can teach. */
function taskFor(record: StoredDataRecord | undefined): DataTask {
  const types = new Set(record?.columns.map(({ type }) => type));
  if (types.has("number") || types.has("category")) return "predict";
  return types.has("text") ? "continue" : types.has("image") ? "reconstruct" : "predict";
}

function isGivenName({ name, data }: Pick<Project, "name" | "data">, own: StudioState["datasets"]): boolean {
  const { en, zh } = dataTitle(data.id, own);
  return [UNTITLED, en.slice(0, LONGEST_NAME), zh, ...gallery.map(({ project }) => project["name"])].includes(name);
}

/** Takes the file of an earlier visit, so that it can be read another way. Gives the sentence for another file. */
export function takeFileAgain({ id, title, fileName }: StoredDataRecord, file: File): Problem | null {
  if (file.name !== fileName.split("/").at(-1)) return otherFile(fileName, file.name);
  keep(id, { files: [file], title });
  return null;
}

function otherFile(wanted: string, given: string): Problem {
  return {
    code: "other-file",
    text: {
      en: `This data set was read from "${wanted}", not from "${given}". Choose that file, or add the other one as a data set of its own.`,
      zh: `该数据集读自“${wanted}”，而不是“${given}”。请选择原来的文件，或将后者另行添加。`,
    },
  };
}

/** Reads the same files with other options. What the project says of columns that are still there stays. */
export async function readAgain(record: StoredDataRecord, options: AddOptions): Promise<Problem | null> {
  const source = sources.get(record.id);
  if (source === undefined) return sourceGone;
  try {
    const next = await addData(source.files, { format: record.reading.reader, ...options }, { title: source.title });
    sources.delete(record.id);
    keep(next.id, source);
    if (studioStore.getState().project.data.id === record.id) {
      editProject((project) => ({ ...project, data: carriedOver(project.data, next) }));
    }
    replaceDataInHistory(record.id, next.id);
    return await replaceData(record.id);
  } catch (thrown) {
    return problemOf(thrown);
  }
}

function carriedOver(data: Project["data"], { id, columns }: StoredDataRecord): Project["data"] {
  const named = [data.target, data.group, data.time, data.split?.column, ...(data.features ?? [])];
  const areThere = named.every((name) => name === undefined || columns.some((column) => column.name === name));
  return areThere ? { ...data, id } : { id, seed: data.seed };
}

const sourceGone: Problem = {
  code: "source-gone",
  text: {
    en: "The file was added in an earlier visit and is no longer at hand. Add it again to read it another way.",
    zh: "该文件是之前添加的，现已无法读取。请重新添加后再更改读取方式。",
  },
};
