/** One crew under way: from point to point of its members' curves, what each costs, and who is still in it. */
import { StudioError } from "../../language/studio-error.ts";
import type { Checkpoint } from "../../project/records.ts";
import { type Cadence, cadenceOf, stepsToValidation } from "../run/training-cadence.ts";
import type { Crew, MemberReport } from "./crew.ts";
import type { Team } from "./create-crews.ts";
import type { Entrant, Motion } from "./entrant.ts";

/** Of each curve: how far the weights have come is read back this often at most. */
const MOST_MOTIONS = 50;
/** A crew goes on without those who have left once they are so large a share of it. */
const TOO_MANY_GONE = 0.5;

export class RaceTeam {
  readonly totalSteps: number;
  readonly #cadence: Cadence;
  readonly #motionEvery: number;
  readonly #now: () => number;
  #crew: Crew;
  #members: readonly Entrant[];
  #step = 0;
  #isOver = false;
  /** As it was a step before the next point, for those who have been looked at there. */
  #before: ReadonlyMap<Entrant, Checkpoint> = new Map();

  constructor({ crew, members }: Team, now: () => number) {
    const { totalSteps, stepsPerEpoch } = members[0]!.setup;
    this.#crew = crew;
    this.#members = members;
    this.#now = now;
    this.totalSteps = totalSteps;
    this.#cadence = cadenceOf(totalSteps, stepsPerEpoch);
    this.#motionEvery = Math.ceil(totalSteps / this.#cadence.validateEvery / MOST_MOTIONS);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Share of the whole way that the next point is at. */
  get nextShare(): number {
    return (this.#step + this.#toPoint) / this.totalSteps;
  }

  get #toPoint(): number {
    return stepsToValidation(this.#cadence, this.#step, this.totalSteps);
  }

  /** To the next point, or as far as it comes until `signal` aborts; whether it has come there. */
  async advance(signal: AbortSignal): Promise<boolean> {
    await this.#letGo();
    if (this.#isOver) return true;
    const target = this.#step + this.#toPoint;
    const point = Math.ceil(target / this.#cadence.validateEvery);
    const isLooked = point % this.#motionEvery === 0 || target === this.totalSteps;
    if (isLooked && this.#step < target - 1) await this.#run(target - 1 - this.#step, signal);
    if (isLooked && this.#step === target - 1) this.#before = await this.#look();
    await this.#run(target - this.#step, signal);
    if (this.#step < target) return false;
    return this.#close(isLooked, signal);
  }

  /** Everyone who is still running ends here. */
  end(how: (entrant: Entrant) => void): void {
    for (const member of this.#running) how(member);
    this.dispose();
  }

  dispose(): void {
    if (!this.#isOver) this.#crew.dispose();
    this.#isOver = true;
  }

  get #running(): readonly Entrant[] {
    return this.#members.filter(({ isRunning }) => isRunning);
  }

  async #run(steps: number, signal: AbortSignal): Promise<void> {
    let since = this.#now();
    for await (const reports of this.#crew.run(steps, signal)) {
      const now = this.#now();
      // The cost of all is shared evenly: a population's steps are one piece of work.
      const share = (now - since) / reports.length;
      since = now;
      reports.forEach((report: MemberReport, member) => this.#members[member]!.add(report, share));
      this.#step = Math.max(this.#step, ...reports.map(({ report }) => report.step));
      if (this.#running.length === 0) return;
    }
  }

  /** The weights of all who are running; one whose weights are out of bounds has diverged. */
  async #look(): Promise<ReadonlyMap<Entrant, Checkpoint>> {
    const seen = new Map<Entrant, Checkpoint>();
    for (const [at, member] of this.#members.entries()) {
      if (!member.isRunning) continue;
      try {
        seen.set(member, await this.#crew.snapshot(at));
      } catch (thrown) {
        if (!(thrown instanceof StudioError) || thrown.code !== "diverged") throw thrown;
        member.diverge(thrown.problem);
      }
    }
    return seen;
  }

  async #close(isLooked: boolean, signal: AbortSignal): Promise<boolean> {
    if (this.#running.length > 0) {
      const evaluations = await this.#crew.evaluate("validation", () => signal.aborted);
      if (evaluations?.[0]?.isWhole === false) return false;
      const after = isLooked ? await this.#look() : null;
      for (const [at, member] of this.#members.entries()) {
        if (!member.isRunning) continue;
        const weights = after?.get(member);
        if (weights !== undefined) member.walked(weights, this.#step >= this.totalSteps);
        const motion: Motion = weights === undefined ? {} : member.motion(this.#before.get(member) ?? null, weights);
        const stands = member.close(evaluations?.[at]?.measures ?? null, motion);
        if (stands !== null) this.#crew.observe(stands, at);
      }
      this.#before = new Map();
    }
    if (this.#step >= this.totalSteps) await this.#finish();
    return true;
  }

  async #finish(): Promise<void> {
    const tests = this.#running.length === 0 ? null : await this.#crew.evaluate("test", () => false);
    for (const [at, member] of this.#members.entries()) {
      if (member.isRunning) member.finish(tests?.[at]?.measures ?? null);
    }
    this.dispose();
  }

  /** Nobody computes for long for those who have left. */
  async #letGo(): Promise<void> {
    const running = this.#running;
    if (running.length === 0) return this.dispose();
    if (running.length > (1 - TOO_MANY_GONE) * this.#members.length) return;
    const rest = this.#members.flatMap((member, at) => (member.isRunning ? [at] : []));
    // One about to overflow is told from the others here.
    await this.#look();
    if (this.#running.length < rest.length) return this.#letGo();
    this.#crew = await this.#crew.without(rest);
    this.#members = running;
  }
}
