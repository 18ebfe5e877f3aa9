import type { FluxPoints, FluxProfile } from "@gammakit/core";

/**
 * The profile with fluxes per solid angle [sr-1]: the fluxes of the reference are divided by the solid angle of each region, the
 * norms stay. A profile that is per steradian already is returned as it is.
 */
export function perSteradian(profile: FluxProfile): FluxProfile {
  if (profile.perSteradian) return profile;
  return { ...profile, perSteradian: true, rows: profile.rows.map((row, k) => divide(row, profile.solidAngle[k])) };
}

function divide(row: FluxPoints, solidAngle: number): FluxPoints {
  return {
    ...row,
    points: row.points.map((point) => ({
      ...point,
      refDnde: point.refDnde / solidAngle,
      refFlux: point.refFlux / solidAngle,
      refEflux: point.refEflux / solidAngle,
    })),
  };
}
