/** Texts written in the thread: told as they grow, ended when asked to, refused by a model that writes none. */
import { expect, test, vi } from "vitest";
import { samplingSchema } from "../../../src/project/generation.ts";
import { projectOf } from "../../support/project-of.ts";
import { refusal } from "../../support/refusal.ts";
import { connect } from "../../support/connect-thread.ts";
import { recordOf } from "../../support/record-of.ts";

const names = projectOf({
  data: { id: "names", task: "continue", preprocess: [{ step: "tokenize", length: 10 }] },
  model: { architecture: "char-lstm", config: { units: 4, vector: 4 } },
  training: { steps: 1, backend: "cpu" },
});

test("a model of names writes, the same by the same seed, and stops when it is told to", async () => {
  const { client } = connect();
  const outcome = await client.startRun({ id: "r", project: names, preferred: [] }, {});
  const asked = { model: recordOf(outcome), checkpoint: outcome.model!.checkpoint };
  expect(asked.model.target).toMatchObject({ task: "generation", name: "name", by: "character" });

  const sampling = samplingSchema.parse({ prompt: "ma", count: 3, length: 8, temperature: 1 });
  const grown = ["", "", ""];
  const never = new AbortController().signal;
  const texts = await client.writeTexts({ ...asked, sampling }, never, (pieces) => {
    pieces.forEach((piece, at) => (grown[at] += piece));
  });
  expect(texts).toEqual(grown);
  expect(texts.join("")).toMatch(/^[\p{L}'.\- ]+$/u);
  expect(await client.writeTexts({ ...asked, sampling }, never, vi.fn())).toEqual(texts);

  const stop = new AbortController();
  const endless = samplingSchema.parse({ length: 100_000, count: 50, temperature: 5 });
  const partial = await client.writeTexts({ ...asked, sampling: endless }, stop.signal, () => stop.abort());
  expect(partial.some((text) => text.length > 0)).toBe(true);

  const [next] = await client.predict(asked.model, asked.checkpoint, [{ name: "mari" }]);
  const shares = Object.values(next!.probabilities!);
  expect(shares).toHaveLength(asked.model.target.task === "generation" ? asked.model.target.tokens.length - 1 : 0);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(0.9);
});

test("a model that answers with a class writes nothing", async () => {
  const { client } = connect();
  const project = projectOf({ data: { id: "moons" }, training: { steps: 1, backend: "cpu" } });
  const outcome = await client.startRun({ id: "r", project, preferred: [] }, {});
  const asked = { model: recordOf(outcome), checkpoint: outcome.model!.checkpoint, sampling: samplingSchema.parse({}) };
  const refused = await refusal(client.writeTexts(asked, new AbortController().signal, vi.fn()));
  expect(refused).toMatchObject({ code: "no-writer" });
});
