import { GammakitError } from "../errors/gammakit-error.ts";
import { refuseLong } from "../errors/refuse-long.ts";
import { nearest } from "../errors/suggest.ts";
import type { Dimensions } from "./definitions.ts";
import { findUnit, knownWords } from "./definitions.ts";
import type { ExactScale } from "./exact-scale.ts";
import { exactDecimal, multiplyScales, one, raiseScale, scaleToNumber } from "./exact-scale.ts";
import { exactExponent, isExponent } from "./exponent.ts";
import type { Product } from "./unit-product.ts";
import { emptyProduct, multiplyProducts, raiseProduct } from "./unit-product.ts";

/** A unit word with its exponent, in the spelling used for output. */
export interface UnitTerm {
  readonly symbol: string;
  readonly exponent: number;
}

/** A unit taken apart. */
export interface Unit {
  /** Size in base units: m kg s A K mol cd rad, and what is counted (ph, ct, pix, …). */
  readonly scale: number;
  /** The same, exact where it is rational. */
  readonly exactScale: ExactScale;
  /** Exponents of the base units, none of them 0. */
  readonly dimensions: Dimensions;
  /** The words it was written with. */
  readonly terms: readonly UnitTerm[];
  /** The number in front of the words. */
  readonly multiplier: ExactScale;
}

/**
 * The unit that `text` stands for; the empty string is the dimensionless unit.
 * Reads the union of FITS (Standard 4.0, section 4.3), OGIP/93-001 and astropy's generic format:
 * `cm-2 s-1 TeV-1`, `1 / (cm2 s TeV)`, `photon/cm**2/s`, `10**-12 erg cm^-2 s^-1`, `sqrt(erg)`, `cm-2.s-1`.
 * Throws "invalid-input" for what is unknown, and for what these formats read differently: `erg / s cm2`, `m 5`.
 */
export function parseUnit(text: string): Unit {
  const known = memo.get(text);
  if (known) return known;
  refuseLong(text, "unit");
  const unit = new UnitParser(text).parse();
  if (memo.size >= memoLimit) memo.clear();
  memo.set(text, unit);
  return unit;
}

/** Strings parsed before, so that a reader may ask for the same unit once per column. */
const memo = new Map<string, Unit>();
const memoLimit = 256;
const maxLength = 256;
const maxExponent = 60;
const maxPowerOfTen = 308;
const maxInteger = 2n ** 6000n;
const maxDepth = 16;

const token = {
  space: /\s+/y,
  number: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  word: /[A-Za-z_µμÅ°%]+/y,
  power: /\*\*|\^/y,
  times: /\*(?!\*)|\./y,
  integer: /[+-]?\d+/y,
  signedInteger: /[+-]\d+/y,
  decimal: /[+-]?\d+(?:\.\d+)?/y,
  fraction: /\(\s*([+-]?\d+(?:\.\d+)?)\s*(?:\/\s*(\d+)\s*)?\)/y,
  superscript: /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/y,
};

/** A recursive-descent parser of one string; it lives for one call. */
class UnitParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Unit {
    if (this.#text.length > maxLength) throw this.#error(`is longer than ${maxLength} characters`);
    this.#take(token.space);
    let multiplier = one;
    let product = emptyProduct;
    if (this.#at < this.#text.length) {
      const number = this.#leadingNumber();
      multiplier = number ?? one;
      if (number === undefined) product = this.#expression();
      else if (!this.#atEnd()) product = this.#afterNumber();
    }
    if (!this.#atEnd()) throw this.#error(`cannot be read from "${this.#text.slice(this.#at)}" on`);
    return this.#unitOf(product, multiplier);
  }

  #unitOf(product: Product, multiplier: ExactScale): Unit {
    const exactScale = multiplyScales(product.scale, multiplier);
    const scale = scaleToNumber(exactScale);
    if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) throw this.#error("is out of the range of numbers");
    const dimensions: Record<string, number> = {};
    for (const [name, exponent] of product.dimensions) if (exponent !== 0) dimensions[name] = exponent;
    const terms = [...product.terms]
      .filter(([, exponent]) => exponent !== 0)
      .map(([symbol, exponent]) => Object.freeze({ symbol, exponent }));
    return Object.freeze({
      scale,
      exactScale,
      dimensions: Object.freeze(dimensions),
      terms: Object.freeze(terms),
      multiplier,
    });
  }

  /** `1000`, `1e-12`, `10**-12`, `10^-12`, and the FITS form `10-12`; only at the beginning. */
  #leadingNumber(): ExactScale | undefined {
    const digits = this.#take(token.number);
    if (digits === undefined) return undefined;
    const base = exactDecimal(digits);
    if (!base || base.numerator === 0n) throw this.#error(`begins with ${digits}, which is not a usable factor`);
    if (this.#take(token.power) !== undefined) return this.#raiseNumber(base, this.#exponent(maxPowerOfTen));
    const sign = digits === "10" ? this.#take(token.signedInteger) : undefined;
    return sign === undefined ? base : this.#raiseNumber(base, Number(sign));
  }

  #afterNumber(): Product {
    this.#take(token.space);
    const at = this.#at;
    if (this.#take(token.times) !== undefined) return this.#expression();
    if (this.#text[at] !== "/") return this.#expression();
    return this.#moreFactors(emptyProduct);
  }

  /** Factors joined by products, then divisors. A product behind a divisor means different things to different readers. */
  #expression(): Product {
    return this.#moreFactors(this.#factor());
  }

  #moreFactors(first: Product): Product {
    let product = first;
    let divided = false;
    for (;;) {
      const spaced = this.#take(token.space) !== undefined;
      const next = this.#text[this.#at];
      if (next === undefined || next === ")") return product;
      if (next === "/") {
        this.#at++;
        product = this.#combine(product, raiseProduct(this.#factor(), -1));
        divided = true;
        continue;
      }
      const times = this.#take(token.times) !== undefined;
      if (!times && !spaced) throw this.#error(`cannot be read from "${this.#text.slice(this.#at)}" on`);
      if (divided) {
        throw this.#error(
          'is ambiguous: formats disagree whether what follows "a / b" divides too. Write "a / (b c)", or exponents',
        );
      }
      product = this.#combine(product, this.#factor());
    }
  }

  #factor(): Product {
    this.#take(token.space);
    if (this.#text[this.#at] === "(") return this.#raised(this.#group());
    const word = this.#take(token.word);
    if (word === undefined) throw this.#missingFactor();
    if (word === "sqrt" && this.#text[this.#at] === "(") return this.#raise(this.#group(), 0.5);
    const unit = findUnit(word);
    if (!unit) throw this.#unknown(word);
    const product: Product = {
      terms: new Map([[unit.symbol, 1]]),
      scale: unit.scale,
      dimensions: new Map(Object.entries(unit.dimensions)),
    };
    return this.#raised(product, true);
  }

  #missingFactor(): GammakitError {
    const rest = this.#text.slice(this.#at);
    if (/^[\d.]/.test(rest))
      return this.#error(`is ambiguous: the number "${rest}" may be a factor or an exponent. Put a factor in front`);
    return this.#error(rest === "" ? "ends where a unit is expected" : `has "${rest}" where a unit is expected`);
  }

  #group(): Product {
    if (++this.#depth > maxDepth) throw this.#error("is nested too deeply");
    this.#at++;
    const product = this.#expression();
    if (this.#text[this.#at] !== ")") throw this.#error('lacks a ")"');
    this.#at++;
    this.#depth--;
    return product;
  }

  /** `product` with the exponent that follows, if one does; a word may have it without an operator. */
  #raised(product: Product, word = false): Product {
    if (this.#take(token.power) !== undefined) return this.#raise(product, this.#exponent());
    const superscript = this.#take(token.superscript);
    if (superscript !== undefined) return this.#raise(product, this.#checked(plainDigits(superscript)));
    if (!word) return product;
    const integer = this.#take(token.integer);
    if (integer !== undefined) return this.#raise(product, this.#checked(Number(integer)));
    return this.#text[this.#at] === "(" ? this.#raise(product, this.#exponent()) : product;
  }

  #combine(a: Product, b: Product): Product {
    return this.#bounded(multiplyProducts(a, b));
  }

  #raise(product: Product, power: number): Product {
    for (const exponent of product.terms.values()) {
      if (Math.abs(exponent * power) > maxExponent) throw this.#error(`has exponents beyond ${maxExponent}`);
      if (!isExponent(exponent * power)) throw this.#error(`has the exponent ${exponent * power}`);
    }
    return this.#bounded(raiseProduct(product, power));
  }

  #raiseNumber(base: ExactScale, power: number): ExactScale {
    if (Math.abs(power * Math.log10(scaleToNumber(base))) <= maxPowerOfTen) return raiseScale(base, power);
    throw this.#error("is out of the range of numbers");
  }

  /** Exact sizes may pass the range of numbers on the way, but not grow so much that arithmetic on them takes time. */
  #bounded(product: Product): Product {
    if (product.scale.numerator < maxInteger && product.scale.denominator < maxInteger) return product;
    throw this.#error("is out of the range of numbers");
  }

  /** `2`, `-2`, `0.5`, `(-2)`, `(3/2)`. */
  #exponent(limit = maxExponent): number {
    const plain = this.#take(token.decimal);
    if (plain !== undefined) return this.#checked(Number(plain), limit);
    token.fraction.lastIndex = this.#at;
    const match = token.fraction.exec(this.#text);
    if (!match) throw this.#error(`has no number where an exponent is expected, at "${this.#text.slice(this.#at)}"`);
    this.#at += match[0].length;
    return this.#checked(Number(match[1]) / Number(match[2] ?? "1"), limit);
  }

  #checked(exponent: number, limit = maxExponent): number {
    if (Math.abs(exponent) <= limit && isExponent(exponent)) return exactExponent(exponent);
    throw this.#error(`has the exponent ${exponent}`);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at += match[0].length;
    return match[0];
  }

  #atEnd(): boolean {
    this.#take(token.space);
    return this.#at === this.#text.length;
  }

  #unknown(word: string): GammakitError {
    if (this.#text[this.#at] === "(") return this.#error(`uses the function ${word}(…), which is not a factor`);
    const suggestion = nearest(word, knownWords());
    const hint = suggestion === undefined ? "" : `. Did you mean "${suggestion}"?`;
    return this.#error(`has the unknown word "${word}"${hint}`, { word, suggestion });
  }

  #error(what: string, details: Readonly<Record<string, unknown>> = {}): GammakitError {
    const shown = this.#text.length > 60 ? `${this.#text.slice(0, 60)}…` : this.#text;
    return new GammakitError("invalid-input", `Unit "${shown}" ${what}${what.endsWith("?") ? "" : "."}`, {
      unit: this.#text,
      ...details,
    });
  }
}

function plainDigits(superscript: string): number {
  return Number([...superscript].map((digit) => "+-0123456789"["⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)]).join(""));
}
