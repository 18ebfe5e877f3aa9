import {
  type Axis,
  compileWcs,
  conversionFactor,
  defineSpatialModel,
  exp,
  GammakitError,
  log,
  type ParameterDefinition,
  pixelCount,
  pixelScales,
  solidAngles,
  type WcsMap,
} from "@gammakit/core";

/** What a template is made of. */
export interface SpatialTemplateOptions {
  /** An image, or a cube along one axis of energy [TeV]. */
  readonly map: WcsMap;
  /** Make each image integrate to 1 (default); otherwise the unit of the map is kept. */
  readonly normalize?: boolean;
  /** The file it was read from, as a file of models names it. */
  readonly filename?: string;
  /** Unit of the brightness that a file of models names; that of the map counts. */
  readonly unit?: string;
}

/** Longitude and latitude of the middle of the map [deg], planes of brightness, and what turns positions into pixels. */
interface Template {
  readonly center: readonly [number, number];
  readonly radius: number;
  readonly unit: string;
  readonly evaluate: (
    lon: Float64Array,
    lat: Float64Array,
    p: Float64Array,
    out: Float64Array,
    energy?: number,
  ) => void;
}

/** Prepared templates by their options, which travel in records and so stay plain. */
const prepared = new WeakMap<SpatialTemplateOptions, Template>();

/**
 * The brightness of a map: its logarithm is interpolated between the centers of pixels and energies, and continued to the edges of
 * the outermost; where a value beside these is 0, it is that at the centers instead. Beyond the edges it is 0. What is negative or not
 * finite counts as 0. Images by default integrate to 1.
 *
 * Parameters: `lon_0`, `lat_0`, the place of the middle of the map (frozen). Where they differ from the map's own, it is shifted by
 * their difference.
 */
export const templateSpatial = defineSpatialModel<
  Readonly<Record<"lon_0" | "lat_0", ParameterDefinition>>,
  SpatialTemplateOptions
>({
  id: "template",
  aliases: ["TemplateSpatialModel"],
  summary: "A map of the sky",
  options: checkTemplate,
  frame: ({ map }) => map.wcs.frame,
  unit: (options) => prepare(options).unit,
  needsEnergy: ({ map }) => map.axes.length > 0,
  parameters(options) {
    const [lon, lat] = prepare(options).center;
    return {
      lon_0: { value: lon, unit: "deg", frozen: true },
      lat_0: { value: lat, unit: "deg", min: -90, max: 90, frozen: true },
    };
  },
  radius: (_p, options) => prepare(options).radius,
  evaluate(lon, lat, p, out, options, energy) {
    prepare(options).evaluate(lon, lat, p, out, energy);
  },
});

function checkTemplate(given: unknown): SpatialTemplateOptions {
  const {
    map,
    normalize = true,
    ...rest
  } = (typeof given === "object" && given !== null ? given : {}) as SpatialTemplateOptions;
  if (map?.kind !== "wcs-map") {
    const name = rest.filename === undefined ? "" : ` (here that of "${rest.filename}")`;
    throw new GammakitError(
      "invalid-input",
      `template: options.map must be a map${name}. Read the file and give its map, as readTemplates of @gammakit/io does.`,
      { id: "template" },
    );
  }
  if (typeof normalize !== "boolean") {
    throw new GammakitError("invalid-input", `template: options.normalize must be true or false.`, { id: "template" });
  }
  if (map.axes.length > 1 || (map.axes.length === 1 && !map.axes[0].name.startsWith("energy"))) {
    throw new GammakitError(
      "invalid-input",
      `template: the map must be an image or have one axis of energy, not ${map.axes.map(({ name }) => name).join(", ")}.`,
      { axes: map.axes.map(({ name }) => name) },
    );
  }
  return { map, normalize, ...rest };
}

function prepare(options: SpatialTemplateOptions): Template {
  const known = prepared.get(options);
  if (known !== undefined) return known;
  const template = compileTemplate(options);
  prepared.set(options, template);
  return template;
}

function compileTemplate({ map, normalize = true }: SpatialTemplateOptions): Template {
  const [nx, ny] = map.wcs.shape;
  const wcs = compileWcs(map.wcs);
  const xy = new Float64Array(2);
  if (!wcs.toSky((nx - 1) / 2, (ny - 1) / 2, xy)) {
    throw new GammakitError("invalid-input", "template: the middle of the map is not on the sky.", { shape: [nx, ny] });
  }
  const [lon0, lat0] = [xy[0], xy[1]];
  const { values, unit } = brightness(map, normalize);
  const logarithms = values.map((value) => log(Math.max(value, tiny)));
  const planes = map.axes.length === 0 ? 1 : map.axes[0].centers.length;
  const scales = pixelScales(map.wcs);
  const locate = map.axes.length === 0 ? undefined : compileAxis(map.axes[0]);
  const size = nx * ny;
  return {
    center: [lon0, lat0],
    radius: Math.max(nx * scales[0], ny * scales[1]) / 2,
    unit,
    evaluate(lon, lat, p, out, energy = Number.NaN) {
      const [shiftLon, shiftLat] = [p[0] - lon0, p[1] - lat0];
      const place = locate === undefined ? 0 : locate(energy);
      if (Number.isNaN(place)) {
        out.fill(0, 0, lon.length);
        return;
      }
      const plane = Math.min(Math.max(Math.floor(place), 0), Math.max(planes - 2, 0));
      const up = planes > 1 ? place - plane : 0;
      for (let i = 0; i < lon.length; i++) {
        out[i] = 0;
        if (!wcs.toPixel(lon[i] - shiftLon, lat[i] - shiftLat, xy)) continue;
        const [x, y] = [xy[0], xy[1]];
        if (!(x >= -0.5 && y >= -0.5 && x < nx - 0.5 && y < ny - 0.5)) continue;
        let sum = bilinear(logarithms, plane * size, nx, ny, x, y);
        if (up !== 0) {
          const isInside = up > 0 && up < 1;
          const least = isInside ? 0 : leastAround(logarithms, [plane * size, (plane + 1) * size], nx, ny, x, y);
          sum += within(up, least) * (bilinear(logarithms, (plane + 1) * size, nx, ny, x, y) - sum);
        }
        out[i] = sum > leastLogarithm ? exp(sum) : 0;
      }
    },
  };
}

/** Smallest number whose logarithm is taken; what comes out below twice that is 0. */
const tiny = 1.1754943508222875e-38;
const leastLogarithm = log(2 * tiny);

/** Place of an energy [TeV] among the centers, in logarithms and whole at centers; NaN beyond the edges. */
function compileAxis({ centers, edges }: Axis): (energy: number) => number {
  const last = centers.length - 1;
  return (energy) => {
    if (!(energy >= edges[0] && energy < edges[last + 1])) return Number.NaN;
    if (last === 0) return 0;
    let k = 0;
    while (k < last - 1 && centers[k + 1] <= energy) k++;
    return k + log(energy / centers[k]) / log(centers[k + 1] / centers[k]);
  };
}

/** Between the four pixels around (x, y), or beyond them. */
function bilinear(values: Float64Array, offset: number, nx: number, ny: number, x: number, y: number): number {
  const i = firstOf(x, nx);
  const k = firstOf(y, ny);
  const at = offset + k * nx + i;
  const [right, up] = [nx > 1 ? 1 : 0, ny > 1 ? nx : 0];
  const [a, b, c, d] = [values[at], values[at + right], values[at + up], values[at + up + right]];
  const least = Math.min(a, b, c, d);
  const [f, g] = [within(x - i, least), within(y - k, least)];
  return (1 - g) * ((1 - f) * a + f * b) + g * ((1 - f) * c + f * d);
}

/** The least of the four pixels around (x, y) in several planes. */
function leastAround(
  values: Float64Array,
  offsets: readonly number[],
  nx: number,
  ny: number,
  x: number,
  y: number,
): number {
  const [right, up] = [nx > 1 ? 1 : 0, ny > 1 ? nx : 0];
  const first = firstOf(y, ny) * nx + firstOf(x, nx);
  return Math.min(
    ...offsets.flatMap((offset) => [0, right, up, up + right].map((step) => values[offset + first + step])),
  );
}

/** The pixel before a place among `n`, of which there is another behind. */
function firstOf(x: number, n: number): number {
  return Math.min(Math.max(Math.floor(x), 0), Math.max(n - 2, 0));
}

/**
 * The share of the way between two centers, which beyond them is continued, but not from a logarithm that stands for 0: its slope says
 * nothing of the values.
 */
function within(share: number, least: number): number {
  return least > leastLogarithm ? share : Math.min(Math.max(share, 0), 1);
}

/** The values in the unit of the model, or such that each image integrates to 1; what is not finite counts as 0. */
function brightness(map: WcsMap, normalize: boolean): { readonly values: Float64Array; readonly unit: string } {
  const values = Float64Array.from(map.values, (value) => (Number.isFinite(value) ? value : 0));
  if (!normalize) {
    const unit = brightnessUnit(map.unit);
    const factor = map.unit === "" ? 1 : conversionFactor(map.unit, unit);
    return { values: values.map((value) => value * factor), unit };
  }
  const area = solidAngles(map.wcs);
  const n = pixelCount(map.wcs);
  for (let start = 0; start < values.length; start += n) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += values[start + k];
    if (!(sum > 0)) {
      throw new GammakitError(
        "invalid-input",
        `template: the values of image ${start / n + 1} add up to ${sum}; it cannot be normalized.`,
        { image: start / n, sum },
      );
    }
    for (let k = 0; k < n; k++) values[start + k] = Number.isNaN(area[k]) ? 0 : values[start + k] / (sum * area[k]);
  }
  return { values, unit: "sr-1" };
}

/** sr-1, also for maps without a unit, or the spectrum of each direction. */
function brightnessUnit(unit: string): string {
  if (unit === "") return "sr-1";
  for (const candidate of ["sr-1", "cm-2 s-1 TeV-1 sr-1", "cm-2 s-1 sr-1"]) {
    try {
      conversionFactor(unit, candidate);
      return candidate;
    } catch {
      // Another kind of unit: the next candidate.
    }
  }
  throw new GammakitError(
    "invalid-input",
    `template: a map in "${unit}" is no brightness; understood are sr-1, cm-2 s-1 TeV-1 sr-1 and cm-2 s-1 sr-1.`,
    { unit },
  );
}
