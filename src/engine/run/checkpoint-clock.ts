/** A crash loses at most this much of a run, or an epoch if that is shorter. */
const LONGEST_MS = 30_000;
/** Epochs can be a thousand a second; the database and the disk could not follow. */
const SHORTEST_MS = 3000;

/** When a run's weights are to be stored again. By time, which changes nothing in what is computed. */
export class CheckpointClock {
  #at: number;
  #epoch: number;

  constructor(at: number, epoch: number) {
    this.#at = at;
    this.#epoch = Math.floor(epoch);
  }

  isDue(at: number, epoch: number): boolean {
    const since = at - this.#at;
    return since >= LONGEST_MS || (since >= SHORTEST_MS && Math.floor(epoch) > this.#epoch);
  }

  taken(at: number, epoch: number): void {
    this.#at = at;
    this.#epoch = Math.floor(epoch);
  }
}
