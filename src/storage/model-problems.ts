/** What can be missing of a model, a run or a race. Apart from `storage-problem.ts`, because the page says it without a database too. */
import type { Problem } from "../language/studio-error.ts";

/** There is no such model: never was, or its removal is final. */
export function modelMissing(id: string): Problem {
  return {
    code: "model-missing",
    text: {
      en: `There is no model "${id}" in the library. It may have been removed, in another tab perhaps.`,
      zh: `模型库中没有“${id}”。它可能已被删除（例如在另一个标签页中）。`,
    },
  };
}

/** Nothing is stored that this run could go on from. */
export function runCheckpointMissing(id: string): Problem {
  return {
    code: "checkpoint-missing",
    text: {
      en: `Run "${id}" cannot go on: no checkpoint of it is stored. Train again.`,
      zh: `训练“${id}”无法继续：没有保存检查点。请重新训练。`,
    },
  };
}

export function weightsMissing(id: string): Problem {
  return {
    code: "weights-missing",
    text: {
      en: `The weights of model "${id}" are not in the database any more; the browser may have cleared it. Train it again.`,
      zh: `数据库中已没有模型“${id}”的权重，可能已被浏览器清除。请重新训练。`,
    },
  };
}

export function raceMissing(id: string): Problem {
  return {
    code: "race-missing",
    text: {
      en: `There is no race "${id}". It may have been removed, in another tab perhaps.`,
      zh: `没有名为“${id}”的竞速。它可能已被删除（例如在另一个标签页中）。`,
    },
  };
}
