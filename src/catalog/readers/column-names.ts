import type { ReadContext } from "./reader.ts";

/** Names as a table needs them: none empty, none twice. What had to be changed is warned of. */
export function columnNames(given: readonly string[], context: Pick<ReadContext, "warn">): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  given.forEach((name, index) => {
    const wanted = name.trim() || `column ${index + 1}`;
    let unique = wanted;
    for (let count = 2; taken.has(unique); count++) unique = `${wanted} (${count})`;
    if (unique !== wanted) {
      context.warn("repeated-name", {
        en: `Column ${index + 1}: the name "${wanted}" stands twice; this one is called "${unique}" here.`,
        zh: `第 ${index + 1} 列：列名“${wanted}”重复，此处改为“${unique}”。`,
      });
    }
    taken.add(unique);
    names.push(unique);
  });
  return names;
}
