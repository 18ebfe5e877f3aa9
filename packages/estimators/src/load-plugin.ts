import type { Plugin } from "@gammakit/core";

/** The plugin of this package, loaded when it is asked for: for pages on which few jobs name an estimator. */
export async function loadEstimatorsPlugin(): Promise<Plugin> {
  const { estimatorsPlugin } = await import("./later.ts");
  return estimatorsPlugin;
}
