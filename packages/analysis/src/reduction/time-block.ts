import { addSeconds, formatIso, type Instant, secondsBetween, type TimeInterval, type TimeScale } from "@gammakit/core";
import * as z from "zod/mini";
import { type IssueContext, instantOf, moment, pair, quantity, timeScale, transformed, whole } from "../job/fields.ts";
import { once } from "../job/once.ts";
import { checkOrder } from "./check-order.ts";

/** Longest list of intervals that a job may ask for. */
const mostIntervals = 100_000;

/** Time intervals: counted from a start, between edges, or one by one. */
export const timeBlock = once(() =>
  transformed(
    z.strictObject({
      scale: z._default(timeScale(), "utc"),
      start: z.optional(moment()),
      width: z.optional(quantity("s", { above: 0 })),
      count: z.optional(whole(1, mostIntervals)),
      edges: z.optional(z.array(moment()).check(z.minLength(2), z.maxLength(mostIntervals))),
      intervals: z.optional(z.array(pair(moment())).check(z.minLength(1), z.maxLength(mostIntervals))),
    }),
    (given, context): readonly TimeInterval[] => {
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
    },
  ),
);

function counted(
  given: {
    readonly scale: TimeScale;
    readonly start?: string | undefined;
    readonly width?: number | undefined;
    readonly count?: number | undefined;
  },
  context: IssueContext,
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

function consecutive(
  edges: readonly (Instant | undefined)[],
  context: IssueContext,
): readonly TimeInterval[] | undefined {
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
  context: IssueContext,
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
