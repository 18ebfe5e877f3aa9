import * as z from "zod";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";
import { timeBlock } from "../reduction/time-block.ts";

/** The job "time-resolved-spectroscopy", version 1. */
export const timeResolvedSchema = once(() =>
  z.strictObject({
    job: z.literal("time-resolved-spectroscopy"),
    data: dataBlock(),
    time: timeBlock(),
    ...reductionBlocks(),
    model: modelBlock(),
    compareWith: z.array(modelBlock()).default([]),
    fit: fitBlock(),
    integralFlux: fluxRange(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type TimeResolvedSettings = z.output<ReturnType<typeof timeResolvedSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type TimeResolvedJob = z.input<ReturnType<typeof timeResolvedSchema>>;
