import { convert, defineSpectralModel, log10, pow } from "@gammakit/core";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/** Of the powers 0 to 5 of log₁₀(E/TeV), for log₁₀ of E² dN/dE [erg cm-2 s-1]. */
const coefficients = [-10.2708, -0.53616, -0.179475, 0.0473174, 0, -0.00449161];

const teraelectronvolts = convert(1, "erg", "TeV");

/**
 * The spectrum of the Crab nebula from MeV to TeV, a polynomial in log E. Meyer, Horns and Zechlin (2010), A&A 523, A2, appendix D.
 *
 * Parameter: `norm` (1, frozen).
 */
export const meyerCrab = defineSpectralModel({
  id: "meyer-crab",
  aliases: ["MeyerCrabSpectralModel"],
  summary: "Crab nebula of Meyer et al. (2010), a polynomial in log E",
  // A flux though its one parameter has no unit.
  unit: "cm-2 s-1 TeV-1",
  parameters: { norm: { value: 1, unit: "", frozen: true } },
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 1, evaluate, evaluateGradient, rate }),
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  for (let i = 0; i < energy.length; i++) out[i] = p[0] * shape(energy[i]);
}

function evaluateGradient(energy: Float64Array, _p: Float64Array, out: Float64Array): void {
  for (let i = 0; i < energy.length; i++) out[i] = shape(energy[i]);
}

function shape(energy: number): number {
  return (pow(10, polynomial(log10(energy), coefficients)) * teraelectronvolts) / (energy * energy);
}

function polynomial(x: number, c: readonly number[]): number {
  let sum = 0;
  for (let k = c.length - 1; k >= 0; k--) sum = sum * x + c[k];
  return sum;
}

/** The larger slope of E dN/dE at the two ends, and room for what lies between. */
function rate(low: number, high: number): number {
  const derivative = coefficients.slice(1).map((value, k) => (k + 1) * value);
  const slope = (energy: number) => Math.abs(polynomial(log10(energy), derivative) - 1);
  return Math.max(slope(low), slope(high)) + 2;
}
