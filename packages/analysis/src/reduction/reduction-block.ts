import * as z from "zod/mini";
import { circle, described, energyAxis, energyTrueAxis, point, quantity } from "../job/fields.ts";
import { once } from "../job/once.ts";
import type { dataBlock } from "./data-block.ts";

const methods = once(() => z.enum(["aeff-max", "aeff-default", "edisp-bias", "offset-max", "bkg-peak"]));
const percent = once(() => z.number().check(z.minimum(0), z.maximum(100)));

/** How runs become spectra: the parts of a job that say so, in their order. */
export const reductionBlocks = once(() => ({
  on: described(z.discriminatedUnion("type", [circle(), point()]), "Around a point: events within RAD_MAX"),
  exclude: z._default(z.array(circle()), []),
  energy: energyAxis(),
  energyTrue: energyTrueAxis(),
  containmentCorrection: z._default(z.boolean(), false),
  background: z._default(z.looseObject({ maker: z.string() }), { maker: "reflected-regions" }),
  safeMask: z.prefault(
    z.strictObject({
      methods: described(z._default(z.array(methods()), ["aeff-max"]), "bkg-peak looks at OFF counts alone"),
      aeffPercent: z._default(percent(), 10),
      biasPercent: z._default(percent(), 10),
      offsetMax: z._default(quantity("deg", { above: 0 }), 3),
    }),
    {},
  ),
  makers: described(
    z._default(z.array(z.looseObject({ maker: z.string() })), []),
    "Further steps of the reduction, after the safe mask, in their order",
  ),
}));

type Blocks = ReturnType<typeof reductionBlocks>;

/** The same after defaults are filled in and quantities are numbers, with the choice of the runs. */
export type ReductionSettings = { readonly [K in keyof Blocks]: z.output<Blocks[K]> } & {
  readonly data: z.output<ReturnType<typeof dataBlock>>;
};
