import { corePlugin, createRegistry, type Registry, type RegistryOptions } from "@gammakit/core";
import { estimatorsPlugin } from "@gammakit/estimators";
import { fitPlugin } from "@gammakit/fit";
import { ioPlugin } from "@gammakit/io";
import { makersPlugin } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin, spectralModelsPlugin } from "@gammakit/models";
import { optimizersPlugin } from "@gammakit/optimizers";
import { plotPlugin } from "@gammakit/plot";

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

/** Of that, what a job can name: a page that runs a job loads no models of the sky, and no formats that no job reads. */
export function jobRegistry(): Registry {
  return createRegistry([
    spectralModelsPlugin,
    makersPlugin,
    fitPlugin,
    minuitPlugin,
    optimizersPlugin,
    estimatorsPlugin,
  ]);
}
