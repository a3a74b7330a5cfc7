/** Tells the other tabs that a run's record has been written, so that an idle one shows how it goes. */
import { type OtherTabs, joinOtherTabs } from "../other-tabs.ts";

let tabs: OtherTabs | null = null;

/** `onRun` hears of the runs of other tabs from now on. */
export function hearOfRuns(onRun: (id: string) => void): void {
  tabs?.close();
  tabs = joinOtherTabs("runs", (id) => {
    if (id !== null) onRun(id);
  });
}

export function announceRun(id: string): void {
  tabs?.announce(id);
}
