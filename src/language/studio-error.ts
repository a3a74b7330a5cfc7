import type { Text } from "./text.ts";

/**
 * An error that a user can meet: what happened and what to do, in both languages, with a stable code.
 * Plain data, so that it survives postMessage and IndexedDB.
 */
export interface Problem {
  /** Stable kebab-case name, for scripts. */
  readonly code: string;
  /** What happened, where, and what to do about it. */
  readonly text: Text;
  /** The technical cause, for the log. */
  readonly cause?: string;
}

/** Carries a `Problem` through `throw`; `message` is English until the page rewrites it for its reader. */
export class StudioError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.text.en, options);
    this.name = "StudioError";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** Turns anything thrown into a `Problem`; what we did not foresee keeps its own message as the cause. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof StudioError) return thrown.problem;
  const cause = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    code: "unexpected",
    text: {
      en: `Something went wrong that the studio did not expect (${cause}). Your saved models are safe; try again.`,
      zh: `出现了意料之外的问题（${cause}）。已保存的模型不受影响，请重试。`,
    },
    cause: thrown instanceof Error && thrown.stack !== undefined ? thrown.stack : cause,
  };
}
