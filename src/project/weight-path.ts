/** The way that training has taken through the weights, as a thread keeps it for the picture of the loss around it. */

/** All weights of a network at one step, one after the other. */
export interface WeightPoint {
  readonly step: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Where paths are kept: by the run or race, and in a race by its lane. A run's only lane is "". */
export interface PathStore {
  /** Adds points to a path, of which those of `steps` stay. The oldest paths of others make room for it. */
  keep(id: string, lane: string, points: readonly WeightPoint[], steps: readonly number[]): Promise<void>;
  /** By lane, in the order of their steps; empty when nothing is kept. */
  read(id: string): Promise<ReadonlyMap<string, readonly WeightPoint[]>>;
}
