/** Recorded operations give what plain loops give, and recorded gradients what finite differences give. */
import { expect, test } from "vitest";
import { RandomStream, permutation } from "../../../../src/tensor/random.ts";
import { nodeOf } from "../../../../src/engine/compiled/record-ops.ts";
import { largestDifference } from "../../../support/check-ops.ts";
import { evaluated, planned, recordedGradientError, withGradients } from "../../../support/interpreter/check-graph.ts";
import { type OpsCase, valuesFor } from "../../../support/ops-case.ts";
import { opsCases } from "../../../support/ops-cases.ts";

const doubles = (each: OpsCase) => valuesFor(each).map((values) => Float64Array.from(values));

test.each(opsCases)("$name gives what plain loops give", (each) => {
  const given = evaluated(each.inputs, doubles(each), (ops, inputs) => nodeOf(each.compute(ops, inputs)));
  expect(largestDifference(given, each.expected(valuesFor(each)))).toBeLessThan(1e-6);
});

test.each(opsCases)("$name and its gradient come to the same as planned kernels", (each) => {
  const both = withGradients(each);
  const given = planned(each.inputs, valuesFor(each), both);
  expect(largestDifference(given, evaluated(each.inputs, doubles(each), both))).toBeLessThan(1e-5);
});

test.each(opsCases)("$name has the gradient of finite differences", (each) => {
  const decides = each.name === "select" ? [0] : [];
  expect(recordedGradientError(each, doubles(each), decides)).toBeLessThan(1e-6);
});

/** Distinct values in no order, so that no slope jumps near one. */
function drawn(random: RandomStream, shape: readonly number[]): Float64Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Float64Array.from(permutation(size, random), (place) => (4 * (place + 0.4)) / size - 2);
}

test.each(Array.from({ length: 24 }, (_, seed) => seed))("convolution and pooling of odd sizes, draw %i", (seed) => {
  const random = new RandomStream(seed, 1);
  const below = (limit: number) => 1 + random.nextBelow(limit);
  const window = [below(3), below(3)] as const;
  const picture = [2, window[0] + below(3) - 1, window[1] + below(4) - 1, below(3)] as const;
  const at = { strides: [below(3), below(2)], padding: seed % 2 === 0 ? "same" : "valid" } as const;
  const kernel = [...window, picture[3], below(3)];
  const convolved = { inputs: [picture, kernel], compute: (ops, [x, w]) => ops.conv2d(x!, w!, at) } as Pick<
    OpsCase,
    "inputs" | "compute"
  >;
  const pooled = { inputs: [picture], compute: (ops, [x]) => ops.maxPool2d(x!, window, at) } as typeof convolved;
  expect(recordedGradientError(convolved, [drawn(random, picture), drawn(random, kernel)], [])).toBeLessThan(1e-6);
  expect(recordedGradientError(pooled, [drawn(random, picture)], [])).toBeLessThan(1e-6);
});

test.each(Array.from({ length: 12 }, (_, seed) => seed))("products and reductions of odd sizes, draw %i", (seed) => {
  const random = new RandomStream(seed, 2);
  const [m, k, n] = [1 + random.nextBelow(7), 1 + random.nextBelow(9), 1 + random.nextBelow(5)];
  const product: Pick<OpsCase, "inputs" | "compute"> = {
    inputs: [
      [m, k],
      [k, n],
      [1, n],
    ],
    compute: (ops, [a, b, bias]) => ops.logSoftmax(ops.tanh(ops.add(ops.matmul(a!, b!), bias!))),
  };
  const gram: typeof product = {
    inputs: [[m, k]],
    compute: (ops, [x]) => ops.mean(ops.max(ops.matmul(x!, ops.transpose(x!, [1, 0])), [seed % 2]), [0], true),
  };
  const values = product.inputs.map((shape) => drawn(random, shape));
  expect(recordedGradientError(product, values, [])).toBeLessThan(1e-6);
  expect(recordedGradientError(gram, [drawn(random, [m, k])], [])).toBeLessThan(1e-6);
});
