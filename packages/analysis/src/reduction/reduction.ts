import { axisFromBounds, type Dataset, emptySpectrum, type Maker, type Observation } from "@gammakit/core";
import { chain, safeMask } from "@gammakit/makers";
import type { ReductionSettings } from "./reduction-block.ts";

/** What makes a dataset of a run, or of a part of one. */
export type Reduce = (observation: Observation) => Dataset;

/** The makers of a job one after the other: counts and responses, background, safe mask, and what the job adds. */
export function reduction(
  settings: ReductionSettings,
  spectrum: Maker,
  background: Maker,
  makers: readonly Maker[],
): Reduce {
  const { energy, energyTrue, on, safeMask: mask } = settings;
  const axis = (name: string, { min, max, bins }: ReductionSettings["energy"]) =>
    axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  return chain(
    emptySpectrum({ region: on, energy: axis("energy", energy), energyTrue: axis("energy_true", energyTrue) }),
    spectrum,
    background,
    safeMask(mask),
    ...makers,
  );
}
