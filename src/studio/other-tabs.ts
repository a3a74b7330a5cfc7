/** Tells the studio's other tabs that something stored has changed, so that an idle one follows at once. */
export type Topic = "project" | "datasets";

export interface OtherTabs {
  announce(): void;
  close(): void;
}

/** `onChange` hears of the changes of other tabs, never of one's own. */
export function joinOtherTabs(topic: Topic, onChange: () => void): OtherTabs {
  const channel = new BroadcastChannel(`descent-studio/${topic}`);
  channel.addEventListener("message", onChange);
  return {
    // What was saved is read from the database: a message may come early, late or from another version.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin and takes no other
    announce: () => channel.postMessage(null),
    close: () => channel.close(),
  };
}
