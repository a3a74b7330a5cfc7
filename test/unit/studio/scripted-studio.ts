/** A page with a studio that scripts drive, made before a test and gone after it. */
import { vi } from "vitest";
import { type Page, closePage } from "./page.ts";
import { closeServers } from "./serve-threads.ts";
import { type Studio, loadStudio } from "./studio.ts";

export type Script = ReturnType<Studio["createScripting"]>;

/** On the page that stands open: as after a reload, where there was one before. */
export async function openScripted(): Promise<{ readonly studio: Studio; readonly script: Script }> {
  const studio = await loadStudio();
  const script = studio.createScripting();
  await script.ready;
  return { studio, script };
}

export async function leaveScripted(page: Page, studio: Studio): Promise<void> {
  closeServers();
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
  vi.restoreAllMocks();
}
