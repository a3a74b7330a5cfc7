/** Both halves of the thread boundary over a real channel, without a worker; closed after each test. */
import { MessageChannel } from "node:worker_threads";
import { afterEach } from "vitest";
import { TrainingClient, type TrainingPort } from "../../src/worker/client.ts";
import type { TrainingEvent } from "../../src/worker/protocol.ts";
import {
  type CommandPort,
  type CommandServer,
  type ThreadAccess,
  serveCommands,
} from "../../src/worker/serve-commands.ts";
import { threadAccess } from "./thread-access.ts";

const open: { server: CommandServer; channel: MessageChannel }[] = [];
afterEach(() => {
  for (const { server, channel } of open.splice(0)) {
    server.close();
    channel.port1.close();
  }
});

export function connect(changes: Partial<ThreadAccess> = {}) {
  const channel = new MessageChannel();
  // Node's ports have the browser's methods; their types speak of other events.
  const server = serveCommands(channel.port2 as unknown as CommandPort, threadAccess(changes));
  const client = new TrainingClient(channel.port1 as unknown as TrainingPort);
  const events: TrainingEvent[] = [];
  channel.port1.on("message", (event: TrainingEvent) => events.push(event));
  open.push({ server, channel });
  return { client, server, events };
}
