/** A number with a name, a unit and what a fit may do with it. */
export interface Parameter {
  readonly name: string;
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
  /** One-sigma error in `unit`. */
  readonly error?: number;
  readonly min?: number;
  readonly max?: number;
  readonly frozen?: boolean;
  /** Name of the parameter, of any model of the fit ("model.parameter"), whose value this one shares. */
  readonly link?: string;
  readonly prior?: Prior;
}

/** Knowledge of a parameter from elsewhere, as −2 ln P up to a constant. */
export interface Prior {
  readonly id: string;
  minusTwoLog(value: number): number;
}

/** Photon spectrum dN/dE as a function of energy and a parameter vector. */
export interface SpectralModel {
  readonly id: string;
  /** Name within a fit, by which links refer to it. The id where absent. */
  readonly name?: string;
  /** What the factory was given besides parameters; carried by the record. */
  readonly options?: unknown;
  /** Unit of what `evaluate` writes: "" for a factor on another spectrum, cm-2 s-1 TeV-1 where absent. */
  readonly unit?: string;
  /** The order defines the layout of the parameter vector `p`. */
  readonly parameters: readonly Parameter[];
  /** Writes dN/dE [cm-2 s-1 TeV-1] at `energy` [TeV] into `out`. */
  evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Writes the integral over each bin of `edges` [TeV] into `out` [cm-2 s-1]. Analytic, so optional. */
  integrate?(edges: Float64Array, p: Float64Array, out: Float64Array): void;
  /** The same for E·dN/dE [TeV cm-2 s-1]. */
  integrateEnergy?(edges: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Derivatives of dN/dE with respect to each parameter, row-major [parameter × energy]. */
  evaluateGradient?(energy: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Derivatives of `integrate` with respect to each parameter, row-major [parameter × bin]. */
  integrateGradient?(edges: Float64Array, p: Float64Array, out: Float64Array): void;
}

/** Surface brightness as a function of position and a parameter vector. */
export interface SpatialModel {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  /** Writes the brightness [sr-1] at the positions `lon`, `lat` [deg] into `out`. */
  evaluate(lon: Float64Array, lat: Float64Array, p: Float64Array, out: Float64Array): void;
}

/** Factor on a spectrum as a function of time and a parameter vector. */
export interface TemporalModel {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  /** Writes the factor at `time` [s after the container's reference] into `out`. */
  evaluate(time: Float64Array, p: Float64Array, out: Float64Array): void;
}

/** How much of the light of a distant source arrives, on a grid of redshift and energy: what models of absorption interpolate. */
export interface AbsorptionTable {
  /** Increasing [TeV]. */
  readonly energy: Float64Array;
  /** Increasing. */
  readonly redshift: Float64Array;
  /** exp(−τ), row-major [redshift × energy]. */
  readonly transmission: Float64Array;
  /** The file it was read from, as a file of models or a job names it: "$GAMMAPY_DATA/ebl/ebl_dominguez11.fits.gz". */
  readonly file?: string;
}

/** A model as data: what a file, a worker and a result carry. The registry turns it back into a model. */
export interface ModelRecord {
  readonly id: string;
  readonly name?: string;
  readonly options?: unknown;
  readonly parameters: readonly Parameter[];
  /** Names of the datasets it applies to; all when absent. */
  readonly datasets?: readonly string[];
}

/** Changes to one parameter; what is left out stays. */
export type ParameterChange = Partial<Omit<Parameter, "name" | "unit">>;
