import { binIndex, compileInsideGti, gtiRounding, type Observation, secondsBetween } from "@gammakit/core";

/**
 * Number of the events at `indices` in each energy bin, lower edge inclusive, upper edge exclusive. Events outside the good
 * time are left out, for the livetime does not have that time either; good time is known to a second.
 */
export function countByEnergy(
  { events, gti }: Pick<Observation, "events" | "gti">,
  indices: Int32Array,
  energyEdges: Float64Array,
): Float64Array {
  const counts = new Float64Array(energyEdges.length - 1);
  const shift = secondsBetween(gti.reference, events.reference);
  const isInside = compileInsideGti(gti, gtiRounding);
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k];
    const bin = binIndex(energyEdges, events.energy[i]);
    if (bin >= 0 && isInside(events.time[i] + shift)) counts[bin]++;
  }
  return counts;
}
