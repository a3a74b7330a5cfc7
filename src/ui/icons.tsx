/** The studio's own line icons, 20 × 20, drawn in the current colour. Decorative: words stand beside or on the control. */
import type { ReactNode } from "react";

const paths = {
  gallery: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
  data: "M3 5h14M3 10h14M3 15h14M8 3v14",
  model: "M3 5v10M3 5l7-2M3 15l7 2M3 10h7M10 3v14M10 3l7 4.5M10 17l7-4.5M10 10h7M17 7.5v5",
  train: "M3 3v14h14M5 5c1.5 6 3 8.5 6 9.5s4 .8 6 .8",
  race: "M3 3v14h14M5.5 4c.8 6 2 8.5 4.5 9.3s4.5 .7 7 .7M5.5 4c2 3 5 3.7 7.5 4.2s3 .6 4 1.3",
  landscapes:
    "M10 2.5c5.5 0 8 3 7.5 7.5s-4 7.5-8.5 7S2 13.5 2.5 9.5 5.5 2.5 10 2.5zM10 5.5c3.5 0 5 2 4.5 4.5S12 14 9.5 13.5 5.5 11.5 6 9s1.5-3.5 4-3.5zM10.5 8.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
  evaluate: "M3 17a7 7 0 1 1 14 0M10 17l4-6M5 11.5l1 1M10 8.5v1.5",
  library: "M4 3v14M8 3v14M12 3.5l4.5 13",
  predict: "M3 15.5V17h1.5L15 6.5 13.5 5zM12 17h5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  undo: "M7 5L3 9l4 4M3 9h9a5 4.5 0 0 1 0 9H9",
  redo: "M13 5l4 4-4 4M17 9H8a5 4.5 0 0 0 0 9h3",
  share: "M10 12V3M6.5 6.5L10 3l3.5 3.5M4 10v7h12v-7",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M16 4l-1.4 1.4M5.4 14.6L4 16",
  moon: "M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z",
  system: "M3 4h14v9.5H3zM7.5 17h5",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  chevron: "M6 8l4 4 4-4",
  up: "M6 12l4-4 4 4",
  previous: "M12 5l-5 5 5 5",
  next: "M8 5l5 5-5 5",
  download: "M10 3v9M6.5 8.5L10 12l3.5-3.5M4 16h12",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M9 8v8",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5",
  rename: "M3.5 16.5l.8-3.5L13 4.3l2.7 2.7L7 15.7z",
  stop: "M5.5 5.5h9v9h-9z",
  copy: "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z",
  pause: "M6 4.5h3v11H6zM11 4.5h3v11h-3z",
  step: "M5 4l7 6-7 6zM13.5 4.5h2v11h-2z",
  play: "M6 4l10 6-10 6z",
  retry: "M16 10a6 6 0 1 1-2-4.5M16 3v3.5h-3.5",
  minus: "M5 10h10",
  plus: "M5 10h10M10 5v10",
  warning: "M10 3.5L18 17H2zM10 8.5v4M10 14.5v.5",
} as const;

export type IconName = keyof typeof paths;

export function Icon(props: { readonly name: IconName; readonly size?: number }): ReactNode {
  const size = props.size ?? 20;
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[props.name]} />
    </svg>
  );
}

/** The falling line: the studio's mark. */
export function Mark(props: { readonly size: number }): ReactNode {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M5 27h22" stroke="var(--control)" strokeWidth="1.5" />
      <path
        d="M5 5c2.5 9.5 3.5 15.5 8 17.7S21.5 25 27 25"
        stroke="var(--accent)"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="27" cy="25" r="2.8" fill="var(--ink)" />
    </svg>
  );
}
