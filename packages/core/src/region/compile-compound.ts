import type { PixelTest } from "./compile-pixel-region.ts";
import type { RegionOperator } from "./region.ts";

/** A function that tells whether a pixel position lies in what two regions make together. */
export function compileCompound(operator: RegionOperator, a: PixelTest, b: PixelTest): PixelTest {
  switch (operator) {
    case "union":
      return (x, y) => a(x, y) || b(x, y);
    case "intersection":
      return (x, y) => a(x, y) && b(x, y);
    case "difference":
      return (x, y) => a(x, y) && !b(x, y);
    case "xor":
      return (x, y) => a(x, y) !== b(x, y);
  }
}
