import { preset } from "@gammakit-tools/tsup";
import type { Options } from "tsup";

/**
 * Parts of fitsjs that nothing here uses, from their first to their last line. The tile decoder fills a table when it is
 * loaded, which takes longer than all else in loading fitsjs; no bundler can see that any of them is not asked for.
 */
const unusedParts = [
  ["  Parser = (function(_super) {\n", "  })(Base);\n"],
  ["  Decompress = {\n", "  this.astro.FITS.Decompress = Decompress;\n"],
  ["  CompressedImage = (function(_super) {\n", "  this.astro.FITS.CompressedImage = CompressedImage;\n"],
] as const;

const withoutUnusedParts: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "fitsjs-without-unused-parts",
  setup(build) {
    build.onLoad({ filter: /[\\/]fitsjs[\\/]lib[\\/]fits\.js$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises" as string);
      let text: string = await readFile(path, "utf8");
      for (const [first, last] of unusedParts) {
        const start = text.indexOf(first);
        const end = text.indexOf(last, start);
        if (start < 0 || end < 0) throw new Error("fitsjs has changed: look at tsup.config.ts again");
        text = text.slice(0, start) + text.slice(end + last.length);
      }
      return { contents: text, loader: "js" };
    });
  },
};

const entries = { index: "src/index.ts" };

export default preset(
  // Not for import: the writer gets a file of its own, which bundlers leave out where nothing is written, and what it shares with the reader another.
  { ...entries, "write-fits": "src/write/write-fits.ts", checksum: "src/verify/checksum.ts" },
  {
    dts: { entry: entries, compilerOptions: { customConditions: [] } },
    noExternal: ["fitsjs"],
    esbuildPlugins: [withoutUnusedParts],
  },
);
