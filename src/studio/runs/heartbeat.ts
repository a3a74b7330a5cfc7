/** Notices that a thread has stopped turning: it is asked for a sign of life when it has been silent for long. */
import { type Problem } from "../../language/studio-error.ts";
import type { TrainingThread } from "../../worker/open-thread.ts";

/** A step may take this long before anybody wonders. */
const SILENCE_MS = 30_000;
/** A thread between two parts of a step answers at once; this long in one of them, it hangs. */
const ANSWER_WITHIN_MS = 60_000;

export interface Heartbeat {
  /** The thread has just said something. */
  beat(): void;
  end(): void;
}

/** Ends the thread, with the sentence, when it neither speaks nor answers. */
export function listenForHeartbeat(thread: TrainingThread): Heartbeat {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (work: () => void, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
  const beat = (): void => wait(ask, SILENCE_MS);
  const ask = (): void => {
    wait(() => thread.terminate(threadHangs), ANSWER_WITHIN_MS);
    // Rejects when the thread is gone, which whoever waits for the run hears too.
    thread.client.ping().then(beat, () => clearTimeout(timer));
  };
  beat();
  return { beat, end: () => clearTimeout(timer) };
}

const threadHangs: Problem = {
  code: "thread-hung",
  text: {
    en: "The training thread gave no sign of life for a minute and a half and was ended; a graphics driver may hang. Resume the run, or choose another device.",
    zh: "训练线程已有一分半钟没有任何响应，现已终止；可能是显卡驱动无响应。请继续训练，或选择其他设备。",
  },
};
