import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a mirror does with a request, the count of requests for the same path being `count`, from 1 on. */
export type Behavior = (request: IncomingMessage, response: ServerResponse, count: number) => unknown;

/** A web server on this machine that behaves as told. */
export interface Mirror {
  readonly address: string;
  /** Paths that were asked for, with the Range of the request. */
  readonly requests: readonly { readonly path: string; readonly range: string | undefined }[];
  close(): Promise<void>;
}

/** Starts a mirror. */
export async function startMirror(behave: Behavior): Promise<Mirror> {
  const requests: { path: string; range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push({ path, range: request.headers.range });
    behave(request, response, requests.filter((each) => each.path === path).length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with `bytes` as a good server does: by range where asked, if the version is still the same. */
export function serve(bytes: Uint8Array, etag = '"v1"'): Behavior {
  return (request, response) => {
    const begin = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? Number.NaN);
    const condition = request.headers["if-range"];
    if (Number.isNaN(begin) || (condition !== undefined && condition !== etag)) {
      response.writeHead(200, { "content-length": bytes.length, etag }).end(bytes);
    } else if (begin >= bytes.length) {
      response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    } else {
      const range = `bytes ${begin}-${bytes.length - 1}/${bytes.length}`;
      response
        .writeHead(206, { "content-range": range, "content-length": bytes.length - begin, etag })
        .end(bytes.subarray(begin));
    }
  };
}

/** Sends the first `count` of the bytes that were promised, and cuts the line. */
export function cutAfter(bytes: Uint8Array, count: number, etag = '"v1"'): Behavior {
  return (_, response) => {
    response.writeHead(200, { "content-length": bytes.length, etag });
    response.write(bytes.subarray(0, count), () => setTimeout(() => response.destroy(), 20));
  };
}

/** Sends the first `count` of the bytes that were promised, and then nothing any more. */
export function stallAfter(bytes: Uint8Array, count: number): Behavior {
  return (_, response) => {
    response.writeHead(200, { "content-length": bytes.length, etag: '"v1"' });
    response.write(bytes.subarray(0, count));
  };
}
