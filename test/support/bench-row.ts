/** The Node side of the benchmark: prints a row as it comes from the browser. */
import process from "node:process";

declare module "vitest/browser" {
  interface BrowserCommands {
    benchRow: (row: Readonly<Record<string, unknown>>) => Promise<void>;
  }
}

export function benchRow(_context: unknown, row: Readonly<Record<string, unknown>>): void {
  process.stdout.write(process.env["BENCH_JSON"] === "1" ? `${JSON.stringify(row)}\n` : `${inWords(row)}\n`);
}

function inWords(row: Readonly<Record<string, unknown>>): string {
  const about = `${String(row["workload"]).padEnd(6)} ${String(row["engine"]).padEnd(10)} ${String(row["backend"]).padEnd(7)}`;
  const { problem, threads } = row;
  if (typeof problem === "string") return `${about} ${problem}`;
  const number = (name: string, digits: number) => {
    const value = row[name];
    return typeof value === "number" ? value.toFixed(digits) : "-";
  };
  if ("gigaflops" in row) return `${about} ${number("gigaflops", 1)} GFLOP/s of ${number("ceiling", 1)} in registers`;
  return `${about} ${number("msPerStep", 3).padStart(10)} ms/step ${number("examplesPerSecond", 0).padStart(8)} examples/s ${number("dispatchesPerStep", 3).padStart(9)} dispatches/step  loss ${number("firstLoss", 4)} to ${number("lastLoss", 4)}${threads === 1 ? ", one thread" : ""}`;
}
