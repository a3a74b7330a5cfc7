import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Leaderboard } from "../../../src/features/race-optimizers/leaderboard.tsx";
import { lookOf } from "../../../src/ui/charts/dash.ts";
import { show } from "./show.tsx";

const point = (loss: number) => ({ step: 1, epoch: 1, examples: 1, elapsedMs: 1, loss });
const lanes = ["slow", "fast"].map((id, at) => ({
  id,
  label: id,
  ...lookOf(at),
  lane: { id, plan: null, runs: [{ seed: 1, status: "finished" as const, points: [point(at)] }] },
}));
const figure = (id: string, rank: number) => {
  const end = { mean: rank, sd: 0, low: rank, high: rank, n: 1 };
  return { id, rank, end, toTarget: null, diverged: 0 };
};
const board = (slow: number, fast: number) => (
  <Leaderboard
    lanes={lanes}
    figures={[figure("slow", slow), figure("fast", fast)]}
    measure="training"
    target={null}
    x="step"
    isOver
    focus={null}
    onFocus={() => undefined}
    renderAction={() => null}
  />
);

test("under the pointer the rows stay where they are, and tell their places all the same", async () => {
  const shown = show(board(1, 2));
  const rows = () => page.getByRole("row").elements().slice(1);
  const told = () => rows().map((row) => /^(\d)(slow|fast)/.exec(row.textContent)?.slice(1).join(" "));
  await expect.poll(told).toEqual(["1 slow", "2 fast"]);
  await userEvent.hover(page.getByRole("table"));
  shown.again(board(2, 1));
  await expect.poll(told).toEqual(["2 slow", "1 fast"]);
  await userEvent.unhover(page.getByRole("table"));
  await expect.poll(told).toEqual(["1 fast", "2 slow"]);
});
