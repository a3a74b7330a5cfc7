import { describe, expect, test } from "vitest";
import { rasterize, SIDE, type Stroke } from "../../../src/ui/plots/digit-raster.ts";

function boxOf(pixels: Uint8Array): { left: number; right: number; top: number; bottom: number } {
  const inked = [...pixels.keys()].filter((pixel) => (pixels[pixel] ?? 0) > 0);
  const columns = inked.map((pixel) => pixel % SIDE);
  const rows = inked.map((pixel) => Math.floor(pixel / SIDE));
  return { left: Math.min(...columns), right: Math.max(...columns), top: Math.min(...rows), bottom: Math.max(...rows) };
}

function centreOf(pixels: Uint8Array): { x: number; y: number } {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((ink, pixel) => {
    mass += ink;
    x += ink * (pixel % SIDE);
    y += ink * Math.floor(pixel / SIDE);
  });
  return { x: x / mass, y: y / mass };
}

const one: Stroke = [
  { x: 140, y: 20 },
  { x: 140, y: 260 },
];
const seven: readonly Stroke[] = [
  [
    { x: 10, y: 10 },
    { x: 90, y: 10 },
    { x: 40, y: 120 },
  ],
];

describe("rasterize", () => {
  test("fits the longer side into 20 pixels and keeps the proportions", () => {
    const box = boxOf(rasterize([one]));
    expect(box.bottom - box.top + 1).toBeGreaterThanOrEqual(20);
    expect(box.bottom - box.top + 1).toBeLessThanOrEqual(22);
    expect(box.right - box.left + 1).toBeLessThanOrEqual(4);
  });

  test("puts the centre of mass in the middle", () => {
    const { x, y } = centreOf(rasterize(seven));
    expect(x).toBeCloseTo(13.5, 0);
    expect(y).toBeCloseTo(13.5, 0);
    expect(Math.abs(x - 13.5)).toBeLessThan(0.25);
    expect(Math.abs(y - 13.5)).toBeLessThan(0.25);
  });

  test("does not depend on where or how large it was drawn", () => {
    const larger = seven.map((stroke) => stroke.map(({ x, y }) => ({ x: 300 + 3 * x, y: 70 + 3 * y })));
    expect(rasterize(larger)).toEqual(rasterize(seven));
  });

  test("is antialiased: full ink inside, part of it at the edges", () => {
    const values = new Set(rasterize(seven));
    expect(values).toContain(255);
    expect([...values].some((value) => value > 20 && value < 235)).toBe(true);
  });

  test("draws a dot, and nothing without strokes", () => {
    expect(rasterize([[{ x: 5, y: 5 }]]).some((ink) => ink === 255 || ink > 100)).toBe(true);
    expect(rasterize([]).every((ink) => ink === 0)).toBe(true);
  });
});
