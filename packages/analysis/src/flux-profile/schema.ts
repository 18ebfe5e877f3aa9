import * as z from "zod/mini";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { energyEdges } from "../flux-points/energy-edges.ts";
import { fluxPointOptions } from "../flux-points/options-block.ts";
import { described, frame, latitude, quantity, rising, text, whole } from "../job/fields.ts";
import { modelBlock } from "../job/model-block.ts";
import { namedBlock } from "../job/named-block.ts";
import { once } from "../job/once.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";

const position = once(() => z.strictObject({ lon: quantity("deg"), lat: latitude() }));

/** Most regions that a profile may have: more than its figures could show, and no more than memory holds. */
const mostRegions = 10_000;

const rectangles = once(() =>
  z.strictObject({
    type: z.literal("rectangles"),
    frame: z._default(frame(), "icrs"),
    start: position(),
    end: position(),
    height: quantity("deg", { above: 0, most: 180 }),
    count: whole(2, mostRegions),
    path: z._default(z.enum(["projection", "great-circle"]), "projection"),
  }),
);

const annuli = once(() =>
  z
    .strictObject({
      type: z.literal("annuli"),
      frame: z._default(frame(), "icrs"),
      center: position(),
      radiusMin: z._default(quantity("deg", { least: 0, most: 180 }), 0),
      radiusMax: quantity("deg", { above: 0, most: 180 }),
      count: whole(2, mostRegions),
    })
    .check(rising("radiusMin", "radiusMax", (radiusMin) => `must be greater than radiusMin, ${radiusMin} deg`)),
);

/** The job "flux-profile", version 1. */
export const fluxProfileSchema = once(() =>
  z.strictObject({
    job: z.literal("flux-profile"),
    dataset: text(),
    regions: z.discriminatedUnion("type", [rectangles(), annuli()]),
    model: z._default(modelBlock(), { type: "power-law", parameters: { index: 2 } }),
    energyEdges: energyEdges(),
    ...fluxPointOptions(),
    fit: described(
      z.optional(z.looseObject({ optimizer: z.optional(z.string()), statistic: z.optional(namedBlock()) })),
      "The algorithm that fits the norms, with its options; Newton's method where absent",
    ),
    reader: described(z.optional(namedBlock()), "Reads the dataset; chosen by its content where absent"),
    makers: described(
      z._default(z.array(z.looseObject({ maker: z.string() })), []),
      "What is done to the spectrum of each region before it is fitted",
    ),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type FluxProfileSettings = z.output<ReturnType<typeof fluxProfileSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type FluxProfileJob = z.input<ReturnType<typeof fluxProfileSchema>>;
