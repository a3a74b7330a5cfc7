/** All that a run needs to go on exactly where it was: in this tab, after a crash, or on another worker. */
import { z } from "zod";
import { type Checkpoint, type TrainedModel, historyPointSchema, measures } from "./records.ts";

const sums = z.strictObject({ examples: z.number(), loss: z.number(), terms: z.array(z.number()) });

/** What the loop around the trainer remembers; the trainer's own memory is in the weights' checkpoint. */
export const runMemorySchema = z.strictObject({
  journal: z.strictObject({
    step: z.int(),
    examples: z.number(),
    elapsedMs: z.number(),
    /** Of the steps since the last point, and since the last validation. */
    open: sums.nullable(),
    unvalidated: sums.nullable(),
    last: historyPointSchema.nullable(),
    /** The last point's validation is still to be done. */
    isLastAwaited: z.boolean(),
  }),
  stopping: z.strictObject({
    best: z.strictObject({ step: z.int(), value: z.number(), validation: measures.nullable() }).nullable(),
    waited: z.int(),
    normSum: z.number(),
    norms: z.int(),
  }),
  soundness: z.strictObject({
    first: z.number().nullable(),
    isWell: z.boolean(),
  }),
  /** Of the columns trained on: other data would be another run. */
  dataFingerprint: z.string(),
});
export type RunMemory = z.infer<typeof runMemorySchema>;

export interface RunCheckpoint {
  readonly weights: Checkpoint;
  /** The best so far, where patience keeps them and they are others. */
  readonly best: Checkpoint | null;
  readonly memory: RunMemory;
  /** So that a model can be made of the weights when nobody trains them any more. */
  readonly model: TrainedModel;
}
