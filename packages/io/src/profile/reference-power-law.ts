import { expm1, type FluxPoint, log, type ModelRecord, pow } from "@gammakit/core";

/** What a reference spectrum is in a bin. */
export type ReferenceFluxes = Pick<FluxPoint, "refDnde" | "refFlux" | "refEflux">;

/** A power law's dN/dE at `eRef`, integral and energy integral from `eMin` to `eMax`; undefined for another model. */
export function powerLawFluxes(
  { id, parameters }: ModelRecord,
  { eRef, eMin, eMax }: Pick<FluxPoint, "eRef" | "eMin" | "eMax">,
): ReferenceFluxes | undefined {
  const [index, amplitude, reference] = ["index", "amplitude", "reference"].map(
    (wanted) => parameters.find(({ name }) => name === wanted)?.value,
  );
  if (id !== "power-law" || index === undefined || amplitude === undefined || reference === undefined) return undefined;
  /** Integral of E^(k − 1) over the bin, E in units of the reference. */
  const moment = (k: number) => {
    const width = log(eMax / eMin);
    return pow(eMin / reference, k) * (k === 0 ? width : expm1(k * width) / k);
  };
  return {
    refDnde: amplitude * pow(eRef / reference, -index),
    refFlux: amplitude * reference * moment(1 - index),
    refEflux: amplitude * reference * reference * moment(2 - index),
  };
}
