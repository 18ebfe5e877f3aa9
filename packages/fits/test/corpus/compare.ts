import type {
  FitsColumn,
  FitsFile,
  FitsGroups,
  FitsHdu,
  FitsImage,
  FitsTable,
  VariableValue,
} from "../../dist/index.js";
import { doublesDigest, sha256, stringsDigest } from "./digest.ts";
import type {
  Oracle,
  OracleCard,
  OracleColumn,
  OracleCompressed,
  OracleGroups,
  OracleHdu,
  OracleImage,
  OracleValue,
} from "./oracle.ts";

type Numbers = Exclude<VariableValue, string>;

/** What differs between a file as read and what the oracle says of it; nothing where all is the same. */
export async function compareFile(file: FitsFile, oracle: Oracle): Promise<string[]> {
  if (file.hdus.length !== oracle.hdus.length) return [`${file.hdus.length} HDUs, not ${oracle.hdus.length}`];
  const problems: string[] = [];
  for (const expected of oracle.hdus) {
    const found = await compareHdu(file.hdus[expected.index], expected);
    problems.push(...found.map((text) => `HDU ${expected.index}: ${text}`));
  }
  return problems;
}

async function compareHdu(hdu: FitsHdu, expected: OracleHdu): Promise<string[]> {
  const { compressed_image, ...tiles } = expected;
  if (compressed_image !== undefined) {
    if (hdu.kind !== "image" || hdu.tiles === undefined) return ["is no tile-compressed image"];
    return [...(await compareCompressed(hdu, compressed_image)), ...(await compareHdu(hdu.tiles, tiles))];
  }
  const problems = compareCards(hdu, expected.cards ?? []);
  if (expected.image !== undefined) problems.push(...(await compareImage(hdu as FitsImage, expected.image)));
  if (expected.groups !== undefined) problems.push(...(await compareGroups(hdu as FitsGroups, expected.groups)));
  if (expected.table !== undefined) {
    const table = hdu as FitsTable;
    if (table.rowCount !== expected.table.nrows) problems.push(`${table.rowCount} rows, not ${expected.table.nrows}`);
    for (const [i, column] of (expected.table.columns ?? []).entries()) {
      const found = await compareColumn(table, table.columns[i], column);
      if (found !== undefined) problems.push(`column ${i + 1} ${column.name} ${column.tform}: ${found}`);
    }
  }
  return problems;
}

function compareCards({ header }: FitsHdu, oracle: readonly OracleCard[]): string[] {
  const expected = header.has("EXTEND") ? oracle : oracle.filter((card) => !isAdded(card));
  if (header.cards.length !== expected.length) return [`${header.cards.length} cards, not ${expected.length}`];
  return expected.flatMap((card, i) => {
    const { keyword, value, comment } = header.cards[i];
    if (!isReadable(card)) return [];
    const isSame =
      keyword.toUpperCase() === card[0].toUpperCase() && isSameValue(value, card[1]) && comment === card[2].trim();
    return isSame ? [] : [`card ${JSON.stringify([keyword, String(value), comment])}, not ${JSON.stringify(card)}`];
  });
}

/** astropy adds EXTEND to a header in memory that has none. */
function isAdded(card: OracleCard): boolean {
  return isReadable(card) && card[0] === "EXTEND";
}

function isReadable(card: OracleCard): card is readonly [string, OracleValue, string] {
  return Array.isArray(card);
}

function isSameValue(value: unknown, expected: OracleValue): boolean {
  if (expected === null) return value === undefined;
  if (typeof expected === "string") return typeof value === "string" && value.trimEnd() === expected.trimEnd();
  if (typeof expected !== "object") return value === expected;
  if ("int" in expected) return value === BigInt(expected.int);
  return Array.isArray(value) && value[0] === expected.re && value[1] === expected.im;
}

async function compareImage(image: FitsImage, expected: OracleImage): Promise<string[]> {
  const problems: string[] = [];
  if (image.shape.toReversed().join() !== expected.shape.join()) problems.push(`shape ${image.shape}`);
  if ((await sha256(image.raw())) !== expected.raw_le_sha256) problems.push("stored pixels differ");
  if ((await doublesDigest(image.numbers())) !== expected.physical_f64_sha256) problems.push("physical pixels differ");
  const exact = expected.exact_int?.le_sha256;
  if (exact !== undefined && (await sha256(image.data())) !== exact) problems.push("unsigned pixels differ");
  return problems;
}

/** The independent decoder decides where it knows the algorithm, else astropy, which shares its code with cfitsio. */
async function compareCompressed(image: FitsImage, expected: OracleCompressed): Promise<string[]> {
  const { independent_decoder: decoded, native_le_sha256: native } = expected;
  const problems: string[] = [];
  if (image.shape.toReversed().join() !== expected.shape.join()) problems.push(`shape ${image.shape}`);
  if (image.header.number("NAXIS") !== expected.shape.length) problems.push("the header is not that of the image");
  if (decoded !== undefined && (await sha256(image.raw())) !== decoded.raw_le_sha256) problems.push("pixels differ");
  if (native !== null && (await sha256(image.data())) !== native) problems.push("pixels differ from those of astropy");
  const physical = (decoded ?? expected).physical_f64_sha256;
  if ((await doublesDigest(image.numbers())) !== physical) problems.push("physical pixels differ");
  return problems;
}

async function compareGroups(groups: FitsGroups, expected: OracleGroups): Promise<string[]> {
  const problems: string[] = [];
  if (groups.groupCount !== expected.gcount) problems.push(`${groups.groupCount} groups`);
  if ((await doublesDigest(groups.numbers())) !== expected.data_physical_f64_sha256) problems.push("group data differ");
  for (const [key, { f64_sha256 }] of Object.entries(expected.par)) {
    const index = Number(key.split(":")[0]);
    if ((await doublesDigest(groups.parameter(index))) !== f64_sha256) problems.push(`parameter ${key} differs`);
  }
  for (const [name, values] of Object.entries(expected.par_summed ?? {})) {
    if (groups.parameter(name).slice(0, values.length).join() !== values.join())
      problems.push(`parameter ${name} differs`);
  }
  return problems;
}

async function compareColumn(
  table: FitsTable,
  column: FitsColumn,
  expected: OracleColumn,
): Promise<string | undefined> {
  if (column.name !== (expected.name ?? "").trim()) return `is called ${column.name}`;
  const name = column.name === "" ? column.number : column.name;
  if (expected.kind === "vla") return compareVariable(column, table.column(name) as readonly VariableValue[], expected);
  const values = table.column(name);
  if (expected.kind === "string") {
    return (await stringsDigest(values as string[])) === expected.strings_sha256 ? undefined : "strings differ";
  }
  if (expected.kind === "complex" || expected.kind === "numeric") return compareNumbers(table, column, expected);
  const wanted = expected.kind === "bit" ? expected.bits_u8_sha256 : expected.tri_state_u8_sha256;
  return (await sha256(values as Numbers)) === wanted ? undefined : `${expected.kind} values differ`;
}

async function compareNumbers(
  table: FitsTable,
  column: FitsColumn,
  expected: OracleColumn,
): Promise<string | undefined> {
  const name = column.name === "" ? column.number : column.name;
  const values = table.column(name) as Numbers;
  const isPlain = column.scale === 1 && column.zero === 0;
  if (isPlain && expected.raw_le_sha256 !== undefined && (await sha256(values)) !== expected.raw_le_sha256) {
    return "stored values differ";
  }
  const exact = expected.exact_int?.le_sha256;
  if (exact !== undefined && (await sha256(values)) !== exact) return "unsigned values differ";
  const doubles = expected.kind === "complex" ? Float64Array.from(values as Float64Array) : table.numbers(name);
  return (await doublesDigest(doubles)) === expected.physical_f64_sha256 ? undefined : "physical values differ";
}

async function compareVariable(
  column: FitsColumn,
  rows: readonly VariableValue[],
  expected: OracleColumn,
): Promise<string | undefined> {
  if (expected.elem === "A") {
    return (await stringsDigest(rows as string[])) === expected.strings_sha256 ? undefined : "strings differ";
  }
  const isComplex = expected.elem === "C" || expected.elem === "M";
  const lengths = BigInt64Array.from(rows, (row) => BigInt(isComplex ? row.length / 2 : row.length));
  if (expected.lengths_i64_sha256 !== undefined && (await sha256(lengths)) !== expected.lengths_i64_sha256) {
    return "lengths differ";
  }
  const all = (rows as Numbers[]).flatMap((row) => Array.from<number | bigint>(row));
  if (expected.tri_state_u8_sha256 !== undefined) {
    const logicals = Uint8Array.from(all as number[]);
    return (await sha256(logicals)) === expected.tri_state_u8_sha256 ? undefined : "logicals differ";
  }
  if (expected.physical_f64_sha256 === undefined) return undefined;
  const isNull = (value: number | bigint) => column.null !== undefined && Number(value) === Number(column.null);
  const doubles = Float64Array.from(all, (value) => (isNull(value) ? Number.NaN : Number(value)));
  return (await doublesDigest(doubles)) === expected.physical_f64_sha256 ? undefined : "physical values differ";
}
