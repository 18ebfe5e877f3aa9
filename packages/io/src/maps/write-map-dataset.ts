import type { Gti, MapDataset, MapDatasetOnOff, SkyMap } from "@gammakit/core";
import { toScale } from "@gammakit/core";
import { type WritableCard, type WritableHdu, type WritableTable, writeFits } from "@gammakit/fits";
import { asciiText } from "../tables/ascii-text.ts";
import { mapHdus } from "./write-map.ts";

/**
 * A map dataset as a FITS file in Gammapy's layout, which `readMapDataset`, or `readMapDatasetOnOff`, and Gammapy read. Numbers keep their type, so
 * nothing is lost; energies are in TeV whatever the unit of the file the dataset came from.
 */
export function writeMapDataset(dataset: MapDataset | MapDatasetOnOff): Uint8Array<ArrayBuffer> {
  const { name, meta, gti } = dataset;
  const cards: WritableCard[] = Object.entries(meta)
    .filter(([keyword]) => /^[A-Z][A-Z0-9_-]{0,7}$/.test(keyword) && !["NAME", "EXTEND"].includes(keyword))
    .map(([keyword, value]) => ({ keyword, value: asciiText(value) }));
  const members: readonly (readonly [string, SkyMap | undefined])[] = [
    ["COUNTS", dataset.counts],
    ["EXPOSURE", dataset.exposure],
    ["BACKGROUND", dataset.kind === "map" ? dataset.background : undefined],
    ["EDISP", dataset.edisp],
    ["EDISP_EXPOSURE", dataset.edispExposure],
    ["PSF", dataset.psf],
    ["PSF_EXPOSURE", dataset.psfExposure],
    ["MASK_SAFE", dataset.maskSafe],
    ["MASK_FIT", dataset.maskFit],
    ...(dataset.kind === "map" ? [] : offMembers(dataset)),
  ];
  return writeFits([
    { kind: "image", header: [{ keyword: "NAME", value: asciiText(name) }, ...cards] },
    ...members.flatMap(([hdu, map]): readonly WritableHdu[] => (map === undefined ? [] : mapHdus(map, hdu))),
    ...(gti === undefined ? [] : [gtiTable(gti)]),
  ]);
}

function offMembers(dataset: MapDatasetOnOff): readonly (readonly [string, SkyMap])[] {
  return [
    ["COUNTS_OFF", dataset.countsOff],
    ["ACCEPTANCE", dataset.acceptance],
    ["ACCEPTANCE_OFF", dataset.acceptanceOff],
  ];
}

/** Good time intervals in seconds of TT after a reference day and its fraction. */
export function gtiTable({ reference, start, stop }: Gti): WritableTable {
  const { day, fraction } = toScale(reference, "tt");
  return {
    kind: "table",
    name: "GTI",
    header: {
      HDUCLASS: "GADF",
      HDUCLAS1: "GTI",
      MJDREFI: day,
      MJDREFF: fraction,
      TIMESYS: "TT",
      TIMEUNIT: "s",
      TIMEREF: "LOCAL",
    },
    columns: [
      { name: "START", unit: "s", data: start },
      { name: "STOP", unit: "s", data: stop },
    ],
  };
}
