/** Layers are added, moved and changed at any depth, and what was there before is left as it was. */
import { describe, expect, test } from "vitest";
import type { AnyLayer } from "../../../src/catalog/layers/layer.ts";
import {
  changeLayer,
  insertLayers,
  layerAt,
  type LayerPath,
  moveLayer,
  removeLayer,
} from "../../../src/project/edit-layers.ts";
import { layerNames, renamed } from "../../../src/project/layer-names.ts";

const layer = (name: string, inside: Readonly<Record<string, unknown>> = {}): AnyLayer => ({ type: name, ...inside });
const list = [
  layer("a"),
  layer("block", { layers: [layer("b"), layer("c")], shortcut: [] }),
  layer("split", { branches: [[layer("d")], []] }),
];

/** "a block(b c|) split(d|)" */
function printed(layers: readonly AnyLayer[]): string {
  return layers
    .map(({ type, ...inside }) => {
      const lists = type === "split" ? inside["branches"] : [inside["layers"], inside["shortcut"]];
      // As the list above is made.
      const each = (lists as (readonly AnyLayer[] | undefined)[]).flatMap((held) => (held === undefined ? [] : [held]));
      return each.length === 0 ? type : `${type}(${each.map(printed).join("|")})`;
    })
    .join(" ");
}

test("a layer is found, put in, taken out and changed where its path says", () => {
  expect(printed(list)).toBe("a block(b c|) split(d|)");
  expect(layerAt(list, [1, "layers", 1])?.type).toBe("c");
  expect(layerAt(list, [1, "layers", 5])).toBeNull();
  expect(printed(insertLayers(list, [2, "branches", 1], 0, [layer("x")]))).toBe("a block(b c|) split(d|x)");
  expect(printed(removeLayer(list, [1, "layers", 0]))).toBe("a block(c|) split(d|)");
  expect(layerAt(changeLayer(list, [0], { units: 3 }), [0])).toEqual({ type: "a", units: 3 });
  expect(layerAt(changeLayer([layer("a", { units: 3 })], [0], { units: undefined }), [0])).toEqual({ type: "a" });
  expect(printed(list)).toBe("a block(b c|) split(d|)");
});

describe("moving", () => {
  test.each<[string, LayerPath, LayerPath, number, string, LayerPath]>([
    ["down in its list", [0], [], 2, "block(b c|) a split(d|)", [1]],
    ["up in its list", [2], [], 0, "split(d|) a block(b c|)", [0]],
    ["into a block behind it", [0], [1, "layers"], 1, "block(b a c|) split(d|)", [0, "layers", 1]],
    ["into a branch behind it", [0], [2, "branches", 1], 0, "block(b c|) split(d|a)", [1, "branches", 1, 0]],
    ["out of a block", [1, "layers", 0], [], 1, "a b block(c|) split(d|)", [1]],
    ["from block to branch", [1, "layers", 1], [2, "branches", 0], 0, "a block(b|) split(c d|)", [2, "branches", 0, 0]],
  ])("%s", (_name, from, to, place, expected, path) => {
    const moved = moveLayer(list, from, to, place);
    expect(printed(moved?.layers ?? [])).toBe(expected);
    expect(moved?.path).toEqual(path);
  });

  test("into itself is no move", () => {
    expect(moveLayer(list, [1], [1, "layers"], 0)).toBeNull();
  });
});

describe("rates by layer", () => {
  const [first, second] = [layer("dense", { units: 1 }), layer("dense", { units: 2 })];
  const rates = { "dense-1": 0, "dense-2": 0.5 };

  test("are called as the trainer counts", () => {
    expect(layerNames([first, layer("dense", { disabled: true }), second])).toEqual(["dense-1", null, "dense-2"]);
  });

  test.each([
    ["go along when the layers change places", [second, first], { "dense-2": 0, "dense-1": 0.5 }],
    ["stay with a layer whose settings change", [{ ...first, units: 9 }, second], rates],
    ["go when the layer goes", [second], { "dense-1": 0.5 }],
    ["move on when a layer comes before", [layer("dense"), first, second], { "dense-2": 0, "dense-3": 0.5 }],
  ])("%s", (_name, after, expected) => {
    expect(renamed(rates, [first, second], after)).toEqual(expected);
  });
});
