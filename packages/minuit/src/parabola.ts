/** A parabola y = constant + linear · (x − mean) + square · (x − mean)². */
export interface Parabola {
  readonly mean: number;
  readonly constant: number;
  readonly linear: number;
  readonly square: number;
}

/** The parabola through three points. */
export function parabolaThrough([x0, x1, x2]: readonly number[], [y0, y1, y2]: readonly number[]): Parabola {
  const mean = (x0 + x1 + x2) / 3;
  const w0 = y0 / ((x0 - x1) * (x0 - x2));
  const w1 = y1 / ((x1 - x0) * (x1 - x2));
  const w2 = y2 / ((x2 - x0) * (x2 - x1));
  const d0 = x0 - mean;
  const d1 = x1 - mean;
  const d2 = x2 - mean;
  return {
    mean,
    constant: w0 * d1 * d2 + w1 * d0 * d2 + w2 * d0 * d1,
    linear: w0 * d0 + w1 * d1 + w2 * d2,
    square: w0 + w1 + w2,
  };
}
