import type { Text } from "../../language/text.ts";
import { studioStore } from "../store.ts";

/**
 * A script's own function, as the studio calls it: what it throws, at once or later, stands in the console the first
 * time, and neither stops what it listens to nor keeps it from hearing more. `name`: as the script knows it.
 */
export function harmless<Value>(name: string, listener: (value: Value) => unknown): (value: Value) => void {
  let isTold = false;
  return (value) => {
    new Promise((resolve) => {
      resolve(listener(value));
    }).catch((error: unknown) => {
      if (isTold) return;
      isTold = true;
      console.error(listenerFailed(name)[studioStore.getState().language], error);
    });
  };
}

function listenerFailed(name: string): Text {
  return {
    en: `studio: ${name} failed. What it listens to goes on, and it is still called; later failures are not told.`,
    zh: `studio：${name} 出错。它所监听的工作照常进行，之后仍会调用它，但不再报告后续错误。`,
  };
}
