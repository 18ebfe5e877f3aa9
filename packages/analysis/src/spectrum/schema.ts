import * as z from "zod/mini";
import { once } from "../job/once.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";
import { measureBlocks } from "./measure-blocks.ts";

/** The job "spectrum", version 1. */
export const spectrumSchema = once(() =>
  z.strictObject({
    job: z.literal("spectrum"),
    data: dataBlock(),
    ...reductionBlocks(),
    ...measureBlocks(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type SpectrumSettings = z.output<ReturnType<typeof spectrumSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type SpectrumJob = z.input<ReturnType<typeof spectrumSchema>>;
