/** Rows of a data set for a table, a page at a time, in the data set's own order or in that of a column. */
import type { Column, Dataset } from "../../catalog/datasets/dataset.ts";
import type { Cell, RowOrder, RowPage } from "../../project/data-summary.ts";
import { orderRows } from "./row-keys.ts";
import { pictureAt } from "./sample-pictures.ts";

/** More of a text than a cell can show would only cross the threads. */
const MOST_CHARACTERS = 300;

/** The order asked for last; the next page is most likely in the same. */
const lastOrders = new WeakMap<Dataset, { readonly order: RowOrder; readonly places: Uint32Array }>();

/** `count` rows from the `from`th of that order on, fewer at the end. A column that is not there orders nothing. */
export function readRows(dataset: Dataset, from: number, count: number, order: RowOrder | null): RowPage {
  const ordered = order === null ? null : placesIn(dataset, order);
  const end = Math.min(dataset.rows, from + count);
  const places: number[] = [];
  for (let at = Math.max(0, from); at < end; at++) places.push(ordered?.[at] ?? at);
  const { sampleOf } = dataset;
  return {
    places: sampleOf === undefined ? places : places.map((place) => sampleOf.sampled[place]!),
    cells: places.map((row) => dataset.columns.map((column) => cellAt(column, row))),
  };
}

/**
 * The rows at these places, as far as they are held, with the columns of these names in their order; a column that is not
 * there is empty.
 */
export function readPlaces(dataset: Dataset, places: readonly number[], names: readonly string[]): RowPage {
  const columns = names.map((name) => dataset.columns.find((column) => column.name === name));
  const { sampleOf } = dataset;
  const rowAt = (place: number): number => (sampleOf === undefined ? place : sampleOf.sampled.indexOf(place));
  const there = places.filter((place) => rowAt(place) >= 0 && rowAt(place) < dataset.rows);
  return {
    places: there,
    cells: there.map(rowAt).map((row) => columns.map((column) => (column === undefined ? null : cellAt(column, row)))),
  };
}

function placesIn(dataset: Dataset, order: RowOrder): Uint32Array | null {
  const last = lastOrders.get(dataset);
  if (last?.order.column === order.column && last.order.isDescending === order.isDescending) return last.places;
  const column = dataset.columns.find(({ name }) => name === order.column);
  if (column === undefined) return null;
  const places = orderRows(column, order.isDescending);
  lastOrders.set(dataset, { order, places });
  return places;
}

function cellAt(column: Column, row: number): Cell {
  switch (column.type) {
    case "number":
    case "time": {
      const value = column.values[row]!;
      return Number.isFinite(value) ? value : null;
    }
    case "category":
      return column.categories[column.codes[row]!] ?? null;
    case "text": {
      const text = column.values[row] ?? null;
      return text === null || text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
    }
    case "image":
      return pictureAt(column, row);
  }
}
