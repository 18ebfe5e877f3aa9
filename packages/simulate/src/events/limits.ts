import { type Axis, GammakitError } from "@gammakit/core";

/** Events of a run and steps of its time that are simulated at most: beyond, memory ends before patience does. */
const [mostEvents, mostSteps] = [5e7, 1e6];

/** Throws "limit-exceeded" where more events than a run can hold are expected, or no number of them. */
export function checkExpected(expected: number, of: string): void {
  if (expected <= mostEvents) return;
  throw new GammakitError(
    "limit-exceeded",
    `${expected} events of ${of} are expected in one run, and at most ${mostEvents} are simulated. Check the units of its flux, or make shorter runs.`,
    { expected, most: mostEvents },
  );
}

/** Throws "limit-exceeded" where good time has more steps than can be gone through. */
export function checkSteps(duration: number, timeStep: number): void {
  if (duration / timeStep <= mostSteps) return;
  throw new GammakitError(
    "limit-exceeded",
    `${duration} s in steps of ${timeStep} s are more than ${mostSteps} steps. Give a longer timeStep.`,
    { duration, timeStep },
  );
}

/** Throws "invalid-input" where a logarithmic axis begins at zero, so that nothing can be drawn from its first bin. */
export function checkPositive({ name, edges }: Axis): void {
  if (edges[0] > 0) return;
  throw new GammakitError(
    "invalid-input",
    `The axis "${name}" of a response begins at ${edges[0]} TeV. Energies of events are drawn from logarithmic bins: give it a positive first edge.`,
    { name, edge: edges[0] },
  );
}
