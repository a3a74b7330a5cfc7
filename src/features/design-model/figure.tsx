import type { ReactNode } from "react";

interface FigureProps {
  readonly label: string;
  /** Empty where the layer has none: then its label would name nothing. */
  readonly value: string;
}

/** One figure of a layer, under its column; where there is no room for columns its label stands before it. */
export function Figure({ label, value }: FigureProps): ReactNode {
  return (
    <span className="layer-figure">
      {value !== "" && (
        <>
          <span className="layer-label">{label} </span>
          {value}
        </>
      )}
    </span>
  );
}
