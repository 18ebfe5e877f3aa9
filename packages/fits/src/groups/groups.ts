import { invalidAt, type Place } from "../file/place.ts";
import type { UnitInput } from "../file/unit.ts";
import type { CardHeader, FitsHeader } from "../header/header.ts";
import { imageType } from "../image/image.ts";
import type { Field } from "../numbers/arrays.ts";
import { type NumberType, readDoubles, type Scaling } from "../numbers/scaling.ts";
import { readFactor } from "../table/column.ts";
import { requireBytes } from "../table/lookup.ts";

/** Random groups: many small arrays of one shape, each with parameters of its own. FITS 4.0, section 6. */
export interface FitsGroups {
  readonly kind: "groups";
  /** EXTNAME; PRIMARY where there is none. */
  readonly name: string;
  /** Number of the header-data unit in its file, 0 for the first. */
  readonly index: number;
  readonly header: FitsHeader;
  readonly groupCount: number;
  /** Lengths of the axes of one array, the fastest first. */
  readonly shape: readonly number[];
  /** PTYPE of each parameter; a name that stands twice is one parameter in two parts. */
  readonly parameterNames: readonly string[];
  /** Physical values of a parameter, one per group: of a number its part, of a name the sum of its parts. */
  parameter(nameOrIndex: string | number): Float64Array<ArrayBuffer>;
  /** Physical values of all arrays, row-major [group × array]; blanks are NaN. */
  numbers(): Float64Array<ArrayBuffer>;
}

/** The groups that a header and its data make. */
export function createGroups({ header, place, layout, bytes }: UnitInput): FitsGroups {
  const { pcount, gcount, bitpix } = layout;
  const shape = layout.axes.slice(1);
  const elements = shape.reduce((total, length) => total * length, 1);
  const type = imageType(bitpix);
  const elementSize = Math.abs(bitpix) / 8;
  const scaling = scalingOf(header, place, type, "BSCALE", "BZERO");
  const names = Array.from({ length: pcount }, (_, i) => header.string(`PTYPE${i + 1}`)?.trim() ?? "");
  const field = (first: number, repeat: number): Field => {
    const data = requireBytes(bytes, place);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return { view, offset: first * elementSize, stride: (pcount + elements) * elementSize, rows: gcount, repeat };
  };
  const part = (index: number) => {
    const own = scalingOf(header, place, type, `PSCAL${index + 1}`, `PZERO${index + 1}`);
    return readDoubles(type, field(index, 1), { ...own, null: undefined });
  };
  return {
    kind: "groups",
    name: place.name,
    index: place.index,
    header,
    groupCount: gcount,
    shape,
    parameterNames: names,
    parameter: (wanted) => sum(partsOf(names, wanted, place).map(part)),
    numbers: () => readDoubles(type, field(pcount, elements), scaling),
  };
}

function scalingOf(header: CardHeader, place: Place, type: NumberType, scale: string, zero: string): Scaling {
  const blank = type === "E" || type === "D" ? undefined : header.get("BLANK");
  return {
    scale: readFactor(header, place, scale, 1),
    zero: readFactor(header, place, zero, 0),
    null: typeof blank === "number" && Number.isInteger(blank) ? blank : undefined,
  };
}

function partsOf(names: readonly string[], wanted: string | number, place: Place): number[] {
  if (typeof wanted === "number" && wanted >= 0 && wanted < names.length) return [wanted];
  const parts = names.flatMap((name, i) => (name === wanted ? [i] : []));
  if (parts.length > 0) return parts;
  throw invalidAt(place, `no parameter ${wanted}; found ${names.join(", ") || "none"}.`, { parameter: wanted, names });
}

function sum(parts: readonly Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer> {
  const [first, ...others] = parts;
  for (const other of others) for (let i = 0; i < first.length; i++) first[i] += other[i];
  return first;
}
