import { startTransition, useEffect, useRef, useState } from "react";

/** The value, followed at most every `intervalMs`: charts need not redraw faster than people read. Its end is never lost. */
export function useSampled<Value>(value: Value, intervalMs: number): Value {
  const [sampled, setSampled] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const show = (): void => {
      shownAt.current = performance.now();
      // In slices between which the page answers: charts take longer to draw than a key press may wait.
      startTransition(() => {
        setSampled(value);
      });
    };
    const timer = setTimeout(show, Math.max(0, shownAt.current + intervalMs - performance.now()));
    return () => {
      clearTimeout(timer);
    };
  }, [value, intervalMs]);
  return sampled;
}
