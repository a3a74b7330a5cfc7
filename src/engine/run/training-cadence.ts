/** When a run's curves get a point and when the validation part is looked at: by steps alone, so that runs repeat. */
const MOST_POINTS = 1000;
const MOST_VALIDATIONS = 200;

export interface Cadence {
  /** Steps between points. */
  readonly pointEvery: number;
  /** Steps between validations. */
  readonly validateEvery: number;
}

export function cadenceOf(totalSteps: number, stepsPerEpoch: number): Cadence {
  return {
    pointEvery: Math.max(1, Math.ceil(totalSteps / MOST_POINTS)),
    validateEvery: Math.max(1, Math.ceil(totalSteps / MOST_VALIDATIONS), Math.floor(stepsPerEpoch / 4)),
  };
}

/** Whether the curves get a point after `step`; one also marks every validation and the end. */
export function isPoint(cadence: Cadence, step: number, totalSteps: number): boolean {
  return step % cadence.pointEvery === 0 || isValidation(cadence, step, totalSteps);
}

export function isValidation(cadence: Cadence, step: number, totalSteps: number): boolean {
  return step % cadence.validateEvery === 0 || step === totalSteps;
}

/** Steps from `step` to the next validation, or to the end. */
export function stepsToValidation(cadence: Cadence, step: number, totalSteps: number): number {
  return Math.min(totalSteps - step, cadence.validateEvery - (step % cadence.validateEvery));
}
