import { exp, GammakitError, log, parameterValues, type SpectralModel } from "@gammakit/core";
import { bracketedRoot } from "../numeric/bracketed-root.ts";

/** Where energies are looked for. */
export interface FindEnergiesOptions {
  /** [TeV], 0.1 by default. */
  readonly min?: number;
  /** [TeV], 100 by default. */
  readonly max?: number;
}

const intervals = 100;

/**
 * The energies [TeV] at which dN/dE is `value` [cm-2 s-1 TeV-1], increasing; none where it never is.
 * Looked for in 100 intervals of ln E; two that lie within one of them are not seen.
 */
export function findEnergies(
  model: SpectralModel,
  value: number,
  { min = 0.1, max = 100 }: FindEnergiesOptions = {},
): readonly number[] {
  if (!(min > 0 && max > min && max < Infinity) || !Number.isFinite(value)) {
    throw new GammakitError(
      "invalid-input",
      `findEnergies needs a value and energies 0 < min < max, not ${value}, ${min} and ${max} TeV.`,
      { value, min, max },
    );
  }
  const p = parameterValues(model);
  const at = new Float64Array(1);
  const out = new Float64Array(1);
  const excess = (t: number): number => {
    at[0] = exp(t);
    model.evaluate(at, p, out);
    return out[0] - value;
  };
  const width = log(max / min) / intervals;
  const nodes = Array.from({ length: intervals + 1 }, (_, k) => log(min) + k * width);
  const values = nodes.map(excess);
  return nodes.flatMap((t, k) => {
    if (values[k] === 0) return [exp(t)];
    const isCrossed = k < intervals && values[k] * values[k + 1] !== 0 && values[k] > 0 !== values[k + 1] > 0;
    return isCrossed ? [exp(bracketedRoot(excess, t, nodes[k + 1]))] : [];
  });
}
