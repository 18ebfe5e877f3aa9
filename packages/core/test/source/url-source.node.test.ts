import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { urlSource } from "../../src/source/url-source.ts";

const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => i % 251));

type Answer = (range: readonly [number, number] | undefined, response: ServerResponse) => void;

let server: Server | undefined;

/** A real server with one file, and the ranges that it was asked for. */
async function serve(answer: Answer) {
  const asked: string[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { range } = request.headers;
    asked.push(range ?? "whole");
    const match = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
    answer(match === null ? undefined : [Number(match[1]), Number(match[2])], response);
  };
  const started = createServer(handle);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const { port } = started.address() as AddressInfo;
  return { asked, source: urlSource(`http://127.0.0.1:${port}/run.fits?token=secret`) };
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** The part of `bytes` that was asked for, at `start` if the server errs. */
function sendPart(response: ServerResponse, [first, last]: readonly [number, number], bytes = content, start = first) {
  const part = bytes.subarray(start, start + last - first + 1);
  const range = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
  response.writeHead(206, { "content-range": range, "content-length": part.length }).end(part);
}

const honest: Answer = (range, response) => {
  if (range === undefined) response.end(content);
  else sendPart(response, range);
};

async function failure(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  return { code: isGammakitError(error) ? error.code : undefined, message: String(error) };
}

const slice = (start: number, end: number) => new Uint8Array(content.subarray(start, end));

describe("a file on a server", () => {
  it("is read by ranges where it answers them", async () => {
    const { asked, source } = await serve(honest);
    expect(await source.read(200_000, 100)).toEqual(slice(200_000, 200_100));
    expect(await source.size()).toBe(content.length);
    expect(asked).toEqual(["bytes=0-65535", "bytes=200000-200099"]);
  });

  it("is fetched once where it does not", async () => {
    const { asked, source } = await serve((_, response) => response.end(content));
    expect(await source.read(200_000, 100)).toEqual(slice(200_000, 200_100));
    expect(await source.read(0, 10)).toEqual(slice(0, 10));
    expect(asked).toEqual(["bytes=0-65535"]);
  });

  it("is empty where there is nothing in it", async () => {
    const { source } = await serve((range, response) => response.writeHead(range === undefined ? 200 : 416).end());
    expect(await source.size()).toBe(0);
  });

  it("is fetched whole where the first range is not the one asked for", async () => {
    const { asked, source } = await serve((range, response) => {
      if (range === undefined) response.end(content);
      else sendPart(response, range, content, 1000);
    });
    expect(await source.read(200_000, 100)).toEqual(slice(200_000, 200_100));
    expect(asked).toEqual(["bytes=0-65535", "whole"]);
  });

  it.each([
    [
      "begins elsewhere",
      (range: readonly [number, number], response: ServerResponse) => {
        sendPart(response, range, content, range[0] === 0 ? 0 : range[0] - 7);
      },
    ],
    [
      "is too short",
      ([first, last]: readonly [number, number], response: ServerResponse) => {
        sendPart(response, [first, first === 0 ? last : last - 1]);
      },
    ],
    [
      "is of a file of another size",
      (range: readonly [number, number], response: ServerResponse) => {
        sendPart(response, range, range[0] === 0 ? content : content.subarray(0, 250_000));
      },
    ],
  ])("is an error where a later range %s", async (_, answer) => {
    const { source } = await serve((range, response) => answer(range ?? [0, 0], response));
    await source.size();
    const found = await failure(source.read(200_000, 100));
    expect(found).toMatchObject({ code: "io", message: expect.stringContaining("bytes 200000 to 200099") });
    expect(found.message).not.toContain("secret");
  });

  it.each(["etag", "last-modified"])("is an error where its %s changes, by ranges and whole", async (name) => {
    for (const isWhole of [false, true]) {
      let count = 0;
      const { source } = await serve((range, response) => {
        response.setHeader(name, `"${count++}"`);
        if (isWhole && count > 1) response.end(content);
        else honest(range, response);
      });
      await source.size();
      expect(await failure(source.read(200_000, 100))).toMatchObject({
        code: "io",
        message: expect.stringContaining("Has it changed?"),
      });
    }
  });

  it("is an error where the connection is cut, and is read by the next try", async () => {
    let isCut = true;
    const { source } = await serve((range, response) => {
      if (range?.[0] === 0 || !isCut) return honest(range, response);
      response.writeHead(206, { "content-range": `bytes 200000-200099/${content.length}`, "content-length": 100 });
      response.write(content.subarray(0, 50), () => response.destroy());
    });
    await source.size();
    expect(await failure(source.read(200_000, 100))).toMatchObject({
      code: "io",
      message: expect.stringContaining("cannot be fetched"),
    });
    isCut = false;
    expect(await source.read(200_000, 100)).toEqual(slice(200_000, 200_100));
  });

  it("is an error where the connection is cut before anything came", async () => {
    const { source } = await serve((_, response) => response.destroy());
    expect((await failure(source.size())).code).toBe("io");
  });

  it("is an error where the reader calls off while it waits", async () => {
    const caller = new AbortController();
    const { source } = await serve(() => caller.abort());
    expect((await failure(source.read(0, 10, caller.signal))).code).toBe("aborted");
  });
});

describe("a server that falls silent", () => {
  const silent = (response: ServerResponse) => response.writeHead(200, { "content-length": content.length });

  it.each([
    ["before it answers", () => undefined],
    ["after its headers", (response: ServerResponse) => silent(response).flushHeaders()],
    ["in the middle of the body", (response: ServerResponse) => silent(response).write(content.subarray(0, 1000))],
  ] as const)("%s is an error that says so, and the next try succeeds", async (_, stall) => {
    let turn = 0;
    const { source } = await serve((range, response) => {
      if (turn++ === 0) stall(response);
      else honest(range, response);
    });
    const patient = urlSource(`${source.name}`, { stallTimeout: 200 });
    const { code, message } = await failure(patient.read(0, 10));
    expect(code).toBe("io");
    expect(message).toContain("run.fits cannot be fetched: the server sent nothing for 0.2 s");
    expect(await patient.read(0, 10)).toEqual(slice(0, 10));
  });
});
