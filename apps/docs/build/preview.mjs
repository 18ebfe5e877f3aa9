import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveFolders } from "@gammakit-tools/workspace/serve-folders";
import { samplesText } from "./explorer-files.mjs";
import { docs } from "./places.mjs";
import { hasRealData } from "./run-pages.mjs";

/** The built site on this computer, with the data of $GAMMAPY_DATA under /data/ where it has them. @param {number} [port] */
export function preview(port = 0) {
  const isReal = hasRealData();
  return serveFolders(
    { ...(isReal && { "/data/": /** @type {string} */ (process.env.GAMMAPY_DATA) }), "/": join(docs, "dist") },
    {
      port,
      // Pages of others may take the elements and the data from here.
      headers: { "access-control-allow-origin": "*" },
      files: {
        "/data-source.json": JSON.stringify({ real: isReal }),
        "/samples/samples.json": samplesText(isReal),
      },
    },
  );
}

if (import.meta.filename === process.argv[1]) {
  if (existsSync(join(docs, "dist/index.html"))) {
    const { url } = await preview(4173);
    console.log(`The site is at ${url}`);
  } else {
    console.error("The site is not built. Build it first: npm run site");
    process.exitCode = 2;
  }
}
