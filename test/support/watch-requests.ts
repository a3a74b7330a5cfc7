/**
 * The Node side of `stay-on-origin.ts`: Vitest runs this command outside the page, where requests of workers are
 * seen too.
 */
import type { BrowserContext } from "playwright-core";
import type { BrowserCommand } from "vitest/node";

declare module "vitest/browser" {
  interface BrowserCommands {
    /** The addresses asked for since the first call that are not on the page's own origin. */
    requestsBeyondOrigin: () => Promise<readonly string[]>;
  }
}

const watched = new WeakMap<BrowserContext, string[]>();

export const requestsBeyondOrigin: BrowserCommand = ({ context, page }): readonly string[] => {
  const known = watched.get(context);
  if (known !== undefined) return known;
  const { origin } = new URL(page.url());
  const beyond: string[] = [];
  context.on("request", (request) => {
    if (isBeyond(request.url(), origin)) beyond.push(request.url());
  });
  watched.set(context, beyond);
  return beyond;
};

/** True for an address that leaves `origin`; what is inside the page (`data:`, `blob:`) leaves nothing. */
export function isBeyond(address: string, origin: string): boolean {
  const url = new URL(address);
  if (url.protocol === "ws:" || url.protocol === "wss:") return url.host !== new URL(origin).host;
  return !["data:", "blob:", "about:"].includes(url.protocol) && url.origin !== origin;
}
