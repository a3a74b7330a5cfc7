import type { ReactNode } from "react";
import { useFormats } from "../language.tsx";
import type { Palette } from "./palette.ts";
import type { Relief } from "./relief.ts";
import "./relief.css";

/** What a relief's colours stand for, from its deepest place to its highest. */
export function ReliefScale({ relief, palette }: { readonly relief: Relief; readonly palette: Palette }): ReactNode {
  const format = useFormats();
  const height = (level: number): string => format.number(Number(relief.heightAt(level).toPrecision(3)));
  return (
    <span className="relief-scale">
      <span>{height(0)}</span>
      <span className="relief-bands" aria-hidden="true">
        {palette.bands.map((colour, index) => (
          <i key={index} style={{ background: colour }} />
        ))}
      </span>
      <span>{height(1)}</span>
    </span>
  );
}
