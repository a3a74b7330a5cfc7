import { describe, expect, test } from "vitest";
import { drawn, nearest, tableOf, yAxisOf, type Curve } from "../../../src/ui/charts/curve.ts";
import { csvCell, csvOf } from "../../../src/ui/charts/export-chart.ts";
import { downsample } from "../../../src/ui/charts/lttb.ts";
import { heightOn } from "../../../src/ui/charts/plot-area.ts";
import { smoothed } from "../../../src/ui/charts/smooth.ts";
import { linearAxis, logAxis } from "../../../src/ui/charts/ticks.ts";

const line = (count: number, at: (x: number) => number): { x: number; y: number }[] =>
  Array.from({ length: count }, (_, x) => ({ x, y: at(x) }));
const curve = (points: Curve["points"]): Curve => ({ id: "a", label: "a", series: 1, dash: "solid", points });

describe("downsample", () => {
  test("keeps both ends, the order and the limit", () => {
    const kept = downsample(
      line(10_000, (x) => Math.sin(x / 300)),
      500,
    );
    expect(kept).toHaveLength(500);
    expect(kept[0]?.x).toBe(0);
    expect(kept.at(-1)?.x).toBe(9_999);
    expect(kept.every((point, index) => index === 0 || point.x > (kept[index - 1]?.x ?? Infinity))).toBe(true);
  });

  test("keeps a peak that every tenth point would miss", () => {
    const kept = downsample(
      line(1_000, (x) => (x === 503 ? 40 : 1)),
      100,
    );
    expect(kept).toContainEqual({ x: 503, y: 40 });
  });

  test("takes the point of the largest triangle of each bucket", () => {
    // By hand: from (0, 0), next bucket's mean (3.5, 1.5): areas of (1, 0) and (2, 5) are 1.5 and 14.5.
    const points = [0, 0, 5, 1, 2, 0].map((y, x) => ({ x, y }));
    expect(downsample(points, 4).map(({ x }) => x)).toEqual([0, 2, 3, 5]);
  });

  test("leaves short lines alone", () => {
    const short = line(5, (x) => x);
    expect(downsample(short, 5)).toBe(short);
  });
});

describe("smoothed", () => {
  test("leaves a straight line where it is, but for its very end", () => {
    const points = line(200, (x) => 2 * x + 1);
    const result = smoothed(points) ?? [];
    for (const { x, y } of result.slice(0, 190)) expect(y).toBeCloseTo(2 * x + 1, 9);
    expect(result[0]).toEqual({ x: 0, y: 1 });
  });

  test("calms noise", () => {
    const result = smoothed(line(400, (x) => (x % 2 === 0 ? 1 : 3))) ?? [];
    for (const { y } of result.slice(20)) expect(Math.abs(y - 2)).toBeLessThan(0.1);
  });

  test("shows short lines as they are", () => {
    expect(smoothed(line(47, (x) => x))).toBeNull();
  });
});

describe("axes", () => {
  test("linear ones begin and end on round numbers around the data", () => {
    expect(linearAxis(0.13, 0.94, 5)).toEqual({ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] });
    expect(linearAxis(0, 1290, 6).ticks).toEqual([0, 500, 1000, 1500]);
  });

  test("linear ones have room for a single value", () => {
    const { domain } = linearAxis(3, 3, 5);
    expect(domain[0]).toBeLessThan(3);
    expect(domain[1]).toBeGreaterThan(3);
  });

  test("logarithmic ones count 1, 2, 5 and hold the data", () => {
    expect(logAxis(0.06, 2.4, 7)).toEqual({ domain: [0.05, 5], ticks: [0.05, 0.1, 0.2, 0.5, 1, 2, 5] });
  });

  test.each([
    [1e-9, 1e3],
    [0.5, 0.6],
    [2, 2],
  ])("logarithmic ones hold %f to %f with few ticks", (low, high) => {
    const { domain, ticks } = logAxis(low, high, 6);
    expect(domain[0]).toBeLessThanOrEqual(low);
    expect(domain[1]).toBeGreaterThanOrEqual(high);
    expect(ticks.length).toBeLessThanOrEqual(9);
  });

  test("place values by their scale", () => {
    expect(heightOn({ domain: [0.01, 1], ticks: [] }, "log", 0.1)).toBeCloseTo(0.5);
    expect(heightOn({ domain: [0, 4], ticks: [] }, "linear", 1)).toBe(0.25);
    expect(heightOn({ domain: [0.01, 1], ticks: [] }, "log", 0)).toBeNull();
  });
});

describe("a drawn curve", () => {
  test("leaves out what its axis cannot hold", () => {
    const points = [
      { x: 1, y: 2 },
      { x: 2, y: 0 },
      { x: 3, y: NaN },
      { x: 4, y: Infinity },
      { x: 5, y: 1 },
    ];
    expect(drawn(curve(points), "log", 800).line.map(({ x }) => x)).toEqual([1, 5]);
    expect(drawn(curve(points), "linear", 800).line.map(({ x }) => x)).toEqual([1, 2, 5]);
  });

  test("has at most 500 points, raw ones too, at any width", () => {
    const long = drawn(curve(line(20_000, (x) => 1 + Math.sin(x))), "log", 5_000);
    expect(long.line.length).toBeLessThanOrEqual(500);
    expect(long.raw).toHaveLength(500);
  });

  test("its axis lets single outliers of the raw line leave the frame", () => {
    const long = drawn(curve(line(1_000, (x) => (x === 700 ? 1e6 : 1 + (x % 7) / 10))), "linear", 800);
    expect(yAxisOf([long], "linear", 6).domain[1]).toBeLessThan(1e5);
  });

  test("is read at the nearest point", () => {
    const points = [0, 10, 20].map((x) => ({ x, y: x }));
    expect([-5, 4, 6, 14, 99].map((x) => nearest(points, x)?.x)).toEqual([0, 0, 10, 10, 20]);
    expect(nearest([], 3)).toBeUndefined();
  });
});

describe("a chart's figures", () => {
  test("stand in one table by x, with gaps where a curve was not measured", () => {
    const validation = { ...curve([{ x: 2, y: 9 }]), id: "b" };
    expect(tableOf([curve(line(3, (x) => x)), validation])).toEqual([
      { x: 0, values: [0, null] },
      { x: 1, values: [1, null] },
      { x: 2, values: [2, 9] },
    ]);
  });

  test("are written as CSV that a spreadsheet does not run", () => {
    expect(["=1+1", "+x", "-x", "@x", "\tx", 'say "a, b"', -1, null].map(csvCell)).toEqual([
      "'=1+1",
      "'+x",
      "'-x",
      "'@x",
      "'\tx",
      '"say ""a, b"""',
      "-1",
      "",
    ]);
    expect(csvOf(["Step", "loss"], [[1, null]])).toBe("Step,loss\r\n1,\r\n");
  });
});

describe("a band around a line", () => {
  const band = line(300, (x) => x).map(({ x }) => ({ x, low: 1, high: x % 2 === 0 ? 3 : 5 }));
  const mean = line(300, () => 2);

  test("has a place for each of the line's, smoothed as the line is", () => {
    const shown = drawn({ ...curve(mean), band }, "linear", 800);
    expect(shown.band.map(({ x }) => x)).toEqual(shown.line.map(({ x }) => x));
    for (const { low, high } of shown.band.slice(20, -10)) {
      expect(low).toBeCloseTo(1, 9);
      expect(Math.abs(high - 4)).toBeLessThan(0.1);
    }
  });

  test("stays as it is around a line that stays as it is", () => {
    const shown = drawn({ ...curve(mean.slice(0, 40)), band: band.slice(0, 40) }, "linear", 800);
    expect(shown.band).toEqual(band.slice(0, 40));
  });
});
