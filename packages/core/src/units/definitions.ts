import { GammakitError } from "../errors/gammakit-error.ts";
import type { ExactScale } from "./exact-scale.ts";
import { exactDecimal, multiplyScales, one, raiseScale } from "./exact-scale.ts";

/** Base dimensions of a unit with their exponents: { m: -2, s: -1 }. */
export type Dimensions = Readonly<Record<string, number>>;

/** What one unit word stands for. */
export interface UnitDefinition {
  /** The spelling used in output: FITS where FITS knows the unit. */
  readonly symbol: string;
  /** Size in base units. */
  readonly scale: ExactScale;
  readonly dimensions: Dimensions;
}

/** Whether words of a definition may carry an SI prefix. */
type Prefixes = "si" | "-";

/**
 * Unit words: spellings (the first is the one used in output), size as a decimal or quotient, base units, prefixes, power of π.
 * FITS Standard 4.0, section 4.3; OGIP/93-001; the further words of astropy.units. Constants: CODATA 2018, IAU 2012 B2, 2015 B2 and B3.
 * Base: m kg s A K mol cd rad, and what is counted: ph ct bit pix vox bin beam chan adu DN electron dex Crab Sun deg_C.
 */
const table: readonly (readonly [words: string, size: string, base: string, prefixes: Prefixes, pi?: number])[] = [
  ["m meter", "1", "m", "si"],
  ["g gram", "1e-3", "kg", "si"],
  ["s second", "1", "s", "si"],
  ["A ampere", "1", "A", "si"],
  ["K Kelvin", "1", "K", "si"],
  ["mol mole", "1", "mol", "si"],
  ["cd candela", "1", "cd", "si"],
  ["rad radian", "1", "rad", "si"],
  ["sr steradian", "1", "rad2", "si"],
  ["deg degree °", "1/180", "rad", "-", 1],
  ["arcmin arcminute", "1/10800", "rad", "-", 1],
  ["arcsec arcsecond", "1/648000", "rad", "-", 1],
  ["mas", "1/648000000", "rad", "-", 1],
  ["uas", "1/648000000000", "rad", "-", 1],
  ["hourangle", "1/12", "rad", "-", 1],
  ["min minute", "60", "s", "-"],
  ["h hr hour", "3600", "s", "-"],
  ["d day", "86400", "s", "-"],
  ["wk week", "604800", "s", "-"],
  ["yr year", "31557600", "s", "si"],
  ["a annum", "31557600", "s", "si"],
  ["Hz hertz Hertz", "1", "s-1", "si"],
  ["Bq becquerel", "1", "s-1", "si"],
  ["Ci curie", "3.7e10", "s-1", "si"],
  ["eV electronvolt", "1.602176634e-19", "kg m2 s-2", "si"],
  ["J joule Joule", "1", "kg m2 s-2", "si"],
  ["erg", "1e-7", "kg m2 s-2", "-"],
  ["Ry rydberg", "2.1798723611035847e-18", "kg m2 s-2", "si"],
  ["W watt Watt", "1", "kg m2 s-3", "si"],
  ["solLum Lsun L_sun", "3.828e26", "kg m2 s-3", "-"],
  ["Jy jansky Jansky", "1e-26", "kg s-2", "si"],
  ["N newton Newton", "1", "kg m s-2", "si"],
  ["dyn dyne", "1e-5", "kg m s-2", "-"],
  ["Pa pascal Pascal", "1", "kg m-1 s-2", "si"],
  ["bar", "1e5", "kg m-1 s-2", "si"],
  ["C coulomb", "1", "A s", "si"],
  ["V volt Volt", "1", "kg m2 s-3 A-1", "si"],
  ["Ohm ohm", "1", "kg m2 s-3 A-2", "si"],
  ["S siemens Siemens", "1", "kg-1 m-2 s3 A2", "si"],
  ["F farad Farad", "1", "kg-1 m-2 s4 A2", "si"],
  ["Wb weber Weber", "1", "kg m2 s-2 A-1", "si"],
  ["T tesla Tesla", "1", "kg s-2 A-1", "si"],
  ["G Gauss gauss", "1e-4", "kg s-2 A-1", "si"],
  ["H henry Henry", "1", "kg m2 s-2 A-2", "si"],
  ["lm lumen", "1", "cd rad2", "si"],
  ["lx lux", "1", "cd rad2 m-2", "si"],
  ["Angstrom angstrom AA Å Angstroem", "1e-10", "m", "-"],
  ["um micron", "1e-6", "m", "-"],
  ["AU au", "149597870700", "m", "-"],
  ["pc parsec", "96939420213600000", "m", "si", -1],
  ["lyr lightyear", "9460730472580800", "m", "si"],
  ["solRad Rsun R_sun", "6.957e8", "m", "-"],
  ["earthRad R_earth Rearth", "6378100", "m", "-"],
  ["jupiterRad R_jup Rjup", "71492000", "m", "-"],
  ["l L liter", "1e-3", "m3", "-"],
  ["barn", "1e-28", "m2", "si"],
  ["solMass Msun M_sun", "1.988409870698051e30", "kg", "-"],
  ["earthMass M_earth Mearth", "5.972167867791379e24", "kg", "-"],
  ["jupiterMass M_jup Mjup", "1.8981245973360505e27", "kg", "-"],
  ["M_e", "9.1093837015e-31", "kg", "-"],
  ["M_p", "1.67262192369e-27", "kg", "-"],
  ["u Da Dalton", "1.66053906660e-27", "kg", "-"],
  ["t tonne", "1000", "kg", "-"],
  ["D debye Debye", "1/300000000000000000000000000000", "A s m", "si"],
  ["R rayleigh Rayleigh", "2500000000", "ph m-2 s-1 rad-2", "si", -1],
  ["ph photon", "1", "ph", "-"],
  ["count ct counts", "1", "ct", "-"],
  ["bit", "1", "bit", "si"],
  ["byte", "8", "bit", "si"],
  ["pix pixel", "1", "pix", "-"],
  ["voxel vox", "1", "vox", "-"],
  ["bin", "1", "bin", "-"],
  ["beam", "1", "beam", "-"],
  ["chan", "1", "chan", "-"],
  ["adu", "1", "adu", "-"],
  ["DN dn", "1", "DN", "-"],
  ["electron", "1", "electron", "-"],
  ["dex", "1", "dex", "-"],
  ["mag", "0.4", "dex", "si"],
  ["dB decibel", "0.1", "dex", "-"],
  ["Crab", "1", "Crab", "si"],
  ["Sun", "1", "Sun", "-"],
  ["deg_C Celsius", "1", "deg_C", "-"],
  ["% percent pct", "0.01", "", "-"],
];

/** SI prefixes with their power of ten. */
const prefixes: Readonly<Record<string, number>> = {
  Y: 24,
  Z: 21,
  E: 18,
  P: 15,
  T: 12,
  G: 9,
  M: 6,
  k: 3,
  h: 2,
  da: 1,
  d: -1,
  c: -2,
  m: -3,
  u: -6,
  µ: -6,
  μ: -6,
  n: -9,
  p: -12,
  f: -15,
  a: -18,
  z: -21,
  y: -24,
};

let index: ReadonlyMap<string, (typeof table)[number]> | undefined;

/** What `word` stands for, alone or behind an SI prefix; undefined where nothing. */
export function findUnit(word: string): UnitDefinition | undefined {
  const known = definitions.get(word);
  if (known) return known;
  const [power, plain] = splitPrefix(word);
  const row = indexOfWords().get(plain);
  if (!row) return undefined;
  const prefix = word.slice(0, word.length - plain.length);
  const definition = definitionOf(row, power, prefix === "µ" || prefix === "μ" ? "u" : prefix);
  definitions.set(word, definition);
  return definition;
}

/** Definitions made before: no more than there are words and prefixes. */
const definitions = new Map<string, UnitDefinition>();

function indexOfWords(): ReadonlyMap<string, (typeof table)[number]> {
  index ??= new Map(table.flatMap((row) => row[0].split(" ").map((spelling) => [spelling, row] as const)));
  return index;
}

/** Power of ten and word of a spelling: 3 and "Hz" of "kHz", 0 and the spelling itself where it has no prefix. */
export function splitPrefix(spelling: string): readonly [power: number, word: string] {
  if (indexOfWords().has(spelling)) return [0, spelling];
  for (const length of [1, 2]) {
    const prefix = spelling.slice(0, length);
    const word = spelling.slice(length);
    if (indexOfWords().get(word)?.[3] === "si" && Object.hasOwn(prefixes, prefix)) return [prefixes[prefix], word];
  }
  return [0, spelling];
}

/** Every spelling without prefix, and the prefixed units of this field: what a misspelled word is compared with. */
export function knownWords(): readonly string[] {
  const usual = "keV MeV GeV TeV PeV cm km mm kpc Mpc ms us ns kg kHz Myr".split(" ");
  return [...usual, ...table.flatMap((row) => row[0].split(" "))];
}

function definitionOf(row: (typeof table)[number], power: number, prefix: string): UnitDefinition {
  const [words, size, base, , pi] = row;
  const scale = exactDecimal(size, pi);
  if (!scale) throw new GammakitError("invalid-input", `The unit table gives "${words}" the size "${size}".`);
  const ten: ExactScale = { ...one, numerator: 10n };
  const dimensions: Record<string, number> = {};
  for (const [, name, exponent] of base.matchAll(/([A-Za-z_]+)(-?\d+)?/g)) dimensions[name] = Number(exponent ?? "1");
  return {
    symbol: prefix + words.split(" ", 1)[0],
    scale: power === 0 ? scale : multiplyScales(scale, raiseScale(ten, power)),
    dimensions,
  };
}
