/** `window.studio` as the journeys' page functions see it. */
import type { StudioScripting } from "../../src/studio/scripting.ts";

declare global {
  interface Window {
    readonly studio: StudioScripting;
  }
}
