import { createRegistry, type Registry } from "@gammakit/core";
import { estimatorsPlugin } from "@gammakit/estimators";
import { fitPlugin } from "@gammakit/fit";
import { makersPlugin } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { spectralModelsPlugin } from "@gammakit/models";
import { optimizersPlugin } from "@gammakit/optimizers";

/** Of the preset registry, what a job can name: a page that runs a job loads no models of the sky, and no formats that no job reads. */
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
