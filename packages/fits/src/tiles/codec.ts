/** What a decoder must know of a tile. */
export interface TileRequest {
  /** Lengths of its axes, the fastest first; those at the edge of an image may be shorter than ZTILEn. */
  readonly shape: readonly number[];
  /** Number of pixels. */
  readonly count: number;
  /** Bytes per pixel before the compression. */
  readonly width: number;
  /** The parameters ZNAMEn, ZVALn by name. */
  readonly parameters: TileParameters;
  /** Takes what is odd but does not keep the tile from being decoded. */
  readonly warn: (message: string) => void;
}

/** Whole numbers that the header gives an algorithm: `name` or, where it is absent, `otherwise`. */
export type TileParameters = (name: string, otherwise: number, allowed: (value: number) => boolean) => number;

/** An algorithm that makes whole numbers, or the bytes that an uncompressed file would have. Throws `TileDamage`. */
export type TileCodec =
  | { readonly makes: "integers"; readonly decode: (stream: Uint8Array, tile: TileRequest) => Int32Array }
  | { readonly makes: "bytes"; readonly decode: (stream: Uint8Array, tile: TileRequest) => Uint8Array };
