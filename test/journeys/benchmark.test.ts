/** The benchmark, as a page that anyone can run and as a script's call. */
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("the list of devices leads to a benchmark, whose report can be copied", async ({ studio }) => {
  const page = await studio.visit();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: /WebAssembly|Measur|WebGPU|JavaScript/ }).click();
  await page.getByRole("link", { name: "Benchmark this device" }).click();
  await page.getByRole("heading", { name: "Benchmark this device" }).waitFor();
  await page.getByRole("checkbox", { name: /Perceptron/ }).uncheck();
  await page.getByRole("switch", { name: "Race other libraries too" }).uncheck();
  await page.getByRole("button", { name: "Run the benchmark" }).press("Enter");
  await page.getByRole("button", { name: "Run it again" }).waitFor();
  const table = page.getByRole("region", { name: "Tiny" }).getByRole("table");
  await table.getByRole("rowheader", { name: /Descent Studio, reference WebAssembly/ }).waitFor();
  await table.getByRole("rowheader", { name: /Descent Studio, compiled WebGPU/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Copy the report" }).press("Enter");
  await page.getByText("Copied", { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await page.getByRole("textbox", { name: "Report" }).inputValue());
  expect(copied).toMatch(/^\| tiny \| compiled \| webgpu \| 32 \| [\d.e+]+ \| \d+ \| 0\.0\d+ \| 0\.34646 to /m);
});

journey("a script gets the rows of libraries and studio, from equal weights on equal rows", async ({ studio }) => {
  const page = await studio.visit();
  const { rows, fractions } = await page.evaluate(async () => {
    const told: number[] = [];
    const done = await window.studio.benchmark({
      workloads: ["tiny"],
      backends: ["wasm", "cpu"],
      rounds: 1,
      onProgress: ({ fraction }) => told.push(Number(fraction)),
    });
    return { rows: done, fractions: told };
  });
  const timed = rows.flatMap((row) => ("problem" in row ? [] : [row]));
  expect(timed.map(({ engine }) => engine)).toEqual(
    expect.arrayContaining(["tfjs-fit", "reference", "jax-js", "plain-js", "convnetjs"]),
  );
  for (const row of timed) {
    expect(row).toMatchObject({ workload: "tiny", batch: 32, dispatchesPerStep: null });
    expect(row.msPerStep).toBeGreaterThan(0);
    expect(row.firstLoss).toBeCloseTo(timed[0]!.firstLoss, 4);
  }
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeLessThan(1);

  const refused = await page.evaluate(() =>
    window.studio.benchmark({ workloads: ["huge"] }).catch((error: Error) => error.message),
  );
  expect(refused).toBe('The benchmark has no "huge". It has: tiny, mlp, cnn, lstm, attention.');
});

journey("the benchmark is ended by hand, and holds off while something trains", async ({ studio }) => {
  const page = await studio.visit();
  const outcomes = await page.evaluate(async () => {
    const { studio: scripted } = window;
    const codeOf = (error: unknown): string => (error as { readonly code: string }).code;
    const abort = new AbortController();
    const ended = await scripted
      .benchmark({ workloads: ["tiny"], backends: ["cpu"], signal: abort.signal, onProgress: () => abort.abort() })
      .then(() => "done", codeOf);
    const training = new AbortController();
    const run = new Promise<string>((resolve) => {
      void scripted.train(
        { data: { id: "moons" }, model: { architecture: "mlp" }, training: { epochs: 100_000, backend: "cpu" } },
        {
          signal: training.signal,
          onEvent: ({ type }) => {
            if (type === "started")
              void scripted
                .benchmark()
                .then(() => "done", codeOf)
                .then(resolve);
          },
        },
      );
    });
    const busy = await run;
    training.abort();
    return { ended, busy };
  });
  expect(outcomes).toEqual({ ended: "benchmark-ended", busy: "benchmark-busy" });
});

journey("who starts the benchmark while something trains reads why it does not begin", async ({ studio }) => {
  const page = await studio.visit({}, "#/benchmark");
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        void window.studio.train(
          { data: { id: "moons" }, model: { architecture: "mlp" }, training: { epochs: 100_000, backend: "cpu" } },
          {
            onEvent: ({ type }) => {
              if (type === "started") resolve();
            },
          },
        );
      }),
  );
  await page.getByRole("button", { name: "Run the benchmark" }).press("Enter");
  await page.getByRole("alert").filter({ hasText: "Start the benchmark when it has ended." }).waitFor();
});
