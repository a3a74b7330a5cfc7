/** Layers that read a sequence, with what is padded in it. */
import type { GraphWeight, Value } from "./keras-graph.ts";
import { type Mask, lookedUp, merged, reshaped } from "./pieces.ts";
import { type PlaceOf, plain } from "./place.ts";
import { settingsOf } from "./settings.ts";
import { kerasClasses } from "../../../project/keras/class-names.ts";

type Recurrent = "simple-rnn" | "gru" | "lstm";

export function recurrent(at: PlaceOf<Recurrent>): Value {
  const { graph, dialect, path, plan, flow } = at;
  if (dialect === "keras") {
    const { config, training } = settingsOf(at.layer, plan.output);
    const called = maskFor(at);
    const className = kerasClasses[at.layer.type];
    return graph.add(className, path, [flow.x], plan.output, { config, training, called, weights: at.weights });
  }
  const { x, widened, ended } = maskedInTfjs(at);
  return ended(plain({ ...at, flow: { x, mask: null } }, { weights: widened(at.weights) }));
}

/** One layer that reads forwards and one that reads backwards. */
export function twoWays(
  at: PlaceOf<"bidirectional">,
  forward: readonly GraphWeight[],
  backward: readonly GraphWeight[],
): Value {
  const { graph, dialect, path, plan, flow, layer } = at;
  const [inside] = plan.inner!["forward"]!.layers;
  const { type } = inside!.selection;
  // A bidirectional layer with anything else inside has been refused.
  const className = kerasClasses[type as Recurrent];
  const { config, training } = settingsOf(inside!.selection, plan.output);
  const isWhole = config["return_sequences"] === true;
  if (dialect === "keras" && flow.mask !== null && isWhole) {
    // Keras's own would answer 0 at every padded step.
    const called = maskFor(at);
    const read = (name: string, weights: readonly GraphWeight[], more: object): Value =>
      graph.add(className, `${path}/${name}`, [flow.x], plan.inner!["forward"]!.output, {
        config: { ...config, ...more },
        training,
        called,
        weights,
      });
    const turned = read("backward", backward, { go_backwards: config["go_backwards"] !== true });
    const flipped = { isOperation: true, config: { axis: 1 } };
    const sides = [
      read("forward", forward, {}),
      graph.add("Flip", `${path}/in-order`, [turned], turned.shape, flipped),
    ];
    return merged(graph, modes[layer.mergeMode], path, sides, plan.output);
  }
  const parts = (widened: (weights: readonly GraphWeight[]) => readonly GraphWeight[]): readonly GraphWeight[] => [
    ...widened(forward).map((weight) => ({ ...weight, part: "forward" })),
    ...widened(backward).map((weight) => ({ ...weight, part: "backward" })),
  ];
  const whole = {
    merge_mode: layer.mergeMode,
    layer: { class_name: className, config: { name: type.replaceAll("-", "_"), ...config } },
  };
  if (dialect === "keras") {
    const called = maskFor(at);
    const weights = parts((own) => own);
    return graph.add("Bidirectional", path, [flow.x], plan.output, { config: whole, training, called, weights });
  }
  const { x, widened, ended } = maskedInTfjs(at);
  return ended(
    graph.add("Bidirectional", path, [x], plan.output, { config: whole, training, weights: parts(widened) }),
  );
}

const modes = { concat: "Concatenate", sum: "Add", mul: "Multiply", ave: "Average" } as const;

/** What says to Keras where a sequence is padded. */
function maskFor({ graph, flow: { mask } }: PlaceOf<Recurrent | "bidirectional">): Readonly<Record<string, Value>> {
  return mask === null ? {} : { mask: graph.kept(mask.tokens) };
}

/**
 * TensorFlow.js passes over a step all of whose numbers are 0 and goes on doing so in the layers behind. So padded steps are
 * made 0, a number that says so joins each step, with weights of 0, and the shape made anew ends it.
 */
function maskedInTfjs({ graph, path, flow: { x, mask } }: PlaceOf<Recurrent | "bidirectional">): {
  readonly x: Value;
  readonly widened: (weights: readonly GraphWeight[]) => readonly GraphWeight[];
  readonly ended: (y: Value) => Value;
} {
  // In source code TensorFlow.js is told by the embedding.
  if (mask === null || graph.isSource) return { x, widened: (weights) => weights, ended: (y) => y };
  const marked = widerByOne(x.shape);
  const kept = lookedUp(graph, `${path}/mask`, mask, 0, 1);
  const shown = merged(graph, "Multiply", `${path}/shown`, [x, kept], x.shape);
  const joined = merged(graph, "Concatenate", `${path}/marked`, [shown, kept], marked);
  return {
    x: graph.add("Masking", `${path}/masking`, [joined], marked, { config: { mask_value: 0 } }),
    widened: (weights) => weights.map((weight) => (weight.name === "kernel" ? withZeroRow(weight) : weight)),
    ended: (y) => (y.shape.length === 1 ? y : reshaped(graph, `${path}/unmasked`, y, y.shape)),
  };
}

function widerByOne([steps, features]: Mask["tokens"]["shape"]): readonly number[] {
  return [steps!, features! + 1];
}

function withZeroRow(kernel: GraphWeight): GraphWeight {
  const [rows, columns] = kernel.shape as [number, number]; // A matrix, as planned.
  return {
    ...kernel,
    shape: [rows + 1, columns],
    values: () => {
      const values = new Float32Array((rows + 1) * columns);
      values.set(kernel.values());
      return values;
    },
  };
}
