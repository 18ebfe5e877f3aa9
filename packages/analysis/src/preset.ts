import { corePlugin, createRegistry, type Registry, type RegistryOptions } from "@gammakit/core";
import { estimatorsPlugin } from "@gammakit/estimators";
import { fitPlugin } from "@gammakit/fit";
import { ioPlugin } from "@gammakit/io";
import { makersPlugin } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { optimizersPlugin } from "@gammakit/optimizers";
import { plotPlugin } from "@gammakit/plot/plugin";

/** The registry of everything that comes with gammakit; more plugins are added by its `with`. */
export function presetRegistry(options?: RegistryOptions): Registry {
  return createRegistry(
    [
      modelsPlugin,
      makersPlugin,
      fitPlugin,
      minuitPlugin,
      optimizersPlugin,
      estimatorsPlugin,
      ioPlugin,
      plotPlugin,
      corePlugin,
    ],
    options,
  );
}
