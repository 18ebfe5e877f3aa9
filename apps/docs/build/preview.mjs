import { join } from "node:path";
import { samplesText } from "./explorer-files.mjs";
import { docs } from "./places.mjs";
import { hasRealData } from "./run-pages.mjs";
import { serve } from "./static-server.mjs";

/** The built site on this computer, with the data of $GAMMAPY_DATA under /data/ where it has them. @param {number} [port] */
export function preview(port = 0) {
  const isReal = hasRealData();
  return serve(
    { ...(isReal && { "/data/": /** @type {string} */ (process.env.GAMMAPY_DATA) }), "/": join(docs, "dist") },
    {
      port,
      files: {
        "/data-source.json": JSON.stringify({ real: isReal }),
        "/samples/samples.json": samplesText(isReal),
      },
    },
  );
}

if (import.meta.filename === process.argv[1]) {
  const { url } = await preview(4173);
  console.log(`The site is at ${url}`);
}
