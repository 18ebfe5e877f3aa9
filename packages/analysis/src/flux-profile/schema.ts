import * as z from "zod";
import { checkLatitude, frame, quantity } from "../job/fields.ts";
import { modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";

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

const energyEdges = once(() =>
  z
    .array(quantity("TeV", { above: 0 }))
    .min(2)
    .max(1000)
    .superRefine((edges, context) => {
      edges.forEach((edge, i) => {
        if (i === 0 || edge > edges[i - 1]) return;
        const message = `edges must increase, but ${edge} TeV follows ${edges[i - 1]} TeV`;
        context.issues.push({ code: "custom", message, path: [i], input: edge });
      });
    }),
);

const normScan = once(() =>
  z
    .strictObject({
      min: z.number().optional(),
      max: z.number().optional(),
      count: z.number().int().min(2).max(10_000).optional(),
      values: z.array(z.number()).min(2).max(10_000).optional(),
    })
    .transform((given, context): readonly number[] => {
      const { min = -1, max = 5, count = 11, values } = given;
      if (values !== undefined) {
        const other = (["min", "max", "count"] as const).find((key) => given[key] !== undefined);
        if (other === undefined) return values;
        context.issues.push({
          code: "custom",
          message: "give values, or min, max and count",
          path: [other],
          input: given[other],
        });
        return z.NEVER;
      }
      if (!(max > min)) {
        context.issues.push({ code: "custom", message: `must be greater than min, ${min}`, path: ["max"], input: max });
        return z.NEVER;
      }
      return Array.from({ length: count }, (_, i) => min + ((max - min) * i) / (count - 1));
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
    selection: z.array(z.enum(["ul", "errn-errp", "scan"])).default(["ul"]),
    normScan: normScan().prefault({}),
    nSigma: z.number().positive().default(1),
    nSigmaUl: z.number().positive().default(2),
    ulMethod: z.enum(["profile", "bounded", "feldman-cousins", "bayesian"]).default("profile"),
    sqrtTsThresholdUl: z.number().default(2),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type FluxProfileSettings = z.output<ReturnType<typeof fluxProfileSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type FluxProfileJob = z.input<ReturnType<typeof fluxProfileSchema>>;
