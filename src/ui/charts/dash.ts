/** The second channel beside a line's colour, for whoever cannot tell colours apart. */
export type Dash = "solid" | "dashed" | "dotted" | "dash-dot";

const patterns: Readonly<Record<Dash, string | undefined>> = {
  solid: undefined,
  dashed: "10 6",
  dotted: "2 5",
  "dash-dot": "10 5 2 5",
};

/** What `stroke-dasharray` wants; lines have round caps. */
export function dashArray(dash: Dash): string | undefined {
  return patterns[dash];
}

/** A colour and a dash. */
export interface Look {
  readonly series: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly dash: Dash;
}

const series = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const dashes = ["solid", "dashed", "dotted", "dash-dot"] as const;

/** One look each for the first 32 of something: neighbours differ in both, and colours come back with another dash. */
export function lookOf(index: number): Look {
  return {
    series: series[index % series.length] ?? 8,
    dash: dashes[(index + Math.floor(index / series.length)) % dashes.length] ?? "solid",
  };
}
