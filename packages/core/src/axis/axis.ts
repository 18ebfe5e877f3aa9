import { GammakitError } from "../errors/gammakit-error.ts";
import { exp } from "../numeric/repeatable/exponential.ts";
import { log } from "../numeric/repeatable/logarithm.ts";

/** In which function of the coordinate an axis is linear. */
export type AxisScale = "lin" | "log" | "sqrt";

/** One axis of a grid: bins with edges and centers. */
export interface Axis {
  readonly name: string;
  readonly unit: string;
  readonly scale: AxisScale;
  /** What was given: the edges, or the centers from which edges are extrapolated. */
  readonly nodes: "edges" | "center";
  /** n + 1 values in `unit`. */
  readonly edges: Float64Array;
  /** n values in `unit`. */
  readonly centers: Float64Array;
  /** Names of the bins, where they stand for things; their centers are 0, 1, … then. */
  readonly labels?: readonly string[];
}

/** What an axis is made of besides its nodes. */
export interface AxisDescription {
  readonly name: string;
  readonly unit: string;
  readonly scale: AxisScale;
}

/** Smallest number whose logarithm is taken: the smallest normal single-precision number. */
const tiny = 1.1754943508222875e-38;

/** The function of the coordinate in which an axis of that scale is linear: x, ln x, or the signed square root. */
export function toScale(x: number, scale: AxisScale): number {
  if (scale === "log") return log(Math.max(x, tiny));
  if (scale === "sqrt") return Math.sign(x) * Math.sqrt(Math.abs(x));
  return x;
}

/** The coordinate at a value of {@link toScale}. */
export function fromScale(y: number, scale: AxisScale): number {
  if (scale === "log") {
    const x = exp(y);
    return x - tiny <= tiny ? 0 : x;
  }
  if (scale === "sqrt") return Math.sign(y) * y * y;
  return y;
}

/**
 * Axis with the given bin edges; centers lie half-way in the scale (geometric mean for "log").
 * Throws "invalid-input" where there are fewer than two edges or they do not increase.
 */
export function axisFromEdges(edges: ArrayLike<number>, description: AxisDescription): Axis {
  const exact = Float64Array.from(edges);
  checkNodes(exact, 2, description);
  const { name, unit, scale } = description;
  const centers = new Float64Array(exact.length - 1);
  let low = toScale(exact[0], scale);
  for (let i = 0; i < centers.length; i++) {
    const high = toScale(exact[i + 1], scale);
    centers[i] = fromScale(0.5 * (low + high), scale);
    low = high;
  }
  // Member by member: V8 of Node 20 gives what is spread into a literal a shape of its own each time, and code compiled for one axis
  // would not hold for the next.
  return { name, unit, scale, nodes: "edges", edges: exact, centers };
}

/**
 * Axis with the given bin centers; edges lie half-way in the scale, the outermost half a step beyond the ends.
 * Throws "invalid-input" where there is no center or they do not increase.
 */
export function axisFromCenters(centers: ArrayLike<number>, description: AxisDescription): Axis {
  const exact = Float64Array.from(centers);
  checkNodes(exact, 1, description);
  const { name, unit, scale } = description;
  const n = exact.length;
  const edges = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) edges[i] = fromScale(scaledNode(exact, i - 0.5, scale), scale);
  return { name, unit, scale, nodes: "center", edges, centers: exact };
}

/**
 * `count` bins of equal width in the scale between `min` and `max`, both exact. Throws "invalid-input" where they do not increase,
 * the number is none, or a logarithmic axis would begin at 0.
 */
export function axisFromBounds(min: number, max: number, count: number, description: AxisDescription): Axis {
  if (!(Number.isInteger(count) && count > 0)) {
    throw new GammakitError(
      "invalid-input",
      `Axis "${description.name}": the number of bins must be a positive integer, not ${count}.`,
      { count },
    );
  }
  if (description.scale === "log" && min === 0) {
    throw new GammakitError(
      "invalid-input",
      `Axis "${description.name}" [${description.unit}]: a logarithmic axis can't begin at 0. Give a positive minimum.`,
      { min, max },
    );
  }
  const [a, b] = [toScale(min, description.scale), toScale(max, description.scale)];
  const edges = Float64Array.from({ length: count + 1 }, (_, i) =>
    fromScale(a + ((b - a) * i) / count, description.scale),
  );
  edges[0] = min;
  edges[count] = max;
  return axisFromEdges(edges, description);
}

/** Axis of named bins, such as datasets: their centers are 0, 1, …. Throws "invalid-input" where two have one name. */
export function axisFromLabels(labels: readonly string[], name: string): Axis {
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new GammakitError("invalid-input", `Axis "${name}": two bins are called "${twice}".`, { name, labels });
  }
  const axis = axisFromCenters(Float64Array.from(labels.keys()), { name, unit: "", scale: "lin" });
  return { ...axis, labels: [...labels] };
}

/** Value in the scale at fractional index `t` of the nodes, extrapolated with the first and last step. */
function scaledNode(nodes: Float64Array, t: number, scale: AxisScale): number {
  if (nodes.length === 1) return toScale(nodes[0], scale);
  const i = Math.min(Math.max(Math.floor(t), 0), nodes.length - 2);
  const low = toScale(nodes[i], scale);
  return low + (t - i) * (toScale(nodes[i + 1], scale) - low);
}

function checkNodes(nodes: Float64Array, least: number, { name, unit, scale }: AxisDescription): void {
  const fail = (words: string) => {
    throw new GammakitError("invalid-input", `Axis "${name}" [${unit}]: ${words}.`, { name, nodes: [...nodes] });
  };
  if (nodes.length < least) fail(`needs at least ${least} ${least === 1 ? "center" : "edges"}, got ${nodes.length}`);
  for (let i = 0; i < nodes.length; i++) {
    if (!Number.isFinite(nodes[i])) fail(`node ${i} is ${nodes[i]}`);
    if (scale === "log" && nodes[i] < 0)
      fail(`node ${i} is ${nodes[i]}, and a logarithmic axis has no negative values`);
    if (i > 0 && nodes[i] <= nodes[i - 1]) {
      fail(`values must increase, but node ${i} (${nodes[i]}) follows ${nodes[i - 1]}`);
    }
  }
}
