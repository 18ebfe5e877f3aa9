import type { FitsHdu, FitsTable } from "@gammakit/fits";

const byClass: Readonly<Record<string, string>> = {
  EFF_AREA: "effective area",
  EDISP: "energy dispersion",
  RPSF: "point-spread function",
  PSF: "point-spread function",
  BKG: "background rate",
  RAD_MAX: "radii of counting",
};

const byColumns: readonly (readonly [columns: readonly string[], what: string])[] = [
  [["EVENT_ID", "TIME", "ENERGY"], "events"],
  [["OBS_ID", "RA_PNT", "DEC_PNT"], "index of observations"],
  [["OBS_ID", "HDU_TYPE", "FILE_NAME"], "index of header-data units"],
  [["ENERG_LO", "ENERG_HI", "MATRIX", "N_GRP"], "redistribution matrix (RMF)"],
  [["ENERG_LO", "ENERG_HI", "SPECRESP"], "effective area of a spectrum (ARF)"],
  [["CHANNEL", "COUNTS"], "counts spectrum"],
  [["CHANNEL", "E_MIN", "E_MAX"], "energy bounds"],
  [["EFFAREA"], "effective area"],
  [["MATRIX", "MIGRA_LO"], "energy dispersion"],
  [["RPSF"], "point-spread function"],
  [["SIGMA_1", "AMPL_2"], "point-spread function"],
  [["GAMMA", "SIGMA", "THETA_LO"], "point-spread function"],
  [["START", "STOP"], "intervals of good time"],
  [["time_min", "time_max"], "light curve"],
  [["e_min", "e_max", "norm"], "flux points"],
  [["e_ref"], "flux points"],
  [["PIX", "VALUE"], "sparse map"],
];

/** What an HDU is, in words, as far as its header tells; undefined where it says nothing that is known here. */
export function recognizeHdu(hdu: FitsHdu): string | undefined {
  const keyword = (n: number) => hdu.header.string(`HDUCLAS${n}`)?.trim().toUpperCase() ?? "";
  if (hdu.header.string("PIXTYPE")?.trim().toUpperCase() === "HEALPIX") return "HEALPix map";
  if (hdu.kind === "image") return isMap(hdu) ? mapWords("map of the sky", hdu) : undefined;
  if (hdu.kind !== "table") return undefined;
  if (keyword(1) === "EVENTS") return "events";
  if (keyword(1) === "GTI") return "intervals of good time";
  if (keyword(1) === "RESPONSE" && Object.hasOwn(byClass, keyword(2))) return byClass[keyword(2)];
  if (hasAll(hdu, ["CHANNEL", "DATA"])) return mapWords("map of a region", hdu);
  return byColumns.find(([columns]) => hasAll(hdu, columns))?.[1];
}

const byAxis: Readonly<Record<string, string>> = {
  MIGRA_MIN: "energy dispersion in migra",
  MIGRA: "energy dispersion in migra",
  E_MIN: "energy dispersion",
  RAD_MIN: "point-spread function",
  RAD: "point-spread function",
};

/** A map, and which response it is where its axes are those of one. */
function mapWords(map: string, { header, name }: FitsHdu): string {
  const [first, second] = [1, 2].map((k) => header.string(`AXCOLS${k}`)?.split(",")[0].trim().toUpperCase() ?? "");
  const isResponse = !/_EXPOSURE$/i.test(name) && /^(?:ENERGY|E_MIN$)/.test(second) && Object.hasOwn(byAxis, first);
  return isResponse ? `${map}: ${byAxis[first]}` : map;
}

function isMap({ shape, header }: Extract<FitsHdu, { kind: "image" }>): boolean {
  return shape.length >= 2 && header.string("CTYPE1") !== undefined && header.string("CTYPE2") !== undefined;
}

function hasAll(table: FitsTable, columns: readonly string[]): boolean {
  return columns.every((column) => table.has(column));
}
