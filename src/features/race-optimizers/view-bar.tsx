import type { ReactNode } from "react";
import type { YScale } from "../../ui/charts/curve.ts";
import { Switch } from "../../ui/form/switch.tsx";
import { useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { RaceView } from "./race-charts.tsx";
import { xKinds, type XKind } from "./race-curves.ts";
import { texts, xNames } from "./texts.ts";

interface ViewBarProps {
  readonly view: RaceView;
  readonly onChange: (change: Partial<RaceView>) => void;
  /** At its end. */
  readonly children: ReactNode;
}

/** What all charts of the race are drawn over, and how. */
export function ViewBar({ view, onChange, children }: ViewBarProps): ReactNode {
  const t = useText();
  return (
    <div className="view-bar">
      <Segmented<XKind>
        label={t(texts.over)}
        isLabelHidden
        value={view.x}
        choices={xKinds.map((value) => ({ value, label: t(xNames[value]) }))}
        onChange={(x) => {
          onChange({ x });
        }}
      />
      <Segmented<YScale>
        label={t(texts.xScale)}
        isLabelHidden
        value={view.xScale}
        choices={[
          { value: "linear", label: t(texts.linear) },
          { value: "log", label: t(texts.log) },
        ]}
        onChange={(xScale) => {
          onChange({ xScale });
        }}
      />
      <Switch
        label={t(texts.smooth)}
        isOn={view.isSmooth}
        onChange={(isSmooth) => {
          onChange({ isSmooth });
        }}
      />
      <div className="view-bar-end">{children}</div>
    </div>
  );
}
