/** What the rooms show of a data set, as the training thread works it out. Plain data, made anew and never stored. */
import type { InputColumn, Target, UnseenPicture } from "./records.ts";

/** Equal bins over a column's range; a value on an inner edge belongs to the bin that begins there. */
export interface NumberBins {
  readonly minimum: number;
  readonly maximum: number;
  readonly counts: readonly number[];
}

interface CommonFigures {
  readonly name: string;
  readonly missing: number;
  /** Different values, missing ones not among them. */
  readonly distinct: number;
}

export interface NumberFigures extends CommonFigures {
  readonly type: "number";
  /** Absent where every value is missing. */
  readonly spread?: Spread;
  readonly bins?: NumberBins;
}

export interface CategoryFigures extends CommonFigures {
  readonly type: "category";
  /** The most frequent first, no more than a card can show. */
  readonly top: readonly { readonly label: string; readonly count: number }[];
}

export interface ImageFigures extends CommonFigures {
  readonly type: "image";
  readonly shape: readonly [number, number, number];
}

export interface TextFigures extends CommonFigures {
  readonly type: "text";
  /** How many words a text has; absent where there is no text. */
  readonly length?: Pick<Spread, "minimum" | "median" | "maximum" | "mean">;
  readonly bins?: NumberBins;
  /** Different words, case aside. */
  readonly vocabulary: number;
  readonly top: CategoryFigures["top"];
}

/** Times are milliseconds since 1970. */
export interface TimeFigures extends CommonFigures {
  readonly type: "time";
  readonly bins?: NumberBins;
}

/** What a column holds, whatever else there is. */
export type ColumnFigures = NumberFigures | CategoryFigures | ImageFigures | TextFigures | TimeFigures;

/** The same, with what it is to the target. */
export type ColumnStatistics = ColumnFigures & {
  /** Absent for the target itself, and where it cannot be told. */
  readonly association?: Association;
  readonly flags: readonly ColumnFlag[];
};

/** Where a column's numbers lie. */
export interface Spread {
  readonly minimum: number;
  /** Quartiles by linear interpolation (Hyndman and Fan 1996, type 7). */
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
  readonly mean: number;
  /** Of a sample: divided by one less than the count; 0 for a single value. */
  readonly deviation: number;
  /** Values beyond the fences: 1.5 interquartile ranges below or above the quartiles (Tukey 1977). */
  readonly outliers: number;
  readonly fences: readonly [number, number];
  readonly areWhole: boolean;
}

/**
 * Two numbers: Pearson's r. A number and a class: the correlation ratio with Kelley's (1935) correction. Two classes:
 * Cramér's V with Bergsma's (2013) correction. Both corrections keep many small classes from looking informative.
 */
export interface Association {
  readonly measure: "pearson" | "correlation-ratio" | "cramers-v";
  readonly value: number;
}

/** What is worth a sentence about a column. */
export type ColumnFlag =
  | "constant"
  /** As many different values as rows: a name or running number. */
  | "identifier"
  | "mostly-missing"
  | "has-missing"
  /** One-hot would make very many columns of it. */
  | "many-classes"
  /** It nearly gives the answer away. */
  | "leak"
  | "outliers";

/** The data set as it is, whatever the project does with it. */
export interface DatasetSummary {
  readonly id: string;
  readonly rows: number;
  /** Where these rows are a sample of a data set that is larger than memory: how many there are in all. */
  readonly sampleOf?: number;
  readonly columns: readonly ColumnStatistics[];
  /** What the columns are for, where the project's features do not say it. */
  readonly roles: {
    /** Associations are measured with it; null where the project names a column that is not there. */
    readonly target: string | null;
    readonly group: string | null;
    readonly time: string | null;
    /** No features unless the project names them. */
    readonly ignored: readonly string[];
  };
  /** Whether the source says which rows are for testing. */
  readonly hasOwnTest: boolean;
  /** Rows that repeat an earlier row in every column. */
  readonly duplicateRows: number;
  /** Some pictures of each class, where there are pictures. */
  readonly pictures?: PictureSample;
  /** The first columns of numbers over time, where there is a column of times. */
  readonly series?: SeriesSample;
}

/** At most 1,000 points, evenly taken. */
export interface SeriesSample {
  readonly time: string;
  /** Milliseconds since 1970, in order. */
  readonly times: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

export interface PictureSample {
  readonly column: string;
  readonly shape: readonly [number, number, number];
  /** In the order of the target's classes; one group without a label where the target has none. */
  readonly groups: readonly {
    readonly label: string | null;
    readonly rows: number;
    readonly pictures: readonly Uint8Array[];
  }[];
}

/** A cell of the table: a time is milliseconds since 1970, a picture its bytes, null is missing. */
export type Cell = number | string | null | Uint8Array;

export interface RowOrder {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface RowPage {
  /** The row's place in the data set, from 0; also where these rows are a sample of it. */
  readonly places: readonly number[];
  readonly cells: readonly (readonly Cell[])[];
}

export interface AugmentedPicture {
  readonly original: Uint8Array;
  readonly changed: readonly Uint8Array[];
}

export interface StepSummary {
  /** Columns there are before and after it. */
  readonly before: number;
  readonly after: number;
  /** Columns that it works on. */
  readonly touched: number;
  /** Some names of columns that were not there before. */
  readonly made: readonly string[];
}

/** What the project makes of the data: what goes in, what comes out, and who trains on it. */
export interface DataSummary {
  readonly id: string;
  readonly rows: number;
  readonly target: Target;
  readonly inputs: readonly InputColumn[];
  /** Numbers of the two first numeric features and the target, for a scatter plot (at most 1,000 rows). */
  readonly points?: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly group?: readonly number[];
  };
  /** What each preparation step did, in the order of the steps. */
  readonly steps: readonly StepSummary[];
  /** Shape of one example when it reaches the network, with the project's preprocessing. */
  readonly exampleShape: readonly number[];
  /** Where an example is a sequence of tokens: they are whole numbers from 0 to this, itself left out. */
  readonly vocabulary?: number;
  /** Reckoned from the sample where the data set is larger than memory, as is `balance`. */
  readonly parts: { readonly train: number; readonly validation: number; readonly test: number };
  /** Some training pictures before and after augmentation, where there is any. */
  readonly augmented?: readonly AugmentedPicture[];
  /** Pictures of the test part. */
  readonly unseen: readonly UnseenPicture[];
  /** Rows of each class by part, in the target's order of classes. */
  readonly balance?: Readonly<Record<"train" | "validation" | "test", readonly number[]>>;
}
