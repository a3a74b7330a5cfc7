import type { ReactNode } from "react";
import "./histogram.css";

interface HistogramProps {
  readonly bins: readonly { readonly label: string; readonly count: number }[];
}

const WIDTH = 240;
const HEIGHT = 48;

/** Counts as bars, as wide as there is room. Decorative: the figures stand beside it; each bar tells its own on hover. */
export function Histogram({ bins }: HistogramProps): ReactNode {
  const top = Math.max(1, ...bins.map((bin) => bin.count));
  const step = WIDTH / bins.length;
  return (
    <svg className="histogram" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {bins.map((bin, index) => {
        const tall = bin.count === 0 ? 0 : Math.max(1, (bin.count / top) * (HEIGHT - 1));
        const gap = Math.min(2, step * 0.15);
        return (
          <rect
            key={bin.label}
            x={index * step}
            y={HEIGHT - 1 - tall}
            width={step - gap}
            height={tall}
            fill="var(--series-1)"
          >
            <title>{`${bin.label}: ${bin.count}`}</title>
          </rect>
        );
      })}
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--control)" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
