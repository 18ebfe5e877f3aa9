import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".yaml": "text/yaml",
};

/**
 * Serves folders on this computer, files in parts where asked: on `port`, or a free one where that is taken or 0.
 * @param {Readonly<Record<string, string>>} folders By the path they appear at, each with slashes at both ends; the first that has a
 *   file gives it.
 * @param {{ port?: number, files?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>> }} [options]
 *   `files` answers a path with a text, `headers` go with every answer.
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveFolders(folders, { port = 0, files = {}, headers = {} } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (files[path] !== undefined) {
      response.setHeader("content-type", typeOf(path));
      response.end(files[path]);
      return;
    }
    const file = Object.entries(folders)
      .filter(([at]) => path.startsWith(at))
      .map(([at, folder]) => fileAt(folder, path.slice(at.length)))
      .find((found) => found !== undefined);
    if (file === undefined) {
      response.statusCode = 404;
      response.end("not found");
      return;
    }
    send(file, request, response);
  });
  await listen(server, port).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    return listen(server, 0);
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** @param {import("node:http").Server} server @param {number} port @returns {Promise<void>} */
function listen(server, port) {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", fail);
      done();
    });
  });
}

/** @param {string} folder @param {string} path */
function fileAt(folder, path) {
  const root = resolve(folder);
  const candidates = [path, `${path}.html`, `${path.replace(/\/$/, "")}/index.html`, path === "" ? "index.html" : path];
  return candidates
    .map((one) => resolve(root, one))
    .find((one) => one.startsWith(root + sep) && existsSync(one) && statSync(one).isFile());
}

/** @param {string} file @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
function send(file, request, response) {
  const { size } = statSync(file);
  response.setHeader("content-type", typeOf(file));
  response.setHeader("accept-ranges", "bytes");
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const [start, end] = range
    ? [Number(range[1]), range[2] ? Math.min(Number(range[2]), size - 1) : size - 1]
    : [0, size - 1];
  if (range && start >= size) {
    response.writeHead(416, { "content-range": `bytes */${size}` });
    response.end();
    return;
  }
  if (range) {
    response.statusCode = 206;
    response.setHeader("content-range", `bytes ${start}-${end}/${size}`);
  }
  response.setHeader("content-length", size === 0 ? 0 : end - start + 1);
  if (request.method === "HEAD" || size === 0) response.end();
  else createReadStream(file, { start, end }).pipe(response);
}

/** @param {string} path */
function typeOf(path) {
  return types[extname(path)] ?? "application/octet-stream";
}
