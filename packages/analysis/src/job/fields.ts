import { parseAngle, parseQuantity, parseTime, type TimeScale } from "@gammakit/core";
import * as z from "zod";
import { messageOf } from "./issue.ts";
import { once } from "./once.ts";

/** A number with unit ("0.4 TeV"), or a number in `unit`; becomes a number in `unit`. */
export function quantity(unit: string, rule: { readonly least?: number; readonly above?: number } = {}) {
  return z
    .union([z.number(), z.string()])
    .transform((value, context) => {
      try {
        const number = unit === "deg" ? parseAngle(value) : parseQuantity(value, unit);
        const problem = check(number, value, rule);
        if (problem === undefined) return number;
        context.addIssue({ code: "custom", message: problem });
      } catch (error) {
        context.addIssue({ code: "custom", message: messageOf(error) });
      }
      return z.NEVER;
    })
    .meta({ description: `Number with unit, or number in ${unit}` });
}

function check(number: number, shown: number | string, rule: { readonly least?: number; readonly above?: number }) {
  const text = JSON.stringify(shown);
  if (rule.above !== undefined && !(number > rule.above)) return `${text} must be greater than ${rule.above}`;
  if (rule.least !== undefined && !(number >= rule.least)) return `${text} must not be less than ${rule.least}`;
  return undefined;
}

export const timeScale = once(() => z.enum(["utc", "tai", "tt", "tdb"]));

/** A moment as text, in a scale that is given beside it. */
export const moment = once(() => z.string().meta({ description: "Time, such as 2006-07-29T20:30:00" }));

/** The instants that texts stand for; each that is none becomes an issue at its path. */
export function instantOf(
  text: string,
  scale: TimeScale,
  path: readonly PropertyKey[],
  context: z.core.$RefinementCtx<unknown>,
) {
  try {
    return parseTime(text, scale);
  } catch (error) {
    context.issues.push({ code: "custom", message: messageOf(error), path: [...path], input: text });
    return undefined;
  }
}

export const frame = once(() => z.enum(["icrs", "galactic"]));

/** A circle on the sky, as a job file has it. */
export const circle = once(() =>
  z
    .strictObject({
      type: z.literal("circle"),
      frame: frame().default("icrs"),
      lon: quantity("deg"),
      lat: quantity("deg"),
      radius: quantity("deg", { above: 0 }),
    })
    .superRefine(({ lat }, context) => checkLatitude(lat, ["lat"], context))
    .transform(({ frame: name, lon, lat, radius }) => ({
      kind: "circle" as const,
      center: { frame: name, lon, lat },
      radius,
    })),
);

/** Adds an issue where a latitude lies beyond a pole. */
export function checkLatitude(lat: number, path: PropertyKey[], context: z.core.$RefinementCtx<unknown>): void {
  if (Math.abs(lat) > 90) {
    context.issues.push({ code: "custom", message: `${lat} deg lies beyond the pole`, path, input: lat });
  }
}

/** A logarithmic energy axis, as a job file has it. */
export const energyAxis = once(() =>
  z
    .strictObject({
      min: quantity("TeV", { above: 0 }),
      max: quantity("TeV", { above: 0 }),
      bins: z.number().int().min(1).max(10_000),
    })
    .superRefine(({ min, max }, context) => {
      if (!(max > min)) {
        const message = `the axis is empty: it must end above ${min} TeV, where it begins`;
        context.issues.push({ code: "custom", message, path: ["max"], input: max });
      }
    }),
);
