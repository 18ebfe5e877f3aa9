import type { JobObject } from "../protocol.ts";
import { valueAt } from "./edit-job.ts";

/** A spectral model that the page offers, and where its parameters start. */
interface OfferedModel {
  readonly type: string;
  readonly label: string;
  readonly parameters: JobObject;
}

const amplitude = "1e-11 cm-2 s-1 TeV-1";
const reference = { value: "1 TeV", frozen: true };

/** The spectral models that the page offers. */
export const offeredModels: readonly OfferedModel[] = [
  { type: "power-law", label: "Power law", parameters: { index: 2.5, amplitude, reference } },
  { type: "log-parabola", label: "Log-parabola", parameters: { alpha: 2.5, beta: 0.1, amplitude, reference } },
  {
    type: "exp-cutoff-power-law",
    label: "Power law with exponential cut-off",
    parameters: { index: 2.2, lambda_: "0.1 TeV-1", amplitude, reference },
  },
];

/** The block of a model in a job, with the amplitude, the reference and the slope of the one before. */
export function modelBlock(type: string, before: unknown): JobObject {
  const offered = offeredModels.find((model) => model.type === type) ?? offeredModels[0];
  const known = (valueAt({ before }, "before", "parameters") ?? {}) as JobObject;
  const slope = known.index ?? known.alpha;
  const parameters = Object.fromEntries(
    Object.entries(offered.parameters).map(([name, value]) => {
      if (name === "index" || name === "alpha") return [name, slope ?? value];
      return [name, known[name] ?? value];
    }),
  );
  return { type: offered.type, parameters };
}
