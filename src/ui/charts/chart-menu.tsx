import { useState, type ReactNode } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Button as AriaButton } from "react-aria-components";
import { Icon } from "../icons.tsx";
import { useText } from "../language.tsx";
import { download } from "../download.ts";
import { csvOf, type NamedLook, pngOf, svgOf } from "./export-chart.ts";
import { texts } from "./texts.ts";

interface ChartMenuProps {
  readonly title: string;
  /** Of the files, without their ending. */
  readonly name: string;
  readonly isTable: boolean;
  readonly isEmpty: boolean;
  /** Null: what is shown is a table. */
  readonly drawing: (() => SVGSVGElement | null) | null;
  /** Of lines that bear no names in the drawing. */
  readonly names?: readonly NamedLook[] | undefined;
  readonly header: readonly string[];
  readonly rows: () => readonly (readonly (string | number | null)[])[];
  readonly onTable: (isTable: boolean) => void;
}

/** What every chart offers: the same figures as a table, and the chart as a file. */
export function ChartMenu(props: ChartMenuProps): ReactNode {
  const t = useText();
  const [hasFailed, setFailed] = useState(false);
  const save = async (kind: string): Promise<void> => {
    setFailed(false);
    if (kind === "csv") {
      download(`${props.name}.csv`, new Blob([csvOf(props.header, props.rows())], { type: "text/csv" }));
      return;
    }
    const drawing = props.drawing?.() ?? null;
    if (drawing === null) return;
    const caption = { title: props.title, names: props.names ?? [] };
    if (kind === "svg") {
      download(`${props.name}.svg`, new Blob([svgOf(drawing, caption)], { type: "image/svg+xml" }));
      return;
    }
    download(`${props.name}.png`, await pngOf(drawing, caption));
  };
  const hasDrawing = props.drawing !== null && !props.isTable;
  return (
    <>
      {hasFailed && (
        <span className="small" role="alert">
          {t(texts.downloadFailed)}
        </span>
      )}
      {props.drawing !== null && (
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-pressed={props.isTable}
          aria-label={`${t(texts.table)}: ${props.title}`}
          title={t(props.isTable ? texts.chart : texts.table)}
          disabled={props.isEmpty}
          onClick={() => {
            props.onTable(!props.isTable);
          }}
        >
          <Icon name={props.isTable ? "train" : "table"} size={18} />
        </button>
      )}
      <MenuTrigger>
        <AriaButton
          className="button button-quiet button-icon"
          aria-label={`${t(texts.download)}: ${props.title}`}
          isDisabled={props.isEmpty}
        >
          <Icon name="download" size={18} />
        </AriaButton>
        <Popover className="select-popover chart-menu" placement="bottom end">
          <Menu
            className="select-list"
            aria-label={t(texts.download)}
            onAction={(key) => {
              save(String(key)).catch(() => {
                setFailed(true);
              });
            }}
          >
            {hasDrawing && (
              <MenuItem id="png" className="select-item">
                PNG
              </MenuItem>
            )}
            {hasDrawing && (
              <MenuItem id="svg" className="select-item">
                SVG
              </MenuItem>
            )}
            <MenuItem id="csv" className="select-item">
              CSV
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}
