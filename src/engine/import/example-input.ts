/** What a model from elsewhere is asked with, which its file tells by its shape alone. */
import type { FittedStep } from "../../catalog/preprocessors/preprocessor.ts";
import type { LayerSelection } from "../../catalog/layers/index.ts";
import type { InputColumn } from "../../project/records.ts";
import { checkShape } from "./check-record.ts";

/** Rows, columns or steps whose number a model leaves open. */
export const OPEN_SIZE = 64;

export interface ExampleInput {
  /** As the layers here take it. */
  readonly shape: readonly number[];
  readonly inputs: readonly InputColumn[];
  /** Where the model says nothing of how its input is prepared. */
  readonly usual: readonly FittedStep[];
  /** Whatever it says. */
  readonly steps: readonly FittedStep[];
}

/** Throws a `StudioError` for more than can be asked. [numbers], [steps, numbers] or [height, width, channels]. A matrix that is laid flat at once is a picture in grey. */
export function inputFor(
  size: readonly number[],
  { layers }: { readonly layers: readonly LayerSelection[] },
): ExampleInput {
  checkShape(size);
  const [height = 1, width = 1, channels = 1] = size;
  const first = layers[0]?.type;
  switch (size.length) {
    case 1: {
      const vocabulary = layers[0]?.type === "embedding" ? layers[0].inputDim : null;
      return { ...plain(size), inputs: numbers(height, vocabulary) };
    }
    case 2: {
      if (first === "flatten" || first === "reshape") return picture(height, width, 1);
      const window = { length: height, horizon: 1, latest: Array.from({ length: height }, () => 0) };
      const inputs = numbers(width, null).map((column) => ({ ...column, window }));
      const columns = inputs.map(({ name }) => ({ name, values: {} }));
      const shared = { length: height, horizon: 1, stride: 1 };
      return { ...plain(size), inputs, steps: [{ step: "windows", columns, shared }] };
    }
    default:
      return picture(height, width, channels);
  }
}

function plain(shape: readonly number[]): Omit<ExampleInput, "inputs"> {
  return { shape, usual: [], steps: [] };
}

function picture(height: number, width: number, channels: number): ExampleInput {
  return {
    ...plain([height, width, channels]),
    inputs: [{ type: "image", name: "image", shape: [height, width, channels] }],
    usual: [{ step: "rescale", columns: [{ name: "image", values: { factor: 1 / 255 } }] }],
  };
}

/** Numbers around 0, or tokens below `vocabulary`. */
function numbers(count: number, vocabulary: number | null): Extract<InputColumn, { type: "number" }>[] {
  const [minimum, maximum] = vocabulary === null ? [-1, 1] : [0, vocabulary - 1];
  return Array.from({ length: count }, (_, at) => ({
    type: "number",
    name: `x${at + 1}`,
    typical: 0,
    minimum,
    maximum,
  }));
}
