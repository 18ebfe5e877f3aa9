import * as z from "zod";
import { estimatorsBlock } from "../estimates/estimators-block.ts";
import { energyEdges } from "../flux-points/energy-edges.ts";
import { fluxPointOptions } from "../flux-points/options-block.ts";
import { checkLatitude, frame, quantity } from "../job/fields.ts";
import { modelBlock } from "../job/model-block.ts";
import { namedBlock } from "../job/named-block.ts";
import { once } from "../job/once.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";

const position = once(() =>
  z
    .strictObject({ lon: quantity("deg"), lat: quantity("deg") })
    .superRefine(({ lat }, context) => checkLatitude(lat, ["lat"], context)),
);

/** Most regions that a profile may have. */
const mostRegions = 100_000;

const rectangles = once(() =>
  z.strictObject({
    type: z.literal("rectangles"),
    frame: frame().default("icrs"),
    start: position(),
    end: position(),
    height: quantity("deg", { above: 0 }),
    count: z.number().int().min(2).max(mostRegions),
    path: z.enum(["projection", "great-circle"]).default("projection"),
  }),
);

const annuli = once(() =>
  z
    .strictObject({
      type: z.literal("annuli"),
      frame: frame().default("icrs"),
      center: position(),
      radiusMin: quantity("deg", { least: 0 }).default(0),
      radiusMax: quantity("deg", { above: 0 }),
      count: z.number().int().min(2).max(mostRegions),
    })
    .superRefine(({ radiusMin, radiusMax }, context) => {
      if (radiusMax > radiusMin) return;
      const message = `must be greater than radiusMin, ${radiusMin} deg`;
      context.issues.push({ code: "custom", message, path: ["radiusMax"], input: radiusMax });
    }),
);

/** The job "flux-profile", version 1. */
export const fluxProfileSchema = once(() =>
  z.strictObject({
    job: z.literal("flux-profile"),
    dataset: z.string().min(1),
    regions: z.discriminatedUnion("type", [rectangles(), annuli()]),
    model: modelBlock().default({ type: "power-law", parameters: { index: 2 } }),
    energyEdges: energyEdges(),
    ...fluxPointOptions(),
    fit: z
      .looseObject({ optimizer: z.string().optional(), statistic: namedBlock().optional() })
      .optional()
      .describe("The algorithm that fits the norms, with its options; Newton's method where absent"),
    reader: namedBlock().optional().describe("Reads the dataset; chosen by its content where absent"),
    makers: z
      .array(z.looseObject({ maker: z.string() }))
      .default([])
      .describe("What is done to the spectrum of each region before it is fitted"),
    estimators: estimatorsBlock(),
    outputs: outputsBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type FluxProfileSettings = z.output<ReturnType<typeof fluxProfileSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type FluxProfileJob = z.input<ReturnType<typeof fluxProfileSchema>>;
