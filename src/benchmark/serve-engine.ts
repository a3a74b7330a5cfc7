/** An engine's thread: does what the race asks of it, one thing after another. */
import type { Round, Start, Train } from "./contest.ts";

export function serve(start: (at: Start) => Promise<Train>): void {
  let train: Train | null = null;
  const answer = async (asked: Start | number): Promise<Round | null> => {
    if (typeof asked !== "number") {
      train = await start(asked);
      return null;
    }
    if (train === null) throw new Error("asked to train before it was started");
    return train(asked);
  };
  // A worker's own scope, which the page's types know as a window.
  const page = self as unknown as Pick<Worker, "postMessage">;
  self.addEventListener("message", (event: MessageEvent<Start | number>) => {
    answer(event.data).then(
      (round) => page.postMessage({ round }, []),
      (error: unknown) => page.postMessage({ error: error instanceof Error ? error.message : String(error) }, []),
    );
  });
}
