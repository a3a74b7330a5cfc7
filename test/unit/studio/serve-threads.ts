/** The real engine behind the threads that a studio under test opens, on the plain CPU. */
import { serveCommands } from "../../../src/worker/serve-commands.ts";
import { threadAccess } from "../../support/thread-access.ts";
import type { Page, ThreadEnd } from "./page.ts";

const servers: { close(): void }[] = [];

export function serve(thread: ThreadEnd): void {
  servers.push(serveCommands(thread.port, threadAccess()));
}

/** From here on every thread that the studio opens is served. */
export function serveThreads(page: Page): void {
  void page.thread().then(function serveEach(thread) {
    serve(thread);
    void page.nextThread().then(serveEach);
  });
}

export function closeServers(): void {
  for (const server of servers.splice(0)) server.close();
}
