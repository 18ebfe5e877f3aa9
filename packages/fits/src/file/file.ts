import { GammakitError, nearest } from "@gammakit/core";
import type { FitsGroups } from "../groups/groups.ts";
import type { FitsHeader } from "../header/header.ts";
import { type FitsImage, ImageUnit } from "../image/image.ts";
import { BinaryTableUnit } from "../table/binary-table.ts";
import type { FitsTable } from "../table/table.ts";
import { describePlace, type Place } from "./place.ts";
import { isRare } from "./rare.ts";
import type { UnitInput } from "./unit.ts";
import type { WalkedUnit } from "./walker.ts";

/** A header-data unit of a type that this package does not know: its header only. */
export interface FitsOther {
  readonly kind: "other";
  readonly name: string;
  readonly index: number;
  readonly header: FitsHeader;
}

/** A header-data unit: a header and the data it describes. */
export type FitsHdu = FitsImage | FitsTable | FitsGroups | FitsOther;

/** A FITS file: its header-data units in order. */
export interface FitsFile {
  /** For messages. */
  readonly name: string;
  readonly hdus: readonly FitsHdu[];
  /** What is wrong with the file but does not keep it from being read. */
  readonly warnings: readonly string[];
  /** Whether there is a unit of that EXTNAME (upper or lower case) or number. */
  has(nameOrIndex: string | number): boolean;
  /** The first unit of that EXTNAME (upper or lower case), or that of a number; an error lists those there are. */
  hdu(nameOrIndex: string | number): FitsHdu;
  /** That HDU as a table; an error where it is none. */
  table(nameOrIndex: string | number): FitsTable;
  /** That HDU as an image; an error where it is none. */
  image(nameOrIndex: string | number): FitsImage;
  /** Where the data of a unit lie in the file, unpacked where it is gzip: for those who read a large unit piece by piece. */
  dataRange(nameOrIndex: string | number): { readonly offset: number; readonly length: number };
}

/** What a file is made of. */
export interface FileParts {
  readonly name: string;
  readonly units: readonly WalkedUnit[];
  /** More come while the file is used. */
  readonly warnings: string[];
  /** Makes the units of kinds that few files have; undefined where there are none. */
  readonly createRare: ((input: UnitInput) => FitsHdu) | undefined;
}

const unitsOfFiles = new WeakMap<FitsFile, readonly WalkedUnit[]>();

/** What a file was made of; undefined for what this package has not made. */
export function unitsOf(file: FitsFile): readonly WalkedUnit[] | undefined {
  return unitsOfFiles.get(file);
}

/** The file that the units make. */
export function assembleFile({ name, units, warnings, createRare }: FileParts): FitsFile {
  const warn = (place: Place, message: string) => {
    warnings.push(`${describePlace(place)}: ${message}`);
  };
  const hdus = units.map((unit) => createHdu({ ...unit, warn }, createRare));
  const hdu = (wanted: string | number) => requireHdu(name, hdus, wanted);
  const file: FitsFile = {
    name,
    hdus,
    warnings,
    has: (wanted) => findHdu(hdus, wanted) !== undefined,
    hdu,
    table: (wanted) => requireKind(name, hdu(wanted), "table"),
    image: (wanted) => requireKind(name, hdu(wanted), "image"),
    dataRange: (wanted) => units[hdu(wanted).index].range,
  };
  unitsOfFiles.set(file, units);
  return file;
}

function createHdu(input: UnitInput, createRare: FileParts["createRare"]): FitsHdu {
  const { header, place, layout, warn } = input;
  if (createRare !== undefined && isRare(input)) return createRare(input);
  switch (layout.extension) {
    case "BINTABLE":
    case "A3DTABLE":
      return new BinaryTableUnit(input);
    case "":
    case "IMAGE":
    case "IUEIMAGE":
      return new ImageUnit(input);
    default:
      warn(place, `XTENSION = '${layout.extension}' is not a known type; only the header can be read.`);
      return { kind: "other", name: place.name, index: place.index, header };
  }
}

function findHdu(hdus: readonly FitsHdu[], wanted: string | number): FitsHdu | undefined {
  if (typeof wanted === "number") return hdus[wanted];
  const upper = wanted.toUpperCase();
  return hdus.find((hdu) => hdu.name.toUpperCase() === upper);
}

function requireHdu(file: string, hdus: readonly FitsHdu[], wanted: string | number): FitsHdu {
  const hdu = findHdu(hdus, wanted);
  if (hdu !== undefined) return hdu;
  const names = hdus.map((candidate) => candidate.name || `number ${candidate.index}`);
  const near = typeof wanted === "string" ? nearest(wanted, names) : undefined;
  const hint = near === undefined ? "" : ` Is it ${near}?`;
  const message = `${file} has no HDU ${wanted}; found ${names.slice(0, 30).join(", ")}.${hint}`;
  throw new GammakitError("invalid-file", message, { file, wanted, names });
}

function requireKind<K extends FitsHdu["kind"]>(file: string, hdu: FitsHdu, kind: K): Extract<FitsHdu, { kind: K }> {
  if (hdu.kind === kind) return hdu as Extract<FitsHdu, { kind: K }>;
  const message = `${describePlace({ ...hdu, file })} is of the kind ${hdu.kind}; the kind ${kind} was expected.`;
  throw new GammakitError("invalid-file", message, { file, index: hdu.index, name: hdu.name, kind: hdu.kind });
}
