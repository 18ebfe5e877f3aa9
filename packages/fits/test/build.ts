/** Makes small FITS files for the tests, card by card. */

const block = 2880;

/** A card of 80 characters: strings in quotes, numbers and T or F at the right; raw text with `raw`. */
export function card(keyword: string, value: string | number | boolean): string {
  const text = typeof value === "string" ? `'${value.replaceAll("'", "''").padEnd(8)}'` : written(value).padStart(20);
  return `${keyword.padEnd(8)}= ${text}`.padEnd(80);
}

function written(value: number | boolean): string {
  return typeof value === "boolean" ? (value ? "T" : "F") : String(value);
}

export function raw(text: string): string {
  return text.padEnd(80);
}

/** A header of cards, with END, filled up to whole blocks. */
export function header(...cards: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = `${cards.join("")}${raw("END")}`;
  return new TextEncoder().encode(text.padEnd(Math.ceil(text.length / block) * block));
}

/** Data filled up to whole blocks with zeros. */
export function data(bytes: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.ceil(bytes.length / block) * block);
  out.set(bytes);
  return out;
}

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A first unit without data. */
export function primary(...cards: readonly string[]): Uint8Array<ArrayBuffer> {
  return header(card("SIMPLE", true), card("BITPIX", 8), card("NAXIS", 0), ...cards);
}

/** A first unit that is an image with its data. */
export function image(
  bitpix: number,
  axes: readonly number[],
  bytes: ArrayLike<number>,
  ...cards: readonly string[]
): Uint8Array<ArrayBuffer> {
  const shape = axes.map((length, i) => card(`NAXIS${i + 1}`, length));
  const head = header(card("SIMPLE", true), card("BITPIX", bitpix), card("NAXIS", axes.length), ...shape, ...cards);
  return join(head, data(bytes));
}

/** What a table is made of. */
export interface TableParts {
  readonly rowLength: number;
  readonly rows: number;
  readonly bytes: ArrayLike<number>;
  /** TFORM of each column; they are called A, B, C and so on. */
  readonly forms: readonly string[];
  readonly heap?: number;
  readonly cards?: readonly string[];
}

/** A file with a binary table as its second unit. */
export function tableFile(parts: TableParts): Uint8Array<ArrayBuffer> {
  return join(primary(), table(parts));
}

export function table({ rowLength, rows, bytes, forms, heap = 0, cards = [] }: TableParts): Uint8Array<ArrayBuffer> {
  const columns = forms.flatMap((form, i) => [
    card(`TTYPE${i + 1}`, String.fromCharCode(65 + i)),
    card(`TFORM${i + 1}`, form),
  ]);
  const head = header(
    card("XTENSION", "BINTABLE"),
    card("BITPIX", 8),
    card("NAXIS", 2),
    card("NAXIS1", rowLength),
    card("NAXIS2", rows),
    card("PCOUNT", heap),
    card("GCOUNT", 1),
    card("TFIELDS", forms.length),
    ...columns,
    ...cards,
  );
  return join(head, data(bytes));
}

/** Big-endian bytes of numbers, written by the method of DataView named. */
export function big(method: "Int16" | "Int32" | "Float32" | "Float64", ...values: readonly number[]): number[] {
  const size = { Int16: 2, Int32: 4, Float32: 4, Float64: 8 }[method];
  const view = new DataView(new ArrayBuffer(size * values.length));
  for (const [i, value] of values.entries()) view[`set${method}`](i * size, value);
  return Array.from(new Uint8Array(view.buffer));
}
