import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const dist = new URL("../../dist/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, dist), "utf8");

/** The files that are loaded with one: those that it imports, and so on. */
function loadedWith(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other] of textOf(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) loadedWith(other, found);
  return found;
}

describe("the built package", () => {
  const loaded = [...loadedWith("index.js")].map(textOf).join("\n");

  it("loads no decoder of tiles before it meets one", () => {
    for (const name of ["decodeRice", "decodePlio", "decodeHcompress", "inflateTile", "dequantize", "decodeTile"]) {
      expect(loaded).not.toContain(`function ${name}(`);
    }
    expect(loaded).not.toMatch(/from\s*"pako"/);
  });

  it("has each decoder in a file of its own", () => {
    const files = readdirSync(dist).filter((name) => name.endsWith(".js"));
    const fileOf = (decoder: string) => files.filter((name) => textOf(name).includes(`function ${decoder}(`));
    const own = ["decodeRice", "decodePlio", "decodeHcompress", "inflateTile"].map(fileOf);
    expect(own.map((names) => names.length)).toEqual([1, 1, 1, 1]);
    expect(new Set(own.flat()).size).toBe(4);
  });
});
