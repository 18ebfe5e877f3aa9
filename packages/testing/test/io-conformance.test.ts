import { GammakitError, isGammakitError, type Reader, type Writer, type WrittenFile } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { readerConformance, writerConformance } from "../src/index.ts";
import { failuresOf } from "./support/failures.ts";

/** What the format of these tests holds: numbers, in a text. */
interface Numbers {
  readonly kind: "numbers";
  readonly values: Float64Array;
}

const value: Numbers = { kind: "numbers", values: Float64Array.of(1, 2.5, -3) };

const writer: Writer<Numbers> = {
  id: "test/numbers",
  extensions: [".num"],
  accepts: (given): given is Numbers => (given as Partial<Numbers> | null)?.kind === "numbers",
  write: ({ values }, name) => [{ name, bytes: new TextEncoder().encode(`NUMBERS\n${values.join("\n")}\n`) }],
};

const reader: Reader<Numbers> = {
  id: "test/numbers",
  sniff: (head) => new TextDecoder().decode(head.subarray(0, 8)) === "NUMBERS\n",
  async read(source, { signal } = {}) {
    const text = new TextDecoder().decode(await source.read(0, await source.size(), signal));
    const [first, ...lines] = text.trimEnd().split("\n");
    const values = Float64Array.from(lines, (line) => (line.trim() === "" ? Number.NaN : Number(line)));
    if (first !== "NUMBERS" || values.some(Number.isNaN)) {
      throw new GammakitError("invalid-file", `${source.name} does not hold numbers.`);
    }
    return { kind: "numbers", values };
  },
};

const files = (await writer.write(value, "a.num")) as readonly [WrittenFile];

describe("a reader that does all", () => {
  for (const { name, run } of readerConformance(reader, { files, value })) test(name, run);
});

describe("a writer that does all", () => {
  for (const { name, run } of writerConformance(writer, { value, reader })) test(name, run);
});

let calls = 0;

describe.each<readonly [string, string, RegExp, Partial<Reader<Numbers>>]>([
  [
    "does not know its files",
    "knows a file of its format, by head and name",
    /does not know a.num/,
    { sniff: () => false },
  ],
  ["takes all files", "does not take other files for its own", /takes picture.png/, { sniff: () => true }],
  [
    "needs a long head",
    "sniffs any head and any name without throwing",
    /Cannot read|undefined/,
    { sniff: (head, name) => (head.at(7) as number).toFixed() === "10" && name.includes(".num") },
  ],
  [
    "reads other numbers",
    "gives what the file says",
    /differs at values.0: 1 became 2/,
    { read: async () => ({ kind: "numbers", values: Float64Array.of(2) }) },
  ],
  [
    "remembers",
    "gives the same each time",
    /differs at values.0/,
    { read: async () => ({ kind: "numbers", values: Float64Array.of(calls++) }) },
  ],
  [
    "gives what cannot be cloned",
    "what it gives can be cloned, and so posted to a worker",
    /cloned/,
    { read: async () => ({ kind: "numbers", values: (() => 1) as never }) },
  ],
  [
    "asks for more than there is",
    "asks for nothing outside the file and its folder",
    /read\(1000, 10\) of a.num/,
    {
      read: async (source, context) => {
        await source.read(1000, 10).catch(() => {});
        return reader.read(source, context);
      },
    },
  ],
  [
    "leaves the folder",
    "asks for nothing outside the file and its folder",
    /"\.\.\/secret", which is not in the folder/,
    {
      read: async (source, context) => {
        try {
          source.sibling?.("../secret");
        } catch {}
        return reader.read(source, context);
      },
    },
  ],
  ["does not hear an abort", "stops when aborted", /is not refused/, { read: (source) => reader.read(source) }],
  [
    "hides errors of the disk",
    "lets the errors of the source through",
    /gives a value though every read failed/,
    { read: (source, context) => reader.read(source, context).catch(() => value) },
  ],
  [
    "crashes on an empty file",
    "survives an empty file",
    /RangeError|TypeError/,
    {
      read: async (source, context) => {
        if ((await source.size()) === 0) new Float64Array(-1);
        return reader.read(source, context);
      },
    },
  ],
  [
    "crashes on files that are cut",
    "survives files that are cut short",
    /The file cut after \d+ bytes ends with SyntaxError/,
    {
      read: async (source, context) => {
        if ((await source.size()) < files[0].bytes.length) JSON.parse("{");
        return reader.read(source, context);
      },
    },
  ],
  [
    "crashes on damaged bytes",
    "survives bytes that are overwritten",
    /overwritten by .* ends with TypeError/,
    {
      read: (source, context) =>
        reader.read(source, context).catch((error) => {
          throw isGammakitError(error) && source.name === "a.num" ? new TypeError("x is undefined") : error;
        }),
    },
  ],
  ["reads anything", "refuses noise", /Noise of 100 bytes is not refused/, { read: async () => value }],
])("a reader that %s", (_, name, words, changes) => {
  test("is found out", async () => {
    const failures = await failuresOf(readerConformance({ ...reader, ...changes }, { files, value }));
    expect(failures.get(name)).toMatch(words);
  });
});

const text = (words: string) => new TextEncoder().encode(words);

describe.each<readonly [string, string, RegExp, Partial<Writer<Numbers>>]>([
  ["has no dot", "its extensions begin with a dot and are lower case", /"num" is not/, { extensions: ["num"] }],
  ["has no extension", "its extensions begin with a dot and are lower case", /no extension/, { extensions: [] }],
  [
    "accepts all",
    "accepts what it writes, and nothing else",
    /It accepts undefined/,
    { accepts: (_: unknown): _ is Numbers => true },
  ],
  [
    "takes another name",
    "writes bytes, the first file under the name asked for",
    /called "out.num", not "sample.num"/,
    { write: async (given) => writer.write(given, "out.num") },
  ],
  ["writes nothing", "writes bytes, the first file under the name asked for", /no file/, { write: () => [] }],
  [
    "leaves the folder",
    "writes into the folder and nowhere else",
    /It writes "\.\.\/index"/,
    {
      write: (_, name) => [
        { name, bytes: text("a") },
        { name: "../index", bytes: text("b") },
      ],
    },
  ],
  [
    "stamps the time",
    "writes the same bytes each time, on any day",
    /written another day differs/,
    { write: (_, name) => [{ name, bytes: text(new Date().toISOString().slice(0, 10)) }] },
  ],
  [
    "counts its files",
    "writes the same bytes each time, on any day",
    /written again differs/,
    { write: (_, name) => [{ name, bytes: text(String(calls++)) }] },
  ],
  [
    "sorts its input",
    "leaves what it writes as it was",
    /differs at values.0: 1 became -3/,
    {
      write: (given, name) => {
        given.values.sort();
        return writer.write(given, name);
      },
    },
  ],
  [
    "lends its input",
    "the bytes are the caller's own",
    /after the bytes were overwritten, differs/,
    { write: ({ values }, name) => [{ name, bytes: new Uint8Array(values.buffer as ArrayBuffer) }] },
  ],
  [
    "rounds",
    "what it wrote is read as it was",
    /differs at values.1: 2.5 became 3/,
    { write: ({ values }, name) => writer.write({ kind: "numbers", values: values.map(Math.round) }, name) },
  ],
  [
    "writes what its reader does not know",
    "its reader knows what it wrote",
    /does not know/,
    { write: (_, name) => [{ name, bytes: text("1\n2.5") }] },
  ],
])("a writer that %s", (_, name, words, changes) => {
  test("is found out", async () => {
    const own = structuredClone(value);
    const cases = writerConformance({ ...writer, ...changes }, { value: own, name: "sample.num", reader });
    expect((await failuresOf(cases)).get(name)).toMatch(words);
  });
});
