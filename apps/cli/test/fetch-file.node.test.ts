import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DataFile } from "../src/download/catalog.ts";
import { type FetchOptions, fetchFile } from "../src/download/fetch-file.ts";
import { diskWords } from "../src/download/partial-file.ts";
import { type Behavior, cutAfter, type Mirror, serve, stallAfter, startMirror } from "./mirror.ts";
import { emptyFolder } from "./program.ts";

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3);
const file: DataFile = {
  path: "store/run.fits",
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  isText: false,
};
const readme: DataFile = { ...file, path: "store/README.txt", isText: true };
const spoilt = bytes.map((byte, i) => (i === 1000 ? byte ^ 1 : byte));
const half = bytes.length / 2;

let folder: string;
let mirror: Mirror | undefined;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => mirror?.close());

async function fetchWith(behave: Behavior, changes: Partial<FetchOptions> = {}, what = file) {
  mirror = await startMirror(behave);
  return fetchFile(what, {
    from: mirror.address,
    to: folder,
    retries: 2,
    patience: 5,
    overwrite: false,
    signal: new AbortController().signal,
    onBytes: () => undefined,
    ...changes,
  });
}

const names = async () => (await readdir(join(folder, "store")).catch(() => [])).sort();
const content = () => readFile(join(folder, "store", "run.fits"));

/** One behavior after the other; the last one stays. */
function inTurn(...turns: readonly Behavior[]): Behavior {
  return (request, response, count) => turns[Math.min(count, turns.length) - 1](request, response, count);
}

function redirect(location: string, status = 302): Behavior {
  return (_, response) => response.writeHead(status, { location }).end();
}

async function expectWhole(): Promise<void> {
  expect(await names()).toEqual(["run.fits"]);
  expect(Buffer.compare(await content(), bytes)).toBe(0);
}

describe("a file comes whole and verified", () => {
  test("from a good server, at once", async () => {
    expect(await fetchWith(serve(bytes))).toBe("fetched");
    expect(mirror?.requests).toHaveLength(1);
    await expectWhole();
  });

  test("from one that cuts the line: from where it was cut", async () => {
    expect(await fetchWith(inTurn(cutAfter(bytes, half), serve(bytes)))).toBe("fetched");
    const ranges = mirror?.requests.map(({ range }) => range) ?? [];
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
    // On a busy machine the line may be cut before all that was sent has come.
    const begin = Number(/\d+/.exec(ranges[1] ?? "")?.[0]);
    expect(begin > 0 && begin <= half).toBe(true);
    await expectWhole();
  });

  test("from one that cuts the line more often than a file is tried, as long as much comes each time", async () => {
    const cutting: Behavior = (request, response, count) => {
      const begin = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
      if (count > 3) return serve(bytes)(request, response, count);
      response.writeHead(begin === 0 ? 200 : 206, {
        "content-range": `bytes ${begin}-${bytes.length - 1}/${bytes.length}`,
        "content-length": bytes.length - begin,
      });
      // Time for a busy machine to take what came before the cut.
      response.write(bytes.subarray(begin, begin + 70_000), () => setTimeout(() => response.destroy(), 300));
      return undefined;
    };
    expect(await fetchWith(cutting, { retries: 1 })).toBe("fetched");
    expect(mirror?.requests).toHaveLength(4);
    await expectWhole();
  });

  test("from one that stalls", async () => {
    expect(await fetchWith(inTurn(stallAfter(bytes, half), serve(bytes)), { patience: 0.3 })).toBe("fetched");
    await expectWhole();
  });

  test("from one that never answers at first", async () => {
    expect(
      await fetchWith(
        inTurn(() => undefined, serve(bytes)),
        { patience: 0.3 },
      ),
    ).toBe("fetched");
    await expectWhole();
  });

  test("from one that takes no notice of ranges: from the start", async () => {
    const whole: Behavior = (_, response) => response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    expect(await fetchWith(inTurn(cutAfter(bytes, half), whole))).toBe("fetched");
    await expectWhole();
  });

  test("from one whose file has changed meanwhile: from the start", async () => {
    const old = bytes.map((byte) => byte ^ 0xff);
    expect(await fetchWith(inTurn(cutAfter(old, half, '"old"'), serve(bytes, '"new"')))).toBe("fetched");
    expect(mirror?.requests).toHaveLength(2);
    await expectWhole();
  });

  test("from one that ignores If-Range but tells the other version", async () => {
    const old = bytes.map((byte) => byte ^ 0xff);
    const careless: Behavior = (request, response, count) => {
      delete request.headers["if-range"];
      serve(bytes, '"new"')(request, response, count);
    };
    expect(await fetchWith(inTurn(cutAfter(old, half, '"old"'), careless))).toBe("fetched");
    await expectWhole();
  });

  test("from one that sends another part than was asked for", async () => {
    const wrong: Behavior = (_, response) =>
      response
        .writeHead(206, {
          "content-range": `bytes 0-${bytes.length - 1}/${bytes.length}`,
          "content-length": bytes.length,
        })
        .end(bytes);
    expect(await fetchWith(inTurn(cutAfter(bytes, half), wrong, serve(bytes)))).toBe("fetched");
    await expectWhole();
  });

  test("from one that spoils it once, or ends early without a word", async () => {
    const short: Behavior = (_, response) => {
      response.writeHead(200);
      response.end(bytes.subarray(0, half));
    };
    expect(await fetchWith(inTurn(serve(spoilt), short, serve(bytes)))).toBe("fetched");
    await expectWhole();
  });

  test("from one that is busy", async () => {
    const busy: Behavior = (_, response) => response.writeHead(503, { "retry-after": "0" }).end();
    expect(await fetchWith(inTurn(busy, serve(bytes)))).toBe("fetched");
    await expectWhole();
  });

  test("from where redirects lead to", async () => {
    const leading: Behavior = (request, response, count) =>
      (request.url === "/elsewhere" ? serve(bytes) : redirect("/elsewhere", 307))(request, response, count);
    expect(await fetchWith(leading)).toBe("fetched");
    await expectWhole();
  });

  test("after the program was ended in the middle, and after it had all but the last step", async () => {
    await mkdir(join(folder, "store"));
    await writeFile(join(folder, "store", "run.fits.partial"), bytes.subarray(0, half));
    await writeFile(join(folder, "store", "run.fits.partial-version"), '"v1"');
    expect(await fetchWith(serve(bytes))).toBe("fetched");
    expect(mirror?.requests.map(({ range }) => range)).toEqual([`bytes=${half}-`]);
    await expectWhole();
    await mirror?.close();
    await writeFile(join(folder, "store", "run.fits.partial"), bytes);
    await writeFile(join(folder, "store", "run.fits"), "other");
    expect(await fetchWith(serve(bytes), { overwrite: true })).toBe("fetched");
    expect(mirror?.requests).toHaveLength(0);
    await expectWhole();
  });

  test("one that is there already is left alone", async () => {
    await fetchWith(serve(bytes));
    await mirror?.close();
    expect(await fetchWith(serve(spoilt))).toBe("present");
    expect(mirror?.requests).toHaveLength(0);
  });
});

describe("a file that does not come is told, and nothing has its name", () => {
  test.each<[string, Behavior, string]>([
    ["a server that spoils it each time", serve(spoilt), "checksum (SHA-256) is another"],
    ["a server that cuts the line each time at the start", cutAfter(bytes, 10), "tried 3 times"],
    [
      "a server that sends more and more",
      serve(new Uint8Array(bytes.length + 1)),
      `more than the ${bytes.length} bytes`,
    ],
    [
      "a missing file",
      (_, response) => response.writeHead(404).end("no"),
      "404 Not Found. There is no such file there",
    ],
    ["a forbidden file", (_, response) => response.writeHead(403).end("no"), "403 Forbidden"],
    ["redirects in a circle", redirect("/store/run.fits"), "more than 5 times"],
    ["a redirect to no address on the web", redirect("file:///etc/passwd"), "no address on the web"],
    ["a page instead of the file", (_, response) => response.end("<!doctype html>"), "only 15 of its 300000 bytes"],
  ])("%s", async (_, behave, words) => {
    await expect(fetchWith(behave)).rejects.toThrow(words);
    expect((await names()).filter((name) => !name.includes(".partial"))).toEqual([]);
  });

  test("a server that stalls each time", async () => {
    await expect(fetchWith(stallAfter(bytes, 10), { patience: 0.2, retries: 1 })).rejects.toThrow(
      "nothing came for 0.2 s",
    );
  });

  test("no server", async () => {
    await expect(fetchWith(serve(bytes), { from: "http://127.0.0.1:9/", retries: 0 })).rejects.toThrow(
      /can't be fetched: (?:the server takes no connections|bad port)/,
    );
  });

  test("another file in its place, which stays", async () => {
    await mkdir(join(folder, "store"));
    await writeFile(join(folder, "store", "run.fits"), "mine");
    await expect(fetchWith(serve(bytes))).rejects.toThrow("--overwrite");
    expect(String(await content())).toBe("mine");
    await mirror?.close();
    expect(await fetchWith(serve(bytes), { overwrite: true })).toBe("fetched");
    await expectWhole();
  });

  test("an interruption keeps what has come", async () => {
    const controller = new AbortController();
    const fetching = fetchWith(stallAfter(bytes, half), {
      signal: controller.signal,
      onBytes: () => controller.abort(),
    });
    await expect(fetching).rejects.toMatchObject({ code: "aborted" });
    expect(await names()).toEqual(["run.fits.partial", "run.fits.partial-version"]);
  });

  test("a place that can't be written to", async () => {
    await writeFile(join(folder, "store"), "a file");
    await expect(fetchWith(serve(bytes))).rejects.toThrow("is a file, not a folder");
    expect(diskWords({ code: "ENOSPC", message: "no space left on device" })).toContain("the disk is full");
  });
});

test("a text that has been edited is kept and told, one that is gone is left out", async () => {
  expect(await fetchWith(serve(spoilt), {}, readme)).toBe("differs");
  await mirror?.close();
  folder = await emptyFolder();
  expect(await fetchWith((_, response) => response.writeHead(404).end(), {}, readme)).toBe("missing");
});
