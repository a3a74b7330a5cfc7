/** The sentences of `npm start` that come before it installs, builds or serves anything. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { listenOnThisMachine } from "../../../src/serve/listen.mjs";

const program = fileURLToPath(new URL("../../../src/serve/start.mjs", import.meta.url));

function start(port: string): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { env: { ...process.env, PORT: port } });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}

test.each(["0", "65536", "99999999", "-1", "80.5", "http", " 4173", "0x50"])("PORT=%s is refused", async (port) => {
  const { status, output } = await start(port);
  expect(status).toBe(1);
  expect(output).toBe(
    `PORT is "${port}", but must be a whole number from 1 to 65535, for example: PORT=4173 npm start\n`,
  );
});

test("a busy port is told, with a way out", async () => {
  const other = await listenOnThisMachine(() => {}, 0);
  const port = new URL(other.address).port;
  const { status, output } = await start(port);
  await other.close();
  expect(status).toBe(1);
  expect(output).toMatch(new RegExp(`^Port ${port} is in use, .* PORT=\\d+ npm start\n$`));
});
