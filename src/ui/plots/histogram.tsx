import type { ReactNode } from "react";

interface HistogramProps {
  readonly bins: readonly { readonly label: string; readonly count: number }[];
  readonly width: number;
  readonly height: number;
}

/** Counts as bars the size of a word. Decorative: the figures stand beside it; each bar tells its own on hover. */
export function Histogram({ bins, width, height }: HistogramProps): ReactNode {
  const top = Math.max(1, ...bins.map((bin) => bin.count));
  const step = width / bins.length;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {bins.map((bin, index) => {
        const tall = bin.count === 0 ? 0 : Math.max(1, (bin.count / top) * (height - 1));
        const gap = Math.min(2, step * 0.15);
        return (
          <rect
            key={bin.label}
            x={index * step}
            y={height - 1 - tall}
            width={step - gap}
            height={tall}
            fill="var(--series-1)"
          >
            <title>{`${bin.label}: ${bin.count}`}</title>
          </rect>
        );
      })}
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--control)" />
    </svg>
  );
}
