/** One check of a conformance suite, for any test runner: `for (const { name, run } of suite) test(name, run)`. */
export interface ConformanceCase {
  /** A fact that holds for everything that meets the contract. */
  readonly name: string;
  /** Throws, or rejects, with the reason where it does not hold. */
  readonly run: () => Promise<void>;
}

/** Throws `reason` unless `condition` holds. */
export function check(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Error(reason);
}
