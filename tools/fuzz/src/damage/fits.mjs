import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { anyNumber, anyText } from "./values.mjs";

// FITS files damaged where it hurts: card by card, unit by unit, byte by byte.

const block = 2880;

/** @typedef {{ cards: string[], data: Uint8Array }} Unit */

/** The units of a healthy file. @param {Uint8Array} bytes @returns {Unit[]} */
function splitUnits(bytes) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  /** @type {Unit[]} */
  const units = [];
  let at = 0;
  while (at < bytes.length) {
    /** @type {string[]} */
    const cards = [];
    let end = at;
    while (end < bytes.length && !text.startsWith("END     ", end)) {
      cards.push(text.slice(end, end + 80));
      end += 80;
    }
    const data = Math.ceil((end + 80) / block) * block;
    const next = text.indexOf("XTENSION= ", data);
    const stop = next < 0 ? bytes.length : Math.floor(next / block) * block;
    units.push({ cards, data: bytes.slice(data, stop) });
    at = stop;
  }
  return units;
}

/** @param {readonly Unit[]} units */
function joinUnits(units) {
  return Buffer.concat(
    units.flatMap(({ cards, data }) => {
      const text = [...cards, "END".padEnd(80)].map((card) => card.slice(0, 80).padEnd(80)).join("");
      return [Buffer.from(text.padEnd(Math.ceil(text.length / block) * block), "latin1"), data];
    }),
  );
}

/** Keywords by which readers allocate, loop, divide or look up. */
const keywords = [
  "SIMPLE",
  "XTENSION",
  "BITPIX",
  "NAXIS",
  "NAXIS1",
  "NAXIS2",
  "NAXIS3",
  "PCOUNT",
  "GCOUNT",
  "GROUPS",
  "TFIELDS",
  "THEAP",
  "TFORM1",
  "TFORM2",
  "TFORM5",
  "TTYPE1",
  "TTYPE2",
  "TDIM1",
  "TDIM2",
  "TUNIT1",
  "TUNIT5",
  "TSCAL1",
  "TZERO1",
  "TNULL1",
  "TNULL2",
  "TDISP1",
  "TBCOL1",
  "TBCOL2",
  "EXTNAME",
  "EXTVER",
  "BSCALE",
  "BZERO",
  "BLANK",
  "BUNIT",
  "DATASUM",
  "CHECKSUM",
  "CONTINUE",
  "LONGSTRN",
  "ZIMAGE",
  "ZCMPTYPE",
  "ZBITPIX",
  "ZNAXIS",
  "ZNAXIS1",
  "ZNAXIS2",
  "ZTILE1",
  "ZTILE2",
  "ZNAME1",
  "ZVAL1",
  "ZVAL2",
  "ZQUANTIZ",
  "ZDITHER0",
  "ZBLANK",
  "ZSCALE",
  "ZZERO",
  "ZMASKCMP",
  "MJDREFI",
  "MJDREFF",
  "MJDREF",
  "TIMESYS",
  "TIMEUNIT",
  "TIMEREF",
  "TREFPOS",
  "TIMEZERO",
  "TSTART",
  "TSTOP",
  "ONTIME",
  "LIVETIME",
  "DEADC",
  "RA_PNT",
  "DEC_PNT",
  "OBS_ID",
  "HDUCLAS1",
  "HDUCLAS2",
  "HDUCLAS3",
  "HDUCLAS4",
  "HDUDOC",
  "OBS_MODE",
  "FOVALIGN",
  "CREF5",
  "LO_THRES",
  "CTYPE1",
  "CTYPE2",
  "CRVAL1",
  "CRVAL2",
  "CRPIX1",
  "CDELT1",
  "CDELT2",
  "CUNIT1",
  "CROTA2",
  "CD1_1",
  "PC1_2",
  "PV2_1",
  "LONPOLE",
  "LATPOLE",
  "WCSAXES",
  "RADESYS",
  "EQUINOX",
  "AXCOLS1",
  "INTERP1",
  "WCSSHAPE",
  "BANDSHDU",
  "DETCHANS",
  "TLMIN1",
  "TLMIN4",
  "RESPFILE",
  "ANCRFILE",
  "BACKFILE",
  "EXPOSURE",
  "BACKSCAL",
  "AREASCAL",
  "POISSERR",
  "CHANTYPE",
  "HDUVERS",
  "SED_TYPE",
  "UL_CONF",
  "SQRT_TS_",
  "PIXTYPE",
  "ORDERING",
  "NSIDE",
  "INDXSCHM",
];

const forms = [
  "0A",
  "1A",
  "20A",
  "0J",
  "1J",
  "3D",
  "1X",
  "9X",
  "1L",
  "2C",
  "2M",
  "1B",
  "16B",
  "K",
  "E",
  "1PB(9)",
  "1PE(3)",
  "1QD",
  "2PJ(1)",
  "PA(80)",
  "1PX",
  "1PP",
  "99999999J",
  "2147483648D",
  "-1E",
  "1.5E",
  "I4",
  "F8.2",
  "E15.7",
  "A5",
  "I0",
  "F0.0",
  "A99999999",
  "(3,2)",
  "(0,4)",
  "(-1)",
  "(2,2,2,2)",
  "(99999999,99999999)",
  "()",
  "RICE_1",
  "RICE_ONE",
  "GZIP_1",
  "GZIP_2",
  "HCOMPRESS_1",
  "PLIO_1",
  "NOCOMPRESS",
  "BINTABLE",
  "TABLE",
  "IMAGE",
  "A3DTABLE",
  "NO_DITHER",
  "SUBTRACTIVE_DITHER_1",
  "SUBTRACTIVE_DITHER_2",
  "TeV",
  "MeV",
  "keV",
  "deg",
  "m2",
  "cm**2",
  "s",
  "d",
  "TT",
  "UTC",
  "TDB",
  "LOCAL",
  "GPS",
  "RA---TAN",
  "DEC--TAN",
  "GLON-CAR",
  "GLAT-CAR",
  "GLON-AIT",
  "RA---XXX",
  "ENERGY",
  "TIME",
  "RA",
  "EVENTS",
  "GTI",
  "RESPONSE",
  "EFF_AREA",
  "EDISP",
  "BKG",
  "none",
  "small.fits",
  "../x.fits",
  "small_rmf.fits",
  "dnde",
  "flux",
  "likelihood",
  "HEALPIX",
  "DRIFT",
  "POINTING",
  "ALTAZ",
];

const cardValue = fc.oneof(
  { weight: 3, arbitrary: anyNumber.map((n) => (Number.isInteger(n) ? BigInt(n).toString() : String(n))) },
  { weight: 3, arbitrary: fc.constantFrom(...forms).map((text) => `'${text.padEnd(8)}'`) },
  { weight: 1, arbitrary: anyText.map((text) => `'${text.replaceAll("'", "''").slice(0, 66)}'`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("T", "F", "", "(1, 2)", "'", "'&'", "1D5", "1.", ".5", "1E400", "0x1F", "/ nothing"),
  },
);

const nat = fc.nat();

/** A change of cards or units. */
const unitChange = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("value"), unit: nat, card: nat, value: cardValue }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("set"),
      unit: nat,
      keyword: fc.constantFrom(...keywords),
      value: cardValue,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("rename"), unit: nat, card: nat, keyword: fc.constantFrom(...keywords) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("drop"), unit: nat, card: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("double"), unit: nat, card: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("swap"), unit: nat, other: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), unit: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("copy"), unit: nat }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("number"),
      unit: nat,
      at: nat,
      width: fc.constantFrom(2, 4, 8),
      value: anyNumber,
    }),
  },
);

/** A change of bytes, of the file or of what gzip made of it. */
const byteChange = fc.oneof(
  fc.record({ kind: fc.constant("flip"), at: nat, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant("cut"), at: nat }),
  fc.record({ kind: fc.constant("leave-out"), at: nat, length: fc.nat(6000) }),
  fc.record({ kind: fc.constant("fill"), at: nat, length: fc.nat(200), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant("append"), bytes: fc.uint8Array({ maxLength: 40 }) }),
);

/**
 * How a FITS file is damaged. With 0 for `seed` the first of some healthy files is taken, and so on.
 * @typedef {{ seed: number, units: any[], bytes: any[], packed: boolean, packedBytes: any[] }} FitsDamage
 */

/** @type {fc.Arbitrary<FitsDamage>} */
export const fitsDamage = fc.record({
  seed: fc.nat(99),
  units: fc.array(unitChange, { maxLength: 5 }),
  bytes: fc.oneof(
    { weight: 2, arbitrary: fc.constant(/** @type {any[]} */ ([])) },
    { weight: 1, arbitrary: fc.array(byteChange, { maxLength: 3 }) },
  ),
  packed: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  packedBytes: fc.array(byteChange, { maxLength: 2 }),
});

/** The damaged file. @param {Uint8Array} healthy @param {FitsDamage} damage @returns {Uint8Array<ArrayBuffer>} */
export function damageFits(healthy, { units, bytes, packed, packedBytes }) {
  let file = Uint8Array.from(joinUnits(units.reduce(changeUnits, splitUnits(healthy))));
  file = bytes.reduce(changeBytes, file);
  return packed ? packedBytes.reduce(changeBytes, Uint8Array.from(gzipSync(file, { level: 1 }))) : file;
}

/** @param {Unit[]} units @param {any} change @returns {Unit[]} */
function changeUnits(units, change) {
  if (units.length === 0) return units;
  const all = [...units];
  const u = change.unit % all.length;
  const unit = { cards: [...all[u].cards], data: all[u].data };
  all[u] = unit;
  const c = unit.cards.length === 0 ? 0 : (change.card ?? 0) % unit.cards.length;
  const card = unit.cards[c] ?? "";
  switch (change.kind) {
    case "value":
      unit.cards[c] = `${card.slice(0, 8)}= ${change.value.padStart(20)}`;
      break;
    case "set": {
      const found = unit.cards.findIndex((one) => one.slice(0, 8).trimEnd() === change.keyword);
      const text = `${change.keyword.padEnd(8)}= ${change.value.padStart(20)}`;
      if (found < 0) unit.cards.push(text);
      else unit.cards[found] = text;
      break;
    }
    case "rename":
      unit.cards[c] = change.keyword.padEnd(8) + card.slice(8);
      break;
    case "drop":
      unit.cards.splice(c, 1);
      break;
    case "double":
      unit.cards.splice(c, 0, card);
      break;
    case "swap": {
      const o = change.other % all.length;
      [all[u], all[o]] = [all[o], all[u]];
      break;
    }
    case "remove":
      all.splice(u, 1);
      break;
    case "copy":
      all.push(unit);
      break;
    case "number":
      unit.data = withNumber(unit.data, change);
      break;
  }
  return all;
}

/** @param {Uint8Array} data @param {{ at: number, width: number, value: number }} change */
function withNumber(data, { at, width, value }) {
  if (data.length < 8) return data;
  const out = data.slice();
  const view = new DataView(out.buffer);
  const place = at % (data.length - 7);
  if (width === 2) view.setInt16(place, value);
  else if (width === 4) Number.isInteger(value) ? view.setInt32(place, value) : view.setFloat32(place, value);
  else view.setFloat64(place, value);
  return out;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {any} change @returns {Uint8Array<ArrayBuffer>} */
function changeBytes(bytes, change) {
  const at = bytes.length === 0 ? 0 : (change.at ?? 0) % bytes.length;
  switch (change.kind) {
    case "flip": {
      const out = bytes.slice();
      out[at] ^= 1 << change.bit;
      return out;
    }
    case "cut":
      return bytes.slice(0, at);
    case "leave-out":
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + change.length)]);
    case "fill":
      return bytes.slice().fill(change.byte, at, at + change.length);
    default:
      return Uint8Array.from([...bytes, ...change.bytes]);
  }
}
