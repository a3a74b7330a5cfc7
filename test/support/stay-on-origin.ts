/** Every browser test fails when anything on the page asks for a resource beyond its own origin. */
import { afterAll, expect } from "vitest";

const beyond = new Set<string>();
const observer = new PerformanceObserver((list) => note(list.getEntries()));
observer.observe({ type: "resource", buffered: true });

function note(entries: readonly PerformanceEntry[]): void {
  for (const { name } of entries) {
    const { protocol, origin } = new URL(name);
    if (protocol !== "data:" && protocol !== "blob:" && origin !== location.origin) beyond.add(name);
  }
}

document.addEventListener("securitypolicyviolation", (event) => beyond.add(event.blockedURI));

afterAll(() => {
  note(observer.takeRecords());
  expect([...beyond], "requests beyond the origin").toEqual([]);
});
