/** The one value that holds what the page knows. Only the use cases of this folder write to it. */
import { createStore } from "zustand/vanilla";
import { gallery } from "../catalog/gallery/index.ts";
import { parseProject } from "../project/parse-project.ts";
import type { Project } from "../project/project.ts";
import type { StudioState } from "./state.ts";

/** What the rooms show before the user has chosen anything. */
export function firstProject(): Project {
  const { project, problem } = parseProject(gallery[0]?.project);
  if (project === undefined) throw new Error(problem.text.en);
  return project;
}

export const studioStore = createStore<StudioState>(() => ({
  isReady: false,
  storageProblem: null,
  room: "gallery",
  chosenModelId: null,
  language: "en",
  theme: "system",
  project: firstProject(),
  canUndo: false,
  canRedo: false,
  autosave: { status: "saved", at: null },
  dataset: { status: "idle" },
  data: { status: "idle" },
  datasets: [],
  readable: [],
  adding: [],
  backends: { status: "idle" },
  rateTest: { status: "idle" },
  surface: null,
  benchmark: { status: "idle" },
  landscape: null,
  run: null,
  race: null,
  raceDraft: null,
  races: [],
  runs: [],
  models: [],
  notices: [],
  storedBytes: null,
}));
