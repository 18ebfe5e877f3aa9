import { GammakitError } from "@gammakit/core";
import { cardLength } from "../header/card.ts";
import { CardHeader, type FitsHeader } from "../header/header.ts";
import { decodeStripes, isStriped } from "../table/decode-stripes.ts";
import { latin1 } from "../text/latin1.ts";
import type { StoredUnit } from "../verify/checksum.ts";
import { describeForeign } from "./foreign.ts";
import { type Layout, readLayout, truncated } from "./layout.ts";
import { describePlace, invalidAt, type Place } from "./place.ts";
import type { Range } from "./range.ts";

/** A header-data unit as found in a file. */
export interface WalkedUnit {
  readonly header: CardHeader;
  readonly place: Place;
  readonly layout: Layout;
  /** Undefined where `select` left the unit out, or its columns were decoded on the way. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /** Columns that were decoded on the way, by number. */
  readonly decoded?: ReadonlyMap<number, Float64Array<ArrayBuffer>>;
  readonly stored: StoredUnit;
  /** Where the data lie, without padding. */
  readonly range: Range;
}

/** What a walk needs to know. */
export interface WalkInput {
  readonly name: string;
  /** Of the file [bytes]; Infinity where only its end will tell: answers that are too short then say where it is. */
  readonly size: number;
  readonly select: ((header: FitsHeader, index: number) => boolean) | undefined;
  readonly columns: ((header: FitsHeader, index: number) => readonly string[] | undefined) | undefined;
  readonly warn: (place: Place, message: string) => void;
  /** Where the size is not known: throws for data that a header promises up to `end` [bytes], if the file may not be so long. */
  readonly checkEnd?: (end: number) => void;
}

/** A header, its bytes, and the offset of what comes after it. */
interface Head {
  readonly header: CardHeader;
  readonly stored: Uint8Array<ArrayBuffer>;
  readonly end: number;
}

const block = 2880;
const firstRead = 5 * block;

/**
 * Finds the header-data units of a file one after the other. It asks for the bytes it needs, so that one walk serves
 * bytes in memory and files elsewhere: each `yield` is a range, and is answered with its bytes.
 */
export function* walk(input: WalkInput): Generator<Range, WalkedUnit[], Uint8Array<ArrayBuffer>> {
  const units: WalkedUnit[] = [];
  let offset = 0;
  do {
    const place = { file: input.name, index: units.length, name: "" };
    const head = yield* readHeader(input, place, offset);
    if (head === undefined) break;
    const unit = yield* readUnit(input, place, head);
    units.push(unit);
    offset = head.end + blocks(unit.layout.dataLength);
  } while (offset < input.size);
  return units;
}

function blocks(length: number): number {
  return Math.ceil(length / block) * block;
}

function* readHeader(
  { name, size, warn }: WalkInput,
  place: Place,
  offset: number,
): Generator<Range, Head | undefined, Uint8Array<ArrayBuffer>> {
  const left = size - offset;
  let length = Math.min(firstRead, left);
  let bytes = yield { offset, length };
  if (bytes.length === 0 && place.index > 0) return undefined;
  if (!startsWith(bytes, place.index === 0 ? "SIMPLE" : "XTENSION")) {
    if (place.index === 0) throw new GammakitError("invalid-file", describeForeign(bytes, name), { file: name });
    const rest = Number.isFinite(left) ? `the ${left} bytes` : "those";
    warn(place, `${rest} from byte ${offset} on do not begin with XTENSION; they are ignored.`);
    return undefined;
  }
  let end = findEnd(bytes, 0);
  while (end < 0) {
    if (length === left || bytes.length < length) {
      throw invalidAt(
        place,
        `no END card in the ${bytes.length} bytes from byte ${offset} on; the header is cut off or damaged.`,
      );
    }
    const searched = length - (length % cardLength);
    length = Math.min(4 * length, left);
    bytes = yield { offset, length };
    end = findEnd(bytes, searched);
  }
  const text = latin1(bytes.subarray(0, end));
  checkCharacters(text, place, warn);
  const stored = bytes.subarray(0, blocks(end + cardLength));
  return { header: new CardHeader(text, describePlace(place)), stored, end: offset + blocks(end + cardLength) };
}

function startsWith(bytes: Uint8Array, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Offset of the END card, searched from the card at `from` on; −1 where it is not among these bytes. */
function findEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 8 <= bytes.length; at += cardLength) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x4e || bytes[at + 2] !== 0x44) continue;
    let next = at + 3;
    while (next < at + 8 && bytes[next] === 0x20) next++;
    if (next === at + 8) return at;
  }
  return -1;
}

const unprintable = /[^ -~]/;

function checkCharacters(text: string, place: Place, warn: WalkInput["warn"]): void {
  const at = text.search(unprintable);
  if (at < 0) return;
  const card = Math.floor(at / cardLength) + 1;
  if (at % cardLength < 8) {
    throw invalidAt(place, `card ${card} of the header has a character in its keyword that is not printable ASCII.`);
  }
  warn(place, `card ${card} of the header has a character that is not printable ASCII.`);
}

function* readUnit(
  { size, select, columns, warn, checkEnd }: WalkInput,
  bare: Place,
  { header, stored, end: offset }: Head,
): Generator<Range, WalkedUnit, Uint8Array<ArrayBuffer>> {
  const name = header.string("EXTNAME")?.trim() ?? (bare.index === 0 ? "PRIMARY" : "");
  const place = { ...bare, name };
  if (header.get("SIMPLE") === false) warn(place, "SIMPLE = F: the file says that it does not conform to FITS.");
  const layout = readLayout(header, place);
  if (header.get("GROUPS") === true && place.index === 0 && !layout.isGroups) {
    warn(place, "GROUPS = T, but the axes are not those of random groups; read as an image.");
  }
  checkLength(layout, place, size - offset, warn);
  checkEnd?.(offset + layout.dataLength);
  const wanted = select === undefined || select(header, place.index);
  const range = { offset, length: layout.dataLength };
  const names = wanted ? columns?.(header, place.index) : undefined;
  if (names !== undefined && isStriped(header, layout)) {
    const decoded = yield* decodeStripes({ header, place, layout, offset }, names);
    return { header, place, layout, bytes: undefined, decoded, stored: { header: stored, data: undefined }, range };
  }
  const length = Math.min(blocks(layout.dataLength), Math.max(size - offset, 0));
  const data = wanted ? yield { offset, length } : undefined;
  if (data !== undefined && data.length < layout.dataLength) throw truncated(layout, place, data.length);
  return {
    header,
    place,
    layout,
    bytes: data?.subarray(0, layout.dataLength),
    stored: { header: stored, data },
    range,
  };
}

/** The data must be there; of the padding after it only a warning is given. */
function checkLength(layout: Layout, place: Place, left: number, warn: WalkInput["warn"]): void {
  const { dataLength } = layout;
  if (!(dataLength <= Math.max(left, 0))) throw truncated(layout, place, left);
  if (blocks(dataLength) > left && left >= 0) warn(place, "the padding after the data is missing.");
}
