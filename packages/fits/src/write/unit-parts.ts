import type { WritableCard } from "./writable.ts";

/** What a unit is made of: cards in the order the standard demands, then others, then data in whole blocks. */
export interface UnitParts {
  readonly mandatory: readonly WritableCard[];
  readonly rest: readonly WritableCard[];
  readonly data: Uint8Array<ArrayBuffer>;
}
