import { readFits, verifyFits } from "@gammakit/fits";
import { inspectFits, readFitsParts, readFitsTable } from "@gammakit/io";
import { inflateNode } from "@gammakit/io/node";
import { damageFits, fitsDamage } from "../damage/fits.mjs";
import { mapDatasetFile, mapFile, oddFiles, ogipFiles, storeFiles, tableFiles } from "../inputs/healthy.mjs";
import { claim, survives } from "../survives.mjs";

const seeds = [
  ...oddFiles,
  ...oddFiles,
  ...tableFiles,
  mapFile,
  mapDatasetFile,
  .../** @type {Uint8Array[]} */ ([...ogipFiles.values()]),
  /** @type {Uint8Array} */ (storeFiles.get("data/run_000042.fits")),
];

const name = "fuzz.fits";

/** FITS files of every kind, looked at in every way. @type {import("./targets.mjs").Target} */
export const fits = {
  arbitrary: fitsDamage,
  async run(damage) {
    const bytes = damageFits(seeds[damage.seed % seeds.length], damage);
    await survives(async () => {
      const file = await readFits(bytes, { name, inflate: inflateNode });
      for (const hdu of file.hdus) await survives(() => readHdu(hdu));
      for (const text of [...file.warnings, ...verifyFits(file)]) claim(text !== "", "a warning says something");
    });
    await survives(() => readFits(bytes, { name, select: (_, index) => index === 1 }));
    await survives(() => inspectFits(sourceOf(bytes), { inflate: inflateNode }));
    await survives(() => readFitsParts(sourceOf(bytes), { inflate: inflateNode }));
    await survives(async () => {
      const table = await readFitsTable(bytes, { name });
      for (const { data, shape = [] } of table.columns) {
        claim(data.length === table.rowCount * shape.reduce((a, b) => a * b, 1), "a column has a cell for each row");
      }
    });
  },
};

/** @param {import("@gammakit/fits").FitsHdu} hdu */
async function readHdu(hdu) {
  for (const card of hdu.header.cards) void card.value;
  if (hdu.kind === "image") {
    const size = hdu.shape.length === 0 ? 0 : hdu.shape.reduce((a, b) => a * b, 1);
    claim(hdu.data().length === size && hdu.numbers().length === size, "an image has a number for each pixel");
    await survives(() => hdu.raw());
    await survives(() => hdu.nonZero());
  }
  if (hdu.kind === "groups") hdu.numbers();
  if (hdu.kind !== "table") return;
  for (const { number } of hdu.columns) {
    await survives(() => hdu.column(number));
    await survives(() => hdu.numbers(number));
    await survives(() => hdu.strings(number));
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {import("@gammakit/core").ByteSource} */
function sourceOf(bytes) {
  return {
    name,
    size: async () => bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
