/** Changes of what the room of landscapes shows, checked by the schema before they count. */
import { findDefinition } from "../catalog/definition.ts";
import { landscapes } from "../catalog/landscapes/index.ts";
import type { Problem } from "../language/studio-error.ts";
import { explainIssues } from "../project/explain-issue.ts";
import {
  firstLandscape,
  type LandscapeSettings,
  landscapeSettingsSchema,
  type Walker,
} from "../project/landscape-settings.ts";
import type { StudioState } from "./state.ts";
import { studioStore } from "./store.ts";

const first = firstLandscape();

/** What the room shows now. */
export function shownLandscape({ landscape }: Pick<StudioState, "landscape">): LandscapeSettings {
  return landscape ?? first;
}

/** Changes the settings; a refused change keeps the old ones and gives the sentence that says why. */
function edit(change: (settings: LandscapeSettings) => unknown): Problem | null {
  const given = change(shownLandscape(studioStore.getState()));
  const parsed = landscapeSettingsSchema.safeParse(given);
  if (!parsed.success) {
    return { code: "invalid-landscape", text: explainIssues(parsed.error.issues, given, () => [], []).text };
  }
  studioStore.setState({ landscape: parsed.data });
  return null;
}

/** Another landscape at its own settings and start, with the noise that belongs to it and those who walk on its kind. */
export function chooseLandscape(id: string): void {
  const { noise = 0 } = findDefinition(landscapes, id);
  edit(({ landscape, walk, walkers, aside, ...others }) => ({
    ...others,
    landscape: { id },
    start: null,
    ...(isOfData(id) === isOfData(landscape.id) ? { walkers, aside } : { walkers: aside, aside: walkers }),
    walk: { ...walk, noise },
  }));
}

function isOfData(id: string): boolean {
  return findDefinition(landscapes, id).walkers !== undefined;
}

export function editLandscape(name: string, value: unknown): Problem | null {
  return edit((settings) => ({ ...settings, landscape: { ...settings.landscape, [name]: value } }));
}

export function editWalk(name: string, value: unknown): Problem | null {
  return edit((settings) => ({ ...settings, walk: { ...settings.walk, [name]: value } }));
}

/** Null: the landscape's own. */
export function moveStart(start: readonly [number, number] | null): void {
  edit((settings) => ({ ...settings, start }));
}

export function addWalker(id: string): void {
  edit((settings) => ({ ...settings, walkers: [...settings.walkers, { optimizer: { id }, isFitted: true }] }));
}

export function removeWalker(index: number): void {
  edit((settings) => ({ ...settings, walkers: settings.walkers.filter((_, at) => at !== index) }));
}

/** A setting of a walker's optimizer; a rate that is typed is no fitted one any more. */
export function editWalker(index: number, name: string, value: unknown): Problem | null {
  const changed = ({ optimizer, isFitted }: Walker) => ({
    optimizer: { ...optimizer, [name]: value },
    isFitted: isFitted && name !== "learningRate",
  });
  return edit((settings) => ({
    ...settings,
    walkers: settings.walkers.map((walker, at) => (at === index ? changed(walker) : walker)),
  }));
}

/** Back to the rate that suits the landscape. */
export function fitWalker(index: number): void {
  edit((settings) => ({
    ...settings,
    walkers: settings.walkers.map((walker, at) => (at === index ? { ...walker, isFitted: true } : walker)),
  }));
}
