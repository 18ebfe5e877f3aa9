import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isGammakitError } from "@gammakit/core";
import { type FitsFile, readFits } from "@gammakit/fits";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { type FitsInspection, inspectFits, type ValueRange } from "../../src/index.ts";
import { fileSource, inflateNode } from "../../src/node/index.ts";

/** What went wrong, if it is what a reader may say. */
async function outcome<T>(work: Promise<T>): Promise<T | "refused"> {
  try {
    return await work;
  } catch (error) {
    if (isGammakitError(error)) return "refused";
    throw error;
  }
}

/** Smallest and greatest value of each column and image, from the file as a whole. */
function wholeRanges(file: FitsFile): readonly unknown[] {
  return file.hdus.map((hdu) => {
    if (hdu.kind === "image") return hdu.shape.length === 0 ? undefined : rangeOf(hdu.numbers());
    if (hdu.kind !== "table") return undefined;
    return hdu.columns.map(({ number, type, descriptor }) =>
      descriptor === undefined && "BIJKEDF".includes(type) ? rangeOf(hdu.numbers(number)) : undefined,
    );
  });
}

function rangeOf(values: Float64Array) {
  let [min, max]: [number | null, number | null] = [null, null];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (min === null || value < min) min = value;
    if (max === null || value > max) max = value;
  }
  return { min, max };
}

function pieceRanges({ hdus }: FitsInspection): readonly unknown[] {
  // What is read as a whole is doubles.
  const double = (value: ValueRange["min"]) => (value === null ? null : Number(value));
  const short = (range: ValueRange | undefined) => range && { min: double(range.min), max: double(range.max) };
  return hdus.map(({ columns, range }) => (columns ? columns.map((column) => short(column.range)) : short(range)));
}

describeWith(["GAMMAKIT_CORPORA"], "FITS files of the world", () => {
  test("are inspected piece by piece as they are read as a whole", { timeout: 600_000 }, async () => {
    const root = join(process.env.GAMMAKIT_CORPORA ?? "", "fits", "files");
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const [differing, counts] = [[] as string[], { same: 0, refused: 0 }];
    for (const path of paths) {
      const options = { inflate: inflateNode };
      const inspection = await outcome(inspectFits(fileSource(path), options));
      const whole = await outcome(readFits(fileSource(path), options).then(wholeRanges));
      if (inspection === "refused" || whole === "refused") {
        if (inspection === whole) counts.refused++;
        else differing.push(path);
      } else if (JSON.stringify(pieceRanges(inspection)) === JSON.stringify(whole)) counts.same++;
      else differing.push(path);
    }
    console.log(`inspected: ${counts.same} of ${paths.length} files the same, ${counts.refused} refused by both`);
    expect(differing).toEqual([]);
  });
});
