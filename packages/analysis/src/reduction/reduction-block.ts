import * as z from "zod";
import { circle, energyAxis, quantity } from "../job/fields.ts";
import { once } from "../job/once.ts";
import type { dataBlock } from "./data-block.ts";

const methods = once(() => z.enum(["aeff-max", "aeff-default", "edisp-bias", "offset-max", "bkg-peak"]));
const percent = once(() => z.number().min(0).max(100));

/** How runs become spectra: the parts of a job that say so, in their order. */
export const reductionBlocks = once(() => ({
  on: circle(),
  exclude: z.array(circle()).default([]),
  energy: energyAxis(),
  energyTrue: energyAxis(),
  containmentCorrection: z.boolean().default(false),
  background: z.looseObject({ maker: z.string() }).default({ maker: "reflected-regions" }),
  safeMask: z
    .strictObject({
      methods: z.array(methods()).default(["aeff-max"]),
      aeffPercent: percent().default(10),
      biasPercent: percent().default(10),
      offsetMax: quantity("deg", { above: 0 }).default(3),
    })
    .prefault({}),
  makers: z
    .array(z.looseObject({ maker: z.string() }))
    .default([])
    .describe("Further steps of the reduction, after the safe mask, in their order"),
}));

type Blocks = ReturnType<typeof reductionBlocks>;

/** The same after defaults are filled in and quantities are numbers, with the choice of the runs. */
export type ReductionSettings = { readonly [K in keyof Blocks]: z.output<Blocks[K]> } & {
  readonly data: z.output<ReturnType<typeof dataBlock>>;
};
