import { memo, type ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import { useText } from "../../ui/language.tsx";
import type { Palette } from "../../ui/plots/palette.ts";
import type { Relief } from "../../ui/plots/relief.ts";
import { ReliefScale } from "../../ui/plots/relief-scale.tsx";
import { texts } from "./texts.ts";

/** What the colours and marks of the map mean. */
export const Legend = memo(function Legend(props: {
  readonly relief: Relief;
  readonly palette: Palette;
  readonly hasLowest: boolean;
  readonly hasOthers: boolean;
}): ReactNode {
  const t = useText();
  const { relief, palette } = props;
  return (
    <div className="landscape-legend">
      <ReliefScale relief={relief} palette={palette} />
      {props.hasLowest && (
        <span className="legend-mark">
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM5 8h6M8 5v6" />
          </svg>
          {t(texts.lowestMark)}
        </span>
      )}
      {props.hasOthers && (
        <span className="legend-mark">
          <svg width="10" height="16" viewBox="0 0 10 16" aria-hidden="true">
            <path d="M8 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0z" />
          </svg>
          {t(texts.otherMark)}
        </span>
      )}
      <span className="legend-words">{t(sentences(texts.startHint, texts.surfaceHint))}</span>
    </div>
  );
});
