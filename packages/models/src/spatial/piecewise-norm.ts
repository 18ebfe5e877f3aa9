import { defineSpatialModel, GammakitError, type ParameterDefinition, wrap180 } from "@gammakit/core";
import { compileSurface, type ScatteredSurface } from "../numeric/clough-tocher.ts";

/** Coordinates of nodes as a file of models has them. */
export interface NodeCoordinates {
  /** In `unit`. */
  readonly data: readonly number[];
  readonly unit: "deg";
}

/** The nodes of a piecewise norm. */
export interface SpatialPiecewiseNormOptions {
  /** Longitudes [deg]. */
  readonly lon: NodeCoordinates;
  /** Latitudes [deg]. */
  readonly lat: NodeCoordinates;
}

/** Makes surfaces of the norms; the last one is kept, for as long as the norms do not change. */
interface Field {
  readonly surface: ScatteredSurface;
  readonly norms: Float64Array;
}

type NormTable = Readonly<Record<`norm_${number}`, ParameterDefinition>>;

const fields = new WeakMap<SpatialPiecewiseNormOptions, Field>();
const mostNodes = 1000;

/**
 * A factor on the background or on a source: a smooth surface through a norm at each node (see `compileSurface`), NaN outside the
 * hull of the nodes. Nodes whose four nearest lie on a circle, such as those of a grid, can be triangulated in two ways, and the
 * surface between them depends on the choice.
 *
 * Parameters: `norm_0`, `norm_1`, …, one per node of the options `lon` and `lat` (1).
 */
export const piecewiseNormSpatial = defineSpatialModel<NormTable, SpatialPiecewiseNormOptions>({
  id: "piecewise-norm",
  aliases: ["PiecewiseNormSpatialModel"],
  summary: "Factor through a norm at each of some positions",
  options: checkNodes,
  unit: () => "",
  parameters: ({ lon }) =>
    Object.fromEntries(lon.data.map((_, i) => [`norm_${i}`, { value: 1, unit: "" }] as const)) as NormTable,
  evaluate(lon, lat, p, out, options) {
    const { surface, norms } = fieldOf(options);
    if (p.some((norm, i) => norm !== norms[i])) {
      norms.set(p);
      surface.fit(norms);
    }
    const lon0 = options.lon.data[0];
    for (let i = 0; i < lon.length; i++) out[i] = surface.at(wrap180(lon[i] - lon0), lat[i]);
  },
});

function checkNodes(given: unknown): SpatialPiecewiseNormOptions {
  const { lon, lat, ...rest } = (given ?? {}) as {
    readonly lon?: unknown;
    readonly lat?: unknown;
    readonly interp?: unknown;
  };
  const options = { lon: coordinates(lon, "lon"), lat: coordinates(lat, "lat") };
  const [n, m] = [options.lon.data.length, options.lat.data.length];
  if (n !== m || n < 3 || n > mostNodes) {
    throw refuse(`must have as many lon as lat, from 3 to ${mostNodes}; found ${n} and ${m}`);
  }
  const interp = rest.interp ?? "lin";
  if (interp !== "lin") throw refuse(`has the interpolation ${JSON.stringify(interp)}; only "lin" is supported`);
  fieldOf(options);
  return options;
}

/** Numbers [deg], or the same with their unit. */
function coordinates(given: unknown, name: string): NodeCoordinates {
  const { data, unit = "deg" } = (Array.isArray(given) ? { data: given } : (given ?? {})) as {
    readonly data?: unknown;
    readonly unit?: unknown;
  };
  if (!Array.isArray(data) || !data.every((value) => typeof value === "number" && Number.isFinite(value))) {
    throw refuse(`.${name} must be a list of numbers [deg]`);
  }
  if (unit !== "deg") throw refuse(`.${name}.unit must be "deg", not ${JSON.stringify(unit)}`);
  return { data, unit };
}

function fieldOf(options: SpatialPiecewiseNormOptions): Field {
  const known = fields.get(options);
  if (known !== undefined) return known;
  const { data } = options.lon;
  const surface = compileSurface(
    Float64Array.from(data, (value) => wrap180(value - data[0])),
    Float64Array.from(options.lat.data),
  );
  if (surface === undefined) throw refuse("must have nodes that do not all lie on a line");
  const field = { surface, norms: new Float64Array(data.length).fill(Number.NaN) };
  fields.set(options, field);
  return field;
}

function refuse(what: string): GammakitError {
  return new GammakitError("invalid-input", `piecewise-norm: options${what.startsWith(".") ? "" : " "}${what}.`, {
    id: "piecewise-norm",
  });
}
