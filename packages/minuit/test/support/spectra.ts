import type { Objective } from "@gammakit/core";
import type { FlareDataset } from "@gammakit-tools/vitest/flare-reference";

/** Edges of the true energies of the reference analysis [TeV]: 20 bins, logarithmic from 0.1 to 40. */
const edges = Float64Array.from({ length: 21 }, (_, i) => 0.1 * 400 ** (i / 20));

interface Compiled {
  readonly bins: number;
  /** Predicted counts per flux, [true bin × bin], of the bins in the mask. */
  readonly fold: Float64Array;
  readonly on: Float64Array;
  readonly off: Float64Array;
  readonly alpha: Float64Array;
  /** The part of the statistic of each bin that does not depend on the prediction. */
  readonly constant: Float64Array;
}

function compile(dataset: FlareDataset): Compiled {
  const used = [...dataset.counts.keys()].filter((j) => dataset.maskSafe[j]);
  const trueBins = dataset.exposureM2s.length;
  const fold = new Float64Array(trueBins * used.length);
  for (let i = 0; i < trueBins; i++) {
    used.forEach((j, k) => {
      fold[i * used.length + k] = dataset.exposureM2s[i] * 1e4 * dataset.edispKernel[i][j];
    });
  }
  const on = Float64Array.from(used, (j) => dataset.counts[j]);
  const off = Float64Array.from(used, (j) => dataset.countsOff[j]);
  const alpha = Float64Array.from(used, (j) => dataset.acceptance[j] / dataset.acceptanceOff[j]);
  const term = (n: number) => (n > 0 ? n * (1 - Math.log(n)) : 0);
  const constant = Float64Array.from(on, (n, k) => -term(n) - term(off[k]));
  return { bins: used.length, fold, on, off, alpha, constant };
}

/** Statistic of counts on and off with the background profiled out, for a power law: index, amplitude [1e-11 cm-2 s-1 TeV-1]. */
export function powerLawObjective(datasets: readonly FlareDataset[], withGradient = false): Objective {
  const compiled = datasets.map(compile);
  const count = edges.length - 1;
  const logs = edges.map(Math.log);
  const flux = new Float64Array(count);
  const slope = new Float64Array(count);
  const powers = new Float64Array(count + 1);

  const spectrum = (index: number, amplitude: number): void => {
    const gamma = 1 - index;
    for (let i = 0; i <= count; i++) powers[i] = Math.exp(gamma * logs[i]);
    const scale = amplitude / gamma;
    for (let i = 0; i < count; i++) flux[i] = scale * (powers[i + 1] - powers[i]);
  };

  const evaluate = (x: Float64Array): number => {
    spectrum(x[0], x[1] * 1e-11);
    let total = 0;
    for (const data of compiled) total += wstat(data, flux);
    return total;
  };

  const gradient = (x: Float64Array, out: Float64Array): void => {
    spectrum(x[0], x[1] * 1e-11);
    const gamma = 1 - x[0];
    for (let i = 0; i < count; i++) {
      const rise = powers[i + 1] * logs[i + 1] - powers[i] * logs[i];
      slope[i] = flux[i] / gamma - (x[1] * 1e-11 * rise) / gamma;
    }
    out.fill(0);
    for (const data of compiled) wstatGradient(data, flux, slope, x[1], out);
  };

  return {
    names: ["index", "amplitude"],
    start: Float64Array.of(3, 2),
    lower: new Float64Array(2).fill(-Infinity),
    upper: new Float64Array(2).fill(Infinity),
    step: Float64Array.of(1, 1),
    up: 1,
    evaluate,
    ...(withGradient ? { gradient } : {}),
  };
}

function predicted(data: Compiled, flux: Float64Array, j: number): number {
  let sum = 0;
  for (let i = 0; i < flux.length; i++) sum += flux[i] * data.fold[i * data.bins + j];
  return sum;
}

function background(on: number, off: number, alpha: number, signal: number): number {
  const c = alpha * (on + off) - (1 + alpha) * signal;
  const d = Math.sqrt(c * c + 4 * alpha * (alpha + 1) * off * signal);
  return (c + d) / (2 * alpha * (alpha + 1));
}

function wstat(data: Compiled, flux: Float64Array): number {
  const { bins, on, off, alpha, constant } = data;
  let sum = 0;
  for (let j = 0; j < bins; j++) {
    const s = predicted(data, flux, j);
    const mu = background(on[j], off[j], alpha[j], s);
    let bin = s + (1 + alpha[j]) * mu;
    if (on[j] > 0) bin -= on[j] * Math.log(s + alpha[j] * mu);
    if (off[j] > 0) bin -= off[j] * Math.log(mu);
    sum += finite(2 * (bin + constant[j]));
  }
  return sum;
}

/** As the reference analysis does it: undefined counts as nothing, infinite as the largest number. */
function finite(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}

function wstatGradient(
  data: Compiled,
  flux: Float64Array,
  slope: Float64Array,
  factor: number,
  out: Float64Array,
): void {
  const { bins, on, off, alpha } = data;
  for (let j = 0; j < bins; j++) {
    const s = predicted(data, flux, j);
    const mu = background(on[j], off[j], alpha[j], s);
    const c = alpha[j] * (on[j] + off[j]) - (1 + alpha[j]) * s;
    const rise = off[j] === 0 && c > 0 ? -2 / alpha[j] : 2 * (1 - on[j] / (s + alpha[j] * mu));
    out[0] += rise * predicted(data, slope, j);
    out[1] += (rise * s) / factor;
  }
}
