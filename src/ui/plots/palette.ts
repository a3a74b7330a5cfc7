/** The theme's colours as a canvas takes them, read from the page so that they are defined in one place. */
import { useEffect, useState } from "react";

export type Series = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface Palette {
  /** From the deepest ground to the highest, evenly apart to the eye. */
  readonly bands: readonly string[];
  readonly canvas: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly series: Readonly<Record<Series, string>>;
  /** "12px" with the page's typeface. */
  readonly font: string;
}

const BANDS = 18;

/** How much of one colour in the other at this share of the way from low to high. */
function bandAt(share: number): string {
  const [from, to, part] =
    share < 0.5 ? ["--land-low", "--land-middle", share * 2] : ["--land-middle", "--land-high", share * 2 - 1];
  return `color-mix(in oklab, var(${to}) ${(100 * part).toFixed(1)}%, var(${from}))`;
}

function readPalette(): Palette {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (colour: string): string => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    bands: Array.from({ length: BANDS }, (_, index) => read(bandAt(index / (BANDS - 1)))),
    canvas: read("var(--canvas)"),
    ink: read("var(--ink)"),
    inkSoft: read("var(--ink-soft)"),
    series: {
      1: read("var(--series-1)"),
      2: read("var(--series-2)"),
      3: read("var(--series-3)"),
      4: read("var(--series-4)"),
      5: read("var(--series-5)"),
      6: read("var(--series-6)"),
      7: read("var(--series-7)"),
      8: read("var(--series-8)"),
    },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
  probe.remove();
  return palette;
}

/** Read again whenever the theme changes, by choice or with the system. */
export function usePalette(theme: string): Palette {
  const [palette, setPalette] = useState(() => ({ colours: readPalette(), of: theme }));
  useEffect(() => {
    const read = (): void => {
      setPalette({ colours: readPalette(), of: theme });
    };
    read();
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", read);
    return () => {
      system.removeEventListener("change", read);
    };
  }, [theme]);
  return palette.colours;
}
