import { preset } from "@gammakit-tools/tsup";
import type { Options } from "tsup";

/**
 * Parts of fitsjs that nothing here uses, each from its first line to the first of what comes after it: parsers that the
 * subclasses replace, and readers of data, which the subclasses never hand on. The tile decoder fills a table when it is loaded,
 * which takes longer than all else in loading fitsjs; no bundler can see that any of them is not asked for.
 */
const unusedParts = [
  ["    Base.extend = ", "    Base.prototype.proxy = "],
  ["    Base.prototype.invoke = ", "    return Base;\n"],
  ["  Parser = (function(_super) {\n", "  FITS = (function(_super) {\n"],
  ["    FITS.prototype.getHDU = ", "    return FITS;\n"],
  ["    DataUnit.swapEndian = ", "    function DataUnit("],
  ["  HeaderVerify = {\n", "  Header = (function(_super) {\n"],
  ["    Header.prototype.get = ", "    return Header;\n"],
  ["  ImageUtils = {\n", "  Image = (function(_super) {\n"],
  ["    Image.include(", "    Image.prototype.allocationSize = "],
  ["    Image.prototype._getFrame = ", "    return Image;\n"],
  ["    Tabular.prototype._rowsInMemoryBuffer = ", "    return Tabular;\n"],
  ["    Table.prototype.dataAccessors = ", "    return Table;\n"],
  ["    BinaryTable.prototype.typedArray = ", "    return BinaryTable;\n"],
  ["  Decompress = {\n", "  CompressedImage = (function(_super) {\n"],
  ["  CompressedImage = (function(_super) {\n", "}).call(this);"],
] as const;

const withoutUnusedParts: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "fitsjs-without-unused-parts",
  setup(build) {
    build.onLoad({ filter: /[\\/]fitsjs[\\/]lib[\\/]fits\.js$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises" as string);
      let text: string = await readFile(path, "utf8");
      for (const [first, next] of unusedParts) {
        const start = text.indexOf(first);
        const end = text.indexOf(next, start + 1);
        if (start < 0 || end < 0) throw new Error("fitsjs has changed: look at tsup.config.ts again");
        text = text.slice(0, start) + text.slice(end);
      }
      return { contents: text, loader: "js" };
    });
  },
};

const entries = { index: "src/index.ts" };

export default preset(
  // Not for import: the writer and the reader get files of their own, which bundlers leave out where nothing is written or read, and
  // what they share another.
  {
    ...entries,
    "read-fits": "src/read-fits.ts",
    "write-fits": "src/write/write-fits.ts",
    checksum: "src/verify/checksum.ts",
  },
  {
    dts: { entry: entries, compilerOptions: { customConditions: [] } },
    noExternal: ["fitsjs"],
    esbuildPlugins: [withoutUnusedParts],
  },
);
