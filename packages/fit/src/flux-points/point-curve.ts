/** −2 ln L of a flux point along its norm, 0 at the best fit, at the lowest norm of a scan without one, or at 0 where there is only a limit. */
export interface PointCurve {
  /** At a norm. */
  value(norm: number): number;
  /** First derivative. */
  slope(norm: number): number;
  /** Second derivative as far as it is known, never negative. */
  bend(norm: number): number;
}
