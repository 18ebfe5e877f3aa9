import type { CardHeader } from "../header/header.ts";
import type { TileCodec } from "./codec.ts";
import { hasTiles } from "./has-tiles.ts";

/** What decodes the tiles of a file, by ZCMPTYPE: only what they need has been loaded. */
export type TileCodecs = ReadonlyMap<string, TileCodec>;

/** What decodes the images of a file. */
export interface TileDecoders {
  readonly decodeImage: typeof import("./decode-image.ts").decodeImage;
  readonly codecs: TileCodecs;
}

const loaders: Readonly<Record<string, () => Promise<TileCodec>>> = {
  RICE_1: async () => (await import("./rice.ts")).rice,
  RICE_ONE: async () => (await import("./rice.ts")).rice,
  GZIP_1: async () => (await import("./gzip.ts")).gzip1,
  GZIP_2: async () => (await import("./gzip.ts")).gzip2,
  HCOMPRESS_1: async () => (await import("./hcompress.ts")).hcompress,
  PLIO_1: async () => (await import("./plio.ts")).plio,
  NOCOMPRESS: async () => (await import("./plain.ts")).plain,
};

/** Every algorithm that can be decoded. */
export const algorithms: readonly string[] = Object.keys(loaders);

/** ZCMPTYPE, or "" where there is none. */
export function algorithmOf(header: CardHeader): string {
  return header.string("ZCMPTYPE")?.trim() ?? "";
}

/** The codecs that the tile-compressed images among these units need; undefined where there are none. */
export async function loadCodecs(headers: readonly CardHeader[]): Promise<TileCodecs | undefined> {
  const compressed = headers.filter(hasTiles);
  if (compressed.length === 0) return undefined;
  // Tiles of floating-point numbers that could not be quantized are in gzip whatever the algorithm is.
  const hasFallback = (header: CardHeader) => (header.number("ZBITPIX") ?? 0) < 0;
  const names = new Set(compressed.map(algorithmOf));
  if (compressed.some(hasFallback)) names.add("GZIP_1");
  const known = [...names].filter((name) => Object.hasOwn(loaders, name));
  return new Map(await Promise.all(known.map(async (name) => [name, await loaders[name]()] as const)));
}
