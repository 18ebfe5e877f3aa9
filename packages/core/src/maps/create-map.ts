import type { Axis } from "../axis/axis.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { parseUnit } from "../units/parse-unit.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { Wcs } from "../wcs/wcs.ts";
import type { MapValues, WcsMap } from "./map.ts";
import { binCount, pixelCount, requireImage } from "./shape.ts";

/** What a map is made of. */
export interface MapOptions {
  /** With `shape`. */
  readonly wcs: Wcs;
  /** Further axes, fastest first; none where absent. */
  readonly axes?: readonly Axis[];
  /** Unit string; empty where absent. */
  readonly unit?: string;
  /** One value per pixel and bin, longitude fastest, then latitude, then the axes; zeros in double precision where absent. */
  readonly values?: MapValues;
  readonly meta?: Readonly<Record<string, string>>;
}

/**
 * A map on the pixels of `wcs`. Throws "invalid-input" where the numbers of pixels are unknown, two axes have one name, the unit
 * is not one, or the number of values is not that of the pixels times that of the bins.
 */
export function createMap({ wcs, axes = [], unit = "", values, meta }: MapOptions): WcsMap {
  const image = requireImage(wcs);
  compileWcs(image);
  parseUnit(unit);
  const names = axes.map((axis) => axis.name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new GammakitError("invalid-input", `The map has two axes "${twice}". Give each its own name.`, { names });
  }
  const n = pixelCount(image) * binCount(axes);
  if (values !== undefined && values.length !== n) {
    const bins = axes.map((axis) => ` × ${axis.centers.length} (${axis.name})`).join("");
    throw new GammakitError(
      "invalid-input",
      `A map of ${image.shape.join(" × ")} pixels${bins} needs ${n} values, but has ${values.length}.`,
      { shape: image.shape, values: values.length },
    );
  }
  const base = { kind: "wcs-map", wcs: image, axes, unit, values: values ?? new Float64Array(n) } as const;
  return meta === undefined ? base : { ...base, meta };
}
