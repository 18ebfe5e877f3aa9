import { compileWcs, wcsFromHeader } from "@gammakit/core";
import {
  lightCurveFromTable,
  memoryFolder,
  readCsv,
  readDs9Regions,
  readEblTable,
  readEcsv,
  readFluxPoints,
  readLightCurve,
  readMap,
  readMapDataset,
  readMapDatasetOnOff,
  readProfile,
  readSpectralGrid,
  readSpectrum,
  writeDs9Regions,
  writeEcsv,
  writeVotable,
} from "@gammakit/io";
import fc from "fast-check";
import { damageFits, fitsDamage } from "../damage/fits.mjs";
import { damageText, textDamage } from "../damage/text.mjs";
import { anyNumber, anyText } from "../damage/values.mjs";
import {
  csvTexts,
  ecsvTexts,
  mapDatasetFile,
  mapFile,
  ogipFiles,
  regionTexts,
  spectrumDatasetFile,
  tableFiles,
} from "../inputs/healthy.mjs";
import { claim, survives } from "../survives.mjs";

const spectra = new Map([...ogipFiles, ["dataset.fits", spectrumDatasetFile]]);
const spectrumNames = [...spectra.keys()];

/** A spectrum in OGIP files of which one is damaged, or in one file as Gammapy has it. @type {import("./targets.mjs").Target} */
export const ogip = {
  arbitrary: fc.record({ file: fc.nat(spectrumNames.length - 1), damage: fitsDamage }),
  async run({ file, damage }) {
    const files = new Map(spectra);
    const name = spectrumNames[file];
    files.set(name, damageFits(/** @type {Uint8Array} */ (spectra.get(name)), damage));
    await survives(async () => {
      const { counts, energyEdges, energyTrueEdges, edisp, exposure } = await readSpectrum(
        memoryFolder("spectra", files).file(name === "dataset.fits" ? name : "small.fits"),
      );
      claim(energyEdges.length === counts.length + 1, "a spectrum has an edge more than counts");
      claim(edisp.length === counts.length * exposure.length, "a dispersion for each pair of energies");
      claim(energyTrueEdges.length === exposure.length + 1, "a true edge more than exposures");
      claim(
        counts.every((count) => count >= 0),
        "counts are not negative",
      );
    });
  },
};

/** Maps, data sets on maps, tables of absorption and of spectra. @type {import("./targets.mjs").Target} */
export const maps = {
  arbitrary: fitsDamage,
  async run(damage) {
    const bytes = damageFits([mapFile, mapDatasetFile][damage.seed % 2], damage);
    const name = "map.fits";
    await survives(async () => {
      const map = await readMap(bytes, undefined, { name });
      if (map.kind === "wcs-map") {
        const bins = map.axes.reduce((total, axis) => total * axis.centers.length, 1);
        claim(map.values.length === bins * map.wcs.shape[0] * map.wcs.shape[1], "a value for each pixel and bin");
      }
    });
    await survives(() => readMapDataset(bytes, { name }));
    await survives(() => readMapDatasetOnOff(bytes, { name }));
    await survives(() => readEblTable(bytes, { name }));
    await survives(() => readSpectralGrid(bytes, { name }));
  },
};

/** Flux points, profiles and light curves as FITS. @type {import("./targets.mjs").Target} */
export const flux = {
  arbitrary: fitsDamage,
  async run(damage) {
    const bytes = damageFits(tableFiles[damage.seed % tableFiles.length], damage);
    for (const read of [readFluxPoints, readProfile, readLightCurve]) {
      await survives(() => read(bytes, { name: "flux.fits" }));
    }
  },
};

const tableWords = [
  "# %ECSV 1.0\n",
  "# ---\n",
  "# datatype:\n",
  "# - {name: x, datatype: float64}\n",
  "subtype: float64[3]",
  "subtype: json",
  "subtype: 'float64[1000000,1000000]'",
  "&a",
  "*a",
  "<<: *a",
  "!!python/tuple",
  "meta: !!omap",
  "delimiter: ','",
  "float32",
  "int64",
  "bool",
  "string",
  "unit: TeVV",
  "[[1,2],[3]]",
  "x[0]",
  "x[1]",
  "x[999999999]",
  '""',
  "SED_TYPE: dnde",
  "time_min",
  "e_ref",
  "dnde",
  "True",
];

/** Tables as ECSV and CSV, also as flux points, and what writes them again. @type {import("./targets.mjs").Target} */
export const tables = {
  arbitrary: fc.record({ isCsv: fc.boolean(), damage: textDamage(tableWords) }),
  async run({ isCsv, damage }) {
    const texts = isCsv ? csvTexts : ecsvTexts;
    const text = damageText(texts[damage.seed % texts.length], damage);
    const name = isCsv ? "fuzz.csv" : "fuzz.ecsv";
    await survives(async () => {
      const table = isCsv ? readCsv(text, { name }) : readEcsv(text, { name });
      for (const { data, shape = [] } of table.columns) {
        claim(data.length === table.rowCount * shape.reduce((a, b) => a * b, 1), "a column has a cell for each row");
      }
      await survives(() => writeEcsv(table));
      await survives(() => writeVotable(table));
      await survives(() => lightCurveFromTable(table));
    });
    const bytes = new TextEncoder().encode(text);
    for (const read of [readFluxPoints, readProfile, readLightCurve]) await survives(() => read(bytes, { name }));
  },
};

const regionWords = [
  "circle(",
  "annulus(",
  "ellipse(",
  "box(",
  "polygon(",
  "point(",
  "line(",
  "panda(",
  "fk5",
  "galactic",
  "image",
  "physical",
  "linear",
  "||",
  "-",
  "#",
  "text={",
  "}",
  "composite",
  "global ",
  '"',
  "'",
  "12:30:10.5",
  "10d20m30s",
  "1e400",
  ";",
  "tile 1",
  "wcsa",
];

/** Regions of DS9, and what writes them again. @type {import("./targets.mjs").Target} */
export const regions = {
  arbitrary: textDamage(regionWords),
  async run(damage) {
    const text = damageText(regionTexts[damage.seed % regionTexts.length], damage);
    await survives(() => {
      const read = readDs9Regions(text, { name: "fuzz.reg" });
      const again = readDs9Regions(writeDs9Regions(read.regions), { name: "again.reg" });
      claim(again.regions.length === read.regions.length, "as many regions are written as were read");
    });
  },
};

const wcsKeys = [
  "NAXIS",
  "NAXIS1",
  "NAXIS2",
  "WCSAXES",
  "CTYPE1",
  "CTYPE2",
  "CRVAL1",
  "CRVAL2",
  "CRPIX1",
  "CRPIX2",
  "CDELT1",
  "CDELT2",
  "CUNIT1",
  "CUNIT2",
  "CROTA2",
  "CD1_1",
  "CD1_2",
  "CD2_1",
  "CD2_2",
  "PC1_1",
  "PC1_2",
  "PC2_1",
  "PC2_2",
  "PV2_1",
  "PV2_2",
  "LONPOLE",
  "LATPOLE",
  "RADESYS",
  "EQUINOX",
];
const codes = ["TAN", "SIN", "STG", "ZEA", "ARC", "CAR", "CEA", "MER", "AIT", "MOL", "SFL", "GLS", "XXX"];
const plainWcs = {
  NAXIS: 2,
  NAXIS1: 10,
  NAXIS2: 8,
  CRPIX1: 5.5,
  CRPIX2: 4.5,
  CRVAL1: 83,
  CRVAL2: 22,
  CDELT1: -0.1,
  CDELT2: 0.1,
  CUNIT1: "deg",
  CUNIT2: "deg",
};

/** Headers of images on the sky. @type {import("./targets.mjs").Target} */
export const wcs = {
  arbitrary: fc.record({
    code: fc.constantFrom(...codes),
    isGalactic: fc.boolean(),
    changes: fc.array(fc.tuple(fc.constantFrom(...wcsKeys), fc.oneof(anyNumber, anyText)), { maxLength: 5 }),
  }),
  async run({ code, isGalactic, changes }) {
    const [lon, lat] = isGalactic ? ["GLON", "GLAT"] : ["RA--", "DEC-"];
    const header = new Map(
      /** @type {[string, string | number][]} */ ([
        ...Object.entries(plainWcs),
        ["CTYPE1", `${lon}-${code}`],
        ["CTYPE2", `${lat}-${code}`],
        ...changes,
      ]),
    );
    await survives(() => {
      const { toPixel, toSky } = compileWcs(wcsFromHeader((keyword) => header.get(keyword), "fuzz.fits"));
      const [sky, pixel] = [new Float64Array(2), new Float64Array(2)];
      toSky(3, 4, sky);
      toPixel(sky[0], sky[1], pixel);
      claim(Number.isNaN(sky[1]) || Math.abs(sky[1]) <= 90 + 1e-9, "a latitude is one");
    });
  },
};
