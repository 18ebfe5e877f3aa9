import { pow } from "@gammakit/core";
import * as z from "zod/mini";
import { transformed, whole } from "../job/fields.ts";
import { once } from "../job/once.ts";

const normScan = once(() =>
  transformed(
    z.strictObject({
      min: z.optional(z.number()),
      max: z.optional(z.number()),
      count: z.optional(whole(2, 10_000)),
      values: z.optional(z.array(z.number()).check(z.minLength(2), z.maxLength(10_000))),
    }),
    (given, context): readonly number[] => {
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
    },
  ),
);

/** Norms of a scan, as a job file has them. */
type NormScanBlock = z.input<ReturnType<typeof normScan>>;

/** 11 norms from 0.2 to 5, evenly in the logarithm: for sources that are there. */
export const scanOfSource: NormScanBlock = { values: Array.from({ length: 11 }, (_, k) => 0.2 * pow(25, k / 10)) };

/**
 * What is computed of each flux point, and how: the parts of a job that say so, in their order. Where a job does not say which
 * norms are scanned, it is `scan`; 11 from -1 to 5 where that is absent.
 */
export const fluxPointOptions = (scan: NormScanBlock = {}) => ({
  selection: z._default(z.array(z.enum(["ul", "errn-errp", "scan"])), ["ul"]),
  normScan: z.prefault(normScan(), scan),
  nSigma: z._default(z.number().check(z.positive()), 1),
  nSigmaUl: z._default(z.number().check(z.positive()), 2),
  ulMethod: z._default(z.enum(["profile", "bounded", "feldman-cousins", "bayesian"]), "profile"),
  sqrtTsThresholdUl: z._default(z.number(), 2),
});
