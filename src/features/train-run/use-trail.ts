import { useState } from "react";

interface Trail<Line> {
  readonly runId: string | null;
  readonly last: Line | null;
  readonly before: readonly Line[];
}

const MOST_LINES = 16;

/** Where a run's line has been before `line`, the oldest first: it begins anew with every run, and stays at its end. */
export function useTrail<Line>(runId: string | null, line: Line | null): readonly Line[] {
  const [trail, setTrail] = useState<Trail<Line>>({ runId, last: line, before: [] });
  const next = followed(trail, runId, line);
  if (next !== trail) setTrail(next);
  return next.before;
}

/** The trail after one more picture; thinned to every other line when it gets crowded. */
export function followed<Line>(trail: Trail<Line>, runId: string | null, line: Line | null): Trail<Line> {
  if (trail.runId !== runId) return { runId, last: line, before: [] };
  if (line === null || line === trail.last) return trail;
  const before = trail.last === null ? [] : [...trail.before, trail.last];
  return { runId, last: line, before: before.length > MOST_LINES ? before.filter((_, at) => at % 2 === 0) : before };
}
