import * as z from "zod/mini";
import { energyRange } from "../job/energy-range.ts";
import { described, text, transformed } from "../job/fields.ts";
import { once } from "../job/once.ts";
import { measureBlocks } from "../spectrum/measure-blocks.ts";

/** Most spectra of a job: more than any catalog of one source has. */
const mostSpectra = 10_000;

const energies = once(() => energyRange("The energies that count in the fit: bins that lie wholly between them"));

const spectrumFile = once(() =>
  transformed(
    z.union([
      text(),
      z.strictObject({
        file: text(),
        name: described(z.optional(text()), "Of the spectrum in results; what its file calls itself when absent"),
        energy: z.optional(energies()),
      }),
    ]),
    (given) => (typeof given === "string" ? { file: given } : given),
  ),
);

/** The job "spectrum-files", version 1. */
export const spectrumFilesSchema = once(() =>
  z.strictObject({
    job: z.literal("spectrum-files"),
    spectra: described(
      z.array(spectrumFile()).check(z.minLength(1), z.maxLength(mostSpectra)),
      "Files of spectra that were reduced before, all of one source",
    ),
    energy: z.optional(energies()),
    ...measureBlocks(),
  }),
);

/** The job after its defaults are filled in and its quantities are numbers. */
export type SpectrumFilesSettings = z.output<ReturnType<typeof spectrumFilesSchema>>;

/** The job as it is written: in a file, or as a plain object. */
export type SpectrumFilesJob = z.input<ReturnType<typeof spectrumFilesSchema>>;
