/** Edits of the project: checked by the schema before they count, each one undoable. */
import type { Problem } from "../../language/studio-error.ts";
import { canonical } from "../../project/minimal-project.ts";
import { parseProject } from "../../project/parse-project.ts";
import type { Project, ProjectInput } from "../../project/project.ts";
import { runBeside } from "../runs/held-run.ts";
import { studioStore } from "../store.ts";

const MOST_STEPS = 200;
/** In place of field names: the last change was another tab's. */
const ELSEWHERE = "(another tab)";
/** Edits of one field that follow each other this quickly (a dragged slider) are one step back. */
const SAME_EDIT_MS = 800;

let past: readonly Project[] = [];
let future: readonly Project[] = [];
let lastEdit: { readonly fields: string; readonly at: number } | null = null;

/** Changes the project; a refused change keeps the old one and gives the sentence that says why. */
export function editProject(change: (project: Project) => ProjectInput): Problem | null {
  const { project } = studioStore.getState();
  return replaceProject(change(project));
}

/** Puts another project in this one's place, from a file, a link or the gallery. Undo brings the old one back. */
export function openProject(input: unknown): Problem | null {
  lastEdit = null;
  const problem = replaceProject(input);
  lastEdit = null;
  if (problem === null) studioStore.setState((state) => ({ run: runBeside(state.project, state) }));
  return problem;
}

export function undoEdit(): void {
  const previous = past.at(-1);
  if (previous === undefined) return;
  future = [studioStore.getState().project, ...future];
  past = past.slice(0, -1);
  show(previous);
}

export function redoEdit(): void {
  const [next, ...rest] = future;
  if (next === undefined) return;
  past = [...past, studioStore.getState().project];
  future = rest;
  show(next);
}

/** A data set has taken another's place, which is gone: so it has wherever an undo or redo leads. */
export function replaceDataInHistory(gone: string, next: string): void {
  const renamed = (project: Project): Project =>
    project.data.id === gone ? { ...project, data: { ...project.data, id: next } } : project;
  past = past.map(renamed);
  future = future.map(renamed);
}

/** The project as it was left last time: nothing that an undo should lead back from. */
export function restoreProject(project: Project): void {
  past = [];
  future = [];
  show(project);
}

/**
 * Shows what another tab has saved. Undo brings back what stood here; saves that follow each other, without an edit of
 * this tab between them, are one step.
 */
export function followProject(project: Project): void {
  if (lastEdit?.fields !== ELSEWHERE) past = [...past, studioStore.getState().project].slice(-MOST_STEPS);
  future = [];
  show(project);
  lastEdit = { fields: ELSEWHERE, at: performance.now() };
}

function replaceProject(input: unknown): Problem | null {
  const { project: old, datasets } = studioStore.getState();
  const parsed = parseProject(input, datasets);
  if (parsed.problem !== undefined) return parsed.problem;
  const fields = changedFields(old, parsed.project);
  if (fields === "") return null;
  const at = performance.now();
  const isSameEdit = lastEdit !== null && lastEdit.fields === fields && at - lastEdit.at < SAME_EDIT_MS;
  if (!isSameEdit || past.length === 0) past = [...past, old].slice(-MOST_STEPS);
  future = [];
  show(parsed.project);
  lastEdit = { fields, at };
  return null;
}

function show(project: Project): void {
  lastEdit = null;
  studioStore.setState((state) => ({
    project,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    run: state.run ?? runBeside(project, state),
  }));
}

/** Paths of the leaves that differ, as one string: two edits are of the same field when theirs are equal. */
function changedFields(before: unknown, after: unknown, path = ""): string {
  if (canonical(before) === canonical(after)) return "";
  if (isLayers(before) && isLayers(after)) return changedLayers(before, after, path);
  if (!isFields(before) || !isFields(after)) return path === "" ? "project" : path;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys
    .map((key) => changedFields(before[key], after[key], path === "" ? key : `${path}.${key}`))
    .filter((changed) => changed !== "")
    .join(" ");
}

/** Of lists of layers: what differs in each while they stay as many; adding or removing one is like no other edit. */
function changedLayers(before: Layers, after: Layers, path: string): string {
  if (before.length !== after.length) return `${path}[${before.length} to ${after.length}]`;
  return before
    .map((layer, at) => changedFields(layer, after[at], `${path}[${at}]`))
    .filter((changed) => changed !== "")
    .join(" ");
}

type Layers = readonly Readonly<Record<string, unknown>>[];

function isLayers(value: unknown): value is Layers {
  return Array.isArray(value) && value.every((each) => isFields(each) && typeof each["type"] === "string");
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
