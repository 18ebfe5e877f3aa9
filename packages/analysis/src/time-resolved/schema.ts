import * as z from "zod";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";
import { timeBlock } from "../reduction/time-block.ts";

/** More toys tell smaller probabilities apart, and take longer. */
const toys = once(() => z.number().int().min(0).max(1_000_000));
const seed = once(() =>
  z
    .number()
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31 - 1),
);

/** The job "time-resolved-spectroscopy", version 1. */
export const timeResolvedSchema = once(() =>
  z.strictObject({
    job: z.literal("time-resolved-spectroscopy"),
    data: dataBlock(),
    time: timeBlock(),
    ...reductionBlocks(),
    model: modelBlock(),
    compareWith: z.array(modelBlock()).default([]),
    significance: z
      .strictObject({
        toys: toys()
          .default(0)
          .describe(
            "Simulated datasets per interval and nested model, to test its significance without χ²; 0 for none",
          ),
        seed: seed().default(0).describe("The same toys are drawn for the same seed"),
      })
      .prefault({}),
    fit: fitBlock(),
    integralFlux: fluxRange(),
    variability: z.strictObject({ seed: seed().default(0), toys: toys().default(200) }).prefault({}),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type TimeResolvedSettings = z.output<ReturnType<typeof timeResolvedSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type TimeResolvedJob = z.input<ReturnType<typeof timeResolvedSchema>>;
