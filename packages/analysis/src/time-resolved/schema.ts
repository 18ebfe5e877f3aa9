import { addSeconds, formatIso, type Instant, secondsBetween, type TimeInterval, type TimeScale } from "@gammakit/core";
import * as z from "zod";
import { checkLatitude, circle, energyAxis, frame, instantOf, moment, quantity, timeScale } from "../job/fields.ts";
import { modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";

const skyCircle = once(() =>
  z
    .strictObject({
      type: z.literal("sky_circle"),
      frame: frame().default("icrs"),
      lon: quantity("deg"),
      lat: quantity("deg"),
      radius: quantity("deg", { above: 0 }),
      border: quantity("deg", { least: 0 }).default(0),
      inverted: z.boolean().default(false),
    })
    .superRefine(({ lat }, context) => checkLatitude(lat, ["lat"], context))
    .transform(({ frame: name, lon, lat, radius, border, inverted }) => ({
      type: "sky-circle" as const,
      center: { frame: name, lon, lat },
      radius,
      border,
      inverted,
    })),
);

const timeBox = once(() =>
  z
    .strictObject({
      type: z.literal("time_box"),
      start: moment(),
      stop: moment(),
      scale: timeScale().default("utc"),
      partialOverlap: z.boolean().default(false),
      inverted: z.boolean().default(false),
    })
    .transform(({ start, stop, scale, partialOverlap, inverted }, context) => {
      const from = instantOf(start, scale, ["start"], context);
      const to = instantOf(stop, scale, ["stop"], context);
      if (from === undefined || to === undefined) return z.NEVER;
      checkOrder(from, to, stop, ["stop"], context);
      return { type: "time-box" as const, start: from, stop: to, partialOverlap, inverted };
    }),
);

const selection = once(() => z.discriminatedUnion("type", [skyCircle(), timeBox()]));

/** Longest list of intervals that a job may ask for. */
const mostIntervals = 100_000;

const time = once(() =>
  z
    .strictObject({
      scale: timeScale().default("utc"),
      start: moment().optional(),
      width: quantity("s", { above: 0 }).optional(),
      count: z.number().int().min(1).max(mostIntervals).optional(),
      edges: z.array(moment()).min(2).max(mostIntervals).optional(),
      intervals: z
        .array(z.tuple([moment(), moment()]))
        .min(1)
        .max(mostIntervals)
        .optional(),
    })
    .transform((given, context): readonly TimeInterval[] => {
      const forms = [
        given.start !== undefined || given.width !== undefined || given.count !== undefined,
        given.edges !== undefined,
        given.intervals !== undefined,
      ];
      if (forms.filter(Boolean).length !== 1) {
        const message = "give the intervals in one way: start, width and count; or edges; or intervals";
        context.issues.push({ code: "custom", message, path: [], input: given });
        return z.NEVER;
      }
      const intervals = given.intervals
        ? listed(given.intervals, given.scale, context)
        : given.edges
          ? consecutive(
              given.edges.map((edge, i) => instantOf(edge, given.scale, ["edges", i], context)),
              context,
            )
          : counted(given, context);
      return intervals ?? z.NEVER;
    }),
);

type Context = z.core.$RefinementCtx<unknown>;

function counted(
  given: {
    readonly scale: TimeScale;
    readonly start?: string | undefined;
    readonly width?: number | undefined;
    readonly count?: number | undefined;
  },
  context: Context,
): readonly TimeInterval[] | undefined {
  const { start, width, count, scale } = given;
  for (const key of ["start", "width", "count"] as const) {
    if (given[key] === undefined) {
      context.issues.push({
        code: "custom",
        message: "is missing; start, width and count go together",
        path: [key],
        input: undefined,
      });
    }
  }
  const first = start === undefined ? undefined : instantOf(start, scale, ["start"], context);
  if (first === undefined || width === undefined || count === undefined) return undefined;
  const edges = Array.from({ length: count + 1 }, (_, i) => addSeconds(first, i * width));
  return edges.slice(1).map((stop, i) => ({ start: edges[i], stop }));
}

function consecutive(edges: readonly (Instant | undefined)[], context: Context): readonly TimeInterval[] | undefined {
  const known = edges.filter((edge) => edge !== undefined);
  if (known.length < edges.length) return undefined;
  return known.slice(1).map((stop, i) => {
    checkOrder(known[i], stop, formatIso(stop), ["edges", i + 1], context);
    return { start: known[i], stop };
  });
}

function listed(
  pairs: readonly (readonly [string, string])[],
  scale: TimeScale,
  context: Context,
): readonly TimeInterval[] | undefined {
  const intervals = pairs.flatMap(([from, to], i) => {
    const start = instantOf(from, scale, ["intervals", i, 0], context);
    const stop = instantOf(to, scale, ["intervals", i, 1], context);
    if (start === undefined || stop === undefined) return [];
    checkOrder(start, stop, to, ["intervals", i, 1], context);
    return [{ start, stop }];
  });
  for (let i = 1; i < intervals.length; i++) {
    if (secondsBetween(intervals[i - 1].stop, intervals[i].start) < -1e-6) {
      const message = `begins before interval ${i - 1} has ended; intervals must be in order and must not overlap`;
      context.issues.push({ code: "custom", message, path: ["intervals", i], input: pairs[i] });
    }
  }
  return intervals.length === pairs.length ? intervals : undefined;
}

function checkOrder(start: Instant, stop: Instant, text: string, path: PropertyKey[], context: Context): void {
  if (secondsBetween(start, stop) > 0) return;
  const message = `${text} must lie after the start, ${formatIso(start)}`;
  context.issues.push({ code: "custom", message, path, input: text });
}

const methods = once(() => z.enum(["aeff-max", "aeff-default", "edisp-bias", "offset-max", "bkg-peak"]));
/** More toys tell smaller probabilities apart, and take longer. */
const toys = once(() => z.number().int().min(0).max(1_000_000));
const seed = once(() =>
  z
    .number()
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31 - 1),
);
const percent = once(() => z.number().min(0).max(100));

/** The job "time-resolved-spectroscopy", version 1. */
export const timeResolvedSchema = once(() =>
  z.strictObject({
    job: z.literal("time-resolved-spectroscopy"),
    data: z.strictObject({
      store: z.string().min(1),
      select: z.union([selection(), z.array(selection())]).optional(),
      obsIds: z.array(z.number().int()).optional(),
    }),
    time: time(),
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
    fit: z.looseObject({ optimizer: z.string().default("minuit") }).prefault({}),
    integralFlux: z
      .strictObject({ min: quantity("TeV", { above: 0 }), max: quantity("TeV", { above: 0 }) })
      .superRefine(({ min, max }, context) => {
        if (max > min) return;
        context.issues.push({
          code: "custom",
          message: `must be greater than min, ${min} TeV`,
          path: ["max"],
          input: max,
        });
      })
      .default({ min: 1, max: 10 }),
    variability: z.strictObject({ seed: seed().default(0), toys: toys().default(1000) }).prefault({}),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type TimeResolvedSettings = z.output<ReturnType<typeof timeResolvedSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type TimeResolvedJob = z.input<ReturnType<typeof timeResolvedSchema>>;
