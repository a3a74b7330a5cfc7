/** The Node side of the benchmark's PyTorch: a Python that trains what a page hands it, a line of JSON at a time. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

declare module "vitest/browser" {
  interface BrowserCommands {
    /** Null ends it. Rejects with what Python said last where it has no torch, or cannot go on. */
    pytorch: (line: string | null) => Promise<string>;
  }
}

const script = fileURLToPath(new URL("../bench/engines/pytorch.py", import.meta.url));

let python: {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: AsyncIterator<string>;
  said: string;
} | null = null;

function begin(): NonNullable<typeof python> {
  const child = spawn("python3", [script]);
  const begun = { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), said: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (begun.said = text));
  child.on("error", (error) => {
    begun.said = error.message;
  });
  // What was written to a Python that has ended; the missing answer tells of it.
  child.stdin.on("error", () => undefined);
  return begun;
}

export async function pytorch(_context: unknown, line: string | null): Promise<string> {
  if (line === null) {
    python?.child.kill();
    python = null;
    return "";
  }
  python ??= begin();
  python.child.stdin.write(`${line}\n`);
  const next = await python.lines.next();
  if (next.done !== true) return next.value;
  const { said } = python;
  python = null;
  throw new Error(said.trim().split("\n").at(-1) || "python3 did not answer");
}
