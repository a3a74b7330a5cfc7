/** PyTorch as a contestant: trains in Python, from the same weights on the same rows. */
import { commands } from "vitest/browser";
import type { Round } from "../../../src/benchmark/contest.ts";
import type { OpenedEngine } from "../../../src/benchmark/open-engine.ts";
import { sameStart } from "../../../src/benchmark/same-start.ts";
import type { Workload } from "../../../src/benchmark/workloads.ts";

/** Rejects where `python3` has no torch, or knows no such layer. */
export async function openPytorch(workload: Workload): Promise<OpenedEngine> {
  const { layers, weights, adam, next } = await sameStart(workload);
  const packed = weights.map(({ values, shape }) => ({ values: base64(Float32Array.from(values)), shape }));
  const { shape, outputs } = workload;
  await commands.pytorch(JSON.stringify({ layers, weights: packed, adam, shape, outputs }));
  return {
    train: async (steps) => {
      const batches = Array.from({ length: steps }, next);
      for (const { inputs, targets } of batches) {
        await commands.pytorch(JSON.stringify({ inputs: base64(inputs), targets: base64(targets) }));
      }
      // Its own answer, as the script writes it.
      const round = JSON.parse(await commands.pytorch(JSON.stringify("train"))) as Omit<Round, "calls">;
      return { ...round, calls: null };
    },
    end: () => void commands.pytorch(null),
  };
}

function base64(values: Float32Array | Int32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = "";
  for (let from = 0; from < bytes.length; from += 32_768) {
    text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  }
  return btoa(text);
}
