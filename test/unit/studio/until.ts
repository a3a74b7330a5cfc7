import type { StudioState } from "../../../src/studio/state.ts";
import type { Studio } from "./studio.ts";

/** Resolves when the studio's state is so; no clock is involved. */
export function until(studio: Studio, isSo: (state: StudioState) => boolean): Promise<StudioState> {
  return new Promise((resolve) => {
    const check = (): boolean => {
      const state = studio.state();
      if (isSo(state)) resolve(state);
      return isSo(state);
    };
    if (check()) return;
    const unsubscribe = studio.studioStore.subscribe(() => {
      if (check()) unsubscribe();
    });
  });
}
