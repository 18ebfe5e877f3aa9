import * as z from "zod/mini";
import { fluxProfileSchema } from "../flux-profile/schema.ts";
import { once } from "../job/once.ts";
import { timeResolvedSchema } from "../time-resolved/schema.ts";

/** Numbers of intervals, regions or energy bins, counted from 0. */
const places = (what: string) =>
  z
    .optional(z.array(z.int().check(z.gte(0))).check(z.minLength(1)))
    .check(z.describe(`Numbers of ${what}, from 0; all where absent`));

/** What a job of toys has besides the job that it is about. */
const toysFields = once(() => ({
  job: z.literal("toys"),
  toys: z
    ._default(z.int().check(z.gte(1), z.lte(1_000_000)), 1000)
    .check(z.describe("Simulated datasets per interval, or per flux")),
  seed: z
    ._default(z.int().check(z.gte(-(2 ** 31)), z.lte(2 ** 31 - 1)), 0)
    .check(z.describe("The same toys are drawn for the same seed")),
  truth: z
    .optional(z.record(z.string(), z.number()))
    .check(
      z.describe("True values of parameters, in their units, or of the norm; those fitted to the data where absent"),
    ),
  asymmetric: z._default(z.boolean(), false).check(z.describe("Whether the asymmetric errors are tried as well")),
  intervals: places("intervals"),
  regions: places("regions"),
  energies: places("energy bins"),
}));

/** The job "toys", version 1. The program reads the job from a file where `of` is a path. */
export const toysSchema = once(() =>
  z.strictObject({
    ...toysFields(),
    of: z
      .union([
        z.string().check(z.minLength(1)),
        z.discriminatedUnion("job", [timeResolvedSchema(), fluxProfileSchema()]),
      ])
      .check(z.describe("The job whose errors and limits are tried: the job itself, or the path of its file")),
  }),
);

/** The same, but of the job that it is about: that is checked by itself. */
export const toysFrameSchema = once(() => z.strictObject({ ...toysFields(), of: z.unknown() }));

/** The job after its defaults are filled in. */
export type ToysSettings = Omit<z.output<ReturnType<typeof toysFrameSchema>>, "of">;

/** The job as it is written: in a file, or as a plain object. */
export type ToysJob = z.input<ReturnType<typeof toysSchema>>;
