import { useEffect, useState } from "react";
import { problemOf, type Problem } from "../language/studio-error.ts";

type Loaded<Value> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: Value }
  | { readonly status: "failed"; readonly problem: Problem };

/** What `load` comes to; the last value stays in sight until the next is there. `load` must be stable. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ status: "loading" });
  useEffect(() => {
    let isWanted = true;
    load().then(
      (value) => {
        if (isWanted) setLoaded({ status: "ready", value });
      },
      (thrown: unknown) => {
        if (isWanted) setLoaded({ status: "failed", problem: problemOf(thrown) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [load]);
  return loaded;
}
