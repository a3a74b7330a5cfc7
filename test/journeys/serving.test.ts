/** `npm start` with everything there: it serves the built application under its headers and ends when asked to. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { listenOnThisMachine } from "../../src/serve/listen.mjs";
import { builtFiles, firstScripts } from "../support/built-files.ts";

async function freePort(): Promise<string> {
  const server = await listenOnThisMachine(() => {}, 0);
  await server.close();
  return new URL(server.address).port;
}

test("npm start says its address, serves, and ends at once when it is asked to", async () => {
  const program = fileURLToPath(new URL("../../src/serve/start.mjs", import.meta.url));
  const port = await freePort();
  const child = spawn(process.execPath, [program], { env: { ...process.env, PORT: port } });
  const ended = new Promise((resolve) => child.on("close", resolve));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.on("close", () => reject(new Error(`It ended early: ${output}`)));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ctrl+C")) resolve();
    });
  });
  expect(output).toContain(`Descent Studio is at http://localhost:${port}`);
  const page = await fetch(`http://localhost:${port}/`);
  expect(await page.text()).toContain("<title>Descent Studio</title>");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("page, script, workers and data come under the content policy", async () => {
  const folder = inject("builtFolder");
  const workers = builtFiles(folder, /^assets\/.*worker.*\.js$/);
  const data = builtFiles(folder, /^data\/iris-.*\.gz$/);
  expect(workers).toContainEqual(expect.stringContaining("training.worker"));
  expect(data).toHaveLength(1);
  for (const name of ["", ...firstScripts(folder), ...workers, ...data]) {
    const { status, headers } = await fetch(`${inject("address")}/${name}`);
    expect(status).toBe(200);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "worker-src 'self'",
      "connect-src 'self'",
      "img-src 'self' blob: data:",
      "style-src 'self'",
      "font-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types descent-studio",
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});
