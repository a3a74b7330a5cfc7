/** What an exported page holds of its model, and how it answers: the same code in the page, in the studio and in tests. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { Prediction, PredictionRow } from "../../../project/records.ts";
import { encodeRows, gathered } from "../../data/encode-rows.ts";
import { predictionOf } from "../../read-answer.ts";
import type { ExportedModel } from "../model-card.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./run-network.ts";

export interface PageContent {
  readonly model: ExportedModel;
  readonly network: Network;
  readonly createdAt: number;
}

export interface OpenedPage extends PageContent {
  /** Answers [rows, ...output] to prepared examples [rows, ...input]. */
  answerTo(examples: Float32Array, rows: number): Float32Array<ArrayBuffer>;
  /** The rows as the network reads them. Rejects with a `StudioError` that names the row and the column. */
  prepare(rows: readonly PredictionRow[]): Promise<Float32Array<ArrayBuffer>>;
  predict(rows: readonly PredictionRow[]): Promise<readonly Prediction[]>;
}

/** `json` and `weights` (base64) as `write-html.ts` has written them. */
export function openPage(json: string, weights: string): OpenedPage {
  // Written by the studio itself, in this form.
  const content = JSON.parse(json) as PageContent;
  const { model, network } = content;
  const ask = openNetwork(network, fromBase64(weights));
  const answerTo = (examples: Float32Array, rows: number): Float32Array<ArrayBuffer> => {
    const width = examples.length / rows;
    const size = sizeOf(network.steps.at(-1)!.shape);
    const answers = new Float32Array(rows * size);
    for (let row = 0; row < rows; row++) {
      answers.set(ask(examples.subarray(row * width, (row + 1) * width)), row * size);
    }
    return answers;
  };
  const encoded = async (rows: readonly PredictionRow[]) => {
    const { examples, asked } = await encodeRows(model, rows);
    return { examples, inputs: gathered(examples, asked) };
  };
  return {
    ...content,
    answerTo,
    prepare: async (rows) => (await encoded(rows)).inputs,
    predict: async (rows) => {
      const { examples, inputs } = await encoded(rows);
      const answers = answerTo(inputs, rows.length);
      const part = (values: Float32Array, row: number): Float32Array =>
        values.subarray((row * values.length) / rows.length, ((row + 1) * values.length) / rows.length);
      return rows.map((_, row) => predictionOf(model, part(answers, row), part(inputs, row), examples));
    },
  };
}

/** A multiple of three, so that the pieces follow each other. */
const PIECE = 3 * 2 ** 13;

export function toBase64(numbers: Float32Array<ArrayBuffer>): readonly string[] {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))));
  }
  return pieces;
}

function fromBase64(text: string): Float32Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return new Float32Array(bytes.buffer);
}
