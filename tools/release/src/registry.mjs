import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import { packedManifest } from "./tarball.mjs";

/**
 * A package registry on this machine that has our tarballs and nothing else.
 * @param {readonly { tarball: string }[]} tarballs
 * @returns {Promise<{ address: string, stop(): void }>}
 */
export async function startRegistry(tarballs) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const file = tarballs.find(({ tarball }) => basename(tarball) === path);
    const document = documents.get(path);
    if (file) response.end(readFileSync(file.tarball));
    else if (document) response.end(JSON.stringify(document));
    else response.writeHead(404).end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const address = `http://127.0.0.1:${port}/`;
  const documents = new Map(tarballs.map(({ tarball }) => documentOf(tarball, address)));
  return { address, stop: () => void server.close() };
}

/** What a registry says of a package: its versions, of which there is one. @param {string} tarball @param {string} address */
function documentOf(tarball, address) {
  const manifest = packedManifest(tarball);
  const { name, version } = manifest;
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  const dist = { tarball: address + basename(tarball), integrity };
  const content = { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
  return /** @type {const} */ ([name, content]);
}
