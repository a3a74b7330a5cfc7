/**
 * Which tiles a device computes products in fastest: one product in each, timed. Every tile adds a result's terms up in
 * the same order, so what is measured decides how long a run takes and not what comes out.
 */
import { programOf } from "../program.ts";
import { Recorder } from "../record-ops.ts";
import { GpuMachine, type GpuTarget } from "./gpu-machine.ts";
import { placeData } from "./gpu-data.ts";
import { TILES } from "./tiled-kernel.ts";

/** Sides of the product, which every tile divides: as networks have them, and smaller for a program that plays a GPU. */
const USUAL = { rows: 512, depth: 256, columns: 512 };
const SMALL = { rows: 256, depth: 128, columns: 256 };

/** A timing shorter than this tells little. */
const LEAST_MS = 4;
const ROUNDS = 3;
/** After this nothing more is tried. */
const LONGEST_MS = 1000;

const noData = { examples: { shape: [1], rows: 1, write: () => undefined }, targets: new Float32Array(1) };
const noRecord = { numbers: [], keys: [], rows: Int32Array.of(0) };

/** What a multiplication costs in each of `TILES`, the cheapest 1; null where time ran out or the device failed. */
export async function measureTiles(device: GpuTarget, now: () => number): Promise<readonly number[] | null> {
  const { rows, depth, columns } = device.isSoftware ? SMALL : USUAL;
  const ops = new Recorder();
  const [left, right] = [
    ops.source({ kind: "variable", name: "left" }, [rows, depth]),
    ops.source({ kind: "variable", name: "right" }, [depth, columns]),
  ];
  const variables = new Map([
    ["left", left.shape],
    ["right", right.shape],
    ["product", [rows, columns]],
  ]);
  const program = programOf({
    batch: 1,
    assignments: [{ variable: "product", value: ops.matmul(left, right) }],
    report: ops.zeros([1]),
  });
  const began = now();
  const machines = TILES.map((_, which) => {
    const tileCosts = TILES.map((_tile, at) => (at === which ? 1 : Infinity));
    return new GpuMachine({ ...device, tileCosts }, { variables }, placeData(device.gpu, noData), {
      schedule: "levels",
    });
  });
  try {
    const runnables = await Promise.all(machines.map((machine) => machine.prepare(program)));
    const times = runnables.map(() => Infinity);
    const time = async (which: number, steps: number): Promise<number> => {
      const since = now();
      runnables[which]!.enqueue(Array.from({ length: steps }, () => [noRecord]));
      await runnables[which]!.done();
      await runnables[which]!.reports();
      return now() - since;
    };
    let steps = 1;
    for (let took = await time(0, steps); took < LEAST_MS && now() - began < LONGEST_MS; took = await time(0, steps)) {
      steps = Math.min(2 * steps, runnables[0]!.capacity);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const which of runnables.keys()) {
        if (now() - began > LONGEST_MS) break;
        times[which] = Math.min(times[which]!, await time(which, steps));
      }
    }
    const least = Math.min(...times);
    const isKnown = times.every(Number.isFinite) && device.failure() === null;
    return isKnown ? times.map((each) => each / least) : null;
  } finally {
    for (const machine of machines) machine.dispose();
  }
}
