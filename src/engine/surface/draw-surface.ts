/**
 * The loss around the end of one or several paths through the weights, on a plane through it. Knows no thread and no
 * page. Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets".
 */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { Text } from "../../language/text.ts";
import type { Project } from "../../project/project.ts";
import type { BackendId, Checkpoint } from "../../project/records.ts";
import type { Surface, SurfaceOptions, SurfacePath } from "../../project/surface.ts";
import type { PathStore, WeightPoint } from "../../project/weight-path.ts";
import type { Device } from "../../tensor/backends.ts";
import { RandomStream, permutation } from "../../tensor/random.ts";
import { nextTask } from "../next-task.ts";
import { STREAM_SURFACE } from "../random-streams.ts";
import { type TrainingSetup, setUpTraining } from "../reference/training-setup.ts";
import { type BegunRun, beginRun } from "../run/begin-run.ts";
import { chooseBackend } from "../run/choose-backend.ts";
import { type LossMeter, lossMeter } from "./losses-at.ts";
import { type Directions, type PlanePlace, explainedBy, nearestPlace, weightsAt } from "./plane.ts";
import { principalPlane } from "./principal-plane.ts";
import { randomDirections } from "./random-plane.ts";
import { flatWeights, tensorsFromFlat } from "./weight-path.ts";

export interface SurfaceHost {
  /** Of the run or race whose paths are kept. */
  readonly id: string;
  readonly project: Project;
  /** The plane goes through the end of the first of these lanes that has a path. */
  readonly lanes: readonly string[];
  /** What a run has left; where no path is kept, random directions go through it. */
  readonly model: Checkpoint | null;
  readonly options: SurfaceOptions;
  readonly preferred: readonly BackendId[];
  readonly paths: PathStore;
  readonly access: DatasetAccess;
  readonly start: (backend: BackendId) => Promise<Device>;
  readonly now: () => number;
  readonly tell: (stage: Text, fraction?: number) => void;
}

/** More points than these make no better plane, only a slower one. */
const MOST_POINTS = 240;
/** Of the path's extent, on each side of it. */
const MARGIN = 0.25;
/** Between two words on how far it is. */
const TELL_MS = 100;

/**
 * Throws a `StudioError` when neither path nor model is kept, or too short a path for its plane; for a project or data that do not suit;
 * for a missing device; when `access.signal` aborts.
 */
export async function drawSurface(host: SurfaceHost): Promise<Surface> {
  const kept = await host.paths.read(host.id);
  const paths = host.lanes.flatMap((lane) => {
    const points = kept.get(lane) ?? [];
    return points.length === 0 ? [] : [{ lane, points }];
  });
  if (paths.length === 0 && host.model === null) throw new StudioError(notKept);
  if (paths.length === 0 && host.options.plane === "path") throw new StudioError(pathGone);
  host.tell({ en: "Loading the data", zh: "正在加载数据" });
  const begun = await beginRun(measuring(host.project), host.access);
  if (begun === null) throw new StudioError(cancelled);
  try {
    return await drawOn(begun, paths, host);
  } finally {
    begun.close();
  }
}

/** The project as far as its loss goes: weights come from the path, and nothing is learnt. */
function measuring({ startFrom: _weights, ...project }: Project): Project {
  const { training } = project;
  return {
    ...project,
    training: {
      ...training,
      optimizer: { id: "sgd", learningRate: 0, weightDecay: 0 },
      wrappers: [],
      metrics: [],
      stopping: null,
      clip: null,
      layerRates: {},
    },
  };
}

interface LanePath {
  readonly lane: string;
  readonly points: readonly WeightPoint[];
}

async function drawOn(begun: BegunRun, kept: readonly LanePath[], host: SurfaceHost): Promise<Surface> {
  const { prepared, resolved } = begun;
  const { options, tell, now } = host;
  tell({ en: "Starting the device", zh: "正在启动计算设备" });
  const { backend, trainer } = resolved.project.training;
  const { device } = await chooseBackend(backend, host.preferred, host.start);
  let meter: LossMeter | null = null;
  try {
    const began = now();
    const setup = await setUpTraining(resolved.project, resolved.plan, prepared, device, undefined);
    const { model } = host;
    const left = model && { step: model.step, values: flatWeights(setup.program, model.tensors) };
    const paths = kept.length > 0 || left === null ? kept : [{ lane: host.lanes[0]!, points: [left] }];
    const end = paths[0]!.points.at(-1)!;
    const { directions, explained, shares } = await planeOf(setup, paths, end.values, host);
    const placed = paths.map(({ lane, points }): SurfacePath => ({
      lane,
      steps: points.map(({ step }) => step),
      places: points.map(({ values }) => nearestPlace(directions, end.values, values)),
    }));
    const { x, y } = gridOf(options, placed);
    const part = prepared.parts[options.part];
    const rows = sampled(part, options.examples, resolved.project.training.seed);
    if (rows.length === 0) throw new StudioError(emptyPart);
    meter = lossMeter(trainer, device, setup, prepared, rows);
    const { losses, centre } = await measureAll(meter, setup, { directions, end: end.values, x, y }, host);
    return {
      options,
      x,
      y,
      losses,
      paths: placed,
      centre: { lane: paths[0]!.lane, step: end.step, loss: centre },
      model:
        left === null || left.step === end.step
          ? null
          : { step: left.step, place: nearestPlace(directions, end.values, left.values) },
      explained,
      shares,
      examples: rows.length,
      partRows: part.length,
      parameterCount: resolved.plan.parameterCount,
      hasStatistics: setup.program.state.length > 0,
      backend: device.backend,
      elapsedMs: now() - began,
    };
  } catch (thrown) {
    // What a lost device makes of a readback says nothing; what is heard of the device a moment later does.
    await nextTask();
    const failure = device.failure();
    throw failure === null ? thrown : new StudioError(failure, { cause: thrown });
  } finally {
    meter?.dispose();
    device.ops.dispose();
  }
}

interface DrawnPlane {
  readonly directions: Directions;
  readonly explained: number | null;
  readonly shares: readonly [number, number] | null;
}

async function planeOf(
  { program }: Pick<TrainingSetup, "program">,
  paths: readonly LanePath[],
  end: Float32Array,
  { options, tell, access: { signal } }: SurfaceHost,
): Promise<DrawnPlane> {
  const values = paths.flatMap(({ points }) => points.map((point) => point.values));
  if (options.plane === "random") {
    const directions = randomDirections(program, end, options.seed);
    return { directions, explained: explainedBy(directions, values), shares: null };
  }
  const every = Math.ceil(values.length / MOST_POINTS);
  const size = program.parameters.reduce((sum, { shape }) => sum + shape.reduce((each, side) => each * side, 1), 0);
  const found = await principalPlane(
    values.filter((_, index) => index % every === 0 || index === values.length - 1),
    size,
    async (share) => {
      tell({ en: "Finding the plane of the path", zh: "正在寻找路径所在的平面" }, share);
      await nextTask();
      if (signal.aborted) throw new StudioError(cancelled);
    },
  );
  if (found === null) throw new StudioError(tooShort);
  return { ...found, explained: found.shares[0] + found.shares[1] };
}

/** Around all paths, with a margin; for directions that are as long as the weights, one length to each side. */
function gridOf(
  { plane, points }: SurfaceOptions,
  paths: readonly SurfacePath[],
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const places = paths.flatMap((path) => path.places);
  const axis = (index: 0 | 1): readonly number[] => {
    const along = places.map((place) => place[index]);
    const [low, high] = plane === "random" ? [-1, 1] : [Math.min(...along), Math.max(...along)];
    const margin = plane === "random" ? 0 : MARGIN * (high - low);
    const [from, to] = [low - margin, high + margin];
    return Array.from({ length: points }, (_, at) => from + ((to - from) * at) / (points - 1));
  };
  return { x: axis(0), y: axis(1) };
}

/** So many rows of a part, drawn without putting back; all, in their order, where there are no more. */
function sampled(rows: Int32Array, most: number, seed: number): Int32Array {
  if (rows.length <= most) return rows;
  return permutation(rows.length, new RandomStream(seed, STREAM_SURFACE, 2))
    .subarray(0, most)
    .map((at) => rows[at]!);
}

async function measureAll(
  meter: LossMeter,
  { program }: Pick<TrainingSetup, "program">,
  at: {
    readonly directions: Directions;
    readonly end: Float32Array;
    readonly x: readonly number[];
    readonly y: readonly number[];
  },
  { tell, now, access: { signal } }: SurfaceHost,
): Promise<{ readonly losses: Float64Array; readonly centre: number }> {
  const places: readonly PlanePlace[] = [[0, 0], ...at.y.flatMap((y) => at.x.map((x): PlanePlace => [x, y]))];
  const losses = new Float64Array(places.length);
  let toldAt = -Infinity;
  for (let from = 0; from < places.length; from += meter.size) {
    const weights = places
      .slice(from, from + meter.size)
      .map((place) => tensorsFromFlat(program, weightsAt(at.directions, at.end, place)));
    losses.set(await meter.measure(weights), from);
    if (signal.aborted) throw new StudioError(cancelled);
    if (now() - toldAt < TELL_MS) continue;
    toldAt = now();
    tell({ en: "Measuring the loss, place by place", zh: "正在逐点测量损失" }, (from + weights.length) / places.length);
  }
  return { losses: losses.slice(1), centre: losses[0]! };
}

const cancelled = {
  code: "cancelled",
  text: { en: "The surface was given up.", zh: "已取消绘制曲面。" },
};

const notKept = {
  code: "path-missing",
  text: {
    en: "No weights along this way are kept: only those of the newest runs and races are, of up to 8 million parameters, while the browser has room. Train once more to see the surface.",
    zh: "没有保留途中的权重：只保留最近几次训练与竞速、参数不超过 800 万且浏览器空间足够时的权重。重新训练即可查看曲面。",
  },
};

const pathGone = {
  code: "path-too-short",
  text: {
    en: "No weights along this way are kept, but its model is: look at two random directions through it.",
    zh: "途中的权重未保留，但模型还在：可改看经过它的两个随机方向。",
  },
};

const tooShort = {
  code: "path-too-short",
  text: {
    en: "Fewer than three places of this way are kept, which span no plane: train longer, or look at two random directions.",
    zh: "途中保留的位置不足三个，无法张成平面：请训练更久，或改看两个随机方向。",
  },
};

const emptyPart = {
  code: "part-empty",
  text: { en: "This part of the data has no examples. Choose the other one.", zh: "该部分没有样本，请选择另一部分。" },
};
