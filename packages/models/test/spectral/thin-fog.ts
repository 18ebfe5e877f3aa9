import type { AbsorptionTable } from "@gammakit/core";

/** A table in which τ = z (E/TeV)^0.5 at its nodes, and something smooth between them. */
export function thinFog(): AbsorptionTable {
  const energy = Float64Array.from({ length: 40 }, (_, i) => 0.01 * 1.35 ** i);
  const redshift = Float64Array.of(0.05, 0.1, 0.2, 0.4);
  return {
    energy,
    redshift,
    transmission: Float64Array.from({ length: 160 }, (_, k) =>
      Math.exp(-redshift[Math.floor(k / 40)] * Math.sqrt(energy[k % 40])),
    ),
  };
}
