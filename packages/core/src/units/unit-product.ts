import type { ExactScale } from "./exact-scale.ts";
import { multiplyScales, one, raiseScale } from "./exact-scale.ts";
import { exactExponent } from "./exponent.ts";

/** A product of powers of unit words, and what it amounts to in base units. */
export interface Product {
  /** Exponents of the words. */
  readonly terms: ReadonlyMap<string, number>;
  readonly scale: ExactScale;
  /** Exponents of the base units; 0 where they cancel. */
  readonly dimensions: ReadonlyMap<string, number>;
}

/** The product of nothing. */
export const emptyProduct: Product = { terms: new Map(), scale: one, dimensions: new Map() };

/** a·b. */
export function multiplyProducts(a: Product, b: Product): Product {
  return {
    terms: added(a.terms, b.terms),
    scale: multiplyScales(a.scale, b.scale),
    dimensions: added(a.dimensions, b.dimensions),
  };
}

/** a^power. */
export function raiseProduct(a: Product, power: number): Product {
  const times = (exponents: ReadonlyMap<string, number>) =>
    new Map([...exponents].map(([name, exponent]) => [name, exactExponent(exponent * power)]));
  return { terms: times(a.terms), scale: raiseScale(a.scale, power), dimensions: times(a.dimensions) };
}

function added(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sum = new Map(a);
  for (const [name, exponent] of b) sum.set(name, exactExponent((sum.get(name) ?? 0) + exponent));
  return sum;
}
