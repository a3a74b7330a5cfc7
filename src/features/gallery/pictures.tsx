/** One drawn picture a gallery entry, in the colours that its classes and lines will have when it trains. */
import type { ReactNode } from "react";
import { FlowerPicture, PenguinPicture } from "./drawings.tsx";
import { jitter } from "./jitter.ts";
import { ClothesPicture, DenoisePicture, MailPicture, NamesPicture, WeatherPicture } from "./scenes.tsx";

/** Handwriting as strokes in a box 20 wide and 28 high, one list a digit. */
const digitStrokes = [
  "M10 4C4 4 3 12 4 17s5 8 9 5 5-10 3-15-4-4-6-3",
  "M8 8l4-4c0 7-1 13-1.5 20",
  "M5 9c1-6 11-6 10 0S6 19 4.5 23c4-2 7 1 12-1",
  "M5 6c5-4 11-1 9 4-1 2-3 3-6 3 5-.5 8 2 7 6s-7 6-11 3",
  "M13 4C9 9 6 12 4 16c4 .5 8 0 13-.5M12.5 10c0 5-.5 9-1 14",
  "M15 5c-3 .5-6 .3-8 0l-1 7c4-2 9-1 9 4s-6 8-11 5",
  "M14 4C8 7 4 14 5 19s8 6 10 1-4-7-9-3",
  "M4 6c4 0 8-.5 12-.5C13 11 10 17 9 24M7 14.5c3 0 5 0 8-.5",
  "M10 13c-5-2-5-9 0-9s5 7 0 9-8 10-1 10.5S15 15 10 13z",
  "M14.5 9c-1-6-10-6-9.5 0s8 6 9.5 0c0 5-.5 10-2 15",
];

function DigitsPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      <rect width="160" height="100" fill="var(--scope)" />
      {digitStrokes.map((stroke, digit) => (
        <path
          key={digit}
          d={stroke}
          transform={`translate(${8 + (digit % 5) * 30} ${digit < 5 ? 14 : 55}) rotate(${[-4, 6, 0, 3, -3, 5, -5, 2, 4, -2][digit] ?? 0} 10 14) scale(1.15)`}
          fill="none"
          stroke="var(--scope-ink)"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly group: 0 | 1;
}

function Dots({ dots, children }: { readonly dots: readonly Dot[]; readonly children?: ReactNode }): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      {children}
      {dots.map((dot, index) =>
        dot.group === 0 ? (
          <circle key={index} cx={dot.x} cy={dot.y} r="2.3" fill="var(--series-1)" />
        ) : (
          <rect key={index} x={dot.x - 2} y={dot.y - 2} width="4" height="4" fill="var(--series-2)" />
        ),
      )}
    </svg>
  );
}

function MoonsPicture(): ReactNode {
  const dots = Array.from({ length: 64 }, (_, index): Dot => {
    const group = index % 2 === 0 ? 0 : 1;
    const angle = (Math.PI * index) / 63;
    const [noiseX, noiseY] = [jitter(index) * 9, jitter(index + 99) * 9];
    return group === 0
      ? { x: 64 + 34 * Math.cos(angle) + noiseX, y: 58 - 34 * Math.sin(angle) + noiseY, group }
      : { x: 97 - 34 * Math.cos(angle) + noiseX, y: 44 + 34 * Math.sin(angle) + noiseY, group };
  });
  return (
    <Dots dots={dots}>
      <path
        d="M0 0h160v18C140 60 122 66 108 58S88 26 74 32 52 66 34 78 8 84 0 84z"
        fill="var(--series-1)"
        opacity="0.12"
      />
      <path
        d="M160 18C140 60 122 66 108 58S88 26 74 32 52 66 34 78 8 84 0 84v16h160z"
        fill="var(--series-2)"
        opacity="0.12"
      />
    </Dots>
  );
}

function SpiralsPicture(): ReactNode {
  const dots = Array.from({ length: 110 }, (_, index): Dot => {
    const group = index % 2 === 0 ? 0 : 1;
    const turn = 0.8 + (index / 110) * 8.6;
    const angle = turn + (group === 0 ? 0 : Math.PI);
    const radius = 4.6 * turn;
    return {
      x: 80 + radius * Math.cos(angle) * 1.15 + jitter(index) * 2,
      y: 50 + radius * Math.sin(angle) + jitter(index + 50) * 2,
      group,
    };
  });
  return <Dots dots={dots} />;
}

function LinePicture(): ReactNode {
  const dots = Array.from({ length: 38 }, (_, index): Dot => {
    const x = 14 + index * 3.55;
    return { x, y: 82 - index * 1.72 + jitter(index) * 24, group: 0 };
  });
  return (
    <Dots dots={dots}>
      {[
        [52, 50],
        [62, 40],
        [72, 30],
      ].map(([left, right]) => (
        <path key={left} d={`M6 ${left}L154 ${right}`} stroke="var(--series-2)" strokeWidth="1.2" opacity="0.3" />
      ))}
      <path d="M6 86L154 14" stroke="var(--series-2)" strokeWidth="2.8" strokeLinecap="round" />
    </Dots>
  );
}

export const pictures: Readonly<Record<string, () => ReactNode>> = {
  digits: DigitsPicture,
  moons: MoonsPicture,
  spirals: SpiralsPicture,
  "noisy-line": LinePicture,
  iris: FlowerPicture,
  penguins: PenguinPicture,
  names: NamesPicture,
  weather: WeatherPicture,
  spam: MailPicture,
  clothes: ClothesPicture,
  denoise: DenoisePicture,
};
