/**
 * A product of matrices in tiles. Operands are read where they lie if their entries are evenly spaced; else they are put
 * together first, tile by tile, by whatever expression gives them, which for a convolution unfolds the picture. The sums
 * go where they belong, or to a small buffer, from which a last pass makes what is stored.
 */
import { type Index, type Variable, constantIndex, plus, times, variableIndex } from "../plan/index-expression.ts";
import type { Product, Scalar } from "../plan/scalar.ts";
import { type Code, I32, flow, i32 } from "./instructions.ts";
import type { MicroKernels, Tile } from "./micro-kernel.ts";
import { type Base, within } from "./loop-nest.ts";
import { type Memory, Nest } from "./nest.ts";
import { PANEL, type ProductForm, TILE_ROWS, formOf } from "./product-form.ts";
import { slopeIn, substituted } from "./reach.ts";
import type { FunctionWriter, ModuleWriter } from "./wasm-module.ts";

/** Parameters of every function of a kernel: where variables, the step's record, its report and the examples begin. */
export const STARTS: readonly Code[] = [flow.get(0), flow.get(1), flow.get(2), flow.get(3)];

export interface ProductPlace {
  readonly module: ModuleWriter;
  readonly micro: MicroKernels;
  readonly memory: Memory;
  /** Where buffers may be, which nobody else uses meanwhile. */
  readonly workspace: Base;
  /** A variable of the product's that the function is given after its other parameters. */
  readonly part?: Variable | null;
}

/** Writes the kernel's functions and gives the one to call. */
export function writeProductKernel(product: Product, place: ProductPlace): FunctionWriter {
  const { module, memory, workspace, part: outer = null } = place;
  const form = formOf(product);
  const { stacks, rows, columns, depth } = product;
  const buffer = (before: number): Base => ({ ...workspace, offset: workspace.offset + 4 * before });
  const leftBuffer = buffer(0);
  const rightBuffer = buffer(form.sizes.left);
  const resultBuffer = buffer(form.sizes.left + form.sizes.right);
  const isWhole = form.blocks.length === 0;
  const [store] = product.stores;

  const main = module.function(STARTS.length + (outer === null ? 0 : 1));
  const nest = new Nest(main, memory);
  const adds = main.local(I32);
  const counters = new Map<string, Code>();
  if (outer !== null) {
    counters.set(outer.name, flow.get(STARTS.length));
    nest.count(outer, flow.get(STARTS.length));
  }
  /** A loop whose counter other functions are given. */
  const loops = (variables: readonly Variable[], body: () => void): void => {
    const [first, ...rest] = variables;
    if (first === undefined) return body();
    nest.loop(first, () => {
      if (first.extent > 1) counters.set(first.name, nest.counterOf(first));
      loops(rest, body);
    });
  };
  /** A function that sees the loops around its call. */
  const part = (bound: ReadonlyMap<string, Index>, own: readonly Variable[], write: (inner: Nest) => void): void => {
    const names = [...counters.keys()];
    const seen = [...names, ...own.map(({ name }) => name)];
    const made = module.function(STARTS.length + seen.length);
    const inner = new Nest(made, memory, bound);
    seen.forEach((name, at) => inner.count({ name, extent: 0 }, flow.get(STARTS.length + at)));
    write(inner);
    inner.finish();
    const given = [...names.map((name) => counters.get(name)!), ...own.map((each) => nest.counterOf(each))];
    nest.add(flow.call(made.index, ...STARTS, ...given));
  };
  const depthAt = form.within.length === 0 ? constantIndex(0) : flatOf(form.within);

  const packRight = () => {
    if (form.isRightDirect) return;
    const [whole, rest] = [Math.floor(columns.extent / PANEL), columns.extent % PANEL];
    const pack = (panels: Variable, from: Index, each: number) => {
      const lane: Variable = { name: "packedColumn", extent: each };
      const column = plus(times(plus(from, variableIndex(panels)), PANEL), variableIndex(lane));
      const bound = new Map([
        [columns.name, column],
        [depth.name, form.depthIndex],
      ]);
      part(bound, [], (inner) =>
        within(inner, [panels, ...form.within], () =>
          inner.lanes(lane, () => {
            const panel = times(plus(from, variableIndex(panels)), PANEL * form.depth);
            const to = plus(panel, times(depthAt, PANEL), variableIndex(lane));
            inner.write(rightBuffer, to, inner.value(product.right));
          }),
        ),
      );
    };
    if (whole > 0) pack({ name: "packedPanel", extent: whole }, constantIndex(0), PANEL);
    if (rest > 0) pack({ name: "packedPanel", extent: 1 }, constantIndex(whole), rest);
  };

  /** The left of `count` rows from `row` on, by row. */
  const packRows = (row: Index, count: number, own: readonly Variable[]) => {
    const each: Variable = { name: "packedRow", extent: count };
    const bound = new Map([
      [rows.name, plus(row, variableIndex(each))],
      [depth.name, form.depthIndex],
    ]);
    const lane = form.within.at(-1) ?? { name: "packedDepth", extent: 1 };
    part(bound, own, (inner) =>
      within(inner, [each, ...form.within.slice(0, -1)], () =>
        inner.lanes(lane, () => {
          const to = plus(times(variableIndex(each), form.leftStride), depthAt);
          inner.write(leftBuffer, to, inner.value(product.left));
        }),
      ),
    );
  };

  /** The left of a block of rows, by place of the depth. */
  const packDepths = () => {
    if (form.left !== "by depth") return;
    const bound = new Map([
      [rows.name, form.rowIndex],
      [depth.name, form.depthIndex],
    ]);
    const lane = form.rowsWithin.at(-1)!;
    const order = [...form.within, ...form.rowsWithin.slice(0, -1)];
    part(bound, [], (inner) =>
      within(inner, order, () =>
        inner.lanes(lane, () => {
          const to = plus(times(depthAt, form.leftStride), flatOf(form.rowsWithin));
          inner.write(leftBuffer, to, inner.value(product.left));
        }),
      ),
    );
  };

  const finish = (row: Index, inBuffer: Index, count: Variable, own: readonly Variable[]) => {
    const bound = new Map([
      [rows.name, plus(row, variableIndex(count))],
      [depth.name, constantIndex(0)],
    ]);
    part(bound, own, (inner) =>
      inner.loop(count, () =>
        inner.lanes(columns, () => {
          const at = plus(times(plus(inBuffer, variableIndex(count)), form.resultRow), variableIndex(columns));
          inner.fold(inner.held(inner.read(resultBuffer, at)));
          inner.store(product.stores);
        }),
      ),
    );
  };

  const blockStart = form.rowBlocks.length === 0 ? constantIndex(0) : times(flatOf(form.rowBlocks), form.blockRows);
  /** Panels of `count` rows each. */
  const panelsOf = (panels: Variable, first: number, count: number) => {
    nest.loop(panels, () => {
      const own = panels.extent > 1 ? [panels] : [];
      const inBlock = plus(constantIndex(first), times(variableIndex(panels), count));
      const row = plus(blockStart, inBlock);
      if (form.left === "by row") packRows(row, count, own);
      const strides = leftStrides(product, form);
      const tile: Omit<Tile, "vectors"> = {
        rows: count,
        depth: form.depth,
        leftRow: strides.row,
        leftDepth: strides.depth,
        rightDepth: form.isRightDirect ? slopeIn(loadOf(product.right).index, depth.name)! : PANEL,
        resultRow: form.resultRow,
      };
      const left = leftAddress(nest, product, form, { leftBuffer, row, inBlock });
      const right = (panel: Index) =>
        form.isRightDirect
          ? nest.addressOf(nest.baseOf(loadOf(product.right).place), loadOf(product.right).index, [
              [columns.name, times(panel, PANEL)],
              [depth.name, startOf(form)],
            ])
          : nest.addressOf(rightBuffer, times(panel, PANEL * form.depth), []);
      const bufferRow = isWhole ? constantIndex(0) : row;
      const result = (panel: Index) =>
        form.isResultDirect
          ? nest.addressOf(nest.baseOf(store!.place), store!.index, [
              [rows.name, row],
              [columns.name, times(panel, PANEL)],
            ])
          : nest.addressOf(resultBuffer, plus(times(bufferRow, form.resultRow), times(panel, PANEL)), []);
      const leftAt = nest.heldWhole(left);
      const call = (panel: Index, vectors: number) =>
        nest.add(
          place.micro.call(
            { ...tile, vectors },
            leftAt,
            right(panel),
            result(panel),
            isWhole ? i32.const(0) : flow.get(adds),
          ),
        );
      const rest = columns.extent % PANEL;
      const wide = rest > 0 && rest <= 4 ? form.panels - 1 : form.panels;
      const panel: Variable = { name: "panel", extent: wide };
      if (wide > 0) nest.loop(panel, () => call(variableIndex(panel), 2));
      if (wide < form.panels) call(constantIndex(wide), 1);
      if (isWhole && !form.isResultDirect) finish(row, constantIndex(0), { name: "finishedRow", extent: count }, own);
    });
  };

  loops(stacks.extent > 1 ? [stacks] : [], () => {
    nest.add(flow.set(adds, i32.const(0)));
    loops(form.blocks, () => {
      packRight();
      loops(form.rowBlocks, () => {
        packDepths();
        const [whole, rest] = [Math.floor(form.blockRows / TILE_ROWS), form.blockRows % TILE_ROWS];
        if (whole > 0) panelsOf({ name: "rowPanel", extent: whole }, 0, TILE_ROWS);
        if (rest > 0) panelsOf({ name: "lastRows", extent: 1 }, whole * TILE_ROWS, rest);
        for (const { name } of form.rowBlocks) counters.delete(name);
      });
      nest.add(flow.set(adds, i32.const(1)));
    });
    for (const { name } of form.blocks) counters.delete(name);
    if (!isWhole && !form.isResultDirect)
      finish(constantIndex(0), constantIndex(0), { name: "finishedRow", extent: rows.extent }, []);
  });
  nest.finish();
  return main;
}

/** Of a direct operand. */
function loadOf(operand: Scalar): Scalar & { readonly kind: "load" } {
  if (operand.kind !== "load") throw new Error("Only what lies in memory is read where it lies");
  return operand;
}

/** Row-major place among all values of these variables. */
function flatOf(variables: readonly Variable[]): Index {
  return variables.reduce((sum, each) => plus(times(sum, each.extent), variableIndex(each)), constantIndex(0));
}

function leftStrides({ left, rows, depth }: Product, form: ProductForm) {
  switch (form.left) {
    case "direct": {
      const { index } = loadOf(left);
      return { row: slopeIn(index, rows.name)!, depth: slopeIn(index, depth.name)! };
    }
    case "by row":
      return { row: form.leftStride, depth: 1 };
    case "by depth":
      return { row: 1, depth: form.leftStride };
  }
}

/** The first place of the depth of a block. */
function startOf(form: ProductForm): Index {
  return substituted(form.depthIndex, new Map(form.within.map(({ name }) => [name, constantIndex(0)])));
}

function leftAddress(
  nest: Nest,
  { left, rows, depth }: Product,
  form: ProductForm,
  at: { readonly leftBuffer: Base; readonly row: Index; readonly inBlock: Index },
): Code {
  switch (form.left) {
    case "direct": {
      const { place, index } = loadOf(left);
      return nest.addressOf(nest.baseOf(place), index, [
        [rows.name, at.row],
        [depth.name, startOf(form)],
      ]);
    }
    case "by row":
      return nest.addressOf(at.leftBuffer, constantIndex(0), []);
    case "by depth":
      return nest.addressOf(at.leftBuffer, at.inBlock, []);
  }
}
