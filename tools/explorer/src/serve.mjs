import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveFolders } from "@gammakit-tools/workspace/serve-folders";
import { hasRealData, writeSamples } from "./samples.mjs";

/** As strict as a portal may be: nothing inline, nothing evaluated, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Serves the page of the explorer, the elements as built, simulated data, and real data where there are some.
 * @param {number} [port]
 * @returns {Promise<{ address: string, hasReal: boolean, data: string, close(): Promise<void> }>}
 */
export async function serve(port = 0) {
  const data = mkdtempSync(join(tmpdir(), "gammakit-explorer-"));
  const real = process.env.GAMMAPY_DATA;
  const hasReal = hasRealData(real);
  writeSamples(data, hasReal ? "/real" : undefined);
  const server = await serveFolders(
    {
      "/gammakit/": fileURLToPath(new URL(".", import.meta.resolve("@gammakit/elements"))),
      "/data/": data,
      ...(hasReal && { "/real/": String(real) }),
      "/": here("../page"),
    },
    { port, headers: { "content-security-policy": policy, "cache-control": "no-store" } },
  );
  return {
    address: server.url.replace(/\/$/, ""),
    hasReal,
    data,
    async close() {
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
