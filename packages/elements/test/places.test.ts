import { expect, test } from "vitest";
import { fileBeside, mapName, storeFolder, storeName } from "../src/worker/places.ts";

function chosen(name: string, ...paths: readonly string[]) {
  return { kind: "files", name, files: paths.map((path) => ({ path, file: new Blob([path]) })) } as const;
}

test("a store is called by the folder of its index, as the program finds it", async () => {
  const deep = chosen("outer", "outer/notes.txt", "outer/2006/nightA/obs-index.fits.gz", "outer/2006/nightA/x.fits");
  expect(storeName(deep)).toBe("outer/2006/nightA");
  expect(await storeFolder(deep).find(["x.fits"])).toBeDefined();
  expect(storeName(chosen("night", "night/obs-index.fits"))).toBe("night");
  expect(storeName(chosen("hdu-index.fits", "hdu-index.fits", "obs-index.fits"))).toBe(".");
  expect(storeName({ kind: "address", address: "https://a.b/night/" })).toBe("https://a.b/night");
});

test("a map is called by its file", () => {
  expect(mapName(chosen("maps", "maps/readme.txt", "maps/cube.fits.gz"))).toBe("maps/cube.fits.gz");
  expect(mapName(chosen("table.txt", "table.txt", "cube.fits"))).toBe("cube.fits");
  expect(mapName({ kind: "address", address: "https://a.b/cube.fits" })).toBe("https://a.b/cube.fits");
});

test("a file that is missing is said to be what the job names, be it of a model or a dataset", () => {
  expect(() => fileBeside(chosen("maps", "maps/cube.fits"), "other/ebl.fits")).toThrow(
    "maps has no file ebl.fits, which the job names. Choose it together with the data.",
  );
});
