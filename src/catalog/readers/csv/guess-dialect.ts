/** What a table of text does not say of itself, guessed from its first lines: delimiter, names, decimal mark. */

export const delimiters = [",", ";", "\t", "|", " "] as const;
export type Delimiter = (typeof delimiters)[number];

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const DECIMAL_POINT = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d*)\.\d+$/;
/** Three decimals as well as anything, so it says nothing against a comma. */
const GROUPED_BY_POINT = /^[-+]?[1-9]\d{0,2}\.\d{3}$/;
const GROUP_OR_DECIMAL = /^[-+]?[1-9]\d{0,2},\d{3}$/;
const DECIMAL_COMMA = /^[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;

/** The delimiter that cuts these lines into the same number of fields most often, and into the most fields. */
export function guessDelimiter(lines: readonly string[]): Delimiter {
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => fieldsIn(line, delimiter)).filter((fields) => fields > 0);
    const usual = commonest(counts);
    if (usual < 2) continue;
    const agreeing = counts.filter((fields) => fields === usual).length / counts.length;
    // A space stands in sentences and dates too: it must cut every line alike.
    if (delimiter === " " && agreeing < 1) continue;
    const likely = delimiter === "," ? 1 - decimalCommas(lines) : delimiter === " " ? 0.3 : 1;
    const score = agreeing * agreeing * Math.min(usual, 12) * likely;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/**
 * How surely the commas are decimal marks: where another delimiter cuts every line, the share of its fields with a
 * comma that read like "1,5". Where every column has decimals there are more commas than delimiters.
 */
function decimalCommas(lines: readonly string[]): number {
  const shares = delimiters.map((delimiter) => {
    if (delimiter === "," || lines.some((line) => line.trim() !== "" && fieldsIn(line, delimiter) < 2)) return 0;
    const withComma = lines.flatMap((line) => line.split(delimiter)).filter((field) => field.includes(","));
    const decimals = withComma.filter((field) => DECIMAL_COMMA.test(field.trim()));
    return withComma.length === 0 ? 0 : decimals.length / withComma.length;
  });
  return Math.max(...shares);
}

function fieldsIn(line: string, delimiter: string): number {
  if (line.trim() === "") return 0;
  let fields = 1;
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) fields++;
  }
  return fields;
}

function commonest(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/**
 * Whether the first row names the columns: none of its cells is a number or empty while others below are numbers, or,
 * where nothing is a number, its cells are all different and none of them stands again below.
 */
export function guessHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...others] = rows;
  if (others.length === 0) return !first.some(isNumber);
  if (first.some((cell) => isNumber(cell))) return false;
  const hasNumbers = others.some((row) => row.some(isNumber));
  if (hasNumbers) return true;
  const isDistinct = new Set(first).size === first.length;
  return isDistinct && first.every((name, column) => name !== "" && others.every((row) => row[column] !== name));
}

/**
 * A comma, where more cells read like "1,5" or "1.234,5" than like "1.5" or "1,234.5". What could be either, such as
 * "1,234", has grouped thousands where commas part the cells, and decimals where they do not.
 */
export function guessDecimal(rows: readonly (readonly string[])[], delimiter: Delimiter): "." | "," {
  let commas = 0;
  let points = 0;
  let either = 0;
  for (const row of rows) {
    for (const given of row) {
      const cell = given.trim();
      if (GROUP_OR_DECIMAL.test(cell)) either++;
      else if (DECIMAL_COMMA.test(cell)) commas++;
      else if (DECIMAL_POINT.test(cell) && !GROUPED_BY_POINT.test(cell)) points++;
    }
  }
  if (commas === points) return either > 0 && delimiter !== "," ? "," : ".";
  return commas > points ? "," : ".";
}

function isNumber(cell: string): boolean {
  return NUMBER.test(cell.trim()) || DECIMAL_COMMA.test(cell.trim());
}
