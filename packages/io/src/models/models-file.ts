import type { ModelRecord } from "@gammakit/core";
import type { YamlMap } from "./parse-yaml.ts";

/** Something a reader noticed and went on. */
export interface ModelsWarning {
  readonly code: "carried-along" | "ignored" | "lonely-link";
  readonly message: string;
  /** Where in the file: "components[0].spectral". */
  readonly where: string;
}

/** Covariance of all parameters of a file of models. */
export interface ModelsCovariance {
  /** "model.spectral.index" per row; empty where the file names none. */
  readonly labels: readonly string[];
  /** Row-major, in the units of the parameters. */
  readonly matrix: Float64Array;
}

/** What a file of models holds. */
export interface ModelsFile {
  /** The components with a spectrum, in canonical units. Made into models by `modelFromRecord`. */
  readonly models: readonly ModelRecord[];
  /** Per component name what this library does not use, as it was: spatial and temporal models, apply_irf, whole background models. */
  readonly carried: ReadonlyMap<string, YamlMap>;
  /**
   * What numbers of the file were multiplied with to be in the units of the records, by "model.spectral.parameter".
   * One per parameter of that name, in the order of the file: a model made of two may have it twice.
   */
  readonly unitFactors: ReadonlyMap<string, readonly number[]>;
  /** Name of the file with the covariance, beside this one. */
  readonly covarianceFile?: string;
  readonly metadata?: YamlMap;
  readonly warnings: readonly ModelsWarning[];
}
