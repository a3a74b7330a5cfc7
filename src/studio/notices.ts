/** Short messages at the edge of the screen. */
import type { Problem } from "../language/studio-error.ts";
import { newId } from "./new-id.ts";
import type { Notice } from "./state.ts";
import { studioStore } from "./store.ts";

export interface NoticeOptions {
  /** How long it stays; left out: 6 s, with an action 10 s, a problem until it is dismissed. */
  readonly lastsMs?: number;
  /** When it has gone without its action having been used. */
  readonly onGone?: () => void;
}

interface Shown {
  readonly lastsMs: number | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly onGone: (() => void) | undefined;
}

const shown = new Map<string, Shown>();

/** Shows a notice; gives its id. Its action can be used once and takes the notice away. */
export function notify(notice: Omit<Notice, "id">, options: NoticeOptions = {}): string {
  const id = newId("notice");
  const lastsMs =
    options.lastsMs ?? (notice.tone === "problem" ? undefined : notice.action === undefined ? 6_000 : 10_000);
  const entry: Shown = { lastsMs, timer: undefined, onGone: options.onGone };
  shown.set(id, entry);
  count(id, entry);
  const { action } = notice;
  const added: Notice =
    action === undefined
      ? { ...notice, id }
      : {
          ...notice,
          id,
          action: {
            label: action.label,
            run: () => {
              if (take(id) !== undefined) action.run();
            },
          },
        };
  studioStore.setState(({ notices }) => ({ notices: [...notices, added] }));
  return id;
}

/** None goes by itself while somebody is at them, by pointer or keyboard; afterwards each has its whole time again. */
export function holdNotices(isHeld: boolean): void {
  for (const [id, entry] of shown) {
    clearTimeout(entry.timer);
    if (!isHeld) count(id, entry);
  }
}

function count(id: string, entry: Shown): void {
  entry.timer = entry.lastsMs === undefined ? undefined : setTimeout(() => dismissNotice(id), entry.lastsMs);
}

/** Tells a problem; the same sentence is not shown twice at once. */
export function notifyProblem(problem: Problem): void {
  const { notices } = studioStore.getState();
  if (!notices.some((notice) => notice.text.en === problem.text.en)) notify({ tone: "problem", text: problem.text });
}

/** Takes a notice away, as its time does. */
export function dismissNotice(id: string): void {
  take(id)?.onGone?.();
}

function take(id: string): Shown | undefined {
  const entry = shown.get(id);
  if (entry === undefined) return undefined;
  clearTimeout(entry.timer);
  shown.delete(id);
  studioStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
  return entry;
}
