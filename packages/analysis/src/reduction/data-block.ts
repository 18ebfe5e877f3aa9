import * as z from "zod";
import { checkLatitude, frame, instantOf, moment, quantity, timeScale } from "../job/fields.ts";
import { once } from "../job/once.ts";
import { checkOrder } from "./check-order.ts";

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

/** Which runs of a data store: by where they point, or by when they were taken. */
const selection = once(() => z.discriminatedUnion("type", [skyCircle(), timeBox()]));

/** Where the runs are, and which of them. */
export const dataBlock = once(() =>
  z.strictObject({
    store: z.string().min(1),
    select: z.union([selection(), z.array(selection())]).optional(),
    obsIds: z.array(z.number().int()).optional(),
  }),
);
