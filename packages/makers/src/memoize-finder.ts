import type { Region, SkyPosition } from "@gammakit/core";

/** The same function, that remembers: OFF regions depend on the pointing alone, which the parts of one run share. */
export function memoizeFinder<R extends Region, Found>(
  find: (region: R, pointing: SkyPosition) => Found,
): (region: R, pointing: SkyPosition) => Found {
  const known = new Map<string, Found>();
  return (region, pointing) => {
    const key = JSON.stringify([region, pointing]);
    let found = known.get(key);
    if (found === undefined) {
      found = find(region, pointing);
      known.set(key, found);
    }
    return found;
  };
}
