/** How near numbers must be. With neither, they must be equal. */
export interface Tolerance {
  /** Allowed difference as a fraction of the expected value. */
  readonly relative?: number;
  /** Allowed difference in the unit of the value. With both, the larger one counts. */
  readonly absolute?: number;
  /** What is compared, for the message. */
  readonly label?: string;
}

/** |a − b| in units of the larger magnitude; 0 where they are the same, two NaNs included; Infinity where only one is finite. */
export function relativeDifference(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Throws, with the worst difference in words, unless every number of `actual` is within the tolerance of that of `expected`.
 * NaN is near NaN alone.
 */
export function assertClose(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  tolerance: Tolerance = {},
): void {
  const { relative = 0, absolute = 0, label = "value" } = tolerance;
  const got = toArray(actual);
  const wanted = toArray(expected);
  if (got.length !== wanted.length) {
    throw new Error(`${label}: ${got.length} numbers where ${wanted.length} are expected.`);
  }
  let worst = -1;
  let worstExcess = 1;
  for (let i = 0; i < got.length; i++) {
    if (Object.is(got[i], wanted[i]) || got[i] === wanted[i]) continue;
    const allowed = Math.max(absolute, relative * Math.abs(wanted[i]));
    const excess = Math.abs(got[i] - wanted[i]) / allowed;
    if (excess <= worstExcess) continue;
    worst = i;
    worstExcess = Number.isNaN(excess) ? Infinity : excess;
  }
  if (worst < 0) return;
  const where = got.length > 1 || typeof actual !== "number" ? `${label}[${worst}]` : label;
  throw new Error(
    `${where} is ${got[worst]}, expected ${wanted[worst]}: ${describe(got[worst], wanted[worst], relative, absolute)}.`,
  );
}

/** Throws unless `value` is within `fraction` of the error bar of `golden`: how best fits are compared (1 % by default). */
export function assertWithinSigma(
  value: number,
  golden: number,
  error: number,
  fraction = 0.01,
  label = "value",
): void {
  if (!(error > 0)) throw new Error(`${label}: the error bar of the golden number is ${error}, not a positive number.`);
  const distance = Math.abs(value - golden) / error;
  if (distance <= fraction) return;
  throw new Error(
    `${label} is ${value}, expected ${golden} ± ${error}: ${distance.toPrecision(3)} of the error bar, allowed ${fraction}.`,
  );
}

function toArray(numbers: number | ArrayLike<number>): ArrayLike<number> {
  return typeof numbers === "number" ? [numbers] : numbers;
}

function describe(actual: number, expected: number, relative: number, absolute: number): string {
  const difference = Math.abs(actual - expected);
  const allowed = [
    ...(relative > 0 ? [`${relative} relative`] : []),
    ...(absolute > 0 ? [`${absolute} absolute`] : []),
  ].join(" or ");
  const parts = `${difference.toPrecision(3)} off, ${relativeDifference(actual, expected).toPrecision(3)} relative`;
  return `${parts}, allowed ${allowed || "no difference"}`;
}
