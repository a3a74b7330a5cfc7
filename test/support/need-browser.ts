/** Without a browser the tests in one end with what to do, not with the launcher's advice, which does not help here. */
import { findBrowser, NO_BROWSER } from "./browser.mjs";

export default function needBrowser(): void {
  if (findBrowser() === undefined) throw new Error(NO_BROWSER);
}
