/** Tells the studio's other tabs that something stored has changed, so that an idle one follows at once. */
export type Topic = "project" | "datasets" | "runs";

export interface OtherTabs {
  /** `id`: of what it is that has changed, where there are many. */
  announce(id?: string): void;
  close(): void;
}

/** `onChange` hears of the changes of other tabs, never of one's own. */
export function joinOtherTabs(topic: Topic, onChange: (id: string | null) => void): OtherTabs {
  const channel = new BroadcastChannel(`descent-studio/${topic}`);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    onChange(typeof data === "string" ? data : null);
  });
  return {
    // What was saved is read from the database: a message may come early, late or from another version.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin and takes no other
    announce: (id) => channel.postMessage(id ?? null),
    close: () => channel.close(),
  };
}
