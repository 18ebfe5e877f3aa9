import { exp } from "../numeric/repeatable/exponential.ts";
import { atanh, log, log10 } from "../numeric/repeatable/logarithm.ts";

/** Where a spectrum is sampled to be integrated as a power law between neighboring nodes. */
export interface SegmentNodes {
  /** [TeV]; bin i has the nodes i·segments … (i+1)·segments, the last shared with the next bin. */
  readonly energy: Float64Array;
  /** Segments per bin. */
  readonly segments: number;
  readonly bins: number;
  /** ln of the ratio of the ends of a segment, one per bin. */
  readonly logWidth: Float64Array;
}

/** Nodes per decade of energy. */
const perDecade = 100;

/** Geometrically spaced nodes in each bin of `edges` [TeV]: 100 per decade of the widest bin, at least 2. */
export function segmentNodes(edges: Float64Array): SegmentNodes {
  const bins = edges.length - 1;
  let widest = 0;
  for (let i = 0; i < bins; i++) widest = Math.max(widest, log10(edges[i + 1] / edges[i]));
  const segments = Math.floor(Math.max(2, perDecade * widest)) - 1;
  const energy = new Float64Array(bins * segments + 1);
  const logWidth = new Float64Array(bins);
  for (let i = 0; i < bins; i++) {
    logWidth[i] = log(edges[i + 1] / edges[i]) / segments;
    for (let k = 0; k < segments; k++) energy[i * segments + k] = edges[i] * exp(k * logWidth[i]);
  }
  energy[bins * segments] = edges[bins];
  return { energy, segments, bins, logWidth };
}

/**
 * r / artanh(r): the logarithmic mean (b−a)/ln(b/a) of two positive numbers over their arithmetic mean,
 * for r = (b−a)/(b+a). A series where it would cancel.
 */
function meanRatio(r: number): number {
  const s = r * r;
  if (s < 0.01) return 1 / (1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13)))))));
  return s < 1 ? r / atanh(r) : 0;
}

/** Derivative of `meanRatio`, given its value `h`. */
function meanRatioSlope(r: number, h: number): number {
  const s = r * r;
  if (s >= 1) return 0;
  const slope =
    s < 0.01
      ? r * (2 / 3 + s * (4 / 5 + s * (6 / 7 + s * (8 / 9 + s * (10 / 11 + s * (12 / 13))))))
      : (1 / (1 - s) - 1 / h) / r;
  return -slope * h * h;
}

/**
 * Writes ∫ E^(power−1) f dE per bin into `out`: each segment is a power law through its ends, whose integral is
 * ln(E₂/E₁) times the logarithmic mean of E₁^power f₁ and E₂^power f₂. Where f is zero or changes sign, the trapezoid in ln E.
 */
export function integrateSegments(nodes: SegmentNodes, f: Float64Array, power: 1 | 2, out: Float64Array): void {
  const { energy, segments, bins, logWidth } = nodes;
  for (let i = 0; i < bins; i++) {
    let sum = 0;
    let k = i * segments;
    let a = f[k] * (power === 1 ? energy[k] : energy[k] * energy[k]);
    for (const last = k + segments; k < last; k++) {
      const e = energy[k + 1];
      const b = f[k + 1] * (power === 1 ? e : e * e);
      sum += 0.5 * (a + b) * (a * b > 0 || a / b > 0 ? meanRatio((b - a) / (b + a)) : 1);
      a = b;
    }
    out[i] = sum * logWidth[i];
  }
}

/** Writes the derivatives of the integrals of f, row-major [parameter × bin], from those of f at the nodes, [parameter × node]. */
export function integrateSegmentGradients(
  nodes: SegmentNodes,
  f: Float64Array,
  slopes: Float64Array,
  out: Float64Array,
): void {
  const { energy, segments, bins, logWidth } = nodes;
  const size = energy.length;
  const count = slopes.length / size;
  out.fill(0);
  for (let i = 0; i < bins; i++) {
    for (let k = i * segments; k < (i + 1) * segments; k++) {
      const a = f[k] * energy[k];
      const b = f[k + 1] * energy[k + 1];
      let wa = 0.5 * logWidth[i] * energy[k];
      let wb = 0.5 * logWidth[i] * energy[k + 1];
      if (a * b > 0 || a / b > 0) {
        const r = (b - a) / (b + a);
        const h = meanRatio(r);
        const slope = meanRatioSlope(r, h);
        wa *= h - (1 + r) * slope;
        wb *= h + (1 - r) * slope;
      }
      for (let m = 0; m < count; m++) out[m * bins + i] += wa * slopes[m * size + k] + wb * slopes[m * size + k + 1];
    }
  }
}
