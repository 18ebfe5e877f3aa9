import type { SpectralModel } from "@gammakit/core";

/** The models that contain each model as the special case of some values of their parameters. */
const general: Readonly<Record<string, readonly string[]>> = {
  constant: ["power-law", "broken-power-law", "smooth-broken-power-law", "log-parabola", "exp-cutoff-power-law"],
  "power-law": ["broken-power-law", "smooth-broken-power-law", "log-parabola", "exp-cutoff-power-law"],
  "power-law-integral": ["broken-power-law", "smooth-broken-power-law", "log-parabola", "exp-cutoff-power-law"],
};

/** Whether `simple` is a special case of `complex`, so that the ratio of their likelihoods has a known distribution. */
export function isNested(simple: SpectralModel, complex: SpectralModel): boolean {
  return general[simple.id]?.includes(complex.id) ?? false;
}
