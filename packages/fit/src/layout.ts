import { type Dataset, GammakitError, nearest, type Parameter, type SpectralModel } from "@gammakit/core";

/** A model of a fit, and the datasets it applies to. */
export interface FitModel extends SpectralModel {
  /** Names of the datasets; all when absent. */
  readonly datasets?: readonly string[];
}

/** Where each parameter of each model of a fit is kept. */
export interface ParameterLayout {
  /** "model.parameter" for each entry of the full vector. */
  readonly names: readonly string[];
  readonly parameters: readonly Parameter[];
  /** Where the parameters of each model begin in the full vector. */
  readonly offsets: readonly number[];
  /** Entry whose value an entry has: itself, or that of the parameter it is linked to. */
  readonly source: Int32Array;
  /** Entries that the fit may change. */
  readonly free: Int32Array;
}

/** The name of a model within a fit. */
export function nameOf(model: SpectralModel): string {
  return model.name ?? model.id;
}

/** Whether a model contributes to what is expected in a dataset. */
export function appliesTo(model: FitModel, dataset: Dataset): boolean {
  return model.datasets === undefined || model.datasets.includes(dataset.name);
}

/**
 * Lays out the parameters of all models. A linked parameter has the value, the limits and the prior of the one it is linked to.
 * Throws "invalid-input" naming models that share a name, datasets that are not there, and links that lead nowhere or in a
 * circle.
 */
export function layOut(models: readonly FitModel[], datasets: readonly Dataset[]): ParameterLayout {
  checkNames(models);
  checkDatasetNames(models, datasets);
  const offsets: number[] = [];
  const names: string[] = [];
  const parameters: Parameter[] = [];
  for (const model of models) {
    offsets.push(names.length);
    for (const parameter of model.parameters) {
      names.push(`${nameOf(model)}.${parameter.name}`);
      parameters.push(parameter);
    }
  }
  const source = Int32Array.from(parameters, (_, k) => follow(k, names, parameters));
  const free = parameters.flatMap((parameter, k) => (source[k] === k && !parameter.frozen ? [k] : []));
  return { names, parameters, offsets, source, free: Int32Array.from(free) };
}

function follow(start: number, names: readonly string[], parameters: readonly Parameter[]): number {
  let k = start;
  for (let steps = 0; steps <= names.length; steps++) {
    const { link } = parameters[k];
    if (link === undefined) return k;
    const next = names.indexOf(link);
    if (next < 0) {
      const guess = nearest(link, names);
      const hint = guess === undefined ? `Known: ${names.join(", ")}.` : `Did you mean "${guess}"?`;
      throw new GammakitError(
        "invalid-input",
        `${names[k]} is linked to "${link}", which no model of the fit has. ${hint}`,
        {
          parameter: names[k],
          link,
        },
      );
    }
    if (next === k) return k;
    k = next;
  }
  throw new GammakitError(
    "invalid-input",
    `${names[start]} is linked in a circle; let one of the parameters stand alone.`,
    {
      parameter: names[start],
    },
  );
}

function checkNames(models: readonly FitModel[]): void {
  if (models.length === 0) throw new GammakitError("invalid-input", "There is no model to fit. Give at least one.");
  const seen = new Set<string>();
  for (const model of models) {
    if (seen.has(nameOf(model))) {
      throw new GammakitError(
        "invalid-input",
        `Two models of the fit are called "${nameOf(model)}". Give each its own name.`,
        { name: nameOf(model) },
      );
    }
    seen.add(nameOf(model));
  }
}

function checkDatasetNames(models: readonly FitModel[], datasets: readonly Dataset[]): void {
  const names = datasets.map((dataset) => dataset.name);
  for (const model of models) {
    const missing = model.datasets?.find((name) => !names.includes(name));
    if (missing === undefined) continue;
    const guess = nearest(missing, names);
    const hint = guess === undefined ? `Given: ${names.join(", ")}.` : `Did you mean "${guess}"?`;
    throw new GammakitError(
      "invalid-input",
      `Model "${nameOf(model)}" applies to the dataset "${missing}", which is not there. ${hint}`,
      { model: nameOf(model), dataset: missing, known: names },
    );
  }
}
