import { type Problem, StudioError } from "../../src/language/studio-error.ts";

/** The problem that `work` ends in, and nothing else: throws when it succeeds or fails in another way. */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown.problem;
    throw thrown;
  }
  throw new Error("It was not refused");
}
