import { axisFromCenters, axisFromEdges } from "@gammakit/core";
import { parseFits, type WritableHdu, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { readMap, readMapDataset, writeMapDataset } from "../../src/index.ts";
import { mapHdus } from "../../src/maps/write-map.ts";
import { smallDataset } from "./small-dataset.ts";

/** A file with other text of the same length in the headers, from an HDU on. */
function withText(from: string, to: string, hdu = "SIMPLE"): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder("latin1").decode(writeMapDataset(smallDataset));
  const at = text.indexOf(from, text.indexOf(hdu));
  expect(at).toBeGreaterThan(0);
  expect(to).toHaveLength(from.length);
  const changed = text.slice(0, at) + to + text.slice(at + from.length);
  return Uint8Array.from(changed, (character) => character.charCodeAt(0));
}

/** Counts alone, with the column of a bands table changed. */
function withNodes(change: (values: Float64Array) => void, column = "E_MIN"): Uint8Array<ArrayBuffer> {
  const hdus = mapHdus(smallDataset.counts, "COUNTS").map((hdu): WritableHdu => {
    if (hdu.kind !== "table") return hdu;
    const columns = hdu.columns.map((one) => {
      if (one.name !== column || "cells" in one) return one;
      const data = Float64Array.from(one.data as Float64Array);
      change(data);
      return { ...one, data };
    });
    return { ...hdu, columns };
  });
  return writeFits([{ kind: "image" }, ...hdus]);
}

const shifted = { ...smallDataset.counts.wcs, crpix: [2, 2.5] as const };
const kernel = smallDataset.edisp ?? { kind: "region-map", axes: [], unit: "", values: new Float64Array() };
const otherEnergies = axisFromCenters([1, 2, 5, 11], { name: "energy_true", unit: "TeV", scale: "log" });
const migra = axisFromEdges([0.2, 1, 5], { name: "migra", unit: "", scale: "lin" });
const wider = { ...smallDataset.counts.wcs, shape: [2, 3] as const };

test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
  [
    "no counts",
    withText("EXTNAME = 'COUNTS  '", "EXTNAME = 'COUNTZ  '"),
    /a map dataset needs COUNTS; there are .*COUNTZ/,
  ],
  ["no exposure", withText("EXTNAME = 'EXPOSURE'", "EXTNAME = 'EXPOSED '"), /a map dataset needs EXPOSURE/],
  ["no bands", withText("'COUNTS_BANDS'", "'COUNTS_BANDZ'"), /HDU 1 \(COUNTS\): BANDSHDU names the HDU COUNTS_BANDZ/],
  ["an exposure in m2", withText("'cm2 s   '", "'m2      '"), /HDU 3 \(EXPOSURE\): the unit of its values is "m2"/],
  ["a size that contradicts", withText("'(3,2,2) '", "'(3,3,2) '"), /HDU 1 \(COUNTS\): WCSSHAPE is \(3, 3, 2\), but/],
  ["no size at all", withText("'(3,2,2) '", "'(3)     '"), /WCSSHAPE is '\(3\)/],
  [
    "an unknown scale",
    withText("INTERP1 = 'log     '", "INTERP1 = 'cubic   '", "EXTNAME = 'COUNTS_BANDS'"),
    /INTERP1 is "cubic"/,
  ],
  [
    "an axis of other columns",
    withText("'E_MIN,E_MAX'", "'E_MIN,E_TOP'", "EXTNAME = 'COUNTS_BANDS'"),
    /COUNTS_BANDS.*E_TOP/,
  ],
  [
    "energies in degrees",
    withText("TUNIT3  = 'TeV     '", "TUNIT3  = 'deg     '"),
    /column E_MIN has the unit "deg", and one of energy is needed/,
  ],
  ["an edge in s", withText("TUNIT4  = 'TeV     '", "TUNIT4  = 's       '"), /column E_MAX has the unit "s"/],
  ["a unit that is none", withText("TUNIT3  = 'TeV     '", "TUNIT3  = 'tev     '"), /COUNTS_BANDS.*"tev"/],
  [
    "a mask of another image",
    writeMapDataset({ ...smallDataset, maskSafe: { ...smallDataset.counts, wcs: wider } }),
    /\(MASK_SAFE\): its image does not agree with that of COUNTS: 2 × 3 pixels instead of 3 × 2/,
  ],
  [
    "a background beside the counts",
    writeMapDataset({ ...smallDataset, background: { ...smallDataset.counts, wcs: shifted } }),
    /\(BACKGROUND\): .*CRPIX 2, 2.5 instead of 2, 1.5/,
  ],
  [
    "a kernel of other energies",
    writeMapDataset({ ...smallDataset, edisp: { ...kernel, axes: [kernel.axes[0], otherEnergies] } }),
    /\(EDISP\): its axis energy_true does not agree with that of EXPOSURE/,
  ],
  [
    "a dispersion in migra of other energies",
    writeMapDataset({ ...smallDataset, edisp: { ...kernel, axes: [migra, otherEnergies] } }),
    /\(EDISP\): its axis energy_true does not agree with that of EXPOSURE/,
  ],
  [
    "a dispersion in migra with its axes exchanged",
    writeMapDataset({ ...smallDataset, edisp: { ...kernel, axes: [kernel.axes[1], migra] } }),
    /\(EDISP\): the axes energy, energy_true are needed; found: energy_true, migra \(AXCOLS\)/,
  ],
  [
    "a point-spread function without radii",
    writeMapDataset({ ...smallDataset, psf: { ...kernel, axes: [migra, kernel.axes[1]], unit: "sr-1" } }),
    /\(PSF\): the axes rad, energy_true are needed; found: migra, energy_true/,
  ],
  [
    "negative counts",
    writeMapDataset({ ...smallDataset, counts: { ...smallDataset.counts, values: new Int32Array(12).fill(-1, 7, 8) } }),
    /HDU 1 \(COUNTS\): the counts of pixel \(1, 0\) in energy bin 1, all counted from 0, are -1/,
  ],
  [
    "counts without energies",
    writeMapDataset({ ...smallDataset, counts: { ...smallDataset.counts, axes: [], values: new Int32Array(6) } }),
    /one axis energy is needed/,
  ],
])("a map dataset with %s is refused in words", async (_, bytes, message) => {
  const refused = readMapDataset(bytes);
  await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toThrow("(bytes)");
});

test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
  ["NaN", withNodes((values) => values.fill(Number.NaN, 1)), /HDU 2 \(COUNTS_BANDS\): .*E_MIN/],
  ["a gap", withNodes((values) => values.fill(4, 1)), /bin 2 of E_MIN begins at 4, but the one before ends at 3/],
  ["a negative energy", withNodes((values) => values.fill(-1, 0, 1)), /Energies must not be negative/],
  ["falling energies", withNodes((values) => values.reverse()), /E_MIN/],
  ["equal energies", withNodes((values) => values.fill(1)), /E_MIN has 1 different values, E_MAX 2/],
])("an axis with %s is refused by column", async (_, bytes, message) => {
  const refused = readMap(bytes);
  await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
  await expect(refused).rejects.toThrow(message);
});

test("a HEALPix map is refused by name", async () => {
  const bytes = writeFits([
    {
      kind: "table",
      name: "SKYMAP",
      header: { PIXTYPE: "HEALPIX", NSIDE: 8 },
      columns: [{ name: "SIGNAL", data: [1] }],
    },
  ]);
  await expect(readMap(bytes)).rejects.toMatchObject({ code: "unsupported" });
  await expect(readMap(bytes, "SKYMAP")).rejects.toThrow(/HDU 1 \(SKYMAP\): it is a HEALPix map/);
});

test("a file without maps is refused", async () => {
  const bytes = writeFits([{ kind: "table", name: "EVENTS", columns: [{ name: "TIME", data: [1] }] }]);
  await expect(readMap(bytes)).rejects.toThrow("none of its HDUs is a map");
  await expect(readMap(bytes, "EVENTS")).rejects.toThrow("it is no map");
});

test("a truncated file names itself", async () => {
  const bytes = writeMapDataset(smallDataset);
  await expect(readMapDataset(bytes.slice(0, 9000))).rejects.toMatchObject({ code: "invalid-file" });
});

test("a dataset is read from a file that is open already", async () => {
  const dataset = await readMapDataset(parseFits(writeMapDataset(smallDataset), { name: "open.fits" }));
  expect(dataset).toEqual(smallDataset);
});
