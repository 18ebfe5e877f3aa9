import { GammakitError } from "../errors/gammakit-error.ts";
import type { FluxProfile } from "./flux-points.ts";

/** Which part of a profile: numbers of the first and of the one after the last, as in `Array.slice`. */
export interface ProfileSlice {
  /** Of the regions along the profile. */
  readonly x?: readonly [number, number];
  /** Of the energy bins. */
  readonly energy?: readonly [number, number];
}

/** The part of a profile between two regions, or two energies, or both. Throws "invalid-input" where nothing is left. */
export function sliceProfile(profile: FluxProfile, { x, energy }: ProfileSlice): FluxProfile {
  const [first, end] = range(x, profile.rows.length, "x");
  const [low, high] = range(energy, profile.rows[0]?.points.length ?? 0, "energy");
  return {
    ...profile,
    xMin: profile.xMin.slice(first, end),
    xMax: profile.xMax.slice(first, end),
    xRef: profile.xRef.slice(first, end),
    regions: profile.regions.slice(first, end),
    solidAngle: profile.solidAngle.slice(first, end),
    rows: profile.rows.slice(first, end).map((row) => ({ ...row, points: row.points.slice(low, high) })),
  };
}

function range(given: readonly [number, number] | undefined, count: number, axis: string): readonly [number, number] {
  const [first, end] = given ?? [0, count];
  const isInside = Number.isInteger(first) && Number.isInteger(end) && first >= 0 && end <= count && first < end;
  if (given === undefined || isInside) return [first, end];
  throw new GammakitError(
    "invalid-input",
    `The profile has ${count} bins along ${axis}, so [${first}, ${end}] is no part of it: 0 ≤ first < end ≤ ${count} is needed.`,
    { axis, range: given, count },
  );
}
