/** What a model is worth on a part of its data or on other data, as the thread works it out. Plain data, made anew and never stored. */
import type { NumberBins } from "./data-summary.ts";

export const evaluatedParts = ["test", "validation", "train"] as const;
export type EvaluatedPart = (typeof evaluatedParts)[number];

/** All rows of a data set that is not the model's own; `config`: settings of a generated one. */
export interface OtherDataset {
  readonly id: string;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/** What a model is measured on. */
export type EvaluatedOn = EvaluatedPart | OtherDataset;

/** Null: not defined on these rows, such as the ranking of a class that none of them is of. */
export type Score = number | null;

export interface ModelEvaluation {
  /** "all": of another data set. */
  readonly part: EvaluatedPart | "all";
  /** Rows that the figures are over; fewer than the part's where it is too large to be held. */
  readonly rows: number;
  readonly partRows: number;
  /** Rows of another data set that have no answer, or one that the model cannot give. */
  readonly leftOut: number;
  readonly loss: number;
  /** Every metric of the catalog that suits the target, by its id; with the settings that the project chose. */
  readonly metrics: Readonly<Record<string, Score>>;
  /** Null where the model gives back its input or writes on. */
  readonly detail: ClassDetail | NumberDetail | null;
}

/** One class against all others. */
export interface ClassScores {
  readonly precision: Score;
  readonly recall: Score;
  readonly f1: Score;
  readonly rocAuc: Score;
  readonly averagePrecision: Score;
}

export interface ClassDetail {
  readonly task: "classification";
  readonly classes: readonly string[];
  /** How many rows of a class (row) were taken for each (column). */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly (ClassScores & {
    readonly label: string;
    /** Rows of the class, and rows taken for it. */
    readonly rows: number;
    readonly predicted: number;
  })[];
  readonly averages: Readonly<Record<"macro" | "weighted" | "micro", ClassScores>>;
  /** Of the classes with most rows, no more than can be told apart. */
  readonly curves: readonly {
    readonly label: string;
    /** True positive over false positive rate, from (0, 0) to (1, 1). */
    readonly roc: readonly CurvePoint[];
    /** Precision over recall, from recall 0 on. */
    readonly precisionRecall: readonly CurvePoint[];
    /** Share of the rows that are of the class: the precision of whoever guesses. */
    readonly share: number;
  }[];
  readonly calibration: Calibration;
  /** The rows at which the model was most surprised, the worst first. */
  readonly worst: readonly ClassRow[];
  /** Some rows of every cell of the confusion matrix that has any. */
  readonly cells: readonly { readonly truth: number; readonly predicted: number; readonly rows: readonly ClassRow[] }[];
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** How sure the model is of its answers, against how often they are right (Guo et al. 2017). */
export interface Calibration {
  /** Equal bins over 0 to 1; those without a row are left out. */
  readonly bins: readonly { readonly confidence: number; readonly accuracy: number; readonly rows: number }[];
  /** Mean distance of the two over all rows. */
  readonly error: number;
}

export interface ClassRow {
  /** Its place in the data set, from 0. */
  readonly row: number;
  readonly truth: number;
  readonly predicted: number;
  /** The probability of the class that it was taken for. */
  readonly confidence: number;
}

export interface NumberDetail {
  readonly task: "regression";
  /** At most 1,000, evenly taken. */
  readonly points: readonly NumberRow[];
  /** Prediction less truth. */
  readonly residuals: {
    readonly bins: NumberBins;
    readonly mean: number;
    /** Of the population. */
    readonly deviation: number;
  };
  /** The rows whose number was furthest off, the worst first. */
  readonly worst: readonly NumberRow[];
}

export interface NumberRow {
  readonly row: number;
  readonly truth: number;
  readonly prediction: number;
}
