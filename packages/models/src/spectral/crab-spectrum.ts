import { GammakitError, type SpectralModel } from "@gammakit/core";
import { expCutoffPowerLaw } from "./exp-cutoff-power-law.ts";
import { logParabola } from "./log-parabola.ts";
import { meyerCrab } from "./meyer-crab.ts";
import { powerLaw } from "./power-law.ts";

/** Published spectra of the Crab nebula, by the names that Gammapy has for them. */
const spectra = {
  /** Meyer, Horns and Zechlin (2010), A&A 523, A2, appendix D. */
  meyer: () => meyerCrab(),
  /** Aharonian et al. (2000), ApJ 539, 317. */
  hegra: () => powerLaw({ amplitude: 2.83e-11, index: 2.62 }),
  /** Aharonian et al. (2006), A&A 457, 899. */
  hess_pl: () => powerLaw({ amplitude: 3.45e-11, index: 2.63 }),
  /** The same, with a cut-off at 14.3 TeV. */
  hess_ecpl: () => expCutoffPowerLaw({ amplitude: 3.76e-11, index: 2.39, lambda_: 1 / 14.3 }),
  /** Aleksić et al. (2015), JHEAp 5, 30: β = 0.24 goes with log₁₀ there. */
  magic_lp: () => logParabola({ amplitude: 3.23e-11, alpha: 2.47, beta: 0.24 / Math.LN10, reference: 1 }),
  /** The same, with a cut-off at 6 TeV. */
  magic_ecpl: () => expCutoffPowerLaw({ amplitude: 3.8e-11, index: 2.21, lambda_: 1 / 6 }),
} as const;

/** Name of a published spectrum of the Crab nebula. */
export type CrabReference = keyof typeof spectra;

/**
 * A published spectrum of the Crab nebula, in units of which fluxes are often given: "meyer" (the default), "hegra", "hess_pl",
 * "hess_ecpl", "magic_lp" or "magic_ecpl". Throws "invalid-input" for another name.
 */
export function crabSpectrum(reference: CrabReference = "meyer"): SpectralModel {
  if (Object.hasOwn(spectra, reference)) return spectra[reference]();
  const known = Object.keys(spectra).join(", ");
  throw new GammakitError("invalid-input", `No Crab spectrum "${String(reference)}"; known: ${known}.`, { reference });
}
