/** Tells the studio's other tabs that the stored project has changed, so that an idle one follows at once. */
const CHANNEL = "descent-studio/project";

export interface OtherTabs {
  announceSave(): void;
  close(): void;
}

/** `onSave` hears of the saves of other tabs, never of one's own. */
export function joinOtherTabs(onSave: () => void): OtherTabs {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", onSave);
  return {
    // What was saved is read from the database: a message may come early, late or from another version.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin and takes no other
    announceSave: () => channel.postMessage(null),
    close: () => channel.close(),
  };
}
