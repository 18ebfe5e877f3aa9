import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { urlSource } from "@gammakit/core";
import { expect, it } from "vitest";
import { readFits, writeFits } from "../dist/index.js";

const rows = 100_000;
const events = Float64Array.from({ length: rows }, (_, i) => i);
const bytes = writeFits([
  { kind: "table", name: "EVENTS", columns: [{ name: "TIME", data: events }] },
  { kind: "table", name: "OTHER", columns: [{ name: "TIME", data: events }] },
  { kind: "table", name: "GTI", columns: [{ name: "START", data: [1, 2] }] },
]);

/** Reads the GTI of the file on a server, and counts the bytes that the server sent. */
async function readGti(hasRanges: boolean) {
  let sent = 0;
  const server = createServer((request, response) => {
    const range = hasRanges ? /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") : null;
    const [first, end] = range === null ? [0, bytes.length] : [Number(range[1]), Number(range[2]) + 1];
    const part = bytes.subarray(first, end);
    sent += part.length;
    const headers = { "content-range": `bytes ${first}-${first + part.length - 1}/${bytes.length}` };
    response.writeHead(range === null ? 200 : 206, range === null ? {} : headers).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const source = urlSource(`http://127.0.0.1:${port}/run.fits`);
    const file = await readFits(source, { select: (header) => header.string("EXTNAME") === "GTI" });
    return { sent, start: file.table("GTI").numbers("START"), names: file.hdus.map(({ name }) => name) };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

it("of a file on a server, only what is selected is fetched", async () => {
  const { sent, start, names } = await readGti(true);
  expect(names).toEqual(["PRIMARY", "EVENTS", "OTHER", "GTI"]);
  expect(start).toEqual(Float64Array.of(1, 2));
  expect(sent).toBeLessThan(bytes.length / 10);
});

it("a server without ranges sends the file once", async () => {
  const { sent, start } = await readGti(false);
  expect(start).toEqual(Float64Array.of(1, 2));
  expect(sent).toBe(bytes.length);
});
