import { useEffect, useState } from "react";
import { type Problem, problemOf } from "../language/studio-error.ts";

/** Gives `count` rows from the `from`th on, fewer at the end. */
export type ReadPage<Row> = (from: number, count: number) => Promise<readonly Row[]>;

const PAGE = 100;
/** More are forgotten, the oldest first. */
const MOST_PAGES = 60;

interface Pages<Row> {
  readonly read: ReadPage<Row>;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  readonly problem: Problem | null;
}

/**
 * The rows from `first` up to `end`, fetched in pages as they come into sight. Another `read` is another table: what
 * was fetched by the old one is forgotten. `rowAt` gives undefined for a row on its way.
 */
export function usePages<Row>(read: ReadPage<Row>, first: number, end: number) {
  const [kept, setKept] = useState<Pages<Row>>({ read, pages: new Map(), problem: null });
  const current = kept.read === read ? kept : { read, pages: new Map<number, readonly Row[]>(), problem: null };
  const near = end > first ? [Math.floor(first / PAGE), Math.floor((end - 1) / PAGE)] : [];
  const wanted = current.problem === null ? near.find((page) => !current.pages.has(page)) : undefined;

  useEffect(() => {
    if (wanted === undefined) return undefined;
    let isWanted = true;
    const take = (change: (before: Pages<Row>) => Pages<Row>): void => {
      if (!isWanted) return;
      setKept((before) => change(before.read === read ? before : { read, pages: new Map(), problem: null }));
    };
    read(wanted * PAGE, PAGE).then(
      (rows) => take((before) => ({ ...before, pages: withPage(before.pages, wanted, rows) })),
      (thrown: unknown) => take((before) => ({ ...before, problem: problemOf(thrown) })),
    );
    return () => {
      isWanted = false;
    };
  }, [read, wanted]);

  return {
    rowAt: (row: number): Row | undefined => current.pages.get(Math.floor(row / PAGE))?.[row % PAGE],
    problem: current.problem,
    retry: (): void => setKept({ read, pages: new Map(), problem: null }),
  };
}

function withPage<Row>(pages: Pages<Row>["pages"], page: number, rows: readonly Row[]): Pages<Row>["pages"] {
  const entries = [...pages, [page, rows] as const];
  return new Map(entries.slice(-MOST_PAGES));
}
