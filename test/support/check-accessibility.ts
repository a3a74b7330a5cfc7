import axe from "axe-core";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    /** There once the script below has run in the page. */
    readonly axe: typeof axe;
  }
}

/** What axe finds wrong with the page as it is now: rule, elements and axe's reason. WCAG 2.2 A and AA, best practice. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, so that the page keeps its content policy.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary ?? ""}`),
    }));
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}
