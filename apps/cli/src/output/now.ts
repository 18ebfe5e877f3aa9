/** The time [ms] since any moment. Node takes milliseconds to make `performance` ready when it is first used. */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return 1e3 * seconds + 1e-6 * nanoseconds;
}
