import type { ConformanceCase } from "../../src/index.ts";

/** What the cases of a suite that fail have to say, by name. */
export async function failuresOf(cases: readonly ConformanceCase[]): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  for (const { name, run } of cases) {
    await run().catch((error: Error) => failures.set(name, error.message));
  }
  return failures;
}
