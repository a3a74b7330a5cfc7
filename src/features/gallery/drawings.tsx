/** The two pictures that are drawn by hand: three irises and three penguins, a colour for each species. */
import type { ReactNode } from "react";

const stands = [
  { x: 38, scale: 0.82, colour: "var(--series-1)" },
  { x: 80, scale: 1, colour: "var(--series-4)" },
  { x: 123, scale: 0.9, colour: "var(--series-6)" },
];

export function FlowerPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      {stands.map(({ x, scale, colour }) => (
        <g key={x} transform={`translate(${x} 98) scale(${scale})`}>
          <path
            d="M0 0C1-18-1-34 0-52M0-4C-9-14-15-24-16-40-8-32-3-20 0-4M1-6C8-14 12-22 13-33 7-27 3-18 1-6"
            fill="none"
            stroke="var(--series-3)"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <g fill={colour} fillOpacity="0.22" stroke={colour} strokeWidth="1.8" strokeLinejoin="round">
            <path d="M0-54C-12-58-12-76-2-88c2-2 3-2 4 0C12-76 12-58 0-54z" />
            <path d="M-2-56C-14-66-24-62-25-50c0 9 6 14 12 12 8-2 12-10 11-18z" />
            <path d="M2-56C14-66 24-62 25-50c0 9-6 14-12 12C5-40 1-48 2-56z" />
            <path d="M0-55C-9-48-9-34 0-28 9-34 9-48 0-55z" />
          </g>
          <path
            d="M0-51v13M-9-54c-4 2-6 5-7 9M9-54c4 2 6 5 7 9"
            stroke="var(--series-5)"
            strokeWidth="2"
            fill="none"
            strokeLinecap="round"
          />
        </g>
      ))}
    </svg>
  );
}

const birds = [
  { x: 36, scale: 0.84, colour: "var(--series-1)" },
  { x: 80, scale: 0.94, colour: "var(--series-5)" },
  { x: 126, scale: 1.06, colour: "var(--series-2)" },
];

export function PenguinPicture(): ReactNode {
  return (
    <svg viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">
      <path d="M0 93h160" stroke="var(--control)" strokeWidth="1.5" strokeDasharray="1 5" strokeLinecap="round" />
      {birds.map(({ x, scale, colour }) => (
        <g key={x} transform={`translate(${x} 94) scale(${scale})`}>
          <path
            d="M-9-1c-12-7-14-30-11-46 1-7 3-10 5-15 1-10 6-17 14-17 7 0 12 4 14 10l8 3c-3 3-6 4-9 4 1 6 4 11 6 18 4 17 2 36-9 43z"
            fill="var(--ink)"
            fillOpacity="0.88"
          />
          <path d="M-4-4C-12-12-12-34-6-46c3-6 10-6 13-1 7 11 7 35-1 43z" fill="var(--canvas)" />
          <path d="M-15-50c-7 8-11 19-9 28 4-3 8-10 9-18zM14-48c6 7 9 18 7 26-4-3-6-9-7-16z" fill={colour} />
          <path d="M-10-58c5 4 12 5 18 2" stroke={colour} strokeWidth="3.2" fill="none" strokeLinecap="round" />
          <circle cx="5" cy="-70" r="1.9" fill="var(--canvas)" />
          <path d="M-9-1h8M2-1h8" stroke={colour} strokeWidth="3.5" strokeLinecap="round" />
        </g>
      ))}
    </svg>
  );
}
