/** A browser that has no room left for the studio. */
import type { Page } from "playwright-core";

/**
 * Gives a function that sets how many bytes the studio may store, for databases opened from then on; without a number,
 * as many as the browser has.
 */
export async function diskLimiter(page: Page): Promise<(bytes?: number) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  return async (bytes) => {
    await session.send("Storage.overrideQuotaForOrigin", {
      origin,
      ...(bytes === undefined ? {} : { quotaSize: bytes }),
    });
  };
}
