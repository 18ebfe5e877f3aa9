import { GammakitError } from "../errors/gammakit-error.ts";
import type { ImageWcs } from "../maps/map.ts";
import type { Parameter, SpatialIntegral, SpatialModel } from "../model/model.ts";
import type { ParameterSetting } from "../model/parameter.ts";
import type { Frame } from "../sky/position.ts";
import type { ParameterTable } from "./define-spectral-model.ts";
import { makeModel } from "./make-model.ts";
import { defineExtension, type Extension, type Label } from "./registry.ts";

/** What the factory of a spatial model takes: a setting per parameter, a frame, a name, and the options of the model. */
export type SpatialModelSettings<P extends ParameterTable, O = undefined> = {
  readonly [K in keyof P]?: ParameterSetting;
} & {
  /** In which positions are meant; that of the options where they fix one, else ICRS. */
  readonly frame?: Frame;
  readonly name?: string;
  readonly options?: O;
};

/** Brightness at positions: (lon, lat, parameter vector, where to write, options of the model, energy [TeV]). */
export type SpatialKernel<O = undefined> = (
  lon: Float64Array,
  lat: Float64Array,
  p: Float64Array,
  out: Float64Array,
  options: O,
  energy?: number,
) => void;

/** All there is to say about a spatial model. */
export interface SpatialModelDefinition<P extends ParameterTable, O = undefined> extends Label {
  /** Parameters called `lon_0` and `lat_0` are the center. A function where they depend on the options. */
  readonly parameters: P | ((options: O) => P);
  /** Checks what a file or a caller gave as options (`undefined` where nothing), and fills in defaults. Without it there are none. */
  readonly options?: (given: unknown) => O;
  /** The one frame that the model can have. Any where absent. */
  readonly frame?: (options: O) => Frame;
  /** Unit of the brightness; sr-1 where absent. */
  readonly unit?: (options: O) => string;
  /** Whether the kernel must be given an energy. */
  readonly needsEnergy?: (options: O) => boolean;
  /** Writes the brightness [unit] at the positions [deg]. Nothing is allocated there. */
  readonly evaluate: SpatialKernel<O>;
  /** See `SpatialModel`. */
  readonly radius?: (p: Float64Array, options: O) => number;
  /** See `SpatialModel`. */
  readonly resolution?: (p: Float64Array, options: O) => number;
  /** See `SpatialModel`; it is also told the frame of the model. */
  readonly compileIntegral?: (wcs: ImageWcs, frame: Frame) => SpatialIntegral;
}

/** A factory of spatial models, typed by their parameter table. */
export type SpatialModelExtension<P extends ParameterTable = ParameterTable, O = undefined> = Extension<
  "spatialModel",
  [settings?: SpatialModelSettings<P, O>],
  SpatialModel
>;

/**
 * A factory of spatial models from their parameters and formula: `ring({ lon_0: 83.63, lat_0: 22.01, width: "3 arcmin" })`.
 * Numbers and errors are as in `defineSpectralModel`.
 */
export function defineSpatialModel<const P extends ParameterTable, O = undefined>(
  definition: SpatialModelDefinition<P, O>,
): SpatialModelExtension<P, O> {
  const { id, aliases, summary } = definition;
  return defineExtension(
    "spatialModel",
    { id, summary, ...(aliases && { aliases }) },
    (settings?: SpatialModelSettings<P, O>): Omit<SpatialModel, "id"> => {
      const { extra, options, ...common } = makeModel(definition, settings, "frame");
      const { radius, resolution, compileIntegral } = definition;
      const frame = modelFrame(id, extra, definition.frame?.(options));
      return {
        ...common,
        ...(options !== undefined && { options }),
        frame,
        unit: definition.unit?.(options) ?? "sr-1",
        ...(definition.needsEnergy?.(options) === true && { needsEnergy: true }),
        ...centerOf(common.parameters),
        ...(radius && { radius: (p: Float64Array) => radius(p, options) }),
        ...(resolution && { resolution: (p: Float64Array) => resolution(p, options) }),
        ...(compileIntegral && { compileIntegral: (wcs: ImageWcs) => compileIntegral(wcs, frame) }),
        evaluate: (lon, lat, p, out, energy) => definition.evaluate(lon, lat, p, out, options, energy),
      };
    },
  );
}

function modelFrame(id: string, given: unknown, fixed: Frame | undefined): Frame {
  const frame = given ?? fixed ?? "icrs";
  if (frame !== "icrs" && frame !== "galactic") {
    throw new GammakitError("invalid-input", `${id}: frame must be "icrs" or "galactic", not ${String(given)}.`, {
      id,
      frame,
    });
  }
  if (fixed !== undefined && frame !== fixed) {
    throw new GammakitError("invalid-input", `${id}: frame is "${fixed}" here, not "${frame}". Leave it out.`, {
      id,
      frame,
    });
  }
  return frame;
}

function centerOf(parameters: readonly Parameter[]): Pick<SpatialModel, "center"> {
  const [i, k] = ["lon_0", "lat_0"].map((name) => parameters.findIndex((parameter) => parameter.name === name));
  if (i < 0 || k < 0) return {};
  return {
    center(p, out) {
      out[0] = p[i];
      out[1] = p[k];
    },
  };
}
