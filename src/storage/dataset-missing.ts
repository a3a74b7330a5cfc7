/** Apart from `storage-problem.ts`, because the page says it without a database too. */
import type { Problem } from "../language/studio-error.ts";

/** There is no such data set of the user's: never was, or its removal is final. */
export function datasetMissing(id: string): Problem {
  return {
    code: "data-missing",
    text: {
      en: `There is no data set "${id}" in this browser. It may have been removed, in another tab perhaps.`,
      zh: `此浏览器中没有数据集“${id}”。它可能已被删除（例如在另一个标签页中）。`,
    },
  };
}
