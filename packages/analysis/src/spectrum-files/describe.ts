import { describeEnergyRange } from "../job/energy-range.ts";
import { describeMeasure } from "../spectrum/describe.ts";
import type { SpectrumFilesPlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeSpectrumFiles(
  plan: SpectrumFilesPlan,
  energyEdges: readonly number[] | undefined,
): Record<string, unknown> {
  const { settings } = plan;
  const described = describeMeasure(plan, settings, energyEdges);
  return {
    job: settings.job,
    spectra: settings.spectra.map(({ file, name, energy = settings.energy }) => ({
      file,
      ...(name !== undefined && { name }),
      ...(energy && { energy: describeEnergyRange(energy) }),
    })),
    ...described,
  };
}
