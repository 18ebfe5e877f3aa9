import { describe, expect, it } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { type UrlSourceOptions, urlSource } from "../../src/source/url-source.ts";

const content = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);

type Fetch = NonNullable<UrlSourceOptions["fetch"]>;

/** A server with one file. It writes down what it is asked for. */
function server(answer: (range: [number, number] | undefined) => Response) {
  const asked: string[] = [];
  const fetch: Fetch = async (url, { headers, signal }) => {
    signal?.throwIfAborted();
    const range = (headers as Record<string, string>).range;
    asked.push(`${new URL(url).pathname} ${range ?? "whole"}`);
    const match = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
    return answer(match ? [Number(match[1]), Number(match[2])] : undefined);
  };
  return { asked, fetch };
}

const withRanges = () =>
  server((range) => {
    if (range === undefined) return new Response(content);
    const part = content.slice(range[0], range[1] + 1);
    const headers = { "content-range": `bytes ${range[0]}-${range[0] + part.length - 1}/${content.length}` };
    return new Response(part, { status: 206, headers });
  });

const withoutRanges = () => server(() => new Response(content));

async function failure(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  return { code: isGammakitError(error) ? error.code : undefined, message: String(error), error };
}

const address = "https://data.example/dl3/run.fits?token=secret";

describe("a file on a server that answers ranges", () => {
  it("is read in parts", async () => {
    const { asked, fetch } = withRanges();
    const source = urlSource(address, { fetch });
    expect(await source.size()).toBe(content.length);
    expect(await source.read(150_000, 100)).toEqual(content.slice(150_000, 150_100));
    expect(await source.read(199_990, 100)).toEqual(content.slice(199_990));
    expect(await source.read(10, 20)).toEqual(content.slice(10, 30));
    expect(asked).toEqual([
      "/dl3/run.fits bytes=0-65535",
      "/dl3/run.fits bytes=150000-150099",
      "/dl3/run.fits bytes=199990-199999",
    ]);
  });

  it("gives nothing past its end", async () => {
    expect((await urlSource(address, { fetch: withRanges().fetch }).read(300_000, 10)).length).toBe(0);
  });

  it("that changes between two reads is an error", async () => {
    let total = 200_000;
    const { fetch } = server(([start, end] = [0, 0]) => {
      const part = content.slice(start, end + 1);
      return new Response(part, { status: 206, headers: { "content-range": `bytes ${start}-${end}/${total}` } });
    });
    const source = urlSource(address, { fetch });
    await source.size();
    total = 190_000;
    expect(await failure(source.read(100_000, 10))).toMatchObject({ code: "io" });
  });
});

describe("a file on a server without ranges", () => {
  it("is fetched once", async () => {
    const { asked, fetch } = withoutRanges();
    const source = urlSource(address, { fetch });
    expect(await source.read(150_000, 100)).toEqual(content.slice(150_000, 150_100));
    expect(await source.size()).toBe(content.length);
    expect(asked).toEqual(["/dl3/run.fits bytes=0-65535"]);
  });

  it("is fetched whole where ranges are refused, or their size is not told", async () => {
    for (const status of [416, 206]) {
      const { asked, fetch } = server((range) => (range ? new Response("x", { status }) : new Response(content)));
      expect(await urlSource(address, { fetch }).size()).toBe(content.length);
      expect(asked).toEqual(["/dl3/run.fits bytes=0-65535", "/dl3/run.fits whole"]);
    }
  });
});

describe("an answer without end", () => {
  /** A body that goes on as long as it is read, and whether it was let go. */
  function endless() {
    const state = { sent: 0, isCancelled: false };
    const body = new ReadableStream({
      pull(controller) {
        state.sent += content.length;
        controller.enqueue(content);
      },
      cancel() {
        state.isCancelled = true;
      },
    });
    return { state, body };
  }

  it("is left where it is over the limit of a file that comes whole", async () => {
    const { state, body } = endless();
    const { fetch } = server(() => new Response(body));
    const found = await failure(urlSource(address, { fetch, maxBytes: 1_000_000 }).size());
    expect(found.code).toBe("limit-exceeded");
    expect(found.message).toContain("run.fits comes whole, and is over the limit of 1000000 bytes");
    expect(state).toEqual({ sent: expect.any(Number), isCancelled: true });
    expect(state.sent).toBeLessThan(2_000_000);
  });

  it("is not even begun where its length is told", async () => {
    const { state, body } = endless();
    const { fetch } = server(() => new Response(body, { headers: { "content-length": "5000000" } }));
    const found = await failure(urlSource(address, { fetch, maxBytes: 1_000_000 }).size());
    expect([found.code, state.isCancelled, state.sent < 500_000]).toEqual(["limit-exceeded", true, true]);
  });

  it("is left where it is longer than the part asked for", async () => {
    const headers = { "content-range": `bytes 100000-100009/${content.length}` };
    const { state, body } = endless();
    const { fetch } = server(([start, end] = [0, 0]) =>
      start === 0
        ? new Response(content.slice(0, end + 1), {
            status: 206,
            headers: { "content-range": `bytes 0-${end}/${content.length}` },
          })
        : new Response(body, { status: 206, headers }),
    );
    const found = await failure(urlSource(address, { fetch }).read(100_000, 10));
    expect([found.code, state.isCancelled]).toEqual(["io", true]);
    expect(found.message).toContain("did not send bytes 100000 to 100009");
  });

  it("is left where the first part is longer than what was asked for", async () => {
    const { state, body } = endless();
    const headers = { "content-range": `bytes 0-65535/${content.length}` };
    const { fetch } = server(() => new Response(body, { status: 206, headers }));
    const found = await failure(urlSource(address, { fetch }).size());
    expect([found.code, state.isCancelled]).toEqual(["io", true]);
  });
});

describe("a file that cannot be had", () => {
  it("is let go where nothing is read of it", async () => {
    for (const status of [403, 416, 500]) {
      let cancelled = false;
      const body = new ReadableStream({
        cancel() {
          cancelled = true;
        },
      });
      const { fetch } = server((range) => (range ? new Response(body, { status }) : new Response(content)));
      const outcome = await urlSource(address, { fetch })
        .size()
        .catch(({ details }) => details.status);
      expect([status, outcome, cancelled]).toEqual([status, status === 416 ? content.length : status, true]);
    }
  });

  it("is an error with the status, and without what comes after the path", async () => {
    const { fetch } = server(() => new Response("gone", { status: 404, statusText: "Not Found" }));
    const found = await failure(urlSource(address, { fetch }).size());
    expect(found.code).toBe("io");
    expect(found.message).toContain("https://data.example/dl3/run.fits: the server answered 404 Not Found.");
    expect(found.message).not.toContain("secret");
    expect(found.error).toMatchObject({ details: { status: 404 } });
  });

  it("is an error where there is no answer, and is tried again by the next read", async () => {
    let isDown = true;
    const fetch: Fetch = async () => {
      if (isDown) throw new TypeError("fetch failed");
      return new Response(content);
    };
    const source = urlSource(address, { fetch });
    expect(await failure(source.size())).toMatchObject({
      code: "io",
      message: expect.stringContaining("fetch failed"),
    });
    isDown = false;
    expect(await source.size()).toBe(content.length);
  });

  it("is an error where the reader calls off", async () => {
    const source = urlSource(address, { fetch: withRanges().fetch });
    expect((await failure(source.read(0, 10, AbortSignal.abort()))).code).toBe("aborted");
  });

  it("is an error where the address is none", () => {
    expect(() => urlSource("http://")).toThrow(/is not an address/);
  });
});

describe("a file beside another", () => {
  it("is in the same folder or below it", async () => {
    const { asked, fetch } = withRanges();
    const index = urlSource(address, { fetch });
    const run = index.sibling?.("data/run 1#.fits");
    expect(run?.name).toBe("https://data.example/dl3/data/run%201%23.fits");
    expect(run?.sibling?.("../aeff.fits").name).toBe("https://data.example/dl3/aeff.fits");
    await run?.size();
    expect(asked).toEqual(["/dl3/data/run%201%23.fits bytes=0-65535"]);
  });

  it.each([
    "../other/run.fits",
    "data/../../run.fits",
    "/etc/passwd",
    "//evil.example/run.fits",
    "https://evil.example/run.fits",
    "file:///etc/passwd",
    "..\\run.fits",
    "data/",
    "",
  ])("is never %s", (path) => {
    const source = urlSource(address, { fetch: withRanges().fetch });
    expect(() => source.sibling?.(path)).toThrow(/is not opened/);
  });

  it("is not found by an encoded way up", () => {
    const source = urlSource(address, { fetch: withRanges().fetch });
    expect(source.sibling?.("%2e%2e/run.fits").name).toBe("https://data.example/dl3/%252e%252e/run.fits");
  });
});

it("a reader who waits for another's request is served when that one calls off", async () => {
  const caller = new AbortController();
  let calls = 0;
  let turn = 0;
  const fetch: Fetch = (_, { signal }) => {
    calls++;
    if (turn++ > 0 || !signal) return Promise.resolve(new Response(content));
    return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const source = urlSource(address, { fetch });
  const first = failure(source.read(0, 10, caller.signal));
  const second = source.read(0, 10);
  caller.abort();
  expect((await first).code).toBe("aborted");
  expect(await second).toEqual(content.slice(0, 10));
  expect(calls).toBe(2);
});
