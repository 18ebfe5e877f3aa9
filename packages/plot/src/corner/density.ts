/** A density on a grid of equal cells. */
export interface Density {
  /** Row-major [y × x], Σ = 1. */
  readonly values: Float64Array;
  readonly bins: number;
}

/** Width [cells] of the kernel that smooths a histogram. */
const kernelSigma = 1;

/** Counts of pairs of values between limits, smoothed over the neighboring cells. */
export function densityOf(
  x: Float64Array,
  y: Float64Array,
  [xMin, xMax]: readonly [number, number],
  [yMin, yMax]: readonly [number, number],
  bins: number,
): Density {
  const counts = new Float64Array(bins * bins);
  for (let k = 0; k < x.length; k++) {
    const i = Math.floor((bins * (x[k] - xMin)) / (xMax - xMin));
    const j = Math.floor((bins * (y[k] - yMin)) / (yMax - yMin));
    if (i >= 0 && i < bins && j >= 0 && j < bins) counts[j * bins + i] += 1 / x.length;
  }
  return { values: smooth(smooth(counts, bins, 1), bins, bins), bins };
}

/** The densities above which lie the given parts of the probability. */
export function levelsOf({ values }: Density, parts: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort().reverse();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return parts.map((part) => {
    let sum = 0;
    const at = sorted.findIndex((value) => {
      sum += value;
      return sum >= part * total;
    });
    return sorted[Math.max(0, at)];
  });
}

/** A piece of a contour, in cells from the first edge. */
export interface Segment {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/** The contour of a density at a level, in pieces: marching squares between the centers of cells, and nothing beyond the grid. */
export function contourOf({ values, bins }: Density, level: number): readonly Segment[] {
  const at = (i: number, j: number): number => (i < 0 || j < 0 || i >= bins || j >= bins ? 0 : values[j * bins + i]);
  const segments: Segment[] = [];
  for (let j = -1; j < bins; j++) {
    for (let i = -1; i < bins; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      const places = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ];
      const cuts = corners.flatMap((here, k) => {
        const next = corners[(k + 1) % 4];
        if (here >= level === next >= level) return [];
        const part = (level - here) / (next - here);
        const [[x, y], [x2, y2]] = [places[k], places[(k + 1) % 4]];
        return [inside(x + part * (x2 - x), y + part * (y2 - y), bins)];
      });
      for (let k = 0; k + 1 < cuts.length; k += 2) {
        segments.push({ x: cuts[k][0], y: cuts[k][1], x2: cuts[k + 1][0], y2: cuts[k + 1][1] });
      }
    }
  }
  return segments;
}

function inside(x: number, y: number, bins: number): readonly [number, number] {
  const clip = (value: number): number => Math.min(Math.max(value + 0.5, 0), bins);
  return [clip(x), clip(y)];
}

/** Convolution with a Gaussian along one axis; what would fall off the edge is reflected. */
function smooth(values: Float64Array, bins: number, stride: number): Float64Array {
  const reach = Math.ceil(3 * kernelSigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-0.5 * ((k - reach) / kernelSigma) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const other = stride === 1 ? bins : 1;
  const out = new Float64Array(values.length);
  for (let line = 0; line < bins; line++) {
    for (let i = 0; i < bins; i++) {
      for (let k = -reach; k <= reach; k++) {
        const mirrored = i + k < 0 ? -1 - i - k : i + k >= bins ? 2 * bins - 1 - i - k : i + k;
        const source = Math.min(Math.max(mirrored, 0), bins - 1);
        out[line * other + i * stride] += (weights[k + reach] / total) * values[line * other + source * stride];
      }
    }
  }
  return out;
}
