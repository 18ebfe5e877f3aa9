import * as z from "zod/mini";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { fluxPointsBlock } from "../flux-points/flux-points-block.ts";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { posteriorBlock } from "../job/posterior-block.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";

/** The job "spectrum", version 1. */
export const spectrumSchema = once(() =>
  z.strictObject({
    job: z.literal("spectrum"),
    data: dataBlock(),
    ...reductionBlocks(),
    model: modelBlock(),
    fit: fitBlock(),
    stack: z._default(z.boolean(), false),
    fluxPoints: fluxPointsBlock(),
    integralFlux: fluxRange(),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
    posterior: posteriorBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type SpectrumSettings = z.output<ReturnType<typeof spectrumSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type SpectrumJob = z.input<ReturnType<typeof spectrumSchema>>;
