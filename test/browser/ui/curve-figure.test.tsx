import { useState, type ReactNode } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CurveFigure } from "../../../src/ui/charts/curve-figure.tsx";
import type { Curve, YScale } from "../../../src/ui/charts/curve.ts";
import { lookOf } from "../../../src/ui/charts/dash.ts";
import { svgOf } from "../../../src/ui/charts/export-chart.ts";
import { fitting } from "../../../src/ui/charts/plot-area.ts";
import { show } from "./show.tsx";

const curves: readonly Curve[] = [
  {
    id: "training",
    label: "training",
    series: 1,
    dash: "solid",
    points: Array.from({ length: 40 }, (_, index) => ({ x: index * 10, y: 2 / (index + 1) })),
  },
  { id: "validation", label: "validation", series: 2, dash: "dotted", points: [{ x: 200, y: 0.25 }] },
];

function Figure(props: { readonly curves: readonly Curve[] }): ReactNode {
  const [crosshair, setCrosshair] = useState<number | null>(null);
  const [scale, setScale] = useState<YScale>("log");
  return (
    <div style={{ width: 800 }}>
      <CurveFigure
        title="Loss"
        name="loss"
        curves={props.curves}
        xLabel="Step"
        xEnd={400}
        height={300}
        showY={String}
        hint="Press Train"
        better="lower"
        yScale={scale}
        onScale={setScale}
        crosshair={crosshair}
        onCrosshair={setCrosshair}
      />
    </div>
  );
}

const bare = { title: "", names: [] };

/** The drawing's script is loaded when it is first needed. */
const arrival = { timeout: 30_000 };

test("shows empty axes with a hint, then the lines with their names", async () => {
  const shown = show(<Figure curves={[]} />);
  await expect.element(page.getByText("Press Train")).toBeVisible();
  shown.again(<Figure curves={curves} />);
  const drawing = page.getByRole("slider", { name: "Cursor on Loss" });
  await expect.poll(() => drawing.element().querySelectorAll(".curve-line").length, arrival).toBe(2);
  await expect
    .poll(() => [...drawing.element().querySelectorAll("text")].map((text) => text.textContent))
    .toEqual(expect.arrayContaining(["training", "validation", "Step"]));
});

test("a name of wide letters at a line's end stays whole within the drawing", async () => {
  const label = "LAMB WARMUP MOMENTUM";
  show(<Figure curves={curves.map((curve) => ({ ...curve, label }))} />);
  const drawing = page.getByRole("slider", { name: "Cursor on Loss" });
  const named = (): readonly Element[] =>
    [...drawing.element().querySelectorAll("text")].filter((text) => text.textContent === label);
  await expect.poll(() => named().length, arrival).toBe(2);
  const edge = named()[0]!.closest("svg")!.getBoundingClientRect().right;
  for (const name of named()) expect(name.getBoundingClientRect().right).toBeLessThanOrEqual(edge);
});

test("a name that is cut keeps the end that tells it from others", () => {
  const [first, second] = ["0.01", "0.01 (2)"].map((end) => fitting(`SGD with momentum and a long name ${end}`, 120));
  expect(first).toMatch(/^SGD.*….*0\.01$/);
  expect(second).toMatch(/^SGD.*….*\(2\)$/);
});

test("the crosshair moves by keyboard and says what it reads", async () => {
  show(<Figure curves={curves} />);
  const drawing = page.getByRole("slider", { name: "Cursor on Loss" });
  await expect.element(drawing).toBeInTheDocument();
  // The figure's cursor is a div.
  (drawing.element() as HTMLDivElement).focus();
  await userEvent.keyboard("{Home}{ArrowRight}");
  await expect.element(drawing).toHaveAttribute("aria-valuenow", "8");
  await expect.element(drawing).toHaveAttribute("aria-valuetext", "Step 8, training 1, validation 0.25");
});

test("orders of magnitude stand evenly, a place that matters has its name, and the files have both", async () => {
  const points = Array.from({ length: 7 }, (_, index) => ({ x: 10 ** (index - 6), y: 1 + index }));
  function Rates(): ReactNode {
    const [crosshair, setCrosshair] = useState<number | null>(null);
    const shared = { crosshair, onCrosshair: setCrosshair, showY: String, hint: "", better: "lower" } as const;
    const curve: Curve = { id: "mean", label: "mean", series: 1, dash: "solid", isMean: true, points };
    return (
      <div style={{ width: 800 }}>
        <CurveFigure
          {...shared}
          title="Rates"
          name="rates"
          curves={[curve]}
          xLabel="Rate"
          height={300}
          marks={[{ x: 0.001, label: "best" }]}
        />
      </div>
    );
  }
  show(<Rates />);
  const drawing = page.getByRole("slider", { name: "Cursor on Rates" });
  await expect.poll(() => drawing.element().querySelectorAll(".curve-line").length, arrival).toBe(1);
  const dots = [...drawing.element().querySelectorAll(".curve-dot")].map((dot) => Number(dot.getAttribute("cx")));
  expect(dots).toHaveLength(7);
  const strides = dots.slice(1).map((x, index) => x - dots[index]!);
  for (const stride of strides) expect(stride).toBeCloseTo(strides[0]!, 1);
  const mark = [...drawing.element().querySelectorAll("text")].find((text) => text.textContent === "best");
  const line = mark?.parentElement?.querySelector("path")?.getAttribute("d");
  expect(Number(line?.match(/^M([\d.]+)/)?.[1])).toBeCloseTo(dots[3]!, 1);
  // An element of an svg is one, whatever the query's type says.
  expect(svgOf(drawing.element().querySelector("svg") as SVGSVGElement, bare)).toContain(">best<");
  (drawing.element() as HTMLDivElement).focus();
  await userEvent.keyboard("{Home}");
  await expect.element(drawing).toHaveAttribute("aria-valuetext", expect.stringMatching(/^Rate .*10⁻⁶, mean 1$/));
});

test("no figure of a scale over orders of magnitude stands on the word left of it", async () => {
  const points = [0.00029, 0.01, 0.1].map((x) => ({ x, y: 1 }));
  const shared = { crosshair: null, onCrosshair: () => undefined, showY: String, hint: "", better: "lower" } as const;
  const curve: Curve = { id: "mean", label: "mean", series: 1, dash: "solid", points };
  show(
    <div style={{ width: 800 }}>
      <CurveFigure {...shared} title="Times" name="times" curves={[curve]} xLabel="Second" height={300} />
    </div>,
  );
  const drawing = page.getByRole("slider", { name: "Cursor on Times" });
  const boxOf = (words: string): DOMRect | undefined =>
    [...drawing.element().querySelectorAll("text")].find((text) => text.textContent === words)?.getBoundingClientRect();
  await expect.poll(() => boxOf("0.01"), arrival).toBeDefined();
  const word = boxOf("Second")!;
  const figures = [...drawing.element().querySelectorAll("text")]
    .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ words, box }) => words !== "Second" && Math.abs(box.top - word.top) < 4);
  expect(figures.length).toBeGreaterThan(1);
  for (const { box } of figures) expect(box.left).toBeGreaterThan(word.right);
});

test("the same figures stand in a table", async () => {
  show(<Figure curves={curves} />);
  await page.getByRole("button", { name: "Table: Loss" }).click();
  await expect.element(page.getByRole("columnheader", { name: "validation" })).toBeVisible();
  await expect.element(page.getByRole("row", { name: "200 0.09523809523809523 0.25" })).toBeInTheDocument();
});

test("an exported drawing needs no style sheet", async () => {
  show(<Figure curves={curves} />);
  const drawing = page.getByRole("slider", { name: "Cursor on Loss" });
  await expect.poll(() => drawing.element().querySelectorAll(".curve-line").length, arrival).toBe(2);
  const svg = drawing.element().querySelector("svg");
  expect(svg).not.toBeNull();
  const text = svg === null ? "" : svgOf(svg, { title: "Loss", names: curves });
  for (const words of ["Loss", "training", "validation"]) expect(text).toContain(`>${words}</text>`);
  expect(text).not.toContain("var(");
  expect(text).not.toMatch(/ (?:class|style)=/);
  expect(new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")).toBeNull();
});

test("figures beside the title are those of the smoothed line, and say so", async () => {
  const jagged: Curve = {
    id: "training",
    label: "training",
    series: 1,
    dash: "solid",
    // Ends on an outlier; the mean there is over the last six points.
    points: Array.from({ length: 200 }, (_, index) => ({ x: index, y: index === 199 ? 9 : 1 })),
  };
  show(<Figure curves={[jagged]} />);
  const drawing = page.getByRole("slider", { name: "Cursor on Loss" });
  await expect.element(drawing).toHaveAttribute("aria-valuetext", `training ${14 / 6}, smoothed`);
});

test("of many lines the crosshair reads the best on top, and the one that is looked at stands out", async () => {
  const lane = (index: number): Curve => ({
    id: `lane-${index}`,
    label: `lane ${index}`,
    ...lookOf(index),
    isMean: true,
    points: Array.from({ length: 30 }, (_, x) => ({ x, y: 4 - index })),
    band: Array.from({ length: 30 }, (_, x) => ({ x, low: 3.9 - index, high: 4.1 - index })),
  });
  const lanes = [lane(0), lane(1), lane(2)];
  function Lanes(): ReactNode {
    const [crosshair, setCrosshair] = useState<number | null>(null);
    const [focus, setFocus] = useState<string | null>(null);
    return (
      <div style={{ width: 800 }}>
        <CurveFigure
          title="Lanes"
          name="lanes"
          curves={lanes}
          xLabel="Step"
          xEnd={30}
          height={300}
          showY={String}
          hint=""
          better="lower"
          readAt="crosshair"
          crosshair={crosshair}
          onCrosshair={setCrosshair}
          focus={focus}
          onFocus={setFocus}
        />
      </div>
    );
  }
  show(<Lanes />);
  const drawing = page.getByRole("slider", { name: "Cursor on Lanes" });
  await expect.poll(() => drawing.element().querySelectorAll(".curve-line").length, arrival).toBe(3);
  const middle = drawing.element().querySelectorAll(".curve-line")[1]?.getBoundingClientRect();
  const box = drawing.element().getBoundingClientRect();
  await userEvent.hover(drawing, { position: { x: 300, y: (middle?.y ?? 0) + 3 - box.y } });
  await expect.poll(() => drawing.element().querySelectorAll("path.curve-line.curve-dimmed").length).toBe(2);
  const tip = [...drawing.element().querySelectorAll(".curve-tip li")].map((item) => item.textContent);
  expect(tip).toEqual(["lane 22", "lane 13", "lane 04"]);
  await userEvent.unhover(drawing);
  await expect.poll(() => drawing.element().querySelectorAll(".curve-dimmed").length).toBe(0);
});
