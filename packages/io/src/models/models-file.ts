import type { ModelRecord, SkyModelRecord, SpatialRecord } from "@gammakit/core";
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

/** A model of the background of data sets: what its predicted counts are multiplied with. */
export interface BackgroundRecord {
  /** Gammapy's type: FoVBackgroundModel of the data set itself, TemplateNPredModel of a map of counts. */
  readonly type: string;
  /** Absent where the file does not name it. */
  readonly name?: string;
  /** The factor on the spectrum. */
  readonly spectral: ModelRecord;
  readonly spatial?: SpatialRecord;
  readonly datasets?: readonly string[];
  /** Its other keys, as they are in the file: the name of its map. */
  readonly rest?: YamlMap;
}

/** What a file of models holds. */
export interface ModelsFile {
  /** The sources, in canonical units. Made into models by `skyModelFromRecord`, or their spectra by `modelFromRecord`. */
  readonly models: readonly SkyModelRecord[];
  readonly backgrounds: readonly BackgroundRecord[];
  /** Per component name what this library does not use, as it was: apply_irf, spatial and temporal models of unknown types. */
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
