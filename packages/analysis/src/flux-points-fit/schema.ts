import * as z from "zod/mini";
import { energyRange } from "../job/energy-range.ts";
import { described, text, transformed } from "../job/fields.ts";
import { fluxRange } from "../job/flux-range.ts";
import { fitBlock, modelBlock } from "../job/model-block.ts";
import { once } from "../job/once.ts";
import { posteriorBlock } from "../job/posterior-block.ts";
import { outputsBlock } from "../outputs/outputs-block.ts";

/** Most files of a job: more than any source has instruments. */
const mostFiles = 1000;

const likelihood = once(() =>
  described(
    z.enum(["errors", "errors-and-limits", "scans"]),
    "errors: χ² of the points that have an error. errors-and-limits: by the errors of both sides, and by upper limits where there is no error. scans: the likelihood along the norm of each point",
  ),
);

const quantity = once(() =>
  described(
    z.enum(["dnde", "flux"]),
    "What of the model is compared. dnde: dN/dE at the reference energy. flux: the integral over the bin",
  ),
);

const energies = once(() => energyRange("Points whose reference energies lie between them count in the fit"));

const pointsFile = once(() =>
  transformed(
    z.union([
      text(),
      z.strictObject({
        file: text(),
        name: described(z.optional(text()), "Of the set in results; the name of its file when absent"),
        energy: z.optional(energies()),
        likelihood: z.optional(likelihood()),
        quantity: z.optional(quantity()),
      }),
    ]),
    (given) => (typeof given === "string" ? { file: given } : given),
  ),
);

/** The job "flux-points-fit", version 1. */
export const fluxPointsFitSchema = once(() =>
  z.strictObject({
    job: z.literal("flux-points-fit"),
    points: described(
      z.array(pointsFile()).check(z.minLength(1), z.maxLength(mostFiles)),
      "Files of flux points that were measured before, all of one source",
    ),
    energy: z.optional(energies()),
    likelihood: z._default(likelihood(), "errors"),
    quantity: z._default(quantity(), "dnde"),
    model: modelBlock(),
    compareWith: z._default(z.array(modelBlock()), []),
    fit: fitBlock(),
    integralFlux: fluxRange(),
    outputs: outputsBlock(),
    posterior: posteriorBlock(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type FluxPointsFitSettings = z.output<ReturnType<typeof fluxPointsFitSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type FluxPointsFitJob = z.input<ReturnType<typeof fluxPointsFitSchema>>;
