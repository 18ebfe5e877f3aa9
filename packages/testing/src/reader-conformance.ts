import { type GammakitError, isGammakitError, type Reader, type WrittenFile } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { hostileCases } from "./hostile-bytes.ts";
import { brokenSource, memorySource, type SourceLog } from "./memory-source.ts";
import { checkRefused, describeError, thrownBy } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** What a reader is tried on. */
export interface ReaderConformanceOptions {
  /** A file of its format, and after it the files that must stand beside it. Small: it is read some hundred times. */
  readonly files: readonly [WrittenFile, ...(readonly WrittenFile[])];
  /** What must come out, compared exactly; not compared where absent. */
  readonly value?: unknown;
  /** Files of other formats, which it must not take for its own. */
  readonly foreign?: readonly WrittenFile[];
}

/** How much of a file `sniff` is shown here; others show more or less. */
const headLength = 2880 * 4;

/**
 * What every reader must do, as cases for any test runner:
 * `for (const { name, run } of readerConformance(csvReader(), { files: [file] })) test(name, run)`.
 * Damaged bytes (empty, cut, overwritten, noise) may be read or refused with a GammakitError, and nothing else; noise is refused.
 */
export function readerConformance(
  reader: Reader,
  { files, value, foreign = [] }: ReaderConformanceOptions,
): readonly ConformanceCase[] {
  const [file] = files;
  const read = () => reader.read(memorySource(files));
  return [
    { name: "it has an id", run: async () => check(reader.id !== "", "The id is empty.") },
    { name: "knows a file of its format, by head and name", run: async () => checkKnows(reader, file) },
    { name: "does not take other files for its own", run: async () => checkForeign(reader, foreign) },
    { name: "sniffs any head and any name without throwing", run: async () => checkAnyHead(reader, file) },
    {
      name: "gives what the file says",
      run: async () => {
        const found = await read();
        if (value !== undefined) checkSame("What was read", value, found);
      },
    },
    { name: "gives the same each time", run: async () => checkSame("What was read", await read(), await read()) },
    {
      name: "what it gives can be cloned, and so posted to a worker",
      run: async () => {
        const found = await read();
        checkSame("The clone", found, structuredClone(found));
      },
    },
    { name: "leaves the bytes as they were", run: () => checkUntouched(reader, files) },
    { name: "asks for nothing outside the file and its folder", run: () => checkInside(reader, files) },
    { name: "stops when aborted", run: () => checkAborted(reader, files) },
    { name: "lets the errors of the source through", run: () => checkSourceErrors(reader, file) },
    ...hostileCases(reader, files),
  ];
}

function headOf({ bytes }: WrittenFile): Uint8Array {
  return bytes.slice(0, headLength);
}

function checkKnows(reader: Reader, file: WrittenFile): void {
  const head = headOf(file);
  const before = head.slice();
  check(reader.sniff(head, file.name) === true, `It does not know ${file.name} as a file of its format.`);
  checkSame("The head it was shown", before, head);
}

function checkForeign(reader: Reader, foreign: readonly WrittenFile[]): void {
  const picture = {
    name: "picture.png",
    bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
  };
  const prose = { name: "notes.txt", bytes: new TextEncoder().encode("Nothing but a few words.\n") };
  for (const other of [picture, prose, ...foreign]) {
    check(reader.sniff(headOf(other), other.name) === false, `It takes ${other.name} for a file of its format.`);
  }
}

function checkAnyHead(reader: Reader, file: WrittenFile): void {
  const head = headOf(file);
  const lengths = [0, 1, 2, 3, 8, 80, 2880].filter((length) => length <= head.length);
  for (const name of [file.name, "", ".", "no-extension", "a.b.c", "\u0000"]) {
    for (const length of lengths) {
      const found: unknown = reader.sniff(head.slice(0, length), name);
      check(typeof found === "boolean", `sniff says ${String(found)}; expected true or false.`);
    }
  }
}

async function checkUntouched(reader: Reader, files: readonly WrittenFile[]): Promise<void> {
  const before = structuredClone(files);
  await reader.read(memorySource(files));
  checkSame("The bytes", before, files);
}

async function checkInside(reader: Reader, files: readonly WrittenFile[]): Promise<void> {
  const log: SourceLog = { faults: [] };
  await reader.read(memorySource(files, log));
  check(log.faults.length === 0, `It asks for ${log.faults.join("; ")}.`);
}

async function checkAborted(reader: Reader, files: readonly WrittenFile[]): Promise<void> {
  const controller = new AbortController();
  controller.abort();
  await checkRefused(
    "Reading with a signal that is aborted",
    () => reader.read(memorySource(files), { signal: controller.signal }),
    "aborted",
  );
}

async function checkSourceErrors(reader: Reader, file: WrittenFile): Promise<void> {
  const own = Object.assign(new Error("the disk is on fire"), { code: "EIO" });
  const thrown = await thrownBy(() => reader.read(brokenSource(file, own)));
  check(thrown !== undefined, "It gives a value though every read failed.");
  const chain = [thrown.error, (thrown.error as GammakitError | undefined)?.cause];
  check(
    chain.includes(own) || (isGammakitError(thrown.error) && thrown.error.message.includes(own.message)),
    `An error of the source became ${describeError(thrown.error)}; pass it on, or as the cause.`,
  );
}
