/**
 * The one door through which a project enters: from a file, the database, a link, a script or a form. What comes out
 * is whole and valid as far as can be known without the data itself; columns are checked where the data is read.
 */
import { architectures } from "../catalog/architectures/index.ts";
import { datasets } from "../catalog/datasets/index.ts";
import { findDefinition } from "../catalog/definition.ts";
import { type Problem, StudioError } from "../language/studio-error.ts";
import type { Text } from "../language/text.ts";
import { cutShort, explainIssues } from "./explain-issue.ts";
import { fittingCourse } from "./fitting-course.ts";
import { type FieldPath, fieldsAt, valueAt } from "./field-path.ts";
import { nearestName } from "./nearest-name.ts";
import { parseConfig } from "./parse-config.ts";
import { type Project, SCHEMA_VERSION, projectSchema } from "./project.ts";
import { type StoredDataRecord, isStoredDataId } from "./stored-data.ts";

export type ParsedProject =
  { readonly project: Project; readonly problem?: never } | { readonly problem: Problem; readonly project?: never };

type OwnData = Pick<StoredDataRecord, "id" | "kind" | "rows">;

/**
 * A whole project with every default filled in, or one sentence that names the field and what is wrong with it. `own`:
 * the user's data sets, where a default may follow their size.
 */
export function parseProject(input: unknown, own: readonly OwnData[] = []): ParsedProject {
  const version = valueAt(input, ["schemaVersion"]);
  if (typeof version === "number" && version > SCHEMA_VERSION) return { problem: newerProject(version) };

  const parsed = projectSchema.safeParse(input);
  if (!parsed.success) {
    const at = (path: FieldPath): readonly string[] => fieldsAt(path, input);
    return refused(explainIssues(parsed.error.issues, input, at).text);
  }
  return fitCourse(checkData(checkModel({ project: parsed.data })), input, own);
}

/** Whoever does not say how long to train gets a course that fits the data; whoever does gets the plain defaults. */
function fitCourse(parsed: ParsedProject, input: unknown, own: readonly OwnData[]): ParsedProject {
  if (parsed.problem !== undefined) return parsed;
  const { data, training } = parsed.project;
  const isLeftOut = (field: string): boolean => valueAt(input, ["training", field]) === undefined;
  if (!isLeftOut("epochs") || training.steps !== null) return parsed;
  const size = sizeOf(data, own);
  if (size === undefined) return parsed;
  const course = fittingCourse(size, isLeftOut("batchSize") ? undefined : training.batchSize);
  return { project: { ...parsed.project, training: { ...training, ...course } } };
}

function sizeOf({ id, config }: Project["data"], own: readonly OwnData[]): Omit<OwnData, "id"> | undefined {
  const definition = datasets.find((candidate) => candidate.id === id);
  if (definition === undefined) return own.find((record) => record.id === id);
  const { kind, rows } = definition;
  return { kind, rows: typeof config?.["rows"] === "number" ? config["rows"] : rows };
}

/** The preset's settings, checked against the preset's own schema and filled with its defaults. */
function checkModel(parsed: ParsedProject): ParsedProject {
  if (parsed.problem !== undefined || !("architecture" in parsed.project.model)) return parsed;
  const { model } = parsed.project;
  const definition = findDefinition(architectures, model.architecture);
  const at = ["model", "config"];
  return checked(() => ({
    ...parsed.project,
    model: { ...model, config: parseConfig(definition.config, model.config, at) },
  }));
}

/**
 * A built-in data set exists, and its settings are its own. One that the user has added need not be here: a link or a
 * file may come from another browser, and the rest of the project is worth opening.
 */
function checkData(parsed: ParsedProject): ParsedProject {
  if (parsed.problem !== undefined) return parsed;
  const { data } = parsed.project;
  const definition = datasets.find((candidate) => candidate.id === data.id);
  if (definition === undefined) {
    return isStoredDataId(data.id) ? parsed : refused(unknownData(data.id));
  }
  if (data.config === undefined) return parsed;
  const at = ["data", "config"];
  return checked(() => ({
    ...parsed.project,
    data: { ...data, config: parseConfig(definition.config, data.config, at) },
  }));
}

/** What an entry of the catalog refuses is the project's problem. */
function checked(check: () => Project): ParsedProject {
  try {
    return { project: check() };
  } catch (thrown) {
    if (thrown instanceof StudioError) return { problem: thrown.problem };
    throw thrown;
  }
}

function refused(text: Text): ParsedProject {
  return { problem: { code: "invalid-project", text } };
}

function unknownData(id: string): Text {
  const known = datasets.map((definition) => definition.id);
  const nearest = nearestName(id, known);
  const name = cutShort(id);
  return {
    en: `data.id: there is no data set "${name}". ${nearest === null ? `Known ones: ${known.join(", ")}.` : `Did you mean "${nearest}"?`}`,
    zh: `data.id：没有名为“${name}”的数据集。${nearest === null ? `可用的有：${known.join("、")}。` : `是否想写“${nearest}”？`}`,
  };
}

function newerProject(version: number): Problem {
  return {
    code: "newer-project",
    text: {
      en: `schemaVersion: this project was made by a newer studio (version ${version}; this one reads up to ${SCHEMA_VERSION}). Reload the page to update the studio, then open it again.`,
      zh: `schemaVersion：该项目由更新版本的工作室创建（版本 ${version}，当前最高支持 ${SCHEMA_VERSION}）。请刷新页面更新后再打开。`,
    },
  };
}
