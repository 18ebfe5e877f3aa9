import { isGammakitError, type Reader, type Writer, type WrittenFile } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { memorySource } from "./memory-source.ts";
import { describeError, thrownBy } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** What a writer is tried on. */
export interface WriterConformanceOptions<T> {
  /** Something it writes. */
  readonly value: T;
  /** Name of the file; "sample" and its first extension where absent. */
  readonly name?: string;
  /** Reads what it wrote; without one there is no round trip. */
  readonly reader?: Pick<Reader, "read"> & Partial<Pick<Reader, "sniff">>;
  /** What must come back; `value` where absent. */
  readonly back?: unknown;
  /** Values that it must not accept, besides the usual ones. */
  readonly refused?: readonly unknown[];
}

/** What no writer can write. */
const never: readonly unknown[] = [
  undefined,
  null,
  0,
  1.5,
  "text",
  true,
  [],
  {},
  () => 1,
  new Uint8Array(3),
  { kind: 7 },
];

/**
 * What every writer must do, as cases for any test runner:
 * `for (const { name, run } of writerConformance(csvWriter(), { value: table, reader: csvReader() })) test(name, run)`.
 */
export function writerConformance<T>(
  writer: Writer<T>,
  { value, name = `sample${writer.extensions[0]}`, reader, back = value, refused = [] }: WriterConformanceOptions<T>,
): readonly ConformanceCase[] {
  const write = async (as = name) => writer.write(value, as);
  return [
    { name: "it has an id", run: async () => check(writer.id !== "", "The id is empty.") },
    { name: "its extensions begin with a dot and are lower case", run: async () => checkExtensions(writer) },
    { name: "accepts what it writes, and nothing else", run: async () => checkAccepts(writer, value, refused) },
    // First of those that write: a change is seen once.
    { name: "leaves what it writes as it was", run: () => checkUntouched(writer, value, name) },
    { name: "writes bytes, the first file under the name asked for", run: async () => checkFiles(await write(), name) },
    { name: "writes into the folder and nowhere else", run: () => checkNames(writer, value) },
    { name: "writes the same bytes each time, on any day", run: () => checkRepeatable(write) },
    { name: "the bytes are the caller's own", run: () => checkOwned(writer, value, name) },
    ...(reader === undefined
      ? []
      : [
          {
            name: "what it wrote is read as it was",
            run: async () => checkSame("What was read", back, await reader.read(memorySource(await write()))),
          },
        ]),
    ...(reader?.sniff === undefined
      ? []
      : [
          {
            name: "its reader knows what it wrote",
            run: async () => {
              const [file] = await write();
              check(
                reader.sniff?.(file.bytes.slice(0, 11520), file.name) === true,
                "Its reader does not know the file.",
              );
            },
          },
        ]),
  ];
}

function checkExtensions({ extensions }: Writer): void {
  check(extensions.length > 0, "It has no extension, so nothing chooses it.");
  for (const extension of extensions) {
    check(/^(\.[a-z0-9]+)+$/.test(extension), `"${extension}" is not an extension such as ".fits".`);
  }
  check(new Set(extensions).size === extensions.length, `An extension is there twice: ${extensions.join(", ")}.`);
}

function checkAccepts<T>(writer: Writer<T>, value: T, refused: readonly unknown[]): void {
  check(writer.accepts(value) === true, "It does not accept what it is to write.");
  for (const other of [...never, ...refused]) {
    const words = typeof other === "function" ? "a function" : (JSON.stringify(other) ?? String(other)).slice(0, 200);
    check(writer.accepts(other) === false, `It accepts ${words}.`);
  }
}

function checkFiles(files: readonly WrittenFile[], name: string): void {
  check(files.length > 0, "It writes no file.");
  check(files[0].name === name, `The first file is called "${files[0].name}", not "${name}".`);
  for (const file of files) {
    check(file.bytes instanceof Uint8Array, `The bytes of ${file.name} are no Uint8Array.`);
    check(file.bytes.length > 0, `${file.name} is empty.`);
  }
}

async function checkNames<T>(writer: Writer<T>, value: T): Promise<void> {
  const [extension] = writer.extensions;
  for (const stem of ["sample", "of v1.2", "with blank", "-dash"]) {
    const names = (await writer.write(value, stem + extension)).map((file) => file.name);
    check(names[0] === stem + extension, `Asked for "${stem + extension}" it writes "${names[0]}".`);
    checkInFolder(names);
  }
  // A format may not know such letters, and say so.
  const thrown = await thrownBy(async () =>
    checkInFolder((await writer.write(value, `größe${extension}`)).map((file) => file.name)),
  );
  check(
    thrown === undefined || isGammakitError(thrown.error),
    `The name "größe${extension}" ends with ${describeError(thrown?.error)}.`,
  );
}

function checkInFolder(names: readonly string[]): void {
  check(new Set(names).size === names.length, `Two files have one name: ${names.join(", ")}.`);
  for (const name of names) {
    check(!/[\\/\0]|^\.{0,2}$/.test(name), `It writes "${name}", which is not a name in the folder.`);
  }
}

async function checkRepeatable(write: () => Promise<readonly WrittenFile[]>): Promise<void> {
  const first = await write();
  checkSame("What is written again", first, await write());
  checkSame("What is written another day", first, await onAnotherDay(write));
}

/** The result of `action` where clocks show another day. */
async function onAnotherDay<T>(action: () => Promise<T>): Promise<T> {
  const Today = globalThis.Date;
  const later = 400 * 86_400_000 + 12_345;
  class AnotherDay extends Today {
    constructor(...args: [] | ConstructorParameters<typeof Date>) {
      if (args.length === 0) super(Today.now() + later);
      else super(...(args as ConstructorParameters<typeof Date>));
    }
    static override now(): number {
      return Today.now() + later;
    }
  }
  globalThis.Date = AnotherDay as unknown as DateConstructor;
  try {
    return await action();
  } finally {
    globalThis.Date = Today;
  }
}

async function checkUntouched<T>(writer: Writer<T>, value: T, name: string): Promise<void> {
  const before = structuredClone(value);
  await writer.write(value, name);
  checkSame("What it was given", before, value);
}

async function checkOwned<T>(writer: Writer<T>, value: T, name: string): Promise<void> {
  const before = structuredClone(value);
  const files = await writer.write(value, name);
  const kept = structuredClone(files);
  for (const { bytes } of files) bytes.fill(0);
  checkSame("What it was given, after the bytes were overwritten,", before, value);
  checkSame("What it writes after that", kept, await writer.write(value, name));
}
