export { pixelBoundary } from "./boundary.ts";
export type { CompiledHealpix } from "./compile-healpix.ts";
export { centersOf, compileHealpix, pixelsAt } from "./compile-healpix.ts";
export type { CompiledHealpixMap } from "./compile-healpix-map.ts";
export {
  compileHealpixMap,
  healpixValueAt,
  interpolateHealpixMap,
  sampleHealpixMap,
} from "./compile-healpix-map.ts";
export type { HealpixGrid } from "./grid.ts";
export { pixelArea, pixelSize } from "./grid.ts";
export type { HealpixMap } from "./healpix-map.ts";
export { fromUniq, toNested, toRing, toUniq } from "./numbering.ts";
export type { Disc } from "./pixels-in-disc.ts";
export { pixelsInDisc } from "./pixels-in-disc.ts";
