/** A model's preparation as one line a column or channel, where it is no more than that: what layers that scale numbers can do. */
import { z } from "zod";
import { findDefinition } from "../catalog/definition.ts";
import { type PreprocessorSelection, preprocessors } from "../catalog/preprocessors/index.ts";
import type { FittedStep } from "../catalog/preprocessors/preprocessor.ts";
import type { Text } from "../language/text.ts";
import type { InputColumn, ModelRecord } from "./records.ts";

/** factor x + offset; `gap`: what a number that is missing is taken for, null where none may be. */
export interface Line {
  readonly factor: number;
  readonly offset: number;
  readonly gap: number | null;
}

/** Of what 32 bits leave out of a number, at most so much may reach the network. */
const MOST_LOST = 1e-4;

/** What each step that scales does to numbers, by what was fitted. */
const scalings: Readonly<Partial<Record<PreprocessorSelection["step"], z.ZodType<Omit<Line, "gap">>>>> = {
  standardize: z
    .object({ mean: z.number(), deviation: z.number() })
    .transform(({ mean, deviation }) => ({ factor: 1 / deviation, offset: -mean / deviation })),
  robust: z
    .object({ median: z.number(), range: z.number() })
    .transform(({ median, range }) => ({ factor: 1 / range, offset: -median / range })),
  "min-max": z
    .object({ minimum: z.number(), span: z.number(), low: z.number(), high: z.number(), clip: z.literal(false) })
    .transform(({ minimum, span, low, high }) => {
      const factor = (high - low) / span;
      return { factor, offset: low - minimum * factor };
    }),
};

const filled = z.object({ number: z.number(), flag: z.literal(false).optional() });
const normalized = z.object({ channels: z.array(z.object({ mean: z.number(), deviation: z.number() })) });

/** One line a column, or a channel of the only picture; a sentence about why there are none. */
export function scalingOf({ inputs, preprocess }: Pick<ModelRecord, "inputs" | "preprocess">): readonly Line[] | Text {
  const steps = preprocess.filter(({ columns }) => columns.length > 0);
  const [first] = inputs;
  if (first?.type === "image" && inputs.length === 1) return ofPicture(first.shape[2], steps);
  const other = inputs.find(({ type }) => type !== "number");
  if (other !== undefined) return noNumber(other.name);
  let lines: readonly Line[] = inputs.map(() => ({ factor: 1, offset: 0, gap: null }));
  for (const { step, columns } of steps) {
    // Of columns side by side one line each is kept; a window only says how many rows of them there are.
    if (step === "windows") continue;
    const valuesOf = new Map(columns.map(({ name, values }) => [name, values]));
    const next = lines.map((line, at) => {
      const values = valuesOf.get(inputs[at]!.name);
      return values === undefined ? line : behind(line, step, values);
    });
    if (!next.every((line) => line !== null)) return noLayer(step);
    lines = next;
  }
  const lost = inputs.find((input, at) => isLost(input, lines[at]!));
  return lost === undefined ? lines : tooLong(lost.name);
}

function behind({ factor, offset, gap }: Line, step: string, values: unknown): Line | null {
  if (step === "impute") {
    const { success, data } = filled.safeParse(values);
    return success ? { factor, offset, gap: gap ?? (data.number - offset) / factor } : null;
  }
  const scaling = scalings[step as keyof typeof scalings]?.safeParse(values);
  // Where the factor is 0, nothing of the column is left to fill a gap in.
  if (scaling?.success !== true || scaling.data.factor === 0) return null;
  return { factor: scaling.data.factor * factor, offset: scaling.data.factor * offset + scaling.data.offset, gap };
}

function ofPicture(channels: number, steps: readonly FittedStep[]): readonly Line[] | Text {
  let scale = 1;
  let each = Array.from({ length: channels }, () => ({ mean: 0, deviation: 1 }));
  for (const { step, columns } of steps) {
    const values = columns[0]?.values;
    if (step === "rescale") scale *= z.number().parse(values?.["factor"]);
    else if (step === "normalize-pixels") each = normalized.parse(values).channels;
    else return noLayer(step);
  }
  return each.map(({ mean, deviation }) => ({ factor: scale / deviation, offset: -mean / deviation, gap: null }));
}

function isLost(input: InputColumn, { factor }: Line): boolean {
  if (input.type !== "number") return false;
  return Math.abs(factor) * Math.max(Math.abs(input.minimum), Math.abs(input.maximum)) * 2 ** -24 > MOST_LOST;
}

/** What a step is called where people read it. */
export function stepTitle(step: string): Text {
  // A fitted step's name is a selection's.
  return findDefinition(preprocessors, step as PreprocessorSelection["step"]).title;
}

const noNumber = (column: string): Text => ({
  en: `“${column}” is no number, and layers take nothing else on every backend`,
  zh: `“${column}”不是数值，而各后端上的层只接收数值`,
});
const noLayer = (step: string): Text => ({
  en: `no layer does the step “${stepTitle(step).en}” as it is set here`,
  zh: `没有与“${stepTitle(step).zh}”步骤（及其设置）对应的层`,
});
const tooLong = (column: string): Text => ({
  en: `the numbers of “${column}” are too large beside their differences to be given in 32 bits`,
  zh: `“${column}”的数值相对其差异过大，无法以 32 位给出`,
});
