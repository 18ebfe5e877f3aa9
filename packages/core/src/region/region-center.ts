import { atan2, cos, hypot, sin } from "../numeric/repeatable/trigonometry.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { degree, wrap360 } from "../sky/separation.ts";
import type { Region } from "./region.ts";

/**
 * The middle of a region: its center; for a polygon or a line the mean direction of its vertices, for a union or compound that
 * of the centers of its parts, in the frame of the first; for a difference that of what is cut from. There is no middle where
 * the directions cancel: the result is then the first of them.
 */
export function regionCenter(region: Region): SkyPosition {
  if (region.kind === "polygon") return meanDirection(region.vertices);
  if (region.kind === "union") return meanDirection(region.regions.map(regionCenter));
  if (region.kind === "line") return meanDirection([region.start, region.end]);
  if (region.kind === "compound") {
    const { operator, a, b } = region;
    return operator === "difference" ? regionCenter(a) : meanDirection([regionCenter(a), regionCenter(b)]);
  }
  return region.center;
}

function meanDirection(positions: readonly SkyPosition[]): SkyPosition {
  const [first] = positions;
  let [x, y, z] = [0, 0, 0];
  for (const position of positions) {
    const { lon, lat } = toFrame(position, first.frame);
    x += cos(lat * degree) * cos(lon * degree);
    y += cos(lat * degree) * sin(lon * degree);
    z += sin(lat * degree);
  }
  if (hypot(hypot(x, y), z) < 1e-9 * positions.length) return first;
  return { frame: first.frame, lon: wrap360(atan2(y, x) / degree), lat: atan2(z, hypot(x, y)) / degree };
}
