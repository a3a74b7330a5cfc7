/**
 * `npm run bench`: every engine on the same networks, then the built studio. With `--json` the engines only: a line of JSON a
 * row, and nothing else on standard output.
 */
import { spawn } from "node:child_process";
import process from "node:process";

const isJson = process.argv.includes("--json");
const others = process.argv.slice(2).filter((argument) => argument !== "--json");
const projects = isJson ? ["--project", "engines"] : ["--project", "engines", "--project", "bench"];
const bench = spawn("npx", ["vitest", "run", "--disable-console-intercept", ...projects, ...others], {
  env: { ...process.env, BENCH_JSON: isJson ? "1" : "" },
  stdio: ["inherit", isJson ? "pipe" : "inherit", "inherit"],
});
let rest = "";
bench.stdout?.setEncoding("utf8").on("data", (text) => {
  rest += text;
  const lines = rest.split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) (line.startsWith("{") ? process.stdout : process.stderr).write(`${line}\n`);
});
bench.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
