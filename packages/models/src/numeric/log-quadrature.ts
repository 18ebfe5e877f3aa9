import { exp, log } from "@gammakit/core";

/** A kernel of a spectral model: (energies, parameter vector, where to write). */
type Kernel = (x: Float64Array, p: Float64Array, out: Float64Array) => void;

/** Positive half of the nodes and the weights of the 8-point Gauss–Legendre rule (Abramowitz & Stegun, table 25.4). */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const weights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];
const order = 8;

/** Most panels a bin is divided into. */
const mostPanels = 256;

/** exp of less is 0. */
const underflow = -746;

/** Panels from which on it is worth asking whether there is anything in a bin. */
const manyPanels = 4;

/** A smooth spectrum to be integrated bin by bin. */
export interface SmoothSpectrum {
  /** Number of parameters. */
  readonly parameters: number;
  readonly evaluate: Kernel;
  readonly evaluateGradient: Kernel;
  /**
   * Bound on |d ln(E dN/dE) / d ln E|, and on the inverse of πi-times the distance of a singularity, between two energies [TeV].
   * A bin is divided such that the spectrum changes by at most e³ in a panel: the rule is then good to 1e-14.
   */
  readonly rate: (low: number, high: number, p: Float64Array) => number;
  /**
   * Bound from above, between two energies [TeV], on the exponent by which the spectrum is computed. A bin in which that underflows
   * is not divided: searches come to parameters with which most bins are such, and each would cost as much as all others together.
   */
  readonly exponent?: (low: number, high: number, p: Float64Array) => number;
}

/** `integrate`, `integrateEnergy` and `integrateGradient` of a spectrum without closed forms. */
export interface BinIntegrals {
  readonly integrate: Kernel;
  readonly integrateEnergy: Kernel;
  readonly integrateGradient: Kernel;
}

/** Gauss–Legendre quadrature in ln E over panels of each bin. What it needs to work is allocated once, here. */
export function logQuadrature(spectrum: SmoothSpectrum): BinIntegrals {
  const { parameters, evaluate, evaluateGradient } = spectrum;
  const energy = new Float64Array(order);
  const values = new Float64Array(order);
  const slopes = new Float64Array(parameters * order);

  const integral = (edges: Float64Array, p: Float64Array, withEnergy: boolean, out: Float64Array): void => {
    for (let i = 0; i < edges.length - 1; i++) {
      const panels = panelCount(spectrum, edges[i], edges[i + 1], p);
      const half = log(edges[i + 1] / edges[i]) / (2 * panels);
      let sum = 0;
      for (let k = 0; k < panels; k++) {
        placeNodes(edges[i], half, k, energy);
        evaluate(energy, p, values);
        for (let j = 0; j < order; j++) {
          sum += weights[j >> 1] * values[j] * (withEnergy ? energy[j] * energy[j] : energy[j]);
        }
      }
      out[i] = half * sum;
    }
  };

  return {
    integrate: (edges, p, out) => integral(edges, p, false, out),
    integrateEnergy: (edges, p, out) => integral(edges, p, true, out),
    integrateGradient(edges, p, out) {
      const bins = edges.length - 1;
      out.fill(0);
      for (let i = 0; i < bins; i++) {
        const panels = panelCount(spectrum, edges[i], edges[i + 1], p);
        const half = log(edges[i + 1] / edges[i]) / (2 * panels);
        for (let k = 0; k < panels; k++) {
          placeNodes(edges[i], half, k, energy);
          evaluateGradient(energy, p, slopes);
          for (let m = 0; m < parameters; m++) {
            let sum = 0;
            for (let j = 0; j < order; j++) sum += weights[j >> 1] * slopes[m * order + j] * energy[j];
            out[m * bins + i] += half * sum;
          }
        }
      }
    },
  };
}

function panelCount({ rate, exponent }: SmoothSpectrum, low: number, high: number, p: Float64Array): number {
  const needed = Math.ceil((log(high / low) * rate(low, high, p)) / 3);
  if (needed > manyPanels && exponent !== undefined && exponent(low, high, p) < underflow) return 1;
  return needed >= 1 ? Math.min(needed, mostPanels) : 1;
}

/** The nodes [TeV] of panel `k`, 2·`half` wide in ln E; those of one weight beside each other. */
function placeNodes(low: number, half: number, k: number, energy: Float64Array): void {
  const center = low * exp((2 * k + 1) * half);
  for (let j = 0; j < order / 2; j++) {
    const step = exp(nodes[j] * half);
    energy[2 * j] = center / step;
    energy[2 * j + 1] = center * step;
  }
}
