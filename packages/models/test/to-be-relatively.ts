import { expect } from "vitest";

declare module "vitest" {
  interface Assertion {
    /** Within a fraction `tolerance` of `expected`; exactly zero where that is. */
    toBeRelatively(expected: number, tolerance: number): void;
  }
}

expect.extend({
  toBeRelatively(received: number, expected: number, tolerance: number) {
    const pass = Math.abs(received - expected) <= tolerance * Math.abs(expected);
    return {
      pass,
      message: () => `${received} differs from ${expected} by ${received / expected - 1} of it, more than ${tolerance}`,
    };
  },
});
