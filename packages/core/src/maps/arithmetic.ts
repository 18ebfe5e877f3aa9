import { GammakitError } from "../errors/gammakit-error.ts";
import { conversionFactor } from "../units/convert.ts";
import { multiplyScales, raiseScale } from "../units/exact-scale.ts";
import { formatUnit } from "../units/format-unit.ts";
import { parseUnit } from "../units/parse-unit.ts";
import type { WcsMap } from "./map.ts";
import { binCount, pixelCount } from "./shape.ts";

/**
 * a + b in the unit of `a`, in double precision. `b` has the pixels of `a`, and its axes or none: an image is added to every bin.
 * Throws "invalid-input" where pixels or axes differ, or the units are not of one kind.
 */
export function addMaps(a: WcsMap, b: WcsMap): WcsMap {
  return combine(a, b, a.unit, "add", conversionFactor(b.unit, a.unit));
}

/** a − b in the unit of `a`. Maps must fit as in {@link addMaps}. */
export function subtractMaps(a: WcsMap, b: WcsMap): WcsMap {
  return combine(a, b, a.unit, "add", -conversionFactor(b.unit, a.unit));
}

/** a · b in the product of the units. Pixels and axes must fit as in {@link addMaps}. */
export function multiplyMaps(a: WcsMap, b: WcsMap): WcsMap {
  return combine(a, b, unitProduct(a.unit, b.unit, 1), "multiply");
}

/** a / b in the quotient of the units; NaN where both are 0. Pixels and axes must fit as in {@link addMaps}. */
export function divideMaps(a: WcsMap, b: WcsMap): WcsMap {
  return combine(a, b, unitProduct(a.unit, b.unit, -1), "divide");
}

/** Canonical string of a · b^power. */
function unitProduct(a: string, b: string, power: 1 | -1): string {
  const [first, second] = [parseUnit(a), parseUnit(b)];
  const raised = second.terms.map(({ symbol, exponent }) => ({ symbol, exponent: exponent * power }));
  const multiplier = multiplyScales(first.multiplier, raiseScale(second.multiplier, power));
  return formatUnit({ ...first, terms: [...first.terms, ...raised], multiplier });
}

/** a + factor · b, a · b or a / b; an image `b` for every bin of `a`. */
function combine(a: WcsMap, b: WcsMap, unit: string, operation: "add" | "multiply" | "divide", factor = 1): WcsMap {
  checkFit(a, b);
  const [x, y] = [a.values, b.values];
  const repeat = binCount(b.axes) === 1 ? pixelCount(a.wcs) : x.length;
  const values = new Float64Array(x.length);
  for (let start = 0; start < values.length; start += repeat) {
    if (operation === "add") for (let k = 0; k < repeat; k++) values[start + k] = x[start + k] + factor * y[k];
    else if (operation === "multiply") for (let k = 0; k < repeat; k++) values[start + k] = x[start + k] * y[k];
    else for (let k = 0; k < repeat; k++) values[start + k] = x[start + k] / y[k];
  }
  return { ...a, unit, values };
}

function checkFit(a: WcsMap, b: WcsMap): void {
  const difference = geometryDifference(a, b);
  if (difference === undefined) return;
  throw new GammakitError("invalid-input", `Two maps do not lie on the same pixels and bins: ${difference}.`, {});
}

/** In what the pixels of two maps differ, or their axes where the second has any; undefined where they do not. */
function geometryDifference(a: WcsMap, b: WcsMap): string | undefined {
  const [v, w] = [a.wcs, b.wcs];
  if (v.shape[0] !== w.shape[0] || v.shape[1] !== w.shape[1]) {
    return `${v.shape.join(" × ")} pixels and ${w.shape.join(" × ")}`;
  }
  if (v.projection !== w.projection || v.frame !== w.frame) {
    return `${v.projection} in ${v.frame} coordinates and ${w.projection} in ${w.frame} coordinates`;
  }
  const numbers = (wcs: WcsMap["wcs"]) => [...wcs.crval, ...wcs.crpix, ...wcs.cd, wcs.lonpole ?? 0, wcs.latpole ?? 0];
  if (!near(numbers(v), numbers(w), 1e-8)) return "the numbers of their coordinate systems differ";
  if (b.axes.length === 0) return undefined;
  const [ours, theirs] = [a, b].map(({ axes }) =>
    axes.map((axis) => `${axis.name} (${axis.centers.length})`).join(", "),
  );
  if (ours !== theirs) return `axes ${ours || "none"} and ${theirs}`;
  const other = a.axes.find((axis, k) => !near(axis.edges, inUnit(b.axes[k], axis.unit), 1e-5));
  return other === undefined ? undefined : `the edges of the axis "${other.name}" differ`;
}

function inUnit(axis: WcsMap["axes"][number], unit: string): Float64Array {
  const factor = conversionFactor(axis.unit, unit);
  return axis.edges.map((edge) => edge * factor);
}

/** Whether all numbers agree within a relative difference, absolute below 1e-3. */
function near(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): boolean {
  for (let k = 0; k < a.length; k++) {
    if (!(Math.abs(a[k] - b[k]) <= tolerance * Math.max(Math.abs(a[k]), Math.abs(b[k]), 1e-3))) return false;
  }
  return true;
}
