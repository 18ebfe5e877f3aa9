import * as z from "zod/mini";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { fluxPointsBlock } from "../flux-points/flux-points-block.ts";
import { comparisonBlocks } from "../job/comparison-blocks.ts";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { posteriorBlock } from "../job/posterior-block.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";

/** The parts of a job that say what is measured of spectra, wherever they come from. */
export const measureBlocks = once(() => ({
  model: modelBlock(),
  ...comparisonBlocks(),
  fit: fitBlock(),
  stack: z._default(z.boolean(), false),
  fluxPoints: fluxPointsBlock(),
  integralFlux: fluxRange(),
  estimators: estimatorsBlock(),
  outputs: outputsBlock(),
  posterior: posteriorBlock(),
}));
