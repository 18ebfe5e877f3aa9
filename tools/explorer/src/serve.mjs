import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { hasRealData, writeSamples } from "./samples.mjs";

/** As strict as a portal may be: nothing inline, nothing evaluated, nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".yaml": "text/yaml",
  ".map": "application/json",
};

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Serves the page of the explorer, the elements as built, simulated data, and real data where there are some.
 * @param {number} [port]
 * @returns {Promise<{ address: string, hasReal: boolean, data: string, close(): void }>}
 */
export async function serve(port = 0) {
  const data = mkdtempSync(join(tmpdir(), "gammakit-explorer-"));
  const real = process.env.GAMMAPY_DATA;
  const hasReal = hasRealData(real);
  writeSamples(data, hasReal ? "/real" : undefined);
  const roots = /** @type {const} */ ([
    ["/gammakit/", fileURLToPath(new URL(".", import.meta.resolve("@gammakit/elements"))).replace(/\/$/, "")],
    ["/data/", data],
    ["/real/", hasReal ? resolve(real ?? "") : ""],
    ["/", here("../page")],
  ]);
  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", policy);
    response.setHeader("cache-control", "no-store");
    const path = decodeURIComponent((request.url ?? "/").split("?")[0]);
    const [prefix, folder] = roots.find(([start, root]) => root !== "" && path.startsWith(start)) ?? ["/", roots[3][1]];
    const file = resolve(folder, path === "/" ? "index.html" : path.slice(prefix.length));
    if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.setHeader("content-length", statSync(file).size);
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", () => done(undefined)));
  const bound = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  return {
    address: `http://127.0.0.1:${bound}`,
    hasReal,
    data,
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
