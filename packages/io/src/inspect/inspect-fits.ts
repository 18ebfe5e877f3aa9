import { type ByteSource, GammakitError } from "@gammakit/core";
import {
  type ColumnValues,
  type FitsCard,
  type FitsColumn,
  type FitsFile,
  type FitsHdu,
  type FitsImage,
  type FitsTable,
  type ReadFitsOptions,
  readFits,
} from "@gammakit/fits";
import { imagePiece, tablePiece } from "./piece.ts";
import { recognizeHdu } from "./recognize.ts";
import { createRangeCounter, type ValueRange } from "./value-range.ts";

/** A column of a table of a FITS file. */
export interface InspectedColumn {
  readonly name: string;
  readonly unit: string;
  /** TFORM. */
  readonly form: string;
  /** Lengths of the array in a row, fastest axis first; of characters one length. */
  readonly shape: readonly number[];
  /** Of the numbers; absent for texts, truth values, bits, complex numbers and arrays of variable length. */
  readonly range?: ValueRange;
}

/** A header-data unit of a FITS file. */
export interface InspectedHdu {
  readonly index: number;
  readonly name: string;
  readonly kind: FitsHdu["kind"];
  /** "events", "effective area", …; absent where the header does not tell. */
  readonly what?: string;
  /** Of an image: lengths of its axes, fastest first. */
  readonly shape?: readonly number[];
  /** BITPIX of an image. */
  readonly bitpix?: number;
  /** BUNIT of an image. */
  readonly unit?: string;
  /** ZCMPTYPE of a tile-compressed image. */
  readonly compression?: string;
  readonly rowCount?: number;
  readonly columns?: readonly InspectedColumn[];
  /** Of the pixels of an image. */
  readonly range?: ValueRange;
  readonly cards: readonly Pick<FitsCard, "keyword" | "value" | "comment">[];
}

/** What a FITS file holds. */
export interface FitsInspection {
  readonly name: string;
  /** Of the file as it is stored [bytes]. */
  readonly size: number;
  readonly hdus: readonly InspectedHdu[];
  readonly warnings: readonly string[];
}

/** Options of `inspectFits`. */
export interface InspectFitsOptions extends Pick<ReadFitsOptions, "inflate" | "maxBytes" | "signal"> {
  /** One unit alone, by name or number. */
  readonly hdu?: string | number;
  /** Look through the data for the ranges of their values; true when absent. */
  readonly ranges?: boolean;
}

/** How much of a file is held at a time where it is not compressed [bytes]. */
const pieceSize = 2 ** 24;

/**
 * What a FITS file holds: its units, their columns and axes, and between what numbers the values lie. A file that is not compressed
 * is looked through piece by piece, however large it is. Throws "invalid-file" where it is damaged.
 */
export async function inspectFits(source: ByteSource, options: InspectFitsOptions = {}): Promise<FitsInspection> {
  const { hdu: wanted, ranges = true, ...reading } = options;
  const size = await source.size(options.signal);
  const isPacked = await startsAsGzip(source, size);
  const file = await readFits(source, { ...reading, ...(!isPacked && { select: () => false }) });
  const shown = wanted === undefined ? file.hdus : [file.hdu(wanted)];
  const hdus: InspectedHdu[] = [];
  for (const hdu of shown) {
    const { aborted = false, reason } = options.signal ?? {};
    if (aborted) throw new GammakitError("aborted", `Reading ${file.name} was aborted.`, { file: file.name }, reason);
    const pieces = isPacked ? wholeUnit(hdu) : unitPieces(source, file, hdu, reading);
    hdus.push(await inspectHdu(hdu, ranges ? pieces : undefined));
  }
  return { name: file.name, size, hdus, warnings: file.warnings };
}

async function startsAsGzip(source: ByteSource, size: number): Promise<boolean> {
  const head = await source.read(0, Math.min(2, size));
  return head[0] === 0x1f && head[1] === 0x8b;
}

type Pieces = AsyncIterable<FitsImage | FitsTable>;

async function* wholeUnit(hdu: FitsHdu): Pieces {
  if (hdu.kind === "image" || hdu.kind === "table") yield hdu;
}

async function* unitPieces(
  source: ByteSource,
  file: FitsFile,
  hdu: FitsHdu,
  options: Pick<ReadFitsOptions, "maxBytes" | "signal">,
): Pieces {
  const isTiled = hdu.kind === "image" && hdu.tiles !== undefined;
  if (isTiled) {
    const read = await readFits(source, { ...options, select: (_, index) => index === hdu.index });
    yield read.image(hdu.index);
  } else if (hdu.kind === "image" || hdu.kind === "table") {
    const { offset } = file.dataRange(hdu.index);
    const unit =
      hdu.kind === "table" ? (hdu.header.number("NAXIS1") ?? 0) : Math.abs(hdu.header.number("BITPIX") ?? 8) / 8;
    // Not what comes behind rows or pixels, such as arrays of variable length.
    const total = unit * (hdu.kind === "table" ? hdu.rowCount : pixelCount(hdu));
    if (unit === 0) return;
    const step = Math.max(1, Math.floor(pieceSize / unit)) * unit;
    for (let at = 0; at < total; at += step) {
      const bytes = await source.read(offset + at, Math.min(step, total - at), options.signal);
      if (bytes.length % unit !== 0) throw cutOff(file.name, offset + at);
      yield hdu.kind === "table" ? tablePiece(hdu, unit, bytes) : imagePiece(hdu, bytes);
    }
  }
}

function pixelCount({ shape }: FitsImage): number {
  return shape.length === 0 ? 0 : shape.reduce((product, length) => product * length, 1);
}

function cutOff(name: string, offset: number): GammakitError {
  return new GammakitError("io", `${name}: the data from byte ${offset} on could not be read. Has the file changed?`, {
    file: name,
  });
}

async function inspectHdu(hdu: FitsHdu, pieces: Pieces | undefined): Promise<InspectedHdu> {
  const what = recognizeHdu(hdu);
  const common = {
    index: hdu.index,
    name: hdu.name,
    kind: hdu.kind,
    ...(what !== undefined && { what }),
    cards: hdu.header.cards.map(({ keyword, value, comment }) => ({ keyword, value, comment })),
  };
  if (hdu.kind === "table") return { ...common, rowCount: hdu.rowCount, columns: await inspectColumns(hdu, pieces) };
  if (hdu.kind !== "image") return common;
  const counter = createRangeCounter();
  if (hdu.shape.length > 0) for await (const piece of pieces ?? []) counter.add((piece as FitsImage).numbers());
  const [unit, compression] = ["BUNIT", "ZCMPTYPE"].map(
    (keyword) => hdu.header.string(keyword) ?? hdu.tiles?.header.string(keyword),
  );
  return {
    ...common,
    shape: hdu.shape,
    bitpix: hdu.header.number("BITPIX") ?? 8,
    ...(unit !== undefined && { unit: unit.trim() }),
    ...(compression !== undefined && { compression: compression.trim() }),
    ...(pieces !== undefined && hdu.shape.length > 0 && { range: counter.range() }),
  };
}

async function inspectColumns(table: FitsTable, pieces: Pieces | undefined): Promise<readonly InspectedColumn[]> {
  const counters = table.columns.map((column) => (isNumeric(column) ? createRangeCounter() : undefined));
  for await (const piece of pieces ?? []) {
    for (const [i, counter] of counters.entries()) counter?.add(...numbersIn(piece as FitsTable, i + 1));
  }
  return table.columns.map(({ name, unit, form, dim }, i) => {
    const range = counters[i]?.range();
    return { name, unit, form, shape: dim, ...(pieces !== undefined && range !== undefined && { range }) };
  });
}

/** A column as doubles, and exactly where that takes more. */
function numbersIn(table: FitsTable, column: number): readonly [Float64Array, (() => ArrayLike<bigint>)?] {
  const numbers = table.numbers(column);
  if (table.columns[column - 1].type !== "K") return [numbers];
  return [numbers, () => exactly(table.column(column), numbers)];
}

/** Scaled integers are doubles anyhow. */
function exactly(values: ColumnValues, numbers: Float64Array): ArrayLike<bigint> {
  const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
  return isBig ? values : Array.from(numbers, (value) => BigInt(Number.isFinite(value) ? Math.round(value) : 0));
}

function isNumeric({ type, descriptor }: FitsColumn): boolean {
  return descriptor === undefined && "BIJKEDF".includes(type);
}
