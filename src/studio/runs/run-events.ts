/** What a run tells a script while it goes on; plain, structured-cloneable values. */
import type { Text } from "../../language/text.ts";
import type { HistoryPoint, RunPlan, RunProgress, RunSummary } from "../../project/records.ts";

export type RunEvent =
  | { readonly type: "preparing"; readonly id: string; readonly stage: Text; readonly fraction?: number }
  | { readonly type: "started"; readonly id: string; readonly name: string; readonly plan: RunPlan }
  | {
      readonly type: "progress";
      readonly id: string;
      readonly points: readonly HistoryPoint[];
      readonly progress: RunProgress;
    }
  /** It rests after this step, stored. */
  | { readonly type: "paused"; readonly id: string; readonly step: number }
  | { readonly type: "ended"; readonly summary: RunSummary };
