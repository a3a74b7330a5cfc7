/**
 * A control that goes away takes the keyboard's place in the page with it: browsers put the focus on the body, where
 * Tab begins anew and Escape closes nothing. This finds the control that took its place or stands nearest.
 */
const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

type Control = HTMLElement | SVGElement;

/** Watches the page; gives the way to stop. `home` is where the focus goes when nothing near can take it. */
export function keepFocus(home: HTMLElement): () => void {
  let last: Element | null = null;
  const note = (event: FocusEvent): void => {
    last = event.target instanceof Element ? event.target : null;
  };
  const repair = (records: readonly MutationRecord[]): void => {
    if (last === null || last.isConnected || document.activeElement !== document.body) return;
    const lost = last;
    // The outermost part that went with it, seen from a parent that is still there.
    const record = records.findLast(
      ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(lost)),
    );
    // What opens over the page is a child of the body, and gives the focus back itself when it closes.
    if (record === undefined || record.target === document.body) return;
    last = null;
    const gone = [...record.removedNodes].find((node) => node.contains(lost));
    const rank =
      gone instanceof Element && gone !== lost ? controlsIn(gone).findIndex((control) => control === lost) : 0;
    (successor(record, rank, home) ?? home).focus({ preventScroll: true });
  };
  const observer = new MutationObserver(repair);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", note);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", note);
  };
}

/** The same control of the part that followed, else of the one before, else the nearest around it in the room or dialog. */
function successor({ target, nextSibling, previousSibling }: MutationRecord, rank: number, home: HTMLElement) {
  const siblings = [nextSibling, previousSibling].filter((node) => node instanceof Element && node.isConnected);
  for (const sibling of siblings) {
    const controls = sibling instanceof Element ? controlsIn(sibling) : [];
    const control = controls[rank] ?? controls.at(-1);
    if (control !== undefined) return control;
  }
  if (!(target instanceof Element)) return null;
  const bounds = home.contains(target) ? home : target.closest('[role="dialog"]');
  if (bounds === null) return null;
  for (let around: Element | null = target; around !== null && around !== home; around = around.parentElement) {
    const control = controlsIn(around)[0];
    if (control !== undefined) return control;
    if (around === bounds) return null;
  }
  return null;
}

/** What can take the focus in it, itself included, in the page's order. */
function controlsIn(part: Element): readonly Control[] {
  return [part, ...part.querySelectorAll(focusable)].filter(
    (element): element is Control =>
      (element instanceof HTMLElement || element instanceof SVGElement) &&
      element.matches(focusable) &&
      (!element.isConnected || element.checkVisibility()),
  );
}
