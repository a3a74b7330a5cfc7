import type { ReactNode } from "react";
import type { DataSummary, DatasetSummary, PictureSample, SeriesSample } from "../../project/data-summary.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { Pixels } from "../../ui/plots/pixels.tsx";
import { SeriesPlot } from "../../ui/plots/series-plot.tsx";
import { PointPlot } from "../../ui/plots/point-plot.tsx";
import { Section } from "../../ui/room.tsx";
import { useWidth } from "../../ui/use-width.ts";
import { pictureCount, texts } from "./texts.ts";

const HEIGHT = 320;
const PICTURE_SIDE = 56;

/** The data at a glance: pictures by class, lines over time, or points on a plane. */
export function Overview(props: { readonly dataset: DatasetSummary; readonly data: DataSummary | null }): ReactNode {
  const { dataset, data } = props;
  if (dataset.pictures !== undefined) return <Pictures sample={dataset.pictures} />;
  if (dataset.series !== undefined) return <Series sample={dataset.series} />;
  return data?.points === undefined ? null : <Scatter data={data} points={data.points} />;
}

function Pictures({ sample }: { readonly sample: PictureSample }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  return (
    <Section title={t(texts.pictures)}>
      <ul className="picture-classes">
        {sample.groups.map(({ label, rows, pictures }, index) => (
          // Classes stay in their order.
          <li key={index}>
            <p className="picture-class">
              {label !== null && <b>{label}</b>} <span className="quiet">{t(pictureCount(integer(rows)))}</span>
            </p>
            <div className="picture-row">
              {pictures.map((pixels, place) => (
                <Pixels key={place} pixels={pixels} shape={sample.shape} size={PICTURE_SIDE} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Series({ sample }: { readonly sample: SeriesSample }): ReactNode {
  const t = useText();
  const [measure, width] = useWidth();
  const { times, lines, time } = sample;
  return (
    <Section title={t(texts.series)}>
      <div ref={measure}>
        {width > 0 && (
          <SeriesPlot
            label={`${lines.map(({ name }) => name).join(", ")}; ${time}`}
            times={times}
            lines={lines}
            width={width}
          />
        )}
      </div>
    </Section>
  );
}

function Scatter(props: {
  readonly data: DataSummary;
  readonly points: NonNullable<DataSummary["points"]>;
}): ReactNode {
  const t = useText();
  const [measure, width] = useWidth();
  const { data, points } = props;
  const numbers = data.inputs.filter((input) => input.type === "number");
  const classes = data.target.task === "classification" && points.group !== undefined ? data.target.classes : [];
  const [xLabel, yLabel] = [numbers[0]?.name ?? "", numbers[1]?.name ?? data.target.name];
  return (
    <Section
      title={t(texts.points)}
      actions={
        <ul className="sample-classes">
          {classes.map((name, index) => (
            <li key={name}>
              <i style={{ background: `var(--series-${(index % 8) + 1})` }} />
              {/^\d+$/.test(name) ? `${data.target.name} ${name}` : name}
            </li>
          ))}
        </ul>
      }
    >
      <div ref={measure} style={{ minHeight: HEIGHT }}>
        {width > 0 && (
          <PointPlot
            label={`${xLabel}, ${yLabel}`}
            points={points}
            xLabel={xLabel}
            yLabel={yLabel}
            width={width}
            height={HEIGHT}
          />
        )}
      </div>
    </Section>
  );
}
