/** How many autocorrelation times the sum must reach (Sokal). */
const windowTimes = 5;

/**
 * Integrated autocorrelation time [samples] of one quantity, from a trace per walker or chain: 1 for independent samples. The
 * autocorrelations of the traces are averaged, and summed as far as five times the sum (Sokal 1997, section 3.3; Goodman & Weare
 * 2010, section 5; Foreman-Mackey et al. 2013, appendix A). NaN where nothing varies or a trace has fewer than four samples.
 */
export function autocorrelationTime(traces: readonly ArrayLike<number>[]): number {
  const length = Math.min(...traces.map((trace) => trace.length));
  if (!(length >= 4 && length < Infinity)) return Number.NaN;
  const centered = traces.map((trace) => centerTrace(trace, length));
  const variance = covarianceAt(centered, 0, length);
  if (!(variance > 0)) return Number.NaN;
  let time = 1;
  for (let lag = 1; lag < length - 1; lag++) {
    time += (2 * covarianceAt(centered, lag, length)) / variance;
    if (lag >= windowTimes * time) break;
  }
  return Math.max(time, Number.MIN_VALUE);
}

function centerTrace(trace: ArrayLike<number>, length: number): Float64Array {
  let mean = 0;
  for (let k = 0; k < length; k++) mean += trace[k] / length;
  return Float64Array.from({ length }, (_, k) => trace[k] - mean);
}

/** Σ x(k) x(k + lag), over all traces. */
function covarianceAt(traces: readonly Float64Array[], lag: number, length: number): number {
  let sum = 0;
  for (const trace of traces) for (let k = 0; k + lag < length; k++) sum += trace[k] * trace[k + lag];
  return sum;
}
