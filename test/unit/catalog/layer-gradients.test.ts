/** Every layer's gradients, with respect to its input and all of its weights, against finite differences. */
import { expect, test } from "vitest";
import { layers } from "../../../src/catalog/layers/index.ts";
import { wrongGradients } from "../../support/layer-gradients.ts";

test.each(layers)("$id", async ({ id }) => {
  expect(await wrongGradients(id, 1e-7)).toEqual([]);
});
