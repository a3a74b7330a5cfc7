import { useStore } from "zustand";
import type { StudioState } from "./state.ts";
import { studioStore } from "./store.ts";

/** What a room reads of the studio's state; it renders again when the selected part is another. */
export function useStudio<Selected>(select: (state: StudioState) => Selected): Selected {
  return useStore(studioStore, select);
}
