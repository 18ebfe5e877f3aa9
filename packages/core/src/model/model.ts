import type { ImageWcs } from "../maps/map.ts";
import type { Frame } from "../sky/position.ts";
import type { TimeScale } from "../time/scale.ts";

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

/** Knowledge of a parameter from elsewhere, as −2 ln P up to a constant. Its numbers are in the unit of the parameter. */
export interface Prior {
  readonly id: string;
  /** What the factory was given; carried by the record. */
  readonly options?: unknown;
  /** Between which values P is not zero; everywhere where absent. A fit does not leave them. */
  readonly range?: readonly [min: number, max: number];
  minusTwoLog(value: number): number;
  /** Derivative of `minusTwoLog`. Where absent a fit has no analytic gradient. */
  derivative?(value: number): number;
}

/** A prior as data. */
export interface PriorRecord {
  readonly id: string;
  readonly options?: unknown;
}

/** A parameter as data. */
export interface ParameterRecord extends Omit<Parameter, "prior"> {
  readonly prior?: PriorRecord;
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
  /** Writes the integral of E·dN/dE over each bin of `edges` [TeV] into `out` [TeV cm-2 s-1]. Analytic, so optional. */
  integrateEnergy?(edges: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Derivatives of dN/dE with respect to each parameter, row-major [parameter × energy]. */
  evaluateGradient?(energy: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Derivatives of `integrate` with respect to each parameter, row-major [parameter × bin]. */
  integrateGradient?(edges: Float64Array, p: Float64Array, out: Float64Array): void;
}

/** Surface brightness as a function of position and a parameter vector. */
export interface SpatialModel {
  readonly id: string;
  readonly name?: string;
  /** What the factory was given besides parameters and frame; carried by the record. */
  readonly options?: unknown;
  /** In which positions are given, and in which the parameters mean theirs. */
  readonly frame: Frame;
  /** Of the brightness: sr-1 for the shape of a source, "" for a factor, cm-2 s-1 TeV-1 sr-1 for the spectrum of each direction. */
  readonly unit: string;
  /** Whether the brightness depends on the energy, so that `evaluate` must be given one. */
  readonly needsEnergy?: boolean;
  readonly parameters: readonly Parameter[];
  /** Writes longitude and latitude [deg] of the center into `out`. Absent where there is none. */
  center?(p: Float64Array, out: Float64Array): void;
  /** Distance from the center [deg] beyond which next to nothing is left. Absent where the model fills the sky. */
  radius?(p: Float64Array): number;
  /** Size of its finest structure [deg], which an integration resolves. Absent where pixels are always fine enough. */
  resolution?(p: Float64Array): number;
  /** Set-up of the integral over each pixel, for what has no brightness to sample: a point. */
  compileIntegral?(wcs: ImageWcs): SpatialIntegral;
  /** Writes the brightness [unit] at the positions `lon`, `lat` [deg], at `energy` [TeV], into `out`. */
  evaluate(lon: Float64Array, lat: Float64Array, p: Float64Array, out: Float64Array, energy?: number): void;
}

/** Writes the integral over each pixel, longitude fastest, into `out`; at `energy` [TeV] where the model needs one. */
export type SpatialIntegral = (p: Float64Array, out: Float64Array, energy?: number) => void;

/** Factor on a spectrum as a function of time and a parameter vector. Its times are days after the instant `t_ref`. */
export interface TemporalModel {
  readonly id: string;
  readonly name?: string;
  /** What the factory was given besides parameters and scale; carried by the record. */
  readonly options?: unknown;
  /** In which the parameter `t_ref` [MJD] counts. */
  readonly scale: TimeScale;
  readonly parameters: readonly Parameter[];
  /** Writes the integral over each interval from `start` to `stop` [d after `t_ref`] into `out` [d]. Exact, so optional. */
  integrate?(start: Float64Array, stop: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Writes the factor at `time` [d of 86400 s after `t_ref`] into `out`. */
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
  readonly parameters: readonly ParameterRecord[];
  /** Names of the datasets it applies to; all when absent. */
  readonly datasets?: readonly string[];
}

/** A spatial model as data. */
export interface SpatialRecord extends ModelRecord {
  /** The default of the model where absent. */
  readonly frame?: Frame;
}

/** A temporal model as data. */
export interface TemporalRecord extends ModelRecord {
  /** The default, UTC, where absent. */
  readonly scale?: TimeScale;
}

/** A source as data: its spectrum, and where the file or the caller says so its shape and its course in time. */
export interface SkyModelRecord extends ModelRecord {
  readonly spatial?: SpatialRecord;
  readonly temporal?: TemporalRecord;
}

/** Changes to one parameter; what is left out stays. */
export type ParameterChange = Partial<Omit<Parameter, "name" | "unit">>;
