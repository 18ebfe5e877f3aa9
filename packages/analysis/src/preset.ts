import { createRegistry, type Registry } from "@gammakit/core";
import { fitPlugin } from "@gammakit/fit";
import { ioPlugin } from "@gammakit/io";
import { makersPlugin } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { optimizersPlugin } from "@gammakit/optimizers";

/** The registry of everything that comes with gammakit; more plugins are added by its `with`. */
export function presetRegistry(): Registry {
  return createRegistry([modelsPlugin, makersPlugin, fitPlugin, minuitPlugin, optimizersPlugin, ioPlugin]);
}
