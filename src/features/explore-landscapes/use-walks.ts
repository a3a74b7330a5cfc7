import { useEffect, useMemo, useState } from "react";
import { findDefinition } from "../../catalog/definition.ts";
import { loadLandscapes } from "../../catalog/landscapes/index.ts";
import type { Landscape } from "../../catalog/landscapes/landscape.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { problemOf, type Problem } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { LandscapeSettings } from "../../project/landscape-settings.ts";
import { lookOf, type Look } from "../../ui/charts/dash.ts";
import { walkAll, type WalkedPath } from "./walk-all.ts";

export interface Walking {
  /** Stable while it walks in the same place of the list. */
  readonly id: string;
  readonly index: number;
  readonly title: Text;
  readonly look: Look;
  /** Null until it has been walked. What it walked last stays until then. */
  readonly walked: WalkedPath | null;
}

export interface Walks {
  readonly landscape: Landscape | null;
  readonly problem: Problem | null;
  readonly walkers: readonly Walking[];
}

/** The landscape that the settings name, and every walker's path over it. */
export function useWalks(settings: LandscapeSettings): Walks {
  const { landscape: selection, walkers } = settings;
  const [opened, setOpened] = useState<{ readonly landscape: Landscape; readonly of: unknown } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [paths, setPaths] = useState<ReadonlyMap<string, WalkedPath>>(new Map());

  useEffect(() => {
    let isWanted = true;
    loadLandscapes()
      .then(({ openLandscape }) => {
        if (!isWanted) return;
        setOpened({ landscape: openLandscape(selection), of: selection });
        setProblem(null);
      })
      .catch((thrown: unknown) => {
        if (isWanted) setProblem(problemOf(thrown));
      });
    return () => {
      isWanted = false;
    };
  }, [selection]);

  useEffect(() => {
    if (opened === null || opened.of !== settings.landscape) return undefined;
    const stop = new AbortController();
    walkAll(opened.landscape, settings, stop.signal, (index, walked) => {
      const walker = settings.walkers[index];
      if (walker !== undefined) setPaths((old) => new Map(old).set(idOf(index, walker.optimizer.id), walked));
    }).catch((thrown: unknown) => {
      if (!stop.signal.aborted) setProblem(problemOf(thrown));
    });
    return () => {
      stop.abort();
    };
  }, [opened, settings]);

  return useMemo(
    () => ({
      landscape: opened?.landscape ?? null,
      problem,
      walkers: walkers.map(({ optimizer }, index) => ({
        id: idOf(index, optimizer.id),
        index,
        title: findDefinition(optimizers, optimizer.id).title,
        look: lookOf(index),
        walked: paths.get(idOf(index, optimizer.id)) ?? null,
      })),
    }),
    [opened, problem, walkers, paths],
  );
}

const idOf = (index: number, id: string): string => `${index} ${id}`;
