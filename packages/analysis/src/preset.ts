import { createRegistry, type Registry } from "@gammakit/core";
import { fitPlugin } from "@gammakit/fit";
import { ioPlugin } from "@gammakit/io";
import { makersPlugin } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin, spectralModelsPlugin } from "@gammakit/models";

/** The registry of everything that comes with gammakit; more plugins are added by its `with`. */
export function presetRegistry(): Registry {
  return createRegistry([modelsPlugin, makersPlugin, fitPlugin, minuitPlugin, ioPlugin]);
}

/** Of that, what a job can name: a page that runs a job loads no models of the sky, and no formats that no job reads. */
export function jobRegistry(): Registry {
  return createRegistry([spectralModelsPlugin, makersPlugin, fitPlugin, minuitPlugin]);
}
