import * as z from "zod/mini";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { comparisonBlocks } from "../job/comparison-blocks.ts";
import { seed, whole } from "../job/fields.ts";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";
import { timeBlock } from "../reduction/time-block.ts";

/** More toys tell smaller probabilities apart, and take longer. */
const toys = once(() => whole(0, 1_000_000));

/** The job "time-resolved-spectroscopy", version 1. */
export const timeResolvedSchema = once(() =>
  z.strictObject({
    job: z.literal("time-resolved-spectroscopy"),
    data: dataBlock(),
    time: timeBlock(),
    ...reductionBlocks(),
    model: modelBlock(),
    ...comparisonBlocks(),
    fit: fitBlock(),
    integralFlux: fluxRange(),
    variability: z.prefault(z.strictObject({ seed: z._default(seed(), 0), toys: z._default(toys(), 200) }), {}),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type TimeResolvedSettings = z.output<ReturnType<typeof timeResolvedSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type TimeResolvedJob = z.input<ReturnType<typeof timeResolvedSchema>>;
