/** What the page asks of a run or race that a thread has under way. */
import type { LaneEntries } from "../engine/race/race-host.ts";
import type { Steering } from "../engine/run/steering.ts";
import type { RaceOrder, RunOrder } from "./protocol.ts";

export interface UnderWay {
  readonly abort: AbortController;
  readonly steering: Steering;
  /** Of a race. */
  readonly entries: LaneEntries;
}

export function steerRace(race: UnderWay | undefined, order: RaceOrder): void {
  switch (order.type) {
    case "add-lane":
      return race?.entries.add(order.lane);
    case "drop-lane":
      return race?.entries.drop(order.laneId);
    default:
      return steer(race, order.type);
  }
}

export function steer(run: UnderWay | undefined, order: RunOrder): void {
  switch (order) {
    case "stop":
      return run?.abort.abort();
    case "pause":
      return run?.steering.pause();
    case "step":
      return run?.steering.step();
    case "resume":
      return run?.steering.goOn();
    default:
      return order satisfies never;
  }
}
