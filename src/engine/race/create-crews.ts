/** Who takes steps with whom: entrants of one structure as one population where that can be compiled, others alone. */
import type { Text } from "../../language/text.ts";
import { problemOf } from "../../language/studio-error.ts";
import type { Project } from "../../project/project.ts";
import type { RunPlan } from "../../project/records.ts";
import type { Device } from "../../tensor/backends.ts";
import { trainingRecording } from "../compiled/compiled-population.ts";
import { layoutOf } from "../compiled/layout.ts";
import { missingRule } from "../compiled/missing-rule.ts";
import { programKey } from "../compiled/program.ts";
import { recordTraining } from "../compiled/record-training.ts";
import { batchAfter, isInParts } from "../compiled/step-source.ts";
import { insteadOf, needsOther } from "../create-trainer.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { type Machines, machinesOn } from "../machines-on.ts";
import { ReferenceTrainer } from "../reference/reference-trainer.ts";
import type { TrainingSetup } from "../reference/training-setup.ts";
import { type Crew, LoneCrew, PopulationCrew } from "./crew.ts";
import type { Entrant } from "./entrant.ts";

/** Multiply-adds of one step of all members on one thread: about a quarter of a second, in which nobody is heard. */
const MOST_WORK = 5e8;
/** A forward pass, and twice as much backward. */
const PASSES = 3;

export interface Team {
  readonly crew: Crew;
  readonly members: readonly Entrant[];
  readonly trainer: RunPlan["trainer"];
  readonly note?: Text;
}

export class TeamMaker {
  readonly #wanted: Project["training"]["trainer"];
  readonly #device: Device;
  readonly #data: PreparedData;
  readonly #machines: Machines | null;
  readonly #now: () => number;

  constructor(wanted: Project["training"]["trainer"], device: Device, data: PreparedData, now: () => number) {
    this.#wanted = wanted;
    this.#device = device;
    this.#data = data;
    this.#machines = wanted === "reference" ? null : machinesOn(device, data);
    this.#now = now;
  }

  async create(entrants: readonly Entrant[]): Promise<readonly Team[]> {
    const teams: Team[] = [];
    const alike = new Map<string, Entrant[]>();
    const keys = new Map<string, string>();
    for (const entrant of entrants) {
      const reason = this.#reason(entrant.setup);
      if (reason !== null) {
        teams.push(this.#alone(entrant, reason.note));
        continue;
      }
      const known = keys.get(entrant.laneId) ?? this.#keyOf(entrant.setup);
      keys.set(entrant.laneId, known);
      const key = this.#isGiven(entrant.setup) ? `${entrant.seed} ${known}` : known;
      alike.set(key, [...(alike.get(key) ?? []), entrant]);
    }
    for (const members of alike.values()) {
      const most = this.#mostMembers(members[0]!.setup);
      for (let from = 0; from < members.length; from += most) {
        teams.push(...(await this.#together(members.slice(from, from + most))));
      }
    }
    return teams;
  }

  /** Why a setup is not compiled; null when it is. */
  #reason(setup: TrainingSetup): { readonly note?: Text } | null {
    if (this.#machines === null) return this.#wanted === "compiled" ? { note: insteadOf(needsOther) } : {};
    const reason = missingRule(setup, this.#data);
    return reason === null ? null : { note: insteadOf(reason) };
  }

  #isGiven(setup: TrainingSetup): boolean {
    return trainingRecording(setup, this.#data, this.#machines!.isStreamed).isGiven;
  }

  /** Alike for setups that can share a program and walk through the examples in the same steps. */
  #keyOf(setup: TrainingSetup): string {
    const layout = layoutOf(setup.program, setup.optimizer, setup.units, isInParts(setup));
    const how = trainingRecording(setup, this.#data, this.#machines!.isStreamed);
    const program = recordTraining(setup, layout, batchAfter(setup, 0), how);
    const { course, totalSteps } = setup;
    const places = [0, totalSteps >> 1, totalSteps - 1].map((done) => course.after(done));
    return [programKey(program), ...layout.variables.keys(), totalSteps, JSON.stringify(places)].join(" ");
  }

  #mostMembers({ program, course }: TrainingSetup): number {
    if (this.#device.gpu !== null) return Infinity;
    const work = PASSES * program.plan.multiplyAdds * course.after(0).count;
    return Math.max(1, Math.floor(MOST_WORK / Math.max(1, work)));
  }

  /** In as few populations as the device can hold. */
  async #together(members: readonly Entrant[]): Promise<readonly Team[]> {
    const { createMachine, isStreamed } = this.#machines!;
    const setups = members.map(({ setup }) => setup);
    try {
      const made = { setups, data: this.#data, createMachine, isStreamed, now: this.#now };
      return [{ crew: await PopulationCrew.create(made), members, trainer: "compiled" }];
    } catch (thrown) {
      if (members.length === 1) return [this.#alone(members[0]!, insteadOf(problemOf(thrown).text))];
      const half = Math.ceil(members.length / 2);
      return [...(await this.#together(members.slice(0, half))), ...(await this.#together(members.slice(half)))];
    }
  }

  #alone(member: Entrant, note?: Text): Team {
    const trainer = new ReferenceTrainer(this.#device, member.setup, this.#data, this.#now);
    const crew = new LoneCrew(trainer);
    return { crew, members: [member], trainer: "reference", ...(note === undefined ? {} : { note }) };
  }
}
