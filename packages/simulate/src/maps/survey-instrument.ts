/** A telescope that surveys the sky, in a few numbers: the same exposure and responses everywhere. Energies E in TeV. */
export interface SurveyInstrument {
  readonly name: string;
  /** [cm2 s] at all true energies. */
  readonly exposure: number;
  /** The point-spread function is a Gaussian of width √(floor² + (sigma·(E/0.01)^(−slope))²) [deg]. */
  readonly psf: { readonly floor: number; readonly sigma: number; readonly slope: number };
  /** Width of the Gaussian of ln(reconstructed/true). */
  readonly resolution: number;
}

/**
 * Fermi-LAT above 10 GeV after some seven years: the size of its exposure, of its 68 % radius (0.15° at 10 GeV, 0.1° above) and of its energy
 * resolution. The tails of the real point-spread function, and where it points, are left out.
 */
export const latLike: SurveyInstrument = {
  name: "LAT-like",
  exposure: 4e11,
  psf: { floor: 0.06, sigma: 0.08, slope: 0.8 },
  resolution: 0.08,
};

/** Width [deg] of the point-spread function at a true energy [TeV]. */
export function psfWidth({ psf }: SurveyInstrument, energy: number): number {
  const narrowing = psf.sigma * (energy / 0.01) ** -psf.slope;
  return Math.sqrt(psf.floor * psf.floor + narrowing * narrowing);
}
