import * as z from "zod/mini";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { energyEdges } from "../flux-points/energy-edges.ts";
import { fluxPointOptions, scanOfSource } from "../flux-points/options-block.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";
import { dataBlock } from "../reduction/data-block.ts";
import { reductionBlocks } from "../reduction/reduction-block.ts";
import { timeBlock } from "../reduction/time-block.ts";

/** The job "light-curve", version 1. */
export const lightCurveSchema = once(() =>
  z.strictObject({
    job: z.literal("light-curve"),
    data: dataBlock(),
    time: timeBlock(),
    ...reductionBlocks(),
    model: modelBlock(),
    fitModel: z._default(z.boolean(), true),
    fit: fitBlock(),
    energyEdges: z.optional(energyEdges()),
    ...fluxPointOptions(scanOfSource),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type LightCurveSettings = z.output<ReturnType<typeof lightCurveSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type LightCurveJob = z.input<ReturnType<typeof lightCurveSchema>>;
