import { createRegistry, type Plugin, type Registry } from "@gammakit/core";
import { loadEstimatorsPlugin } from "@gammakit/estimators";
import { makersPlugin } from "@gammakit/makers";
import { spectralModelsPlugin } from "@gammakit/models";
import { optimizersPlugin } from "@gammakit/optimizers";

/**
 * Of the preset registry, what a job can name: a page that runs a job loads no models of the sky, and no formats that no job reads.
 * `fitting` are the plugins without which no job can do, which the page has already.
 */
export async function jobRegistry(fitting: readonly Plugin[]): Promise<Registry> {
  return createRegistry([
    spectralModelsPlugin,
    makersPlugin,
    ...fitting,
    optimizersPlugin,
    await loadEstimatorsPlugin(),
  ]);
}
