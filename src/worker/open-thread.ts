/** Starts a training thread from the page: the one place where a `Worker` is made. */
import { type Problem } from "../language/studio-error.ts";
import { TrainingClient } from "./client.ts";
import { trustedScript } from "./trusted-script.ts";
// oxlint-disable-next-line import/default -- the query makes Vite answer with the address of the built worker
import workerUrl from "./training.worker.ts?worker&url";

export interface TrainingThread {
  readonly client: TrainingClient;
  /** Ends the thread at once and gives its memory and its GPU device back; what it still owes rejects with `reason`. */
  terminate(reason?: Problem): void;
}

/** Opens a fresh thread. Whatever kills it ends all that it was asked with a sentence. */
export function openThread(name: string): TrainingThread {
  const worker = new Worker(trustedScript(workerUrl), { type: "module", name });
  const client = new TrainingClient(worker);
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    worker.terminate();
    client.close(threadDied(event.message));
  });
  worker.addEventListener("messageerror", () => {
    worker.terminate();
    client.close(threadDied("a message could not be read"));
  });
  return {
    client,
    terminate: (reason = threadClosed) => {
      worker.terminate();
      client.close(reason);
    },
  };
}

const threadClosed: Problem = {
  code: "thread-closed",
  text: { en: "This was cancelled before it was done.", zh: "操作在完成之前已取消。" },
};

function threadDied(cause: string | undefined): Problem {
  // A script that cannot be loaded gives an error without a message.
  const why =
    cause === undefined || cause === "" ? { en: "it could not be loaded", zh: "无法加载" } : { en: cause, zh: cause };
  return {
    code: "thread-died",
    text: {
      en: `The training thread broke down (${why.en}). Your saved models are safe; try again, or reload the page if it happens again.`,
      zh: `训练线程意外终止（${why.zh}）。已保存的模型不受影响，请重试；如再次出现，请刷新页面。`,
    },
    cause: why.en,
  };
}
