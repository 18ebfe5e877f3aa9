import {
  type CompiledWcs,
  checkRegion,
  compilePixelRegion,
  compileSkyMask,
  GammakitError,
  type PixelTest,
  type Region,
  regionCenter,
  type SkyMask,
  type SkyPosition,
  separationBetween,
  toPixelRegion,
} from "@gammakit/core";

/** Parts of the sky kept out of the background: regions, or an image. */
export type Exclusion = readonly Region[] | SkyMask;

/** Whether the center of a pixel of the plane is excluded; undefined where nothing is. */
export function compileExclusion(exclusion: Exclusion | undefined, wcs: CompiledWcs): PixelTest | undefined {
  if (exclusion === undefined) return undefined;
  return "kind" in exclusion ? compileMask(exclusion, wcs) : compileRegions(exclusion, wcs);
}

function compileRegions(regions: readonly Region[], wcs: CompiledWcs): PixelTest {
  const [lon, lat] = wcs.wcs.crval;
  const pointing: SkyPosition = { frame: wcs.wcs.frame, lon, lat };
  return anyOf(regions.map((region) => compileNear(region, pointing, wcs)));
}

const nowhere: PixelTest = () => false;

function anyOf(all: readonly PixelTest[]): PixelTest {
  const tests = all.filter((test) => test !== nowhere);
  if (tests.length === 0) return nowhere;
  return (x, y) => {
    for (let k = 0; k < tests.length; k++) if (tests[k](x, y)) return true;
    return false;
  };
}

/** What lies beyond the horizon of the tangent plane is far from any OFF region: nothing of it is in the plane. */
function compileNear(region: Region, pointing: SkyPosition, wcs: CompiledWcs): PixelTest {
  if (region.kind === "union") {
    return anyOf(region.regions.map((part) => compileNear(part, pointing, wcs)));
  }
  if (region.kind === "compound") {
    const [a, b] = [compileNear(region.a, pointing, wcs), compileNear(region.b, pointing, wcs)];
    if (region.operator === "union") return (x, y) => a(x, y) || b(x, y);
    if (region.operator === "intersection") return (x, y) => a(x, y) && b(x, y);
    if (region.operator === "difference") return (x, y) => a(x, y) && !b(x, y);
    return (x, y) => a(x, y) !== b(x, y);
  }
  if (!(separationBetween(regionCenter(region), pointing) < 80)) return nowhere;
  return compilePixelRegion(toPixelRegion(region, wcs));
}

function compileMask(mask: SkyMask, wcs: CompiledWcs): PixelTest {
  const excluded = compileSkyMask(mask);
  const { frame } = wcs.wcs;
  const position = new Float64Array(2);
  return (x, y) => wcs.toSky(x, y, position) && excluded({ frame, lon: position[0], lat: position[1] });
}

/** Throws "invalid-input" for what is no exclusion: options from a file may hold anything. */
export function checkExclusion(maker: string, exclusion: unknown): void {
  const kindOf = (value: unknown) =>
    typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  const isList = Array.isArray(exclusion);
  const wrong = isList ? exclusion.find((region: unknown) => kindOf(region) === undefined) : exclusion;
  if (wrong === undefined && isList) for (const region of exclusion) checkRegion(region as Region);
  if (wrong === undefined || (!isList && kindOf(wrong) === "mask")) return;
  throw new GammakitError(
    "invalid-input",
    `Maker "${maker}": option "exclusion" must be a list of regions or a mask, not ${JSON.stringify(wrong)}.`,
    { exclusion: wrong },
  );
}
