/** What can go wrong with the browser's database, in sentences that say what to do. */
import { Dexie } from "dexie";
import { type Problem, StudioError } from "../language/studio-error.ts";

/** Runs a piece of database work; whatever it throws comes out as a `StudioError`. */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StudioError ? error : new StudioError(storageProblem(error), { cause: error });
  }
}

/** Names the cause of a failed database operation; Dexie wraps the browser's error in one of its own. */
export function storageProblem(error: unknown): Problem {
  const names = namesOf(error);
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (names.includes("QuotaExceededError")) return { ...quotaExceeded, cause };
  if (names.includes("VersionError")) return { ...newerDatabase, cause };
  if (names.includes("DatabaseClosedError")) return { ...databaseClosed, cause };
  return {
    code: "storage-failed",
    text: {
      en: `The browser could not store this (${cause}). Nothing that was saved before is lost; try again, or free some disk space.`,
      zh: `浏览器未能保存（${cause}）。之前保存的内容不受影响；请重试，或清理一些磁盘空间。`,
    },
    cause,
  };
}

export const quotaExceeded: Problem = {
  code: "storage-full",
  text: {
    en: "The browser's storage for this page is full. Remove models or data sets that you no longer need, or free disk space, then try again.",
    zh: "浏览器分配给本页的存储空间已满。请删除不需要的模型或数据集，或清理磁盘空间，然后重试。",
  },
};

export const newerDatabase: Problem = {
  code: "storage-newer",
  text: {
    en: "Your library was written by a newer version of the studio. Reload the page to get it; until then nothing is saved.",
    zh: "模型库由更新版本的工作室写入。请刷新页面以更新；在此之前不会保存任何内容。",
  },
};

export const databaseClosed: Problem = {
  code: "storage-closed",
  text: {
    en: "The browser has closed the database of this page. Reload the page; until then nothing is saved.",
    zh: "浏览器已关闭本页的数据库。请刷新页面；在此之前不会保存任何内容。",
  },
};

export const databaseBlocked: Problem = {
  code: "storage-blocked",
  text: {
    en: "Another tab holds an older version of the studio's database. Close or reload that tab; this one then goes on by itself.",
    zh: "另一个标签页正占用旧版本的数据库。请关闭或刷新那个标签页，本页随后会自动继续。",
  },
};

export const storageMissing: Problem = {
  code: "storage-missing",
  text: {
    en: "This browser window offers no database (private windows may not). You can train and predict, but nothing is kept after you close it.",
    zh: "此浏览器窗口不提供数据库（无痕窗口可能如此）。可以训练和预测，但关闭后不会保留任何内容。",
  },
};

function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let current: unknown = error;
  // Dexie's wrapper names its cause `inner`; the chain is two deep at most, the bound guards against a cycle.
  for (let depth = 0; depth < 4 && typeof current === "object" && current !== null; depth += 1) {
    if ("name" in current && typeof current.name === "string") names.push(current.name);
    current = "inner" in current ? current.inner : undefined;
  }
  if (error instanceof Dexie.BulkError) names.push(...error.failures.map((failure) => failure.name));
  return names;
}
