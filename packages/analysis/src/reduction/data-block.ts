import * as z from "zod/mini";
import { instantOf, moment, place, quantity, text, timeScale, transformed } from "../job/fields.ts";
import { once } from "../job/once.ts";
import { checkOrder } from "./check-order.ts";

const skyCircle = once(() =>
  transformed(
    z.strictObject({
      type: z.literal("sky_circle"),
      ...place(),
      radius: quantity("deg", { above: 0 }),
      border: z._default(quantity("deg", { least: 0 }), 0),
      inverted: z._default(z.boolean(), false),
    }),
    ({ frame: name, lon, lat, radius, border, inverted }) => ({
      type: "sky-circle" as const,
      center: { frame: name, lon, lat },
      radius,
      border,
      inverted,
    }),
  ),
);

const timeBox = once(() =>
  transformed(
    z.strictObject({
      type: z.literal("time_box"),
      start: moment(),
      stop: moment(),
      scale: z._default(timeScale(), "utc"),
      partialOverlap: z._default(z.boolean(), false),
      inverted: z._default(z.boolean(), false),
    }),
    ({ start, stop, scale, partialOverlap, inverted }, context) => {
      const from = instantOf(start, scale, ["start"], context);
      const to = instantOf(stop, scale, ["stop"], context);
      if (from === undefined || to === undefined) return z.NEVER;
      checkOrder(from, to, stop, ["stop"], context);
      return { type: "time-box" as const, start: from, stop: to, partialOverlap, inverted };
    },
  ),
);

/** Which runs of a data store: by where they point, or by when they were taken. */
const selection = once(() => z.discriminatedUnion("type", [skyCircle(), timeBox()]));

/** Where the runs are, and which of them. */
export const dataBlock = once(() =>
  z.strictObject({
    store: text(),
    select: z.optional(z.union([selection(), z.array(selection())])),
    obsIds: z.optional(z.array(z.number().check(z.int()))),
  }),
);
