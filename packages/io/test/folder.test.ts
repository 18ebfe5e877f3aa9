import { expect, test } from "vitest";
import { memoryFolder, openDataStore, safePath, urlFolder } from "../src/index.ts";

test.each([
  "../x",
  "a/../../x",
  "/etc/passwd",
  "\\\\server\\x",
  "C:\\x",
  "http://host/x",
  "file:///x",
  "~/x",
  "$HOME/x",
  "a\0b",
  "",
])("the path %j does not leave the folder", (path) => {
  expect(() => safePath(path, "store")).toThrow(/lies outside the folder/);
});

test("harmless paths are tidied", () => {
  expect(safePath("./data//run.fits", "store")).toBe("data/run.fits");
});

test("files in memory are found by path, and a missing one is named", async () => {
  const folder = memoryFolder("dropped", new Map([["a/b.txt", new TextEncoder().encode("hello")]]));
  expect(await folder.file("./a/b.txt").size()).toBe(5);
  expect((await folder.find(["x", "a/b.txt"]))?.name).toBe("a/b.txt");
  expect(await folder.find(["x"])).toBeUndefined();
  expect(() => folder.file("x")).toThrow(/dropped has no file x/);
});

test("a folder on the web asks for files below its address", async () => {
  const asked: string[] = [];
  const answer = (url: RequestInfo | URL) => {
    asked.push(String(url));
    return Promise.resolve(new Response(null, { status: String(url).endsWith("there") ? 200 : 404 }));
  };
  const folder = urlFolder("http://host/store", { fetch: answer as typeof fetch });
  expect((await folder.find(["not here", "there"]))?.name).toBe("http://host/store/there");
  expect(asked[0]).toBe("http://host/store/not%20here");
});

test("a folder on a server that is away, or falls silent, is an error that says so", async () => {
  const away = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }));
  await expect(urlFolder("http://host/store", { fetch: away }).find(["file"])).rejects.toMatchObject({
    code: "io",
    message: "http://host/store/file cannot be fetched: connect ECONNREFUSED. Is the address right, and the server up?",
  });
  const silent = (_: string, { signal }: RequestInit) =>
    new Promise<Response>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  await expect(
    urlFolder("http://host/store", { fetch: silent, stallTimeout: 20 }).find(["file"]),
  ).rejects.toMatchObject({
    code: "io",
    message: expect.stringContaining("the server sent nothing for 0.02 s"),
  });
  const broken = () => Promise.resolve(new Response(null, { status: 503 }));
  await expect(urlFolder("http://host/store", { fetch: broken }).find(["file"])).rejects.toMatchObject({ code: "io" });
});

test("waiting for a server that falls silent can be called off", async () => {
  const silent = (_: string, { signal }: RequestInit) =>
    new Promise<Response>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  const folder = urlFolder("http://host/store", { fetch: silent });
  for (const wait of [
    (signal: AbortSignal) => folder.find(["file"], signal),
    (signal: AbortSignal) => folder.file("file").size(signal),
    (signal: AbortSignal) => openDataStore(folder, { context: { signal } }),
  ]) {
    const controller = new AbortController();
    const waiting = wait(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  }
});
