import { presetRegistry } from "@gammakit/analysis";
import type { Registry } from "@gammakit/core";
import { plotNodePlugin } from "@gammakit/plot/node";

// A file of its own, so that what it needs is evaluated when a registry is asked for and not before.

/** Everything that comes with the program. It is one file, so plugins bring a copy of core of their own. */
export function programRegistry(): Registry {
  return presetRegistry({ bundled: true }).with(plotNodePlugin);
}
