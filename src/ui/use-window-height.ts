import { useSyncExternalStore } from "react";

function follow(changed: () => void): () => void {
  addEventListener("resize", changed);
  return () => {
    removeEventListener("resize", changed);
  };
}

/** The window's height in pixels. */
export function useWindowHeight(): number {
  return useSyncExternalStore(follow, () => window.innerHeight);
}
