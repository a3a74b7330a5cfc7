/** The studio without its interface: `window.studio` from the least project to a prediction. */
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { journey } from "../support/journey.ts";

/** Trains `project` and gives the summary with its curve. */
async function train(page: Page, project: unknown) {
  const summary = await page.evaluate((given) => window.studio.train(given), project);
  const { history } = await page.evaluate((id) => window.studio.runs.get(id), summary.id);
  return { summary, history };
}

/** The error that a call ends in, as a script sees it. */
function refusal(page: Page, project: unknown) {
  return page.evaluate(async (given) => {
    try {
      await window.studio.train(given);
      return { code: "none", message: "" };
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      return { code: String(error.code), message: error.message };
    }
  }, project);
}

describe("tables", () => {
  journey("iris needs nothing but its name", async ({ studio }) => {
    const page = await studio.visit();
    const summary = await page.evaluate(() => window.studio.train({ data: { id: "iris" } }));
    expect(summary).toMatchObject({ status: "finished", trainer: "compiled", epochs: 100 });
    expect(summary.test["accuracy"]).toBeGreaterThan(0.9);
  });

  journey("every device sees the same losses, to a ten-thousandth", async ({ studio }) => {
    const page = await studio.visit();
    const lossesOn = async (backend: string, trainer: string): Promise<readonly number[]> => {
      const { history } = await train(page, { data: { id: "iris" }, training: { steps: 30, backend, trainer } });
      return history.map(({ loss }) => loss);
    };
    const plain = await lossesOn("cpu", "reference");
    expect(plain).toHaveLength(30);
    for (const backend of ["wasm", "webgpu"]) {
      for (const trainer of ["reference", "compiled"]) {
        const losses = await lossesOn(backend, trainer);
        const furthest = Math.max(...plain.map((loss, step) => Math.abs(loss - (losses[step] ?? NaN))));
        expect(furthest, `${backend}, ${trainer}`).toBeLessThan(1e-4);
      }
    }
  });

  journey("penguins with gaps are learned, kept and asked, and one without a beak too", async ({ studio }) => {
    const page = await studio.visit();
    const { summary, history } = await train(page, {
      data: { id: "penguins" },
      model: { architecture: "mlp", config: { units: [32] } },
      training: { optimizer: { id: "adam", learningRate: 0.01 }, batchSize: 32, epochs: 40, backend: "cpu" },
    });
    expect(summary.test["accuracy"]).toBeGreaterThan(0.9);
    expect(history.at(-1)?.loss).toBeLessThan(history[0]?.loss ?? 0);
    const models = await page.evaluate(() => window.studio.models.list());
    expect(models.map(({ id }) => id)).toEqual([summary.modelId]);
    const row = {
      Island: "Biscoe",
      "Beak Length (mm)": 47,
      "Beak Depth (mm)": 15,
      "Flipper Length (mm)": 217,
      "Body Mass (g)": 5100,
      Sex: "FEMALE",
    };
    const answers = await page.evaluate(([id, rows]) => window.studio.models.predict(id, rows), [
      summary.modelId ?? "",
      [row, { ...row, "Beak Length (mm)": null }],
    ] as const);
    expect(answers.map(({ label }) => label)).toEqual(["Gentoo", "Gentoo"]);
    const sum = Object.values(answers[0]?.probabilities ?? {}).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 5);
  });
});

describe("a wrong project is refused by a sentence that names the field", () => {
  journey("in English", async ({ studio }) => {
    const page = await studio.visit();
    const { code, message } = await refusal(page, {
      data: { id: "iris" },
      training: { optimizer: { id: "adam", learningRate: -1 } },
    });
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(message).toContain("training.optimizer.learningRate");
    expect(message).toContain("-1");
    expect((await refusal(page, { data: { id: "iris" }, training: { epoch: 3 } })).message).toMatch(/training.*epoch/);
    expect((await refusal(page, { data: { id: "irises" } })).message).toMatch(/data\.id.*irises/);
    expect((await refusal(page, { data: { id: "iris", target: "colour" } })).message).toMatch(/colour/);
    expect(await page.evaluate(() => window.studio.runs.list())).toEqual([]);
  });

  journey("in Chinese", async ({ studio }) => {
    const page = await studio.visit({ locale: "zh-CN" });
    const { message } = await refusal(page, { data: { id: "iris" }, training: { batchSize: 0 } });
    expect(message).toContain("training.batchSize");
    expect(message).toMatch(/\p{Script=Han}/u);
  });
});

describe("the network of convolutions", () => {
  // Few rows: without a graphics card, WebGPU is computed by the processor.
  const project = (backend: string, steps: number) => ({
    data: { id: "mnist", split: { train: 0.002, validation: 0, test: 0.0005, by: "row" } },
    model: { architecture: "cnn" },
    training: { optimizer: { id: "adam", learningRate: 0.001 }, batchSize: 16, steps, backend },
  });

  journey("trains on WebAssembly and on WebGPU, and both see the same losses", async ({ studio }) => {
    const page = await studio.visit();
    const wasm = await train(page, project("wasm", 6));
    const webgpu = await train(page, project("webgpu", 6));
    expect(wasm.summary).toMatchObject({ status: "finished", backend: "wasm", trainer: "compiled", steps: 6 });
    expect(webgpu.summary).toMatchObject({ status: "finished", backend: "webgpu", steps: 6 });
    const losses = wasm.history.map(({ loss }) => loss);
    expect(losses).toHaveLength(6);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    expect(webgpu.history).toHaveLength(6);
    webgpu.history.forEach(({ loss }, step) => expect(loss).toBeCloseTo(losses[step] ?? NaN, 3));
  });

  journey("learns without a graphics card", async ({ studio }) => {
    const page = await studio.visit();
    const { history } = await train(page, project("wasm", 40));
    expect(history.at(-1)?.loss).toBeLessThan(1);
  });
});

journey(
  "wrong options are refused before the run; a script asking for devices or a prediction during a run is answered",
  async ({ studio }) => {
    const page = await studio.visit();
    const told = await page.evaluate(async () => {
      const wrong: unknown = { name: 123 };
      try {
        // As a script without types may write it.
        await window.studio.train({ data: { id: "iris" } }, wrong as { name: string });
        return "none";
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    });
    expect(told).toBe("options.name: must be text, but is 123.");
    expect(await page.evaluate(() => window.studio.runs.list())).toEqual([]);
    const { ids, answers, status } = await page.evaluate(async () => {
      const { modelId } = await window.studio.train({ data: { id: "moons" }, training: { backend: "cpu", epochs: 1 } });
      const stop = new AbortController();
      let goesOn = (): void => undefined;
      const going = new Promise<void>((resolve) => {
        goesOn = resolve;
      });
      const run = window.studio.train(
        { data: { id: "moons" }, training: { backend: "cpu", epochs: 1_000_000 } },
        { signal: stop.signal, onEvent: ({ type }) => type === "progress" && goesOn() },
      );
      await going;
      const backends = await window.studio.backends();
      const predictions = await window.studio.models.predict(modelId ?? "", [[0, 1]]);
      stop.abort();
      const { status: ended } = await run;
      return { ids: backends.map(({ id }) => id), answers: predictions.length, status: ended };
    });
    expect(ids).toEqual(["webgpu", "wasm", "webgl", "cpu"]);
    expect(answers).toBe(1);
    // It went on until it was told to stop.
    expect(status).toBe("stopped");
  },
);
