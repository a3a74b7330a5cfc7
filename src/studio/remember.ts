/** Small facts that outlive the page and may be lost: preferences and measurements. Not for work. */
const PREFIX = "descent-studio/";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    // A browser that blocks storage for this page throws here: then nothing was remembered, and nothing is lost.
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Blocked or full: the choice holds until the page is closed, which is all that such a browser allows.
  }
}
