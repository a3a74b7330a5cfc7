/** Pictures of the experiments with texts, series and clothes. */
import type { ReactNode } from "react";
import { jitter } from "./jitter.ts";

/** A name as it is written: each next letter with the likelier and the less likely ones. */
const letters: readonly { readonly letter: string; readonly others: readonly string[] }[] = [
  { letter: "M", others: ["J", "A", "S"] },
  { letter: "a", others: ["i", "e", "o"] },
  { letter: "r", others: ["n", "l", "d"] },
  { letter: "i", others: ["a", "y", "e"] },
  { letter: "l", others: ["a", "n", "s"] },
  { letter: "a", others: ["y", "l", "e"] },
];

export function NamesPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      {letters.map(({ letter, others }, at) => {
        const x = 25 + at * 22;
        return (
          <g key={at} textAnchor="middle" fontFamily="var(--font)">
            <text x={x} y="47" fontSize="27" fontWeight="650" fill="var(--ink)">
              {letter}
            </text>
            {others.map((other, rank) => (
              <text
                key={other}
                x={x}
                y={63 + rank * 11}
                fontSize="10"
                fill="var(--series-1)"
                opacity={0.75 - rank * 0.22}
              >
                {other}
              </text>
            ))}
          </g>
        );
      })}
      <path d="M147 24v28" stroke="var(--accent)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}

export function WeatherPicture(): ReactNode {
  const days = Array.from({ length: 40 }, (_, day) => {
    const warmth = 52 - 20 * Math.sin((day - 6) / 8.5) + jitter(day + 7) * 13;
    return { x: 6 + day * 3.05, y: warmth };
  });
  const path = days.map(({ x, y }, day) => `${day === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const last = days.at(-1)!;
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      <circle cx="128" cy="29" r="9" fill="var(--series-5)" opacity="0.9" />
      {Array.from({ length: 8 }, (_, ray) => (
        <path
          key={ray}
          d="M128 15.5v-4"
          transform={`rotate(${ray * 45} 128 29)`}
          stroke="var(--series-5)"
          strokeWidth="2.2"
          strokeLinecap="round"
        />
      ))}
      <rect x="83" y="12" width="42" height="80" rx="3" fill="var(--series-1)" opacity="0.1" />
      <path d={path} fill="none" stroke="var(--series-1)" strokeWidth="2.2" strokeLinejoin="round" />
      <path
        d={`M${last.x} ${last.y}L150 ${last.y - 5}`}
        stroke="var(--series-2)"
        strokeWidth="2.2"
        strokeDasharray="1 4"
        strokeLinecap="round"
      />
      <circle cx="150" cy={last.y - 5} r="4" fill="none" stroke="var(--series-2)" strokeWidth="2.4" />
    </svg>
  );
}

/** Lines of a mail; what gives it away is marked. */
const words: readonly (readonly (readonly [length: number, isTelling: boolean])[])[] = [
  [
    [16, false],
    [22, true],
    [12, false],
  ],
  [
    [9, false],
    [14, false],
    [20, false],
  ],
  [
    [20, true],
    [11, false],
    [18, true],
  ],
  [
    [13, false],
    [8, false],
    [15, false],
  ],
];

export function MailPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      {[
        { x: 20, colour: "var(--series-3)", marks: false },
        { x: 84, colour: "var(--series-2)", marks: true },
      ].map(({ x, colour, marks }) => (
        <g key={x} transform={`translate(${x} 18)`}>
          <rect width="58" height="64" rx="4" fill="var(--raised)" stroke="var(--hairline)" />
          <path d="M0 4a4 4 0 0 1 4-4h50a4 4 0 0 1 4 4v9H0z" fill={colour} opacity="0.18" />
          <path d={marks ? "M7 4.5l5 5m0-5l-5 5" : "M6 7l2.5 2.5 5-5"} stroke={colour} strokeWidth="1.8" fill="none" />
          {words.map((line, row) => {
            let from = 5;
            return line.map(([length, isTelling], word) => {
              const at = from;
              from += length + 3;
              const isMarked = marks && isTelling;
              return (
                <rect
                  key={`${row}/${word}`}
                  x={at}
                  y={20 + row * 10}
                  width={Math.min(length, 54 - at)}
                  height="4.5"
                  rx="2"
                  fill={isMarked ? colour : "var(--ink-faint)"}
                  opacity={isMarked ? 0.9 : 0.35}
                />
              );
            });
          })}
        </g>
      ))}
    </svg>
  );
}

/** Outlines in a box 40 by 40. */
const clothes = [
  "M13 6l-9 6 4 8 4-2v16h16V18l4 2 4-8-9-6c-2 5-12 5-14 0z",
  "M12 5h16l3 30h-8l-3-20-3 20H9z",
  "M14 5h12l-2 11 9 19H7l9-19z",
  "M4 28c0-3 1-6 2-9 4 3 7 3 10-1l8 6c4 2 10 2 12 5v4H4z",
  "M9 15h22l3 20H6zM14 15c0-11 12-11 12 0",
  "M14 5h9v17l11 6c2 1 2 3 2 6H14z",
];

export function ClothesPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      <rect width="160" height="100" fill="var(--scope)" />
      {clothes.map((outline, each) => (
        <path
          key={outline}
          d={outline}
          transform={`translate(${14 + (each % 3) * 47} ${each < 3 ? 8 : 53})`}
          fill="var(--scope-ink)"
          fillOpacity={0.16 + 0.1 * (each % 3)}
          stroke="var(--scope-ink)"
          strokeWidth="1.8"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}

/** A shirt in noise, and without it. */
export function DenoisePicture(): ReactNode {
  const shirt = (
    <path
      d={clothes[0]}
      fill="var(--scope-ink)"
      fillOpacity="0.3"
      stroke="var(--scope-ink)"
      strokeWidth="1.8"
      strokeLinejoin="round"
    />
  );
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      <rect width="160" height="100" fill="var(--scope)" />
      <g transform="translate(12 24) scale(1.3)">
        {shirt}
        {Array.from({ length: 90 }, (_, grain) => (
          <rect
            key={grain}
            x={20 + jitter(grain) * 42}
            y={20 + jitter(grain + 300) * 40}
            width="1.8"
            height="1.8"
            fill={grain % 3 === 0 ? "var(--scope)" : "var(--scope-ink)"}
            opacity="0.75"
          />
        ))}
      </g>
      <path
        d="M74 50h11m-5-5l5 5-5 5"
        fill="none"
        stroke="var(--series-3)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g transform="translate(96 24) scale(1.3)">{shirt}</g>
    </svg>
  );
}
