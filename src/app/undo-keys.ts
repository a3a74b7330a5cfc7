import { redoEdit, undoEdit } from "../studio/project/edit-project.ts";

/**
 * Ctrl or Cmd with Z takes the last edit of the project back, with Shift (or Ctrl with Y) does it again. Where text is
 * typed the browser's own undo holds. Gives the way to stop.
 */
export function listenForUndo(): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey === event.metaKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) undoEdit();
    else if (key === "z" || (key === "y" && event.ctrlKey)) redoEdit();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", press);
  return () => {
    document.removeEventListener("keydown", press);
  };
}

const withoutText: readonly string[] = ["range", "checkbox", "radio", "button", "file", "color"];

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
