/** What a column's numbers are measured in. */
import type { Project } from "./project.ts";
import type { InputColumn, TrainedModel } from "./records.ts";

/** In a column's name, at its end: "Weight (kg)", "speed [m/s]". */
const IN_BRACKETS = /[([（]\s*([^()[\]（）]{1,12}?)\s*[)\]）]\s*$/;
/** "bill_length_mm": only what is hardly anything else. */
const AS_ENDING = /[_ ](mm|cm|km|mg|kg|ml|ms|hz|khz|mhz|kw|kwh|kpa|mph|usd|eur)$/i;

/** As the project says, else as the column is named; empty where neither tells. */
export function unitOf(column: string, { units }: Pick<Project["data"], "units">): string {
  return units?.[column] ?? IN_BRACKETS.exec(column)?.[1] ?? AS_ENDING.exec(column)?.[1] ?? "";
}

/** Of a model's input; empty for what is no number. */
export function inputUnit({ name, type }: InputColumn, { data }: Project): string {
  return type === "number" ? unitOf(name, data) : "";
}

/** Of what a model answers; empty where that is no number. */
export function answerUnit({ target, project }: Pick<TrainedModel, "target" | "project">): string {
  return target.task === "regression" ? unitOf(target.name, project.data) : "";
}

/** The number's words with their unit. */
export function withUnit(words: string, unit: string): string {
  return unit === "" || words === "" ? words : `${words} ${unit}`;
}
