import type { Axis } from "../axis/axis.ts";
import { createGti } from "../events/gti.ts";
import type { Region } from "../region/region.ts";
import { convertAll } from "../units/convert.ts";
import type { SpectrumDataset } from "./dataset.ts";

/** What a spectrum is to be made for. */
export interface EmptySpectrumOptions {
  /** Where counts are to be taken. */
  readonly region: Region;
  /** Reconstructed energy; an axis in another unit is converted to TeV. */
  readonly energy: Axis;
  /** True energy; an axis in another unit is converted to TeV. */
  readonly energyTrue: Axis;
  readonly name?: string;
}

/**
 * A spectrum without any data, for makers to fill: all arrays zero, no bin safe, no livetime.
 * Throws "invalid-input" where the unit of an axis is not one of energy.
 */
export function emptySpectrum({ region, energy, energyTrue, name = "" }: EmptySpectrumOptions): SpectrumDataset {
  const n = energy.centers.length;
  const m = energyTrue.centers.length;
  return {
    kind: "spectrum",
    name,
    observationIds: [],
    region,
    gti: createGti({ scale: "tt", day: 51544, fraction: 0 }, []),
    livetime: 0,
    energyEdges: convertAll(energy.edges, energy.unit, "TeV"),
    energyTrueEdges: convertAll(energyTrue.edges, energyTrue.unit, "TeV"),
    counts: new Float64Array(n),
    background: new Float64Array(n),
    exposure: new Float64Array(m),
    edisp: new Float64Array(m * n),
    maskSafe: new Uint8Array(n),
    meta: {},
  };
}
