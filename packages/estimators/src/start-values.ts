import {
  compileIntegral,
  type Dataset,
  fittedBins,
  log,
  parameterValues,
  pow,
  type SpectralModel,
} from "@gammakit/core";
import type { StartValues } from "@gammakit/fit";

/** Energies [TeV] that the data cover. */
interface Range {
  readonly min: number;
  readonly max: number;
}

/** Values of the parameters of a shape, all but its amplitude. */
type Shape = Readonly<Record<string, number>>;

/** How many energies of a break are tried; it is there that a likelihood has several minima. */
const breaks = 6;

/** Shapes worth a start, for a spectrum whose local index at an energy is `index(energy)`. */
const shapes: Readonly<
  Record<string, (index: (energy: number) => number, range: Range, model: SpectralModel) => readonly Shape[]>
> = {
  "power-law": (index, range) => [{ index: index(middle(range)) }],
  "power-law-integral": (index, range) => [{ index: index(middle(range)) }],
  "log-parabola": (index, _, model) => {
    const reference = parameterValue(model, "reference");
    return [0.1, 0.6].map((beta) => ({ alpha: index(reference), beta }));
  },
  "log-parabola-2": (index, _, model) => {
    const [reference, escale] = ["reference", "escale"].map((name) => parameterValue(model, name));
    // Its index at the reference is α + β ln(E₀/Eₛ).
    return [0.1, 0.6].map((beta) => ({ alpha: index(reference) - beta * log(reference / escale), beta }));
  },
  "exp-cutoff-power-law": (index, range) =>
    // The cut-off takes λE from the index at energy E.
    [0.1, 0.8].map((part) => ({ index: index(middle(range)) - part, lambda_: part / middle(range) })),
  "broken-power-law": broken,
  "smooth-broken-power-law": broken,
};

/**
 * Where to start the fit of `model` to data that `base` describes already: with its flux over the range of the data and its slope;
 * a break at several energies, a curvature and a cut-off of several strengths. For models that are not known here, the parameters
 * that have the same names. Only free parameters are set.
 */
export function startsFrom(
  base: SpectralModel,
  model: SpectralModel,
  datasets: readonly Dataset[],
): readonly StartValues[] {
  const range = coveredRange(datasets);
  if (range === undefined) return [];
  const candidates = shapes[model.id]?.((energy) => localIndex(base, energy), range, model) ?? [sameNames(base, model)];
  return candidates.flatMap((shape) => {
    const start = withFlux(base, model, range, shape);
    return Object.values(start).every(Number.isFinite) ? [start] : [];
  });
}

function broken(index: (energy: number) => number, range: Range): readonly Shape[] {
  const at = (part: number) => range.min * pow(range.max / range.min, part);
  const start = (part: number, bend: number): Shape => {
    const ebreak = at(part);
    return { index1: index(ebreak) - bend, index2: index(ebreak) + bend, ebreak };
  };
  const places = Array.from({ length: breaks }, (_, k) => (k + 0.5) / breaks);
  return [...places.map((part) => start(part, 0.5)), ...[0.25, 0.5].map((part) => start(part, -0.5))];
}

/** From the lowest edge of the bins that are fitted to the highest of those with events. */
function coveredRange(datasets: readonly Dataset[]): Range | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, 0];
  for (const dataset of datasets) {
    for (const j of fittedBins(dataset)) {
      min = Math.min(min, dataset.energyEdges[j]);
      if (dataset.counts[j] > 0) max = Math.max(max, dataset.energyEdges[j + 1]);
    }
  }
  return max > min ? { min, max } : undefined;
}

function middle({ min, max }: Range): number {
  return Math.sqrt(min * max);
}

/** −d ln(dN/dE) / d ln E at an energy [TeV]. */
function localIndex(model: SpectralModel, energy: number): number {
  const out = new Float64Array(2);
  model.evaluate(Float64Array.of(energy * 0.99, energy * 1.01), parameterValues(model), out);
  return -log(out[1] / out[0]) / log(1.01 / 0.99);
}

function sameNames(base: SpectralModel, model: SpectralModel): Shape {
  const shared = base.parameters.filter(({ name, unit }) =>
    model.parameters.some((other) => other.name === name && other.unit === unit),
  );
  return Object.fromEntries(
    shared.filter(({ unit }) => !unit.includes("cm-2")).map(({ name, value }) => [name, value]),
  );
}

/** The shape with amplitudes such that the flux over the range is that of `base`; frozen and linked parameters left out. */
function withFlux(base: SpectralModel, model: SpectralModel, range: Range, shape: Shape): StartValues {
  const p = Float64Array.from(model.parameters, ({ name, value, frozen }) => (frozen ? value : (shape[name] ?? value)));
  const factor = fluxOf(base, parameterValues(base), range) / fluxOf(model, p, range);
  const entries = model.parameters.flatMap(({ name, unit, frozen, link }, k) => {
    if (frozen || link !== undefined) return [];
    return [[name, unit.includes("cm-2") ? p[k] * factor : p[k]] as const];
  });
  return Object.fromEntries(entries);
}

function fluxOf(model: SpectralModel, p: Float64Array, { min, max }: Range): number {
  const out = new Float64Array(1);
  compileIntegral(model, Float64Array.of(min, max))(p, out);
  return out[0];
}

function parameterValue({ parameters }: SpectralModel, name: string): number {
  return parameters.find((parameter) => parameter.name === name)?.value ?? Number.NaN;
}
