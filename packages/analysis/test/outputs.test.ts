import type { Writer } from "@gammakit/core";
import { expect, test } from "vitest";
import { writeOutputs } from "../src/outputs/write-outputs.ts";

/** Writes its own files, whatever it is given. */
const writerOf = (id: string, ...names: readonly string[]): Writer => ({
  id,
  extensions: [".x"],
  accepts: (_): _ is unknown => true,
  write: () => names.map((name) => ({ name, bytes: new TextEncoder().encode(id) })),
});

test("an output that would replace a file of another one is left out, and said to be", async () => {
  const spectrum = writerOf("acme/spectrum", "crab.pha", "crab_bkg.fits");
  const table = writerOf("acme/table", "crab_bkg.fits");
  const { files, warnings } = await writeOutputs(
    [
      { file: "crab.pha", writers: [spectrum] },
      { file: "crab_bkg.fits", writers: [table] },
    ],
    [{}],
  );
  expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
    ["crab.pha", "acme/spectrum"],
    ["crab_bkg.fits", "acme/spectrum"],
  ]);
  expect(warnings).toEqual([
    {
      code: "output-not-written",
      message:
        'It would replace "crab_bkg.fits", which another of the outputs has written. Name one of them otherwise.',
      where: "crab_bkg.fits",
    },
  ]);
});
