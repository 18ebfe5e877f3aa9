/** Two quantities measured together. */
export interface PlanePoint {
  readonly x: number;
  readonly xError: number;
  readonly y: number;
  readonly yError: number;
  /** Correlation of the two errors, −1 to 1: of one fit, usually not 0. 0 when absent. */
  readonly errorCorrelation?: number;
}

/** Whether both are finite, their errors not negative, that of y positive, and the correlation less than complete. */
export function isPlanePoint({ x, xError, y, yError, errorCorrelation = 0 }: PlanePoint): boolean {
  const finite = [x, xError, y, yError].every(Number.isFinite);
  return finite && xError >= 0 && yError > 0 && Math.abs(errorCorrelation) < 1;
}
