import { preset } from "@gammakit-tools/tsup";
import type { Options } from "tsup";

/** Fills a table for the tile decoder of fitsjs, which is not used: that takes longer than all else in loading it. */
const unusedLine = "CompressedImage.randomSequence = CompressedImage.randomGenerator();";

const withoutUnusedLine: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "fitsjs-without-unused-line",
  setup(build) {
    build.onLoad({ filter: /[\\/]fitsjs[\\/]lib[\\/]fits\.js$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises" as string);
      const text: string = await readFile(path, "utf8");
      if (!text.includes(unusedLine)) throw new Error("fitsjs has changed: look at tsup.config.ts again");
      return { contents: text.replace(unusedLine, ""), loader: "js" };
    });
  },
};

export default preset({ index: "src/index.ts" }, { noExternal: ["fitsjs"], esbuildPlugins: [withoutUnusedLine] });
