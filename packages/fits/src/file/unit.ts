import type { CardHeader } from "../header/header.ts";
import type { StoredUnit } from "../verify/checksum.ts";
import type { Layout } from "./layout.ts";
import type { Place } from "./place.ts";

/** Where warnings about a file go. */
export type Warn = (place: Place, message: string) => void;

/** What the readers of header-data units are given. */
export interface UnitInput {
  readonly header: CardHeader;
  readonly place: Place;
  readonly layout: Layout;
  /** The data without padding; undefined where `select` left the unit out. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
  /** Columns of a table that were decoded on the way, by number: its bytes are not kept then. */
  readonly decoded?: ReadonlyMap<number, Float64Array<ArrayBuffer>>;
  readonly stored: StoredUnit;
  readonly warn: Warn;
}
