import { type PartsOptions, partsOf, type SpectralModel } from "@gammakit/core";
import { isSame } from "./is-same.ts";

/** The models that contain a power law. */
const curved = [
  "broken-power-law",
  "smooth-broken-power-law",
  "log-parabola",
  "log-parabola-2",
  "exp-cutoff-power-law",
] as const;

/** The models that contain each model as the special case of some values of their parameters. */
const general: Readonly<Record<string, readonly string[]>> = {
  constant: ["power-law", ...curved],
  "power-law": curved,
  "power-law-integral": curved,
};

/**
 * Whether `simple` is a special case of `complex`, so that the ratio of their likelihoods is compared with χ² (Wilks 1938).
 * The theorem holds for a log parabola; it is an approximation for breaks, whose energy means nothing where the indices are
 * equal, and for a cut-off, where the special case lies on the edge of what is physical.
 */
export function isNested(simple: SpectralModel, complex: SpectralModel): boolean {
  if (simple.id === complex.id) {
    const [some, others] = [sharedParts(simple), sharedParts(complex)];
    if (some.length === 0 || others.length === 0) return isFreer(simple, complex);
    return some.length === others.length && some.every((part, k) => isNested(part, others[k]));
  }
  const known = general[simple.id]?.includes(complex.id) ?? false;
  return (
    known &&
    complex.parameters.every(
      (parameter) => (parameter.frozen === true) === (fixed[complex.id] ?? []).includes(parameter.name),
    )
  );
}

/** Whether a parameter of `complex` means nothing where it is the special case, so that χ² is only roughly right (Davies 1987). */
export function isIrregular({ id }: SpectralModel): boolean {
  return id === "broken-power-law" || id === "smooth-broken-power-law";
}

/** What must be frozen in the general model, and nothing else, for the special case to be among its values and none to be idle. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  "power-law": ["reference"],
  "broken-power-law": [],
  "smooth-broken-power-law": ["reference", "beta"],
  "log-parabola": ["reference"],
  "log-parabola-2": ["reference", "escale"],
  "exp-cutoff-power-law": ["reference", "alpha"],
};

/** The parts of a model that has their parameters; none of any other, as one with parts that keep theirs under a common factor. */
function sharedParts(model: SpectralModel): readonly SpectralModel[] {
  const { fixed } = (model.options ?? {}) as Partial<PartsOptions>;
  return fixed === true ? [] : partsOf(model);
}

/** Whether two models of one kind differ only in parameters that are free in `complex`. */
function isFreer(simple: SpectralModel, complex: SpectralModel): boolean {
  if (simple.parameters.length !== complex.parameters.length || !isSame(simple.options, complex.options)) return false;
  return complex.parameters.every((parameter, k) => {
    const other = simple.parameters[k];
    if (other.name !== parameter.name) return false;
    return !parameter.frozen || (other.frozen === true && other.value === parameter.value);
  });
}
