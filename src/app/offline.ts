import { trustedScript } from "../worker/trusted-script.ts";

/**
 * Lets the studio open without a network from the next visit on. Waits for the page to be done loading, so that what is
 * kept for later does not delay what is wanted now.
 */
export function keepForOffline(): void {
  // Absent in private windows of some browsers and on plain http: the studio then works as long as its server runs.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker.register(trustedScript("/offline.worker.js")).catch((cause: unknown) => {
      console.warn("The studio could not be kept for offline use.", cause);
    });
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
