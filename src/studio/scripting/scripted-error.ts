import { problemOf } from "../../language/studio-error.ts";
import { studioStore } from "../store.ts";

/** What a script catches: `message` is the sentence that a user would read now, `code` stays the same for ever. */
export class ScriptedError extends Error {
  readonly code: string;

  constructor(thrown: unknown) {
    const problem = problemOf(thrown);
    super(problem.text[studioStore.getState().language], { cause: problem.cause });
    this.name = "StudioError";
    this.code = problem.code;
  }
}

/** Makes a use case a scripting call: whatever it throws, at once or later, rejects with a `ScriptedError`. */
export function scripted<Args extends readonly unknown[], Result>(
  call: (...args: Args) => Result | Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (thrown) {
      throw new ScriptedError(thrown);
    }
  };
}
