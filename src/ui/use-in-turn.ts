import { startTransition, useEffect, useState } from "react";

const TURN_MS = 60;

/** The value, followed when its turn comes: what draws the same news in several places does so in several tasks. */
export function useInTurn<Value>(value: Value, turn: number): Value {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      startTransition(() => {
        setShown(value);
      });
    }, turn * TURN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value, turn]);
  return shown;
}
