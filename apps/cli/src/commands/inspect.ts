import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { type ByteSource, GammakitError, type Registry, type Table } from "@gammakit/core";
import { formatTable, inspectFits, parseYaml, readFitsParts } from "@gammakit/io";
import { sha256Node } from "@gammakit/io/node";
import { exitCode } from "../exit-code.ts";
import { loadRegistry } from "../job/config.ts";
import { inflater } from "../job/inflater.ts";
import { placesFrom } from "../job/places.ts";
import { isJob } from "../jobs/kinds.ts";
import { inspectionWords, verificationWords } from "../output/inspection.ts";
import { printable } from "../output/printable.ts";
import { shellWord } from "../output/shell-word.ts";

/** Options of `gammakit inspect`. */
export interface InspectOptions {
  readonly hdu?: string;
  readonly header?: boolean;
  readonly verify?: boolean;
  readonly report?: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

/** Shows what a file holds. */
export async function inspect(name: string, options: InspectOptions): Promise<number> {
  if (options.report !== undefined && existsSync(options.report) && !options.overwrite) {
    throw new GammakitError(
      "invalid-input",
      `--report ${options.report}: the file exists. Choose another, or add --overwrite.`,
    );
  }
  const source = placesFrom(process.cwd(), "file").openFile(name);
  const registry = await loadRegistry(options.config, process.cwd());
  const head = await headOf(source);
  const readers = readersFor(head, name, registry);
  if (!startsWith(head, "SIMPLE") && !isGzip(head)) {
    const found = await inspectText(source, readers, registry);
    if (found !== undefined) return tellText(found, options);
  }
  return inspectFile(source, readers, registry, options);
}

const headSize = 2 ** 16;

/** The first bytes of a file, unpacked where it is gzip and not too damaged for that. */
async function headOf(source: ByteSource): Promise<Uint8Array> {
  const head = await source.read(0, Math.min(headSize, await source.size()));
  if (!isGzip(head)) return head;
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 ** 26 });
  } catch {
    return head;
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, text.length)) === text;
}

/** The readers that know such a file; those of one format before those that read any table. */
function readersFor(head: Uint8Array, name: string, registry: Registry): readonly string[] {
  const ids = registry
    .list("reader")
    .filter(({ id }) => registry.create("reader", id).sniff(head, name))
    .map(({ id }) => id);
  return ids.length > 1 ? ids.filter((id) => id !== "fits-table") : ids;
}

async function inspectFile(
  source: ByteSource,
  readers: readonly string[],
  registry: Registry,
  options: InspectOptions,
): Promise<number> {
  const hdu = hduOf(options.hdu);
  const inflate = inflater();
  const inspection = await inspectFits(source, { inflate, ...(hdu !== undefined && { hdu }) });
  if (options.report !== undefined) {
    const parts = await readFitsParts(source, { inflate, ...(hdu !== undefined && { hdu }) });
    if (parts.parts.length + parts.faults.length === 0) {
      throw new GammakitError(
        "invalid-input",
        `${source.name} has no response and no map that could be drawn. gammakit inspect ${shellWord(source.name)} shows what it has.`,
      );
    }
    const { inspectionReport, reportFile } = await import("../output/drawing.ts");
    const content = await inspectionReport(inspection, parts, {
      registry,
      versions: { node: process.version },
      input: { name: source.name, size: inspection.size, sha256: await digestOf(source, inspection.size) },
    });
    await writeWhole(options.report, reportFile(content).bytes);
  }
  const verified = options.verify ? await (await import("../output/verification.ts")).verify(source, hdu) : undefined;
  const code = verified && verified.faults.length > 0 ? exitCode.refused : exitCode.done;
  if (options.json) {
    const { hdus, ...rest } = inspection;
    const shown = options.header ? hdus : hdus.map(({ cards: _, ...others }) => others);
    print(JSON.stringify({ ...rest, readers, hdus: shown, ...verified }, plainNumbers));
    return code;
  }
  const width = process.stdout.columns ?? 100;
  print(
    [
      ...inspectionWords(inspection, { width, header: options.header ?? false }),
      ...(readers.length === 0 ? [] : [`Readers that know such a file: ${readers.join(", ")}`]),
      ...(options.report === undefined ? [] : [`Report: ${options.report}`]),
      ...(verified === undefined ? [] : verificationWords(verified)),
    ].join("\n"),
  );
  return code;
}

/** A number means the place of a unit, anything else its name. */
function hduOf(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

async function digestOf(source: ByteSource, size: number): Promise<string> {
  const hash = sha256Node.begin();
  const most = 2 ** 22;
  for (let at = 0; at < size; at += most) hash.update(await source.read(at, Math.min(most, size - at)));
  return hash.digest();
}

/** Integers of 64 bits, which JSON does not have: as text where a number would be rounded. */
function plainNumbers(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${resolve(path)}.partial-${process.pid}`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, resolve(path));
  } catch (error) {
    await rm(partial, { force: true });
    throw new GammakitError("io", `--report ${path} can't be written: ${(error as Error).message}`, { path }, error);
  }
}

interface TextContent {
  readonly name: string;
  readonly what: string;
  readonly lines: readonly string[];
  readonly next?: string;
}

const largestText = 2 ** 26;

/** What a file of text holds; undefined where it is of no kind that is known. */
async function inspectText(
  source: ByteSource,
  readers: readonly string[],
  registry: Registry,
): Promise<TextContent | undefined> {
  const { name } = source;
  if (readers.length > 0) {
    const content = await registry.create("reader", readers[0]).read(source);
    return { name, what: readers[0], lines: contentLines(content) };
  }
  if (!/\.(?:ya?ml|json)$/i.test(name) || (await source.size()) > largestText) return undefined;
  const text = new TextDecoder().decode(await source.read(0, await source.size()));
  const value: unknown = parseYaml(text, name);
  if (typeof value !== "object" || value === null) return undefined;
  if ("job" in value) {
    if (isJob(value.job)) return { name, what: printable(`result of a job ${value.job.job}`), lines: [] };
    const next = `gammakit check ${shellWord(name)}`;
    return { name, what: printable(`job ${String(value.job)}`), lines: [], next };
  }
  if (!("components" in value) || !Array.isArray(value.components)) return undefined;
  const names = value.components.map((component: { readonly name?: unknown } | null) => String(component?.name ?? ""));
  return {
    name,
    what: names.length === 1 ? "one model" : `${names.length} models`,
    lines: names.map((model) => printable(`  ${model}`)),
  };
}

function contentLines(content: unknown): readonly string[] {
  const { columns, rowCount, regions } = content as Partial<Table> & { readonly regions?: readonly unknown[] };
  if (columns !== undefined && rowCount !== undefined) {
    const table = content as Table;
    return [`${rowCount} rows`, formatTable(table, { width: process.stdout.columns ?? 100, maxRows: 10 }).trimEnd()];
  }
  return regions === undefined ? [] : [`${regions.length} regions`];
}

function tellText({ name, what, lines, next }: TextContent, { json, report, verify }: InspectOptions): number {
  if (verify) throw new GammakitError("invalid-input", `--verify: ${name} (${what}) is no FITS file.`);
  if (report !== undefined) {
    throw new GammakitError("invalid-input", `${name} (${what}) has no response and no map that could be drawn.`);
  }
  if (json) print(JSON.stringify({ name, what }));
  else print([`${name}: ${what}`, ...lines, ...(next === undefined ? [] : [`Next: ${next}`])].join("\n"));
  return exitCode.done;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
