/** Kernels and products over other variables: a piece of one is the same expressions a little further on. */
import type { Index } from "../plan/index-expression.ts";
import type { Kernel, Product, Scalar, Store } from "../plan/scalar.ts";
import { substituted } from "./reach.ts";

type By = ReadonlyMap<string, Index>;

/** Each variable that `by` names replaced in all that the kernel's plain loops read and write. */
export function movedKernel(kernel: Kernel, by: By): Kernel {
  const move = mover(by);
  const { loop } = kernel;
  return {
    element: kernel.element,
    loop:
      loop === null
        ? null
        : {
            ...loop,
            guards: loop.guards.map((guard) => ({ ...guard, index: substituted(guard.index, by) })),
            term: move(loop.term),
            position: substituted(loop.position, by),
          },
    product: null,
    stores: movedStores(kernel.stores, by, move),
  };
}

export function movedProduct(product: Product, by: By): Product {
  const move = mover(by);
  return {
    ...product,
    left: move(product.left),
    right: move(product.right),
    stores: movedStores(product.stores, by, move),
  };
}

function movedStores(stores: readonly Store[], by: By, move: (scalar: Scalar) => Scalar): readonly Store[] {
  return stores.map(({ place, index, value }) => ({ place, index: substituted(index, by), value: move(value) }));
}

/** Parts that occur twice stay the same object. */
function mover(by: By): (scalar: Scalar) => Scalar {
  const known = new Map<Scalar, Scalar>();
  const move = (scalar: Scalar): Scalar => {
    const found = known.get(scalar);
    if (found !== undefined) return found;
    const made = moved(scalar);
    known.set(scalar, made);
    return made;
  };
  const at = (index: Index): Index => substituted(index, by);
  const moved = (scalar: Scalar): Scalar => {
    switch (scalar.kind) {
      case "index":
      case "load":
      case "draw":
        return { ...scalar, index: at(scalar.index) };
      case "gathered":
        return { ...scalar, index: at(scalar.index), row: move(scalar.row) };
      case "example":
        return { ...scalar, row: at(scalar.row), column: at(scalar.column) };
      case "target":
        return { ...scalar, row: at(scalar.row) };
      case "unary":
        return { ...scalar, x: move(scalar.x) };
      case "binary":
        return { ...scalar, a: move(scalar.a), b: move(scalar.b) };
      case "select":
        return {
          ...scalar,
          condition: move(scalar.condition),
          whenTrue: move(scalar.whenTrue),
          whenFalse: move(scalar.whenFalse),
        };
      case "guarded":
        return {
          ...scalar,
          guards: scalar.guards.map((guard) => ({ ...guard, index: at(guard.index) })),
          x: move(scalar.x),
        };
      case "literal":
      case "number":
      case "folded":
        return scalar;
    }
  };
  return move;
}
